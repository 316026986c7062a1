"""From an old spreadsheet to a public figure and back: imported, looked at, published, withdrawn, published again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commonweal.people.models import Person
from commonweal.people.operations import make_sign_in_link

OLD_SHEET = b"measure,period,place,value\nP1,2023,county,1200\nP1,2024,county,1250\nP1,2025,county,1310\n"


@pytest.fixture
def manager(analyst: Person) -> Client:
    """Signed in by a one-time link, as the terminal or a mail gives it."""
    token = make_sign_in_link(by=None, person=analyst, at=timezone.now(), lifetime=timedelta(hours=1))
    client = Client()
    client.post(f"/sign-in/once/{token}/", follow=True)
    return client


@pytest.mark.covers("B4", "J5", "F-BBF-3")
def test_figure_becomes_public_is_taken_back_and_returns(
    manager: Client, initiative: Any, places: Any, client: Client
) -> None:
    defines_a_measure(manager)
    brings_the_old_sheet(manager)
    assert "1,310" not in read(client)
    publishes(manager)
    assert "1,310" in read(client)
    takes_it_back(manager)
    assert "1,310" not in read(client)
    assert "A school was counted twice." in client.get("/fork/releases/").content.decode()
    publishes(manager)
    assert "1,310" in read(client)
    assert "Release 2" in client.get("/fork/releases/").content.decode()


def read(visitor: Client) -> str:
    """The public scoreboard, as somebody sees it who never signed in."""
    return visitor.get("/fork/").content.decode()


def shown_in(form: Any) -> dict[str, Any]:
    """What a browser would send back of a form as it stands."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def defines_a_measure(manager: Client) -> None:
    page = "/desk/fork/measures/new/"
    typed = {
        "code": "P1", "name_en": "People enrolled", "name_es": "Personas inscritas",
        "meaning_en": "People who began a course.", "unit_en": "people", "level": "population", "kind": "count",
        "direction": "higher", "places_rule": "sum", "periods_rule": "sum", "decimals": "0",
    }  # fmt: skip
    answer = manager.post(page, shown_in(manager.get(page).context["form"]) | typed)
    assert answer.status_code == 302, answer.context["form"].errors


def brings_the_old_sheet(manager: Client) -> None:
    page = "/desk/fork/history/"
    file = SimpleUploadedFile("old.csv", OLD_SHEET, "text/csv")
    typed = {"file": file, "cadence": "year", "source": "The annual reports."}
    answer = manager.post(page, shown_in(manager.get(page).context["form"]) | typed)
    assert answer.status_code == 302, answer.context["form"].errors
    taken = manager.post(answer.url, {"do": "send"}, follow=True)
    assert "3 figures are in" in taken.content.decode()


def publishes(manager: Client) -> None:
    page = "/desk/fork/publish/"
    answer = manager.post(page, shown_in(manager.get(page).context["form"]), follow=True)
    assert "is public." in answer.content.decode()


def takes_it_back(manager: Client) -> None:
    page = "/desk/fork/releases/1/withdraw/"
    answer = manager.post(page, {"reason_en": "A school was counted twice."}, follow=True)
    assert "Release 1 is no longer public." in answer.content.decode()
