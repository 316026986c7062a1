"""A page that says how close the five pitfalls are, by what the records show: counts, the rule, and never a verdict."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.models import AgendaItem, Group, Initiative, MeetingDay
from commonweal.instruments.operations import SurveyDraft, open_survey
from commonweal.people.models import Person
from commonweal.training.models import Roundtable
from tests.training import roundtable_world as evenings

PAGE = "/desk/fork/pitfalls/"


def signs(answer: Any) -> dict[str, tuple[int, int | None, bool]]:
    """Those of which something is known."""
    every = [one for pitfall in answer.context["pitfalls"] for one in pitfall.signs]
    return {one.name: (one.k, one.of, one.points_at_it) for one in every if one.is_known}


@pytest.mark.covers("G11", "F-PIT-1", "F-PIT-2", "F-PIT-3", "F-PIT-4", "F-PIT-5")
def test_five_pitfalls_stand_in_the_order_of_the_questions_on_them(resident: Person, signed_in: Any) -> None:
    pitfalls = signed_in(resident).get(PAGE).context["pitfalls"]
    assert [one.title for one in pitfalls] == [
        "Stay in your lane", "Share", "Use what you have", "Self-interest for the common good", "Eyes on the prize",
    ]  # fmt: skip


@pytest.mark.covers("G11", "F-PIT-1")
def test_backbone_that_fills_the_meetings_is_told_from_more_than_half_on(
    initiative: Initiative, analyst: Person, resident: Person, signed_in: Any
) -> None:
    at, page = timezone.now(), signed_in(resident)
    meeting = MeetingDay.objects.create(group=Group.objects.get(code="steering"), on=at.date() - timedelta(days=9))
    for position, asker in enumerate((analyst, resident)):
        ask(meeting, position, asker)
    name = "Meeting items of the past year that the backbone asked for"
    assert signs(page.get(PAGE))[name] == (1, 2, False)
    ask(meeting, 3, analyst)
    assert signs(page.get(PAGE))[name] == (2, 3, True)


def ask(meeting: MeetingDay, position: int, asker: Person) -> None:
    AgendaItem.objects.create(
        meeting=meeting, position=position, title_en="Hours", purpose=AgendaItem.Purpose.choices[0][0], minutes=5,
        asked_by=asker, put_on_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.covers("G11", "F-PIT-2", "F-PIT-5")
def test_silence_after_roundtables_and_after_promises_is_counted(
    initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    at = timezone.now()
    given_at = at - timedelta(days=40)
    draft = CommitmentDraft(text="Bring ten parents.", due_on=given_at.date() + timedelta(days=10), to="all")
    promise(by=resident, initiative=initiative, holder=resident, commitment=draft, at=given_at)
    evenings.over(initiative, at - timedelta(days=40), 34)
    Roundtable.objects.filter(number=34).update(counted=12, paper_answered=9)
    found = signs(signed_in(resident).get(PAGE))
    assert found["Promises due in the past year, without a word since"] == (1, 1, True)
    untold = "Roundtables after which nobody told people what came of it"
    assert found[untold] == (1, 1, True)
    Roundtable.objects.filter(number=34).update(came_of_it_en="Two evenings a week.")
    assert signs(signed_in(resident).get(PAGE))[untold] == (0, 1, False)


def test_what_nobody_recorded_is_not_known_and_is_no_nought(resident: Person, signed_in: Any) -> None:
    told = signed_in(resident).get(PAGE)
    shared = next(one for one in told.context["pitfalls"] if one.title == "Share")
    assert (shared.known, "Nothing is recorded yet that could show it." in told.content.decode()) == (0, True)


@pytest.mark.covers("G11")
def test_newest_survey_on_the_five_is_one_link_away(
    initiative: Initiative, analyst: Person, resident: Person, signed_in: Any
) -> None:
    at, page = timezone.now(), signed_in(resident)
    assert page.get(PAGE).context["survey"] is None
    draft = SurveyDraft("pitfalls", "named", at.date() + timedelta(days=7))
    survey = open_survey(by=analyst, initiative=initiative, survey=draft, at=at)
    assert f'href="/desk/fork/surveys/{survey.pk}/"' in page.get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_whoever_has_no_seat_reads_nothing(who: str, signed_in: Any, request: pytest.FixtureRequest) -> None:
    assert signed_in(request.getfixturevalue(who)).get(PAGE).status_code == 404
