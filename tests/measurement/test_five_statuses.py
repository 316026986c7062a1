"""A typed 0, a blank, "does not apply", "not shown" and an estimate: five different things at every station."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from commonweal.governance.models import Place
from commonweal.measurement.models import Invitation, Round, Submission
from commonweal.measurement.queries.asked_rows import asked_of
from commonweal.measurement.queries.facts import facts_of
from commonweal.measurement.queries.headings import status_words
from commonweal.measurement.queries.workbook import workbook_for
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of
from tests.measurement.partner_work import SEND, address, text_of, upload

PLACES = ("zero", "blank", "none", "starred", "guessed")
STATUSES = {
    "zero": "reported",
    "blank": "missing",
    "none": "not_applicable",
    "starred": "suppressed",
    "guessed": "estimated",
}


@pytest.fixture
def five_places(places: list[Place]) -> list[Place]:
    """The county and five of its own."""
    county, *others = places
    for other in others:
        other.delete()
    for position, code in enumerate(PLACES, 2):
        made = Place.objects.create(
            initiative=county.initiative, code=code, name=code.title(), kind="district", position=position
        )
        county.parts.create(part=made)
    return list(county.initiative.places.all())


def filled(invitation: Invitation) -> bytes:
    """The partner's own workbook, with 0, nothing, two words from its list, and a number marked as an estimate."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_for(asked_of(invitation), "en")))
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    words = status_words("en")
    for row in range(2, sheet.max_row + 1):
        place = str(sheet.cell(row, at["Place"]).value).casefold()
        if (sheet.cell(row, 1).value, place) == ("P2", "fork county"):
            sheet.cell(row, at["Numerator"]).value, sheet.cell(row, at["Denominator"]).value = 31, 80
        if sheet.cell(row, 1).value != "P1" or place not in STATUSES:
            continue
        sheet.cell(row, at["Value"]).value = {"zero": 0, "guessed": 40}.get(place)
        if place in ("none", "starred", "guessed"):
            sheet.cell(row, at["Status"]).value = words[STATUSES[place]]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.covers("B4", "A1")
def test_five_statuses_stay_apart_from_the_workbook_to_the_download(
    client: Client, signed_in: Any, analyst: Any, five_places: list[Place], invitation: Invitation, link: str
) -> None:
    content = filled(invitation)
    answer = upload(client, link, content, "first-rung.xlsx")
    client.post(address(answer), SEND, follow=True)
    submission = Submission.objects.get()
    told = {fact.key.place: (fact.status, fact.value) for fact in facts_of(submission) if fact.key.measure == "P1"}
    assert {place: told[place] for place in PLACES} == {
        "zero": ("reported", 0.0),
        "blank": ("missing", None),
        "none": ("not_applicable", None),
        "starred": ("suppressed", None),
        "guessed": ("estimated", 40.0),
    }
    manager = signed_in(analyst)
    is_read_apart_on_the_desk(manager, submission)
    manager.post(f"/desk/fork/submissions/{submission.number}/accept/")
    Round.objects.update(state=Round.State.CLOSED, closed_at=timezone.now())
    is_released_apart(manager)
    is_shown_apart(client)
    is_downloaded_apart(client)


def is_read_apart_on_the_desk(manager: Client, submission: Submission) -> None:
    page = text_of(manager.get(f"/desk/fork/submissions/{submission.number}/"))
    rows = {place: page.split(f" {place.title()} ", 1)[1][:60] for place in PLACES}
    assert rows["zero"].split()[1] == "0"
    shown = {place: " ".join(rows[place].split()[1:4]) for place in PLACES}
    assert len(set(shown.values())) == 5, shown


def is_released_apart(manager: Client) -> None:
    form = manager.get("/desk/fork/publish/").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    manager.post("/desk/fork/publish/", {name: value for name, value in sent.items() if value})
    (measure,) = (m for m in content_of(Publication.objects.get())["measures"] if m["code"] == "P1")
    (split,) = measure["splits"]
    assert {cell["code"]: (cell["status"], cell["value"]) for cell in split["cells"]} == {
        "zero": ("reported", 0.0),
        "blank": ("missing", None),
        "none": ("not-applicable", None),
        "starred": ("suppressed", None),
        "guessed": ("estimated", 40.0),
    }


def is_shown_apart(visitor: Client) -> None:
    page = text_of(visitor.get("/fork/measures/P1/"))
    expected = {"Zero": "0", "Blank": "missing", "None": "no program", "Starred": "not shown", "Guessed": "40"}
    for place, words in expected.items():
        assert f" {place} {words}" in page
    assert "(estimated)" in page


def is_downloaded_apart(visitor: Client) -> None:
    file = visitor.get("/fork/releases/1/figures.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(file)) if (row["measure"], row["split"]) == ("P1", "place")]
    assert {row["part"]: (row["status"], row["value"]) for row in rows} == {
        "zero": ("reported", "0.0"),
        "blank": ("missing", ""),
        "none": ("not-applicable", ""),
        "starred": ("suppressed", ""),
        "guessed": ("estimated", "40.0"),
    }
