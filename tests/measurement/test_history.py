"""Ten years of old spreadsheets come in without a round: in rows, or with a column for each year."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.measurement.models import Measure, Receipt, Submission
from commonweal.measurement.operations.history import import_history
from commonweal.measurement.operations.intake import Rejected
from commonweal.measurement.queries.facts import facts_of, facts_table
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.melting import MeasureNeeded
from tests.cast import NOW

TIDY = b"measure,period,place,value,low,high\nP1,2011,county,171,,\nP1,2012,county,161,150,172\n"
WIDE = "id;y_2013;y_2014;2015\neast;1,5;<Null>;3\nwest;4;5;6\n;;;\n".encode("cp1252")


@pytest.fixture
def come_in(initiative: Any, analyst: Any, places: Any, enrolled: Measure) -> Any:
    def do(content: bytes, organisation: Any = None, **more: Any) -> Submission:
        file = IncomingFile("old.csv", content, **more)
        return import_history(by=analyst, initiative=initiative, file=file, organisation=organisation, at=NOW)

    return do


def figures(submission: Submission) -> dict[tuple[str, str], float | None]:
    return {(fact.key.period, fact.key.place): fact.value for fact in facts_of(submission)}


def test_old_figures_are_accepted_at_once_and_marked_as_history(come_in: Any, analyst: Any) -> None:
    submission = come_in(TIDY)
    assert (submission.state, submission.history, submission.round) == ("accepted", True, None)
    assert (submission.decided_at, submission.decided_by) == (NOW, analyst.actor_id)
    assert figures(submission) == {("2011", "county"): 171, ("2012", "county"): 161}


def test_interval_of_the_source_is_kept(come_in: Any) -> None:
    rows = facts_table(come_in(TIDY)).to_pylist()
    assert [(row["low"], row["high"]) for row in rows] == [(None, None), (150, 172)]


def test_interval_that_is_no_number_is_named(come_in: Any) -> None:
    with pytest.raises(Rejected, match="Row 2, low: “about 3” is not a number"):
        come_in(b"measure,period,place,value,low,high\nP1,2011,county,171,about 3,9\n")


@pytest.mark.covers("B4")
def test_sheet_with_a_column_for_each_year_is_read(come_in: Any) -> None:
    submission = come_in(WIDE, measure="P1", mapping={"id": "place"})
    assert figures(submission) == {
        ("2013", "east"): 1.5,
        ("2014", "east"): None,
        ("2015", "east"): 3,
        ("2013", "west"): 4,
        ("2014", "west"): 5,
        ("2015", "west"): 6,
    }


def test_such_a_sheet_must_say_its_measure(come_in: Any) -> None:
    with pytest.raises(MeasureNeeded):
        come_in(WIDE, mapping={"id": "place"})


def test_problem_is_told_at_the_cell_of_the_sheet(come_in: Any) -> None:
    with pytest.raises(Rejected) as refused:
        come_in(b"place,2013,2014\neast,1,2\nmoon,3,many\n", measure="P1")
    assert [problem.message("en") for problem in refused.value.problems] == [
        "Row 3, place: We do not know the place “moon”. Write one of: Fork County, Eastside, Westside.",
        "Row 3, 2014: “many” is not a number. Write a number, or leave the cell empty if you do not have it.",
    ]


def test_numbers_that_stand_for_no_number_are_declared(come_in: Any) -> None:
    markers = {"suppressed": ("-9999",), "missing": ("-6666", "#Type!")}
    content = b"measure,period,place,value\nP1,2011,county,-9999\nP1,2012,county,-6666\nP1,2013,county,#Type!\n"
    submission = come_in(content, markers=markers)
    assert [fact.status for fact in facts_of(submission)] == ["suppressed", "missing", "missing"]


@pytest.mark.parametrize(
    ("cadence", "written"),
    [("year", "2013"), ("school-year", "2013/14"), ("quarter", "2013-Q2"), ("month", "2013-05")],
)
def test_each_kind_of_period_is_understood(come_in: Any, cadence: str, written: str) -> None:
    content = f"measure,period,place,value\nP1,{written},county,7\n".encode()
    assert figures(come_in(content, cadence=cadence)) == {(written, "county"): 7}


def test_same_file_again_changes_nothing(come_in: Any) -> None:
    assert come_in(TIDY) == come_in(TIDY)
    assert Receipt.objects.count() == 1


def test_figures_may_belong_to_a_partner(come_in: Any, partner_organisation: Any) -> None:
    submission = come_in(TIDY, partner_organisation)
    assert {row["partner"] for row in facts_table(submission).to_pylist()} == {"first-rung"}


def test_refused_file_leaves_a_row_in_the_ledger(come_in: Any) -> None:
    with pytest.raises(Rejected):
        come_in(b"measure,period,place,value\nP1,2011,county,many\n")
    assert Receipt.objects.get().outcome == "rejected"


@pytest.mark.parametrize("who", ["chair", "partner", "stranger", "trainer"])
def test_nobody_else_brings_history_in(who: str, request: Any, initiative: Any, places: Any, enrolled: Any) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        import_history(by=person, initiative=initiative, file=IncomingFile("a", TIDY), organisation=None, at=NOW)
