"""Rounds that open by themselves: which period, on which day, with whom, and never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.delivery.models import Message
from commonweal.governance.models import Participation
from commonweal.measurement.models import Asked, Round
from commonweal.measurement.operations.plans import (
    PlanDraft,
    assign_standing,
    end_plan,
    make_plan,
    open_due_rounds,
    open_planned_round,
)
from commonweal.measurement.queries.plans import last_day_of, next_of
from tests.cast import NOW

pytestmark = pytest.mark.django_db
#: 4 March 2026 lies after the end of 2025-Q4; the round opens on 3 April for 2026-Q1.
QUARTERLY = PlanDraft("Quarterly figures", "quarter", "2026-Q1", 3, 24, (-7, 0, 3), opens_by_itself=True)
OPENING = datetime(2026, 4, 3, 15, 0, tzinfo=UTC)


@pytest.fixture
def plan(analyst, initiative, enrolled, finished, partner_organisation, other_organisation):
    made = make_plan(by=analyst, initiative=initiative, draft=QUARTERLY, at=NOW)
    asked = {partner_organisation: [enrolled, finished], other_organisation: [enrolled]}
    return assign_standing(by=analyst, plan=made, asked=asked, at=NOW)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2025-Q4", date(2025, 12, 31)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 31)),
        ("2025", date(2025, 12, 31)),
        ("2025/26", date(2026, 6, 30)),
    ],
)
def test_period_ends_on_its_last_day(period, day):
    assert last_day_of(period) == day


@pytest.mark.covers("B4", "J1")
def test_plan_knows_the_days_of_its_next_round(plan):
    coming = next_of(plan, date(2026, 3, 4))
    assert (coming.period, coming.opens_on, coming.due_on) == ("2026-Q1", date(2026, 4, 3), date(2026, 4, 24))
    assert coming.due_at.isoformat() == "2026-04-24T17:00:00-04:00"
    assert coming.reminders == (date(2026, 4, 17), date(2026, 4, 24), date(2026, 4, 27))


def test_plan_lets_go_what_was_due_before_today(plan):
    assert next_of(plan, date(2026, 9, 1)).period == "2026-Q3"


def test_plan_of_school_years_counts_from_the_end_of_june(analyst, initiative):
    draft = PlanDraft("School years", "school-year", "2025/26", 10, 60)
    made = make_plan(by=analyst, initiative=initiative, draft=draft, at=NOW)
    coming = next_of(made, date(2026, 3, 4))
    assert (coming.opens_on, coming.due_on) == (date(2026, 7, 10), date(2026, 8, 29))


def test_nothing_opens_before_its_day(plan):
    assert open_due_rounds(by=None, at=OPENING - timedelta(days=1)) == []


@pytest.mark.covers("B4", "J1", "F-BBF-3")
def test_round_opens_by_itself_with_the_standing_table(plan):
    (opened,) = open_due_rounds(by=None, at=OPENING)
    asked = Asked.objects.filter(round=opened).order_by("organisation__name", "measure__code")
    assert (opened.name, opened.periods, opened.reminder_days) == ("2026-Q1", ["2026-Q1"], [-7, 0, 3])
    assert list(asked.values_list("organisation__name", "measure__code")) == [
        ("First Rung", "P1"),
        ("First Rung", "P2"),
        ("Open Shelf Library", "P1"),
    ]
    assert Message.objects.count() == 2


def test_round_opens_once_however_often_the_worker_looks(plan):
    open_due_rounds(by=None, at=OPENING)
    assert open_due_rounds(by=None, at=OPENING + timedelta(hours=1)) == []
    assert Round.objects.count() == 1


def test_round_is_only_proposed_where_the_plan_says_so(plan):
    type(plan).objects.update(opens_by_itself=False)
    assert open_due_rounds(by=None, at=OPENING) == []


def test_ended_plan_opens_nothing(plan, analyst):
    end_plan(by=analyst, plan=plan, at=NOW)
    assert open_due_rounds(by=None, at=OPENING) == []


def test_partner_that_left_is_not_asked(plan, other_organisation):
    Participation.objects.filter(organisation=other_organisation).update(until=date(2026, 3, 31))
    (opened,) = open_due_rounds(by=None, at=OPENING)
    assert [one.organisation.name for one in opened.invitations.all()] == ["First Rung"]


def test_data_manager_opens_the_next_round_early(plan, analyst):
    opened = open_planned_round(by=analyst, plan=plan, at=NOW)
    assert (opened.plan_period, opened.due_at.date()) == ("2026-Q1", date(2026, 4, 24))


def test_round_of_a_name_that_is_taken_carries_the_name_of_the_plan(plan, analyst, initiative):
    Round.objects.create(initiative=initiative, name="2026-Q1", periods=["2026-Q1"], opened_at=NOW, due_at=NOW)
    assert open_planned_round(by=analyst, plan=plan, at=NOW).name == "Quarterly figures, 2026-Q1"


@pytest.mark.parametrize("who", ["partner", "trainer", "chair", "stranger"])
def test_nobody_but_the_data_manager_plans_rounds(plan, initiative, request, who):
    other = request.getfixturevalue(who)
    for act in (
        lambda: make_plan(by=other, initiative=initiative, draft=QUARTERLY, at=NOW),
        lambda: assign_standing(by=other, plan=plan, asked={}, at=NOW),
        lambda: open_planned_round(by=other, plan=plan, at=NOW),
        lambda: open_due_rounds(by=other, at=OPENING),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first_period": "2026"}, "first_period"),
        ({"first_period": "spring"}, "first_period"),
        ({"due_after": 2}, "due_after"),
        ({"name": " "}, "name"),
    ],
)
def test_plan_with_a_slip_is_refused_by_field(analyst, initiative, change, field):
    draft = PlanDraft(**{**QUARTERLY.__dict__, **change})
    with pytest.raises(ValidationError) as refusal:
        make_plan(by=analyst, initiative=initiative, draft=draft, at=NOW)
    assert list(refusal.value.error_dict) == [field]
