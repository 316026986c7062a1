"""How many people stand behind a figure: those of partners that are in, beside what the absent sent last."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Definition, Measure, Round, Submission
from commonweal.measurement.queries.board import board
from commonweal.measurement.queries.people_in import people_in_figure
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Organisation, Person
from tests.measurement.accepted_facts import accepted, fact

Content = dict[str, Any]


@pytest.fixture
def one_in(initiative: Initiative, open_for_two: Round, partner_organisation: Organisation, at: datetime) -> Initiative:
    """First Rung is in with 150 people; Open Shelf Library is not."""
    came(initiative, partner_organisation, 150, open_for_two)
    Round.objects.update(state="closed", closed_at=at)
    return initiative


def came(initiative: Initiative, partner: Organisation, people: float, round_: Round | None = None) -> None:
    period = round_.periods[0] if round_ else "2025-Q3"
    made = accepted(initiative, [fact("P1", period, float(people))], organisation=partner, round_=round_)
    Submission.objects.filter(pk=made.pk).update(totals={"P1": {"reported": 1, "value": people}})


def told(initiative: Initiative, at: datetime) -> tuple[Any, Any]:
    """Of the figure of P1, and of the round."""
    content = draft_release(initiative, at).content
    (figure,) = [measure["coverage"] for measure in content["measures"] if measure["code"] == "P1"]
    return figure["people_in"], content["rounds"][0]["people_in"]


@pytest.mark.covers("B4", "F-CON-2")
def test_figure_and_round_say_how_many_people_are_in(
    one_in: Initiative, other_organisation: Organisation, at: datetime
) -> None:
    came(one_in, other_organisation, 50)
    Submission.objects.filter(round=None).update(submitted_at=Round.objects.get().opened_at)
    assert told(one_in, at) == (75, 75)


def test_nothing_is_told_of_people_where_an_absent_partner_never_sent_any(one_in: Initiative, at: datetime) -> None:
    assert told(one_in, at) == (None, None)


def test_nothing_is_told_of_people_where_so_few_are_absent_that_it_would_name_their_number(
    one_in: Initiative, other_organisation: Organisation, at: datetime
) -> None:
    came(one_in, other_organisation, one_in.minimum_count - 1)
    Submission.objects.filter(round=None).update(submitted_at=Round.objects.get().opened_at)
    assert told(one_in, at) == (None, None)


def test_nothing_is_told_of_the_people_of_a_measure_that_guards_its_partners(
    one_in: Initiative, other_organisation: Organisation, at: datetime
) -> None:
    """75 of 100, with 150 in, would say that the one that is absent had 50."""
    came(one_in, other_organisation, 50)
    Submission.objects.filter(round=None).update(submitted_at=Round.objects.get().opened_at)
    Measure.objects.update(guards_partners=True)
    found = people_in_figure(Definition.objects.get(measure__code="P1"), "2025-Q4", [Round.objects.get()], 10)
    assert (found, draft_release(one_in, at).content["rounds"][0]["people_in"]) == (None, None)


def test_what_came_after_the_round_opened_does_not_say_how_many_were_absent(
    one_in: Initiative, other_organisation: Organisation, at: datetime
) -> None:
    came(one_in, other_organisation, 50)
    Submission.objects.filter(round=None).update(submitted_at=at.replace(year=at.year + 1))
    assert told(one_in, at) == (None, None)


def test_where_all_are_in_no_share_is_told(one_in: Initiative, other_organisation: Organisation, at: datetime) -> None:
    came(one_in, other_organisation, 50, Round.objects.get())
    assert told(one_in, at) == (None, None)


def test_board_and_release_tell_the_same_share_of_a_closed_round(
    one_in: Initiative, other_organisation: Organisation, analyst: Person, at: datetime
) -> None:
    """Once it sent more than now: what counts is what it sent last."""
    came(one_in, other_organisation, 900)
    came(one_in, other_organisation, 50)
    Submission.objects.filter(round=None).update(submitted_at=Round.objects.get().opened_at)
    assert (told(one_in, at)[1], board(analyst, Round.objects.get(), at).share_of_people) == (75, 75.0)
