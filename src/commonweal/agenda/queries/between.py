"""What groups tell each other. Whoever takes part reads it; a group that says nothing is shown as silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.agenda import rules
from commonweal.agenda.models import Dependency, GroupWeek
from commonweal.commitments.queries import Promise, promise_of, promises
from commonweal.governance.models import Group, Initiative
from commonweal.governance.queries.group_history import State, groups_on
from commonweal.governance.rules import today

A_WEEK = timedelta(days=7)
#: What was answered stands on the board for so long.
ANSWERED_STAYS = timedelta(days=28)


@dataclass(frozen=True)
class WeekRow:
    """One group's week; `said` is None where it is silent, and `last` is the week in which it was heard before."""

    group: Group
    name: str
    said: GroupWeek | None
    last: date | None
    is_paused: bool
    may_speak: bool


@dataclass(frozen=True)
class DependencyRow:
    """`promise` only for who may read promises."""

    dependency: Dependency
    is_late: bool
    promise: Promise | None
    may_answer: bool


@dataclass(frozen=True)
class Board:
    week: date
    is_now: bool
    before: date
    after: date | None
    rows: Sequence[WeekRow]
    asks: Sequence[DependencyRow]
    waits: Sequence[DependencyRow]
    answered: Sequence[DependencyRow]

    @property
    def silent(self) -> int:
        return sum(one.said is None and not one.is_paused for one in self.rows)

    @property
    def heard(self) -> int:
        return sum(one.said is not None for one in self.rows)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def board(reader: Any, initiative: Initiative, at: datetime, asked: date | None = None) -> Board | None:
    """Of this week, or of an earlier one; None for whom it does not exist."""
    if not rules.may_read(reader, initiative, at):
        return None
    now = monday_of(today(initiative, at))
    week = min(monday_of(asked), now) if asked else now
    rows = [
        _row(reader, one.group, one.name, one.state == State.PAUSED, (week, at)) for one in _groups(initiative, week)
    ]
    told = [_told(reader, one, at) for one in dependencies(initiative, at)]
    waiting = [one for one in told if one.dependency.is_open]
    return Board(
        week=week,
        is_now=week == now,
        before=week - A_WEEK,
        after=week + A_WEEK if week < now else None,
        rows=rows,
        asks=[one for one in waiting if one.dependency.kind == Dependency.Kind.ASKS],
        waits=[one for one in waiting if one.dependency.kind == Dependency.Kind.WAITS],
        answered=[one for one in told if not one.dependency.is_open],
    )


def _groups(initiative: Initiative, week: date) -> list[Any]:
    """As they were at the end of that week. Those who steer meet seldom, and speak through their decisions."""
    found = groups_on(initiative, week + timedelta(days=6))
    return [one for one in found if one.group.kind != Group.Kind.STEERING]


def _row(reader: Any, group: Group, name: str, is_paused: bool, when: tuple[date, datetime]) -> WeekRow:
    week, at = when
    weeks = GroupWeek.objects.filter(group=group, week__lte=week, replaced_at=None)
    last = weeks.first()
    said = last if last and last.week == week else None
    is_now = week == monday_of(today(group.initiative, at))
    return WeekRow(
        group=group,
        name=name,
        said=said,
        last=last.week if last else None,
        is_paused=is_paused,
        may_speak=is_now and rules.may_speak_for(reader, group, at),
    )


def week_before(group: Group, at: datetime) -> GroupWeek | None:
    """What the group said last, before this week: it then said what would come next."""
    monday = monday_of(today(group.initiative, at))
    return GroupWeek.objects.filter(group=group, week__lt=monday, replaced_at=None).first()


def week_now(group: Group, at: datetime) -> GroupWeek | None:
    monday = monday_of(today(group.initiative, at))
    return GroupWeek.objects.filter(group=group, week=monday, replaced_at=None).first()


def dependencies(initiative: Initiative, at: datetime) -> QuerySet[Dependency]:
    """What is open, and what was answered lately; the most urgent first."""
    shown = Q(state=Dependency.State.OPEN) | Q(settled_at__gte=at - ANSWERED_STAYS)
    found = Dependency.objects.filter(shown, initiative=initiative)
    return found.select_related("group__initiative", "on_group__initiative", "initiative", "promise")


def dependency_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Dependency | None:
    """One that the reader may answer."""
    held = Dependency.objects.filter(initiative=initiative, pk=key)
    found = held.select_related("group__initiative", "on_group__initiative", "initiative").first()
    return found if found and rules.may_answer_dependency(reader, found, at) else None


def promises_to_point_to(reader: Any, initiative: Initiative, at: datetime) -> list[Promise]:
    """Those that are still to be kept."""
    return [one for one in promises(reader, initiative, at) if not one.is_settled]


def _told(reader: Any, dependency: Dependency, at: datetime) -> DependencyRow:
    initiative = dependency.initiative
    promise = dependency.promise_id
    return DependencyRow(
        dependency=dependency,
        is_late=dependency.is_open and dependency.by_on < today(initiative, at),
        promise=promise_of(reader, initiative, promise, at) if promise else None,
        may_answer=dependency.is_open and rules.may_answer_dependency(reader, dependency, at),
    )


def asked_of(reader: Any, group: Group | None, initiative: Initiative, at: datetime) -> list[DependencyRow]:
    """What others ask of a group or wait for, and what it asks itself; without a group all of it. For a packet."""
    if not rules.may_read(reader, initiative, at):
        return []
    own = Q() if group is None else Q(on_group=group) | Q(group=group) | Q(on_group=None)
    found = dependencies(initiative, at).filter(own, state=Dependency.State.OPEN)
    return [_told(reader, one, at) for one in found]
