"""A trainer opens a series, moves its sessions, and opens and ends each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.lib.room_codes import free_code
from commonweal.people.models import Organisation
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.content import built_in_data, digest_of, syllabus_codes
from commonweal.training.formats import FOLLOW_UP_AFTER, LATER, Asking, plan_of
from commonweal.training.models import Assessment, Series, Session, SessionTime, Syllabus, SyllabusVersion
from commonweal.training.operations.askings import content_of, quiz_on_what_was_held
from commonweal.training.queries.series import may_be_reopened
from commonweal.training.queries.series import when as newest_time
from commonweal.training.syllabus import Syllabus as Content
from commonweal.training.syllabus import syllabus_from
from commonweal.ui.formats import day


@dataclass(frozen=True)
class When:
    starts_at: datetime
    ends_at: datetime
    place: str = ""


@dataclass(frozen=True)
class SeriesDraft:
    """`sessions` has a time for each session that the format gives."""

    format: str
    sessions: Sequence[When]
    title_en: str
    title_es: str = ""
    syllabus: str = "collective-impact"
    sponsor: Organisation | None = None
    place: str = ""
    adaptation_en: str = ""
    adaptation_es: str = ""


@transaction.atomic
def open_series(*, by: Any, initiative: Initiative, series: SeriesDraft, at: datetime) -> Series:
    """With all of its sessions, and all that will be asked in them; raises ValidationError."""
    if by is not None and not rules.may_teach(by, initiative, at):
        raise PermissionDenied
    version = _version_of(initiative, series.syllabus, by, at)
    syllabus = syllabus_from(version.content)
    plans = plan_of(series.format, syllabus.parts)
    if len(series.sessions) != len(plans):
        words = _("This format has %(number)s sessions. Say when each of them takes place.")
        raise ValidationError({"sessions": words % {"number": len(plans)}})
    _check_order(series.sessions)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    last = initiative.series.first()
    made = Series.objects.create(
        initiative=initiative, syllabus=version, number=(last.number if last else 0) + 1,
        title_en=series.title_en, title_es=series.title_es, format=series.format, trainer=by, sponsor=series.sponsor,
        place=series.place, adaptation_en=series.adaptation_en, adaptation_es=series.adaptation_es,
        room_code=free_code(_is_taken), opened_at=at, opened_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    for number, (plan, when) in enumerate(zip(plans, series.sessions, strict=True), start=1):
        session = Session.objects.create(series=made, number=number, parts=list(plan.parts))
        _set_time(session, when, "", by, at)
        for asking in plan.asks:
            _lay_down(made, session, asking, syllabus)
    for phase in LATER:
        _lay_down(made, None, Asking(phase), syllabus)
    _set_follow_up(made)
    record(by=by, verb="training.open_series", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def move_session(*, by: Any, session: Session, when: When, reason: str, at: datetime) -> Session:
    """What was said before stays on record; the newest time holds."""
    _only_who_runs(by, session, at)
    if session.roll_opened_at is not None:
        raise ValidationError(_("This session has begun. It can end, and no longer be moved."))
    _check_order([when])
    _check_place(session, when, at)
    _set_time(session, when, reason, by, at)
    _set_follow_up(session.series)
    record(by=by, verb="training.move_session", subject=session, at=at, initiative=session.series.initiative_id)
    return session


@transaction.atomic
def open_roll(*, by: Any, session: Session, at: datetime) -> Session:
    """People sign in from now on, and what the session asks first opens by itself."""
    _only_who_runs(by, session, at)
    held = Session.objects.select_for_update().get(pk=session.pk)
    if held.ended_at is not None:
        raise ValidationError(_("This session is over."))
    if held.roll_opened_at is None:
        held.roll_opened_at, held.room_code = at, free_code(_is_taken)
        held.save(update_fields=["roll_opened_at", "room_code"])
        at_roll_call = [one.pk for one in held.assessments.all() if Asking(one.phase, one.moment).is_at_roll_call]
        if (content := quiz_on_what_was_held(held)) is not None:
            held.assessments.filter(phase=Assessment.Phase.QUIZ, opened_at=None).update(content=content)
        held.assessments.filter(pk__in=at_roll_call, opened_at=None).update(opened_at=at)
        record(by=by, verb="training.open_roll", subject=held, at=at, initiative=session.series.initiative_id)
    return held


@transaction.atomic
def open_assessment(*, by: Any, assessment: Assessment, at: datetime) -> Assessment:
    """The test after the last session opens when the trainer says so, and what follows upon it with it."""
    session = assessment.session
    assert session is not None  # those of a session alone are opened by hand
    _only_who_runs(by, session, at)
    if session.roll_opened_at is None or session.ended_at is not None:
        raise ValidationError(_("Open the session first."))
    if assessment.opened_at is None:
        opens = session.assessments.filter(opened_at=None)
        if assessment.phase != Assessment.Phase.POST:
            opens = opens.filter(pk=assessment.pk)
        opens.update(opened_at=at)
        assessment.refresh_from_db()
        initiative = session.series.initiative_id
        record(by=by, verb="training.open_assessment", subject=assessment, at=at, initiative=initiative)
    return assessment


@transaction.atomic
def end_session(*, by: Any, session: Session, at: datetime) -> Session:
    """Nobody signs in any more, and what was asked in it takes no more answers."""
    _only_who_runs(by, session, at)
    if session.ended_at is None:
        session.ended_at = at
        session.save(update_fields=["ended_at"])
        session.assessments.filter(closed_at=None).update(closed_at=at)
        if not session.series.sessions.filter(ended_at=None).exists():
            Series.objects.filter(pk=session.series_id, ended_at=None).update(ended_at=at)
        record(by=by, verb="training.end_session", subject=session, at=at, initiative=session.series.initiative_id)
    return session


@transaction.atomic
def reopen_session(*, by: Any, session: Session, at: datetime) -> Session:
    """Of a session ended too soon, on the same day: it takes people in again, and what closed with it is open."""
    _only_who_runs(by, session, at)
    held = Session.objects.select_for_update().select_related("series__initiative").get(pk=session.pk)
    if held.ended_at is None:
        return held
    if not may_be_reopened(held, at):
        raise ValidationError(_("A session is opened again on the day it was ended, and no later."))
    if _is_taken(held.room_code):
        held.room_code = free_code(_is_taken)
    held.assessments.filter(closed_at=held.ended_at).update(closed_at=None)
    Series.objects.filter(pk=held.series_id).update(ended_at=None)
    held.ended_at = None
    held.save(update_fields=["ended_at", "room_code"])
    record(by=by, verb="training.reopen_session", subject=held, at=at, initiative=held.series.initiative_id)
    return held


def _only_who_runs(by: Any, session: Session, at: datetime) -> None:
    if by is not None and not rules.may_run(by, session.series, at):
        raise PermissionDenied


def _version_of(initiative: Initiative, code: str, by: Any, at: datetime) -> SyllabusVersion:
    """The newest of one's own, or the built-in one, kept when it is first taught."""
    own = SyllabusVersion.objects.filter(syllabus__initiative=initiative, syllabus__code=code)
    if (newest := own.filter(syllabus__is_built_in=False).order_by("-number").first()) is not None:
        return newest
    if code not in syllabus_codes():
        raise ValidationError({"syllabus": _("There is no syllabus of this name.")})
    content = built_in_data(code)
    syllabus, _made = Syllabus.objects.get_or_create(initiative=initiative, code=code, defaults={"is_built_in": True})
    number = syllabus.versions.count() + 1
    version, _made = SyllabusVersion.objects.get_or_create(
        syllabus=syllabus, content_hash=digest_of(content),
        defaults={"number": number, "content": content, "made_at": at, "made_by": getattr(by, "actor_id", None)},
    )  # fmt: skip
    return version


def _lay_down(series: Series, session: Session | None, asking: Asking, syllabus: Content) -> None:
    Assessment.objects.create(
        series=series, session=session, phase=asking.phase, moment=asking.moment,
        content=content_of(series, session, asking.phase, syllabus),
    )  # fmt: skip


def _set_follow_up(series: Series) -> None:
    """90 days after the last session, wherever that is moved to."""
    last = max(newest_time(session).starts_at for session in series.sessions.all())
    due = today(series.initiative, last) + FOLLOW_UP_AFTER
    series.assessments.filter(session=None, opened_at=None).update(due_on=due)


def _set_time(session: Session, when: When, reason: str, by: Any, at: datetime) -> None:
    SessionTime.objects.create(
        session=session, starts_at=when.starts_at, ends_at=when.ends_at, place=when.place, reason=reason.strip(),
        said_at=at, said_by=getattr(by, "actor_id", None),
    )  # fmt: skip


def _check_order(times: Sequence[When]) -> None:
    if any(when.ends_at <= when.starts_at for when in times):
        raise ValidationError({"sessions": _("A session ends after it starts.")})
    if any(later.starts_at < earlier.ends_at for earlier, later in zip(times, times[1:], strict=False)):
        raise ValidationError({"sessions": _("Each session starts after the one before has ended.")})


def _check_place(session: Session, when: When, at: datetime) -> None:
    """It stays between its neighbors: each quiz is on the session before."""
    series = session.series
    if today(series.initiative, when.starts_at) < today(series.initiative, at):
        raise ValidationError(_("That day is past. A session is moved to a day that is to come."))
    for other in series.sessions.filter(number__in=(session.number - 1, session.number + 1)):
        said = newest_time(other)
        is_after = other.number > session.number
        if (when.ends_at > said.starts_at) if is_after else (when.starts_at < said.ends_at):
            words = _("Session %(number)s is on %(day)s. Sessions stay in their order, so move that one first.")
            on = day(today(series.initiative, said.starts_at))
            raise ValidationError(words % {"number": other.number, "day": on})


def _is_taken(code: str) -> bool:
    """A series keeps its code for good; that of a session is free again when it is over."""
    running = Session.objects.filter(room_code=code, ended_at=None)
    return running.exists() or Series.objects.filter(room_code=code).exists()
