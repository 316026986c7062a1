"""A series on paper: numbers for sheets, a roll that is typed in, and sheets that are. It counts as phones do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.rules import today
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.models import (
    Assessment,
    Attempt,
    Attendance,
    PaperNumbers,
    Participant,
    Series,
    Session,
    TypedSheet,
)
from commonweal.training.operations.series import open_roll
from commonweal.training.operations.taking_part import next_number, taken
from commonweal.training.own_codes import own_code
from commonweal.training.queries.paper import as_ranges, is_too_late, numbers_of, takes_paper
from commonweal.training.queries.series import when
from commonweal.training.queries.taking_part import code_hash, form_of

MOST_SHEETS = 200


@dataclass(frozen=True)
class SheetTyped:
    """`once` is drawn with the page; `corrects` says that the sheet is in and this is what it should say.

    `code` is the participant's own, where the sheet has it: with it they find themselves on a phone, too.
    """

    number: int
    answers: Mapping[str, str]
    once: str
    corrects: bool = False
    code: str = ""


@transaction.atomic
def set_numbers_aside(*, by: Any, series: Series, how_many: int, at: datetime) -> PaperNumbers:
    """The next numbers are for paper; phones go on behind them."""
    _only_who_runs(by, series, at)
    if not 1 <= how_many <= MOST_SHEETS:
        raise ValidationError(_("Set between 1 and %(most)s numbers aside.") % {"most": MOST_SHEETS})
    Series.objects.select_for_update().get(pk=series.pk)
    first = next_number(series)
    made = PaperNumbers.objects.create(
        series=series, first=first, last=first + how_many - 1, made_at=at, made_by=getattr(by, "actor_id", None)
    )
    record(by=by, verb="training.set_numbers_aside", subject=series, at=at, initiative=series.initiative_id)
    return made


@transaction.atomic
def call_roll_on_paper(*, by: Any, session: Session, numbers: Collection[int], at: datetime) -> Session:
    """Who was there, from the paper list. Typed again, it takes the place of what was typed before."""
    series = session.series
    _only_who_runs(by, series, at)
    starts_at = when(session).starts_at
    if starts_at > at and session.roll_opened_at is None:
        raise ValidationError(_("This session has not begun. Type its roll in when it has."))
    if is_too_late(session.ended_at, at):
        raise ValidationError(_("This session was over more than two weeks ago. Its roll stands."))
    _refuse_unknown(series, numbers)
    opened = open_roll(by=by, session=session, at=at) if session.ended_at is None else session
    for number in sorted(numbers):
        _attend(opened, _participant(series, number, starts_at), starts_at)
    gone = opened.attendances.filter(way=Attendance.Way.PAPER).exclude(participant__number__in=numbers)
    answered = Attempt.objects.filter(assessment__session=opened)
    gone.exclude(participant__in=answered.values("participant")).delete()
    record(by=by, verb="training.call_roll_on_paper", subject=opened, at=at, initiative=series.initiative_id)
    return opened


@transaction.atomic
def type_in_sheet(*, by: Any, assessment: Assessment, sheet: SheetTyped, at: datetime) -> bool:
    """False where this very page was sent before. Raises ValidationError; each typing of a sheet is kept."""
    _only_who_runs(by, assessment.series, at)
    held = Assessment.objects.select_for_update().select_related("series__initiative", "session").get(pk=assessment.pk)
    if TypedSheet.objects.filter(attempt__assessment=held, once=sheet.once).exists():
        return False
    if not takes_paper(held, at):
        raise ValidationError(_closed_words(held))
    _refuse_unknown(held.series, [sheet.number])
    before = held.attempts.filter(participant__number=sheet.number).first()
    if before is not None and before.way == Attempt.Way.PHONE:
        raise ValidationError(_("Number %(number)s answered on a phone. That stays.") % {"number": sheet.number})
    if before is not None and not sheet.corrects:
        words = _("The sheet of number %(number)s is in. Is it the same person? Then say that this corrects it.")
        raise ValidationError({"corrects": words % {"number": sheet.number}})
    attempt = before or _attempt(held, sheet, at)
    attempt.answers = taken(held, attempt.form, sheet.answers)
    attempt.save(update_fields=["answers"])
    TypedSheet.objects.create(
        attempt=attempt, answers=attempt.answers, once=sheet.once, typed_at=at, typed_by=getattr(by, "actor_id", None)
    )
    record(by=by, verb="training.type_in_sheet", subject=held, at=at, initiative=held.series.initiative_id)
    return True


def _attempt(assessment: Assessment, sheet: SheetTyped, at: datetime) -> Attempt:
    """Whoever handed in a sheet was there, also where the roll has forgotten them."""
    session = assessment.session
    on = at if session is None else when(session).starts_at
    participant = _participant(assessment.series, sheet.number, on)
    _keep_code(participant, sheet.code)
    if session is not None:
        _attend(session, participant, on)
        # Nobody pressed a button for what was handed out on paper.
        session.assessments.filter(pk=assessment.pk, opened_at=None).update(opened_at=session.roll_opened_at)
    return Attempt.objects.create(
        assessment=assessment, participant=participant, form=form_of(assessment, participant), sent_at=at,
        way=Attempt.Way.PAPER,
    )  # fmt: skip


def _participant(series: Series, number: int, since: datetime) -> Participant:
    day = today(series.initiative, since)
    return series.participants.get_or_create(number=number, defaults={"code_hash": "", "joined_on": day})[0]


def _attend(session: Session, participant: Participant, since: datetime) -> None:
    Attendance.objects.get_or_create(
        session=session, participant=participant, defaults={"arrived_at": since, "way": Attendance.Way.PAPER}
    )


def _keep_code(participant: Participant, code: str) -> None:
    parts = code.split()
    if not parts or participant.code_hash:
        return
    if len(parts) != 3:
        raise ValidationError({"code": _("Type the three small answers of the code with spaces between.")})
    try:
        hashed = code_hash(participant.series, own_code(parts))
    except ValidationError as problem:
        raise ValidationError({"code": problem.messages}) from problem
    other = participant.series.participants.filter(code_hash=hashed).first()
    if other is not None:
        words = _("Number %(number)s has this code. Is it the same person? Then type that number.")
        raise ValidationError({"code": words % {"number": other.number}})
    participant.code_hash = hashed
    participant.save(update_fields=["code_hash"])


def _refuse_unknown(series: Series, numbers: Collection[int]) -> None:
    unknown = set(numbers) - set(numbers_of(series))
    if unknown:
        words = _("Nobody in this series has number %(numbers)s, and no sheet was printed with it.")
        raise ValidationError({"number": words % {"numbers": as_ranges(unknown)}})


def _closed_words(assessment: Assessment) -> str:
    if assessment.session is None:
        return _("This is not open now.")
    if assessment.session.roll_opened_at is None:
        return _("Type in the roll of this session first.")
    return _("This session was over more than two weeks ago. No more sheets are taken.")


def _only_who_runs(by: Any, series: Series, at: datetime) -> None:
    if by is not None and not rules.may_run(by, series, at):
        raise PermissionDenied
