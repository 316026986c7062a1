"""Leaving, erasing, merging and taking data away: named answers go along, and nobody's other answers are found."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.operations import leave_initiative
from commonweal.instruments import operations, rules
from commonweal.instruments.models import Invitation, Sheet, Survey
from commonweal.people.models import Person
from commonweal.people.operations.erasing import erase
from commonweal.people.operations.leaving import leave
from commonweal.people.operations.merging import merge_people
from commonweal.people.queries.everything import everything_about
from tests.cast import NOW, SINCE, person
from tests.instruments.conftest import answers_to, asking_of, send

pytestmark = pytest.mark.django_db


def answer_with_name(survey: Survey, who: Person) -> None:
    operations.send_answers(by=None, asking=asking_of(survey, who), answers=answers_to(survey, 3), at=NOW)


@pytest.fixture
def named(ask: Callable[..., Survey]) -> Survey:
    return ask(code="readiness", mode="named")


def test_erasing_takes_named_answers_along_and_leaves_the_count(named: Survey, twenty: list[Person]) -> None:
    answer_with_name(named, twenty[0])
    erase(by=twenty[0], person=twenty[0], at=NOW)
    asked = Invitation.objects.filter(survey=named, has_answered=True).get()
    assert (Sheet.objects.count(), asked.person) == (0, None)


def test_erasing_finds_no_anonymous_answer(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    for who in twenty[:6]:
        send(survey, who)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    erase(by=twenty[0], person=twenty[0], at=NOW)
    assert Sheet.objects.count() == 6


def test_own_export_has_named_answers_and_no_anonymous_ones(
    named: Survey, survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    answer_with_name(named, twenty[0])
    for who in twenty[:6]:
        send(survey, who)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    tables = {table.name: table.rows for table in everything_about(twenty[0], twenty[0])}
    assert [row["survey"] for row in tables["instruments.sheet"]] == [named.pk]
    assert len(tables["instruments.invitation"]) == 2


def test_whoever_leaves_is_asked_no_more(survey: Survey, twenty: list[Person]) -> None:
    send(survey, twenty[1])
    for who in twenty[:2]:
        leave(by=who, person=who, at=NOW)
    left = Invitation.objects.filter(person__in=twenty[:2])
    assert [(one.person, one.has_answered) for one in left] == [(twenty[1], True)]


def test_whoever_leaves_one_initiative_is_asked_no_more_there_alone(
    survey: Survey, twenty: list[Person], initiative: Initiative
) -> None:
    other = Initiative.objects.create(slug="spoon", name="Spoon", place_name="Spoon", founded_at=NOW)
    elsewhere = Group.objects.create(initiative=other, code="spoons", name_en="Spoons", kind=Group.Kind.WORKING)
    Seat.objects.create(group=elsewhere, role=Seat.Role.MEMBER, person=twenty[0], since=SINCE)
    there = Survey.objects.get(pk=survey.pk)
    there.pk, there.initiative, there.key = None, other, uuid4()
    there.save()
    Invitation.objects.create(survey=there, person=twenty[0])
    send(survey, twenty[1])
    for who in twenty[:2]:
        leave_initiative(by=who, initiative=initiative, person=who, at=NOW)
    left = Invitation.objects.filter(person__in=twenty[:2])
    assert [(one.survey, one.person) for one in left] == [(survey, twenty[1]), (there, twenty[0])]


@pytest.fixture
def about_somebody(ask: Callable[..., Survey], twenty: list[Person], analyst: Person) -> Callable[..., Survey]:
    """What seven colleagues said of the first of the twenty, who asked them."""

    def build(*, closed: bool) -> Survey:
        survey = ask(code="soft-skills-peer", by=twenty[0])
        for one in twenty[1:8]:
            send(survey, one)
        return operations.close_survey(by=analyst, survey=survey, at=NOW) if closed else survey

    return build


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("goes", ["the site", "the initiative"])
def test_what_colleagues_said_is_read_by_nobody_once_that_person_goes(
    about_somebody: Any, twenty: list[Person], analyst: Person, initiative: Initiative, goes: str, closed: bool
) -> None:
    survey = about_somebody(closed=closed)
    assert rules.may_read_results(analyst, survey, NOW) is closed
    if goes == "the site":
        leave(by=twenty[0], person=twenty[0], at=NOW)
    else:
        leave_initiative(by=twenty[0], initiative=initiative, person=twenty[0], at=NOW)
    after = Survey.objects.get(pk=survey.pk)
    assert (after.closed_at, after.sheets.count()) == (NOW, 7)
    assert [who for who in (twenty[0], twenty[1], analyst) if rules.may_read_results(who, after, NOW)] == []


def test_what_colleagues_said_goes_with_whoever_is_erased(about_somebody: Any, twenty: list[Person]) -> None:
    survey = about_somebody(closed=True)
    erase(by=twenty[0], person=twenty[0], at=NOW)
    assert Sheet.objects.filter(survey=survey).count() == 0


def test_merge_keeps_one_invitation_in_each_survey(
    ask: Callable[..., Survey], working: Any, analyst: Person, twenty: list[Person]
) -> None:
    twin = person("Twin")
    Seat.objects.create(group=working, role=Seat.Role.MEMBER, person=twin, since=SINCE)
    survey = ask()
    merge_people(by=analyst, kept=twenty[0], duplicate=twin, why="same address", at=NOW)
    assert Invitation.objects.filter(survey=survey, person=twenty[0]).count() == 1
