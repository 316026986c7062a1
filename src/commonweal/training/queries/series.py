"""The series of an initiative, for who teaches there."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from commonweal.governance.models import Initiative, Participation
from commonweal.governance.rules import in_term, today
from commonweal.people.models import Organisation
from commonweal.training import rules
from commonweal.training.models import Attendance, Series, Session, SessionTime


def teaching(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Series]:
    """All series of the place, newest first, for its trainers; raises Http404 for everybody else."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    return initiative.series.select_related("syllabus__syllabus", "trainer", "sponsor").prefetch_related(
        "sessions__times", "participants"
    )


def run_by(reader: Any, initiative: Initiative, number: int, at: datetime) -> Series:
    """One series, for who may run it."""
    series = get_object_or_404(teaching(reader, initiative, at), number=number)
    if not rules.may_run(reader, series, at):
        raise Http404
    return series


def session_run_by(reader: Any, initiative: Initiative, number: int, session: int, at: datetime) -> Session:
    series = run_by(reader, initiative, number, at)
    return get_object_or_404(series.sessions.select_related("series__syllabus", "series__initiative"), number=session)


def when(session: Session) -> SessionTime:
    """The newest word on when and where."""
    return list(session.times.all())[-1]


def held_on(session: Session) -> date:
    """The day on which people signed in, in the place's own time; the planned one before that.

    A roll from paper alone is typed in afterwards: such a session was held as planned.
    """
    opened, planned = session.roll_opened_at, when(session).starts_at
    if opened is None:
        return today(session.series.initiative, planned)
    on_phones = session.attendances.exclude(way=Attendance.Way.PAPER).exists()
    return today(session.series.initiative, opened if on_phones else min(opened, planned))


def may_be_reopened(session: Session, at: datetime) -> bool:
    """On the day it was ended: later, people have gone home and the figures have been read."""
    place = session.series.initiative
    return session.ended_at is not None and today(place, session.ended_at) == today(place, at)


def may_be_removed(series: Series) -> bool:
    """While nobody has taken part, and nothing is printed for them."""
    begun = series.sessions.exclude(roll_opened_at=None)
    return not (begun.exists() or series.participants.exists() or series.paper_numbers.exists())


def hosts(reader: Any, initiative: Initiative, at: datetime) -> list[Organisation]:
    """Who could host a series: the organisations that take part."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    taking_part = Participation.objects.filter(in_term(today(initiative, at)), initiative=initiative)
    return list(Organisation.objects.filter(pk__in=taking_part.values("organisation")).order_by("name"))
