"""Old figures that should not have come in are taken out again; the page tells rows and columns of the sheet itself."""

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.measurement.models import Measure, Submission
from commonweal.measurement.operations.history import import_history, take_out_history
from commonweal.measurement.queries.accepted import counted_submissions
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.partner_work import SEND, address, text_of

URL = "/desk/fork/history/"
OLD = IncomingFile("old.csv", b"measure,period,place,value\nP1,2011,county,171\nP1,2012,county,161\n")


@pytest.fixture
def came_in(initiative: Any, analyst: Any, places: Any, enrolled: Measure) -> Submission:
    return import_history(by=analyst, initiative=initiative, file=OLD, organisation=None, at=NOW)


@pytest.fixture
def desk(signed_in: Any, analyst: Any, places: Any, enrolled: Measure) -> Client:
    return signed_in(analyst)


def bring(desk: Client, content: bytes, **fields: str) -> Any:
    source = io.BytesIO(content)
    source.name = "old.csv"
    return desk.post(URL, {"file": source, "cadence": "year", "source": "annual reports", **fields}, follow=True)


def test_figures_taken_out_count_no_more(came_in: Submission, analyst: Any, initiative: Any) -> None:
    assert counted_submissions(initiative) == [came_in]
    out = take_out_history(by=analyst, submission=came_in, reason="The wrong county.", at=NOW)
    assert counted_submissions(initiative) == []
    assert (out.state, [(remark.author_name, remark.text) for remark in out.remarks.all()]) == (
        "taken-out",
        [(analyst.name, "The wrong county.")],
    )


def test_taking_out_leaves_one_trail_entry(came_in: Submission, analyst: Any) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    take_out_history(by=analyst, submission=came_in, reason="The wrong county.", at=NOW)
    assert list(Entry.objects.exclude(pk__in=before).values_list("verb", flat=True)) == ["measurement.take_out_history"]


def test_same_file_may_come_in_again(came_in: Submission, analyst: Any, initiative: Any) -> None:
    take_out_history(by=analyst, submission=came_in, reason="Too early.", at=NOW)
    again = import_history(by=analyst, initiative=initiative, file=OLD, organisation=None, at=NOW)
    assert (again != came_in, counted_submissions(initiative)) == (True, [again])


@pytest.mark.parametrize("who", ["chair", "partner", "stranger", "trainer"])
def test_nobody_else_takes_figures_out(who: str, came_in: Submission, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        take_out_history(by=request.getfixturevalue(who), submission=came_in, reason="No.", at=NOW)


def test_figures_are_taken_out_with_a_reason_and_once(came_in: Submission, analyst: Any) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        take_out_history(by=analyst, submission=came_in, reason="  ", at=NOW)
    take_out_history(by=analyst, submission=came_in, reason="Wrong.", at=NOW)
    with pytest.raises(ValidationError, match="do not count any more"):
        take_out_history(by=analyst, submission=came_in, reason="Wrong.", at=NOW)


@pytest.mark.covers("B4")
def test_figures_are_taken_out_on_a_page_that_asks_why(came_in: Submission, desk: Client) -> None:
    page = f"{URL}{came_in.number}/take-out/"
    assert f'href="{page}"' in desk.get(URL).content.decode()
    assert f"Take out 2 figures of {came_in.number}?" in text_of(desk.get(page))
    refused = desk.post(page, {"reason": ""})
    assert (refused.status_code, Submission.objects.get().state) == (422, "accepted")
    done = desk.post(page, {"reason": "The wrong county."}, follow=True)
    assert f"The figures of {came_in.number} are out." in text_of(done)
    assert "The wrong county." in text_of(done)
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize("who", ["chair", "partner", "stranger"])
def test_page_does_not_exist_for_others(who: str, came_in: Submission, signed_in: Any, request: Any) -> None:
    browser = signed_in(request.getfixturevalue(who))
    page = f"{URL}{came_in.number}/take-out/"
    assert (browser.get(page).status_code, browser.post(page, {"reason": "x"}).status_code) == (404, 404)


def test_rows_are_those_of_the_sheet_with_the_column_of_each_figure(desk: Client) -> None:
    looked = bring(desk, b"place,2013,2014\neast,1,2\nwest,3,4\n", measure="P1")
    shown = [(row["row"], row["column"], row["value"]) for row in looked.context["check"].first_rows]
    assert shown == [(2, "2013", "1"), (2, "2014", "2"), (3, "2013", "3"), (3, "2014", "4")]
    assert "3, 2014" in text_of(looked)


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"place,2013,2014\neast,1,2\nwest,3,4\nTotal,4,6\n", "Row 4: place Total · 2013 4 · 2014 6"),
        (
            b"measure,period,place,value\nP1,2013,east,1\nP1,2013,Total,1\n",
            "Row 3: measure P1 · period 2013 · place Total · value 1",
        ),
    ],
)
def test_row_of_totals_is_said_to_be_left_out(content: bytes, row: str, desk: Client) -> None:
    looked = bring(desk, content, measure="P1")
    assert "1 row only adds up others, so we leave it out:" in text_of(looked)
    assert row in text_of(looked)
    desk.post(address(looked), SEND)
    assert "Total" not in Submission.objects.get().collection
