"""The same cohort on phones and on paper: the same figures, and the same files."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commonweal.people.models import Person
from commonweal.training.models import Assessment, Participant, Series
from commonweal.training.operations import (
    SheetTyped,
    call_roll_on_paper,
    end_session,
    join,
    open_assessment,
    open_roll,
    send_attempt,
    set_numbers_aside,
    type_in_sheet,
)
from commonweal.training.queries import Results, results_of
from commonweal.training.queries.evaluation import number_in_files, tables_of
from commonweal.training.queries.gains import gains_of
from commonweal.training.report_printing import host_page
from tests.training.cohorts import attempt

PEOPLE, LEAVING = range(1, 9), (7, 8)


def fields(asked: Assessment, person: Participant, at: datetime) -> dict[str, str]:
    """What this person taps, or what is typed from their sheet."""
    flat: dict[str, str] = {}
    for item, answer in attempt(asked, person, at).answers.items():
        both = {f"{item}.then": answer["then"], item: answer["now"]} if isinstance(answer, dict) else {item: answer}
        flat |= {name: str(value) for name, value in both.items()}
    return flat


def on_phones(series: Series, trainer: Person, at: datetime) -> None:
    session = open_roll(by=trainer, session=series.sessions.get(), at=at)
    people = [join(by=None, session=session, code=f"ab|{number}|cd", at=at).participant for number in PEOPLE]
    open_assessment(by=trainer, assessment=session.assessments.get(phase="post"), at=at)
    for asked in session.assessments.all():
        for one in people:
            if one.number not in LEAVING or asked.phase == "pre":
                send_attempt(by=None, assessment=asked, participant=one, answers=fields(asked, one, at), at=at)
    end_session(by=trainer, session=session, at=at)


def on_paper(series: Series, trainer: Person, at: datetime) -> None:
    """Typed in the evening: the last test before the first, and the highest number before the others."""
    set_numbers_aside(by=trainer, series=series, how_many=len(PEOPLE), at=at)
    session = call_roll_on_paper(by=trainer, session=series.sessions.get(), numbers=list(PEOPLE), at=at)
    end_session(by=trainer, session=session, at=at)
    for asked in session.assessments.order_by("-pk"):
        for number in reversed(PEOPLE):
            if number not in LEAVING or asked.phase == "pre":
                answers = fields(asked, series.participants.get(number=number), at)
                sheet = SheetTyped(number, answers, f"page-{asked.pk}-{number}")
                type_in_sheet(by=trainer, assessment=asked, sheet=sheet, at=at)


def files_of(results: Results, series: Series) -> dict[str, list[str]]:
    """Their lines, with people's own numbers in place of those drawn for the files of a series."""
    own = {str(number_in_files(series, number)): str(number) for number in PEOPLE}
    return {
        table.name: sorted(str({**row, "person": own.get(str(row.get("person")))}) for row in table.rows)
        for table in tables_of(results, series)
    }


@pytest.mark.covers("G7", "F-TRN-4", "F-TRN-6")
def test_same_answers_give_the_same_report_from_paper_and_from_phones(
    opened: Callable[[str, int], Series], trainer: Person, at: datetime
) -> None:
    told = []
    for cohort in (on_phones, on_paper):
        series = opened("one-session", 1)
        cohort(series, trainer, at)
        results = results_of(trainer, series, at)
        told.append((gains_of(results), files_of(results, series), host_page(series, results)))
    phones, paper = told
    assert phones == paper
    assert (phones[0].learning.n_pre, phones[0].learning.n_pairs, phones[0].left.n) == (8, 6, 2)
