"""What went otherwise than planned in a series, told to its trainer as counts and days, and never as a person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404

from commonweal.governance.rules import today
from commonweal.training import rules
from commonweal.training.models import Assessment, Participant, Series, Session
from commonweal.training.queries.results import results_of
from commonweal.training.queries.series import when

#: A quiz that opens later may already hear what was said in the session.
LATE = timedelta(minutes=20)


@dataclass(frozen=True)
class Late:
    """A session whose roll, and with it the quiz, opened so many minutes after it began."""

    session: int
    minutes: int


@dataclass(frozen=True)
class OtherDay:
    session: int
    planned: date
    opened: date


@dataclass(frozen=True)
class Notices:
    """`ends_only` answered the last test and not the first; `late_firsts` the first when the last was open already;
    `in_other_series` take part in another one here too; `taken_out` took all their answers out again.
    """

    ends_only: int
    late_firsts: int
    in_other_series: int
    late: tuple[Late, ...]
    other_days: tuple[OtherDay, ...]
    never_opened: tuple[int, ...]
    newer_version: int | None
    taken_out: int

    @property
    def is_quiet(self) -> bool:
        counted = (
            self.ends_only,
            self.late_firsts,
            self.in_other_series,
            self.late,
            self.other_days,
            self.never_opened,
            self.taken_out,
        )
        return not any(counted) and self.newer_version is None


def notices_of(reader: Any, series: Series, at: datetime) -> Notices:
    """For who runs the series; raises Http404."""
    if not rules.may_run(reader, series, at):
        raise Http404
    sessions = list(series.sessions.prefetch_related("times"))
    opened = [session for session in sessions if session.roll_opened_at is not None]
    last = max((session.number for session in opened), default=0)
    newest = series.syllabus.syllabus.versions.last()
    return Notices(
        ends_only=_ends_only(series),
        late_firsts=len(results_of(reader, series, at).late_firsts),
        in_other_series=_in_other_series(series),
        late=tuple(late for session in opened if (late := _late(session)) is not None),
        other_days=tuple(other for session in opened if (other := _other_day(series, session)) is not None),
        never_opened=tuple(
            one.number
            for one in sessions
            if one.roll_opened_at is None and one.number < last and when(one).starts_at <= at
        ),
        newer_version=newest.number if newest and newest.number > series.syllabus.number else None,
        taken_out=series.participants.exclude(left_on=None).count(),
    )


def _ends_only(series: Series) -> int:
    phase = Assessment.Phase
    began = series.participants.filter(attempts__assessment__phase=phase.PRE)
    ended = series.participants.filter(attempts__assessment__phase=phase.POST)
    return ended.exclude(pk__in=began.values("pk")).distinct().count()


def _in_other_series(series: Series) -> int:
    """Of those who have a code: a number on paper alone is known nowhere else."""
    others = Participant.objects.filter(series__initiative=series.initiative_id).exclude(series=series)
    known = others.exclude(code_hash="").values("code_hash")
    return series.participants.filter(code_hash__in=known).count()


def _late(session: Session) -> Late | None:
    begun = session.roll_opened_at
    starts_at = when(session).starts_at
    if begun is None or not LATE < begun - starts_at < timedelta(hours=12):
        return None
    return Late(session.number, int((begun - starts_at).total_seconds()) // 60)


def _other_day(series: Series, session: Session) -> OtherDay | None:
    if session.roll_opened_at is None:
        return None
    planned, opened = (today(series.initiative, one) for one in (when(session).starts_at, session.roll_opened_at))
    return OtherDay(session.number, planned, opened) if planned != opened else None
