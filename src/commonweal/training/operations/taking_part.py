"""People take part without an account: under a code of their own that they can make again next week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import instrument_from
from commonweal.governance.rules import today
from commonweal.trail.operations import record
from commonweal.training.models import Assessment, Attempt, Attendance, Participant, Series, Session
from commonweal.training.queries.taking_part import GRACE, code_hash, form_of
from commonweal.training.scales import kept_answers
from commonweal.training.syllabus import PLACES

PLACES_OF_AN_ANSWER = tuple(PLACES)


@dataclass(frozen=True)
class Joined:
    """`is_new` is False where the code was known: somebody who comes again, or two people with one code."""

    participant: Participant
    is_new: bool


@transaction.atomic
def join(*, by: None, session: Session, code: str, language: str = "", at: datetime) -> Joined:
    """Sign in on a phone, also late; raises ValidationError. The trail knows that somebody came, and not who."""
    held = Session.objects.select_for_update().select_related("series__initiative").get(pk=session.pk)
    if held.roll_opened_at is None or held.ended_at is not None:
        raise ValidationError(_("This session takes nobody in now."))
    series, hashed = held.series, code_hash(held.series, code)
    participant = series.participants.filter(code_hash=hashed).first()
    is_new = participant is None
    if participant is None:
        # The next number is taken under the series' lock: two who join at once do not get the same.
        Series.objects.select_for_update().get(pk=series.pk)
        participant = Participant.objects.create(
            series=series, code_hash=hashed, number=next_number(series), language=language,
            joined_on=today(series.initiative, at),
        )  # fmt: skip
    Attendance.objects.get_or_create(session=held, participant=participant, defaults={"arrived_at": at})
    record(by=by, verb="training.join", subject=held, at=at, initiative=series.initiative_id)
    return Joined(participant, is_new)


@transaction.atomic
def send_attempt(
    *, by: None, assessment: Assessment, participant: Participant, answers: Mapping[str, str], at: datetime
) -> bool:
    """False where this participant's answers are in already, as when a line broke; raises ValidationError."""
    held = Assessment.objects.select_for_update().select_related("series").get(pk=assessment.pk)
    if participant.series_id != held.series_id:
        raise ValidationError(_("This code belongs to another series."))
    if held.attempts.filter(participant=participant).exists():
        return False
    if held.opened_at is None:
        raise ValidationError(_("This is not open yet."))
    if held.closed_at is not None and not _waited_on_a_phone(held, participant, at):
        raise ValidationError(_("This is closed. Your answers came too late to be counted."))
    form = form_of(held, participant)
    Attempt.objects.create(
        assessment=held, participant=participant, form=form, sent_at=at, answers=taken(held, form, answers)
    )
    record(by=by, verb="training.send_attempt", subject=held, at=at, initiative=held.series.initiative_id)
    return True


def _waited_on_a_phone(assessment: Assessment, participant: Participant, at: datetime) -> bool:
    """Of somebody who was there, and whose line came back after the session was over."""
    there = participant.attendances.filter(session=assessment.session_id)
    return assessment.closed_at is not None and at <= assessment.closed_at + GRACE and there.exists()


def taken(assessment: Assessment, form: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of a sheet, typed or tapped: answers to what this form asks, and nothing else."""
    if not assessment.is_test:
        return kept_answers(instrument_from(assessment.content), answers)
    return {item: answers[item] for item in assessment.content[form] if answers.get(item) in PLACES_OF_AN_ANSWER}


def next_number(series: Series) -> int:
    """After everybody's, and after those that were set aside for paper."""
    last, aside = series.participants.last(), series.paper_numbers.last()
    return max(last.number if last else 0, aside.last if aside else 0) + 1
