"""A file without a column for the place: what every row is about is chosen on the page, once."""

from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Invitation, Measure, Submission
from commonweal.measurement.operations.links import make_data_link
from commonweal.measurement.queries.facts import facts_of
from tests.cast import NOW
from tests.measurement.partner_work import SEND, address, as_csv, earlier_round, text_of, upload
from tests.measurement.test_history_pages import bring

TIDY = b"measure,period,value\nP1,2011,171\nP1,2012,161\n"
WIDE = b"measure,2011,2012\nP1,171,161\n"
CHOSEN = {"do": "columns", "column:place": "every row: west"}


@pytest.fixture
def desk(signed_in: Any, analyst: Any, places: Any, enrolled: Measure) -> Client:
    return signed_in(analyst)


def figures(submission: Submission) -> list[tuple[str, str, float | None]]:
    return [(fact.key.place, fact.key.period, fact.value) for fact in facts_of(submission)]


@pytest.mark.covers("B4")
@pytest.mark.parametrize("content", [TIDY, WIDE], ids=["rows", "a column for each period"])
def test_old_figures_without_a_place_are_those_of_the_place_chosen(desk: Client, content: bytes) -> None:
    looked = bring(desk, content)
    assert "No such column: every row is about" in looked.content.decode()
    shown = desk.post(address(looked), CHOSEN, follow=True)
    assert "There is no column “Place”. We read every row as Westside." in text_of(shown)
    desk.post(address(looked), SEND)
    assert figures(Submission.objects.get()) == [("west", "2011", 171.0), ("west", "2012", 161.0)]


def test_same_old_file_about_another_place_is_another_import(desk: Client) -> None:
    for place in ("west", "west", "east"):
        looked = bring(desk, TIDY)
        desk.post(address(looked), CHOSEN | {"column:place": f"every row: {place}"})
        desk.post(address(looked), SEND)
    assert [figures(each)[0] for each in Submission.objects.order_by("pk")] == [
        ("west", "2011", 171.0), ("east", "2011", 171.0),
    ]  # fmt: skip


@pytest.mark.parametrize("made_up", ["every row: moon", "every row: ", "nowhere"])
def test_place_made_up_by_hand_is_not_taken(desk: Client, made_up: str) -> None:
    looked = bring(desk, TIDY)
    shown = desk.post(address(looked), CHOSEN | {"column:place": made_up}, follow=True)
    assert shown.status_code in (200, 422)
    assert desk.post(address(looked), SEND).status_code == 422
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("made_up", ["every row: moon", "nowhere"])
def test_place_made_up_by_hand_is_not_taken_from_a_partner(client: Client, link: str, made_up: str) -> None:
    looked = upload(client, link, as_csv([["P1", "2025-Q4", "40"]], ["measure", "period", "value"]))
    client.post(address(looked), CHOSEN | {"column:place": made_up})
    assert client.post(address(looked), SEND).status_code == 422
    assert Submission.objects.count() == 0


def test_partner_says_once_what_its_rows_are_about(
    client: Client, link: str, analyst: Any, invitation: Invitation
) -> None:
    before = earlier_round(analyst, invitation)
    own = f"/p/{make_data_link(by=analyst, invitation=before, at=NOW)}/"
    looked = upload(client, own, as_csv([["P1", "2025-Q3", "40"]], ["measure", "period", "value"]))
    client.post(address(looked), CHOSEN)
    client.post(address(looked), SEND)
    assert figures(Submission.objects.get()) == [("west", "2025-Q3", 40.0)]
    again = upload(client, link, as_csv([["P1", "2025-Q4", "41"]], ["measure", "period", "value"]))
    assert "There is no column “Place”. We read every row as Westside." in text_of(again)
