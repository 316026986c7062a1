"""What people note beside their own progress, under their own code; and that they take their answers out again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.rules import today
from commonweal.people.operations.erasing import sweep_when_done
from commonweal.trail.operations import record
from commonweal.training.models import OwnStep, Participant, Series, WrongCode
from commonweal.training.queries.own_path import A_DAY

MOST_STEPS = 40


@dataclass(frozen=True)
class StepDraft:
    """`done_on` is None of what is still to come."""

    what: str
    source: str = ""
    done_on: date | None = None


@transaction.atomic
def note_step(*, by: None, participant: Participant, step: StepDraft, at: datetime) -> OwnStep:
    """Raises ValidationError. The trail knows that somebody noted something, and neither who nor what."""
    held = Participant.objects.select_for_update().select_related("series__initiative").get(pk=participant.pk)
    if held.steps.count() >= MOST_STEPS:
        raise ValidationError(_("There are 40 entries here already. Take one out first."))
    if step.done_on is not None and step.done_on > today(held.series.initiative, at):
        raise ValidationError(_("That day is still to come. Leave the day empty until it is done."))
    made = held.steps.create(**vars(step))
    _record("training.note_step", held.series, at)
    return made


@transaction.atomic
def do_step(*, by: None, participant: Participant, key: int, at: datetime) -> None:
    """Done today."""
    on = today(participant.series.initiative, at)
    participant.steps.filter(pk=key, done_on=None).update(done_on=on)
    _record("training.do_step", participant.series, at)


@transaction.atomic
def take_step_out(*, by: None, participant: Participant, key: int, at: datetime) -> None:
    participant.steps.filter(pk=key).delete()
    _record("training.take_step_out", participant.series, at)


@transaction.atomic
def take_answers_out(*, by: None, participant: Participant, at: datetime) -> None:
    """All that is kept of them, and their code; their number and that they left stay, for the count of who left."""
    held = Participant.objects.select_for_update().select_related("series__initiative").get(pk=participant.pk)
    for rows in (held.attempts, held.attendances, held.steps):
        rows.all().delete()
    held.code_hash, held.language, held.left_on = "", "", today(held.series.initiative, at)
    held.save(update_fields=["code_hash", "language", "left_on"])
    sweep_when_done()
    _record("training.take_answers_out", held.series, at)


@transaction.atomic
def count_wrong_code(*, by: None, series: Series, at: datetime) -> None:
    """In the database, because several workers answer; what is older than a day counts for nothing any more."""
    series.wrong_codes.filter(typed_at__lt=at - A_DAY).delete()
    WrongCode.objects.create(series=series, typed_at=at)
    _record("training.count_wrong_code", series, at)


def _record(verb: str, series: Series, at: datetime) -> None:
    record(by=None, verb=verb, subject=series, at=at, initiative=series.initiative_id)
