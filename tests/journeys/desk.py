"""The data manager's own pages, asked for without a browser: what a journey needs before its first step.

A journey begins at a URL or a mailed link, and whatever it finds there came in through pages, never through the
database. So this module knows addresses, fields and words on pages, and the code that the terminal shows.
"""

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.lib.setup_code import setup_code

PASSWORD = "four quite plain words"
EMAIL = "analyst@example.org"
PLACES = b"code,name,part_of\neast,Eastside,fork-county\nwest,Westside,fork-county\n"
PARTNERS = (
    b"name,sector,contact_name,contact_email\n"
    b"First Rung,service nonprofit,Tom,data@first-rung.example\n"
    b"Open Shelf Library,education,Eva,data@open-shelf.example\n"
)
STARTED = {
    "code": "P1", "name_en": "People who began", "name_es": "Personas que empezaron",
    "meaning_en": "People who began a course in the quarter.",
    "meaning_es": "Personas que empezaron un curso en el trimestre.",
    "unit_en": "people", "unit_es": "personas", "level": "performance", "kind": "count", "direction": "higher",
    "places_rule": "sum", "periods_rule": "sum", "decimals": "0",
}  # fmt: skip
FINISHED = {
    "code": "P2", "name_en": "Finished the course", "name_es": "Terminaron el curso",
    "meaning_en": "Of those who began a course, how many finished it.",
    "meaning_es": "De quienes empezaron un curso, cuántas personas lo terminaron.",
    "unit_en": "% of learners", "unit_es": "% de participantes", "level": "performance", "kind": "percent",
    "direction": "higher", "numerator_en": "learners who finished", "numerator_es": "participantes que terminaron",
    "denominator_en": "learners who began", "denominator_es": "participantes que empezaron",
    "places_rule": "ratio_of_sums", "periods_rule": "ratio_of_sums",
}  # fmt: skip


class Desk:
    """Whoever founded the initiative, signed in since."""

    def __init__(self) -> None:
        self.client = Client()

    def found(self, home: Path) -> None:
        """The first-run page, with the code that the terminal shows."""
        typed = {"name": "Fork", "place_name": "Fork County", "your_name": "Analyst", "email": EMAIL}
        typed["time_zone"] = "America/New_York"
        self.fill_in("/start/", typed | {"code": setup_code(home), "password": PASSWORD})

    def furnish(self) -> None:
        """Two districts and two partners, each from a list."""
        for page, table in (("places", PLACES), ("organizations", PARTNERS)):
            file = SimpleUploadedFile(f"{page}.csv", table, "text/csv")
            answer = self.client.post(f"/desk/fork/{page}/upload/", {"upload-file": file})
            assert answer.status_code == 302, answer.content.decode()

    def define(self, **typed: str) -> None:
        self.fill_in("/desk/fork/measures/new/", typed)

    def open_round(self, name: str, due: str, asked: str) -> None:
        """Asks one partner for every measure that there is."""
        page = self.client.get("/desk/fork/rounds/new/").content.decode()
        row = re.search(r'name="row" value="(\d+)"><span class="vh">' + asked, page)
        assert row is not None, page
        typed = {"name": name, "periods": name, "due": due, "row": row[1], "step": "open"}
        self.fill_in("/desk/fork/rounds/new/", typed)

    def link_mailed_to(self, address: str) -> str:
        """The newest link to that address on the outbox page, as the data manager copies it."""
        found = re.search(rf'To {address}, .*?value="[^"]*(/p/[\w-]+/)"', self._outbox(), re.DOTALL)
        assert found is not None
        return found[1]

    def subjects_to(self, address: str) -> list[str]:
        return re.findall(rf'<h2 class="kick">([^<]*)</h2>\s*<p class="meta">To {address},', self._outbox())

    def _outbox(self) -> str:
        return self.client.get("/desk/fork/outbox/").content.decode()

    def fill_in(self, page: str, typed: dict[str, Any]) -> Any:
        """Fill in the form as it stands, as a browser would, and send it."""
        form = self.client.get(page).context["form"]
        shown = {name: form[name].value() for name in form.fields}
        kept = {name: value for name, value in shown.items() if value not in (None, False)}
        answer = self.client.post(page, kept | typed)
        assert answer.status_code == 302, answer.context["form"].errors
        return answer


def sign_in(page: Any) -> None:
    """The same person in a real browser."""
    page.goto("/sign-in/")
    page.fill("#id_login", EMAIL)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_load_state()
