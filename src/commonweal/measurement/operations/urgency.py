"""A figure or a sentence is put on the board of why it is urgent, and taken off."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda.models import Aspiration
from commonweal.agenda.rules import may_draft
from commonweal.governance.models import Initiative
from commonweal.measurement.models import UrgencyReason
from commonweal.measurement.queries.decision_evidence import figure_in, frozen_of
from commonweal.measurement.queries.lineage import Asked
from commonweal.publication.queries import latest
from commonweal.trail.operations import record


@transaction.atomic
def show_figure(*, by: Any, initiative: Initiative, asked: Asked, why: str, at: datetime) -> UrgencyReason:
    """Out of the newest release, as it is today; a later release stands beside it where it says something else."""
    release = latest(initiative)
    found = figure_in(release, asked) if release else None
    if release is None or found is None or found[1]["value"] is None:
        raise ValidationError({"figure": _("The newest release has no such figure. Choose another one.")})
    named = {
        "measure": asked.measure,
        "period": asked.period,
        "dimension": asked.dimension,
        "category": asked.category,
    }
    frozen = frozen_of(found[0], found[1], asked)
    return _put(by, initiative, why, at, publication=release, frozen=frozen, **named)


@transaction.atomic
def show_words(*, by: Any, initiative: Initiative, voice: Aspiration, why: str, at: datetime) -> UrgencyReason:
    """A sentence that was noted with consent. It goes from here once the consent is withdrawn."""
    if voice.initiative_id != initiative.pk or voice.consent == Aspiration.Consent.WITHDRAWN:
        raise ValidationError({"voice": _("This sentence is not here any more. Choose another one.")})
    return _put(by, initiative, why, at, aspiration=voice)


def _put(by: Any, initiative: Initiative, why: str, at: datetime, **what: Any) -> UrgencyReason:
    if not may_draft(by, initiative, at):
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": _("Say in a sentence why this cannot wait.")})
    same = {name: value for name, value in what.items() if name not in ("frozen", "publication")}
    if UrgencyReason.objects.filter(initiative=initiative, ended_at=None, **same).exists():
        raise ValidationError(_("This stands on the board already."))
    made = UrgencyReason.objects.create(
        initiative=initiative, why=why.strip()[:300], added_at=at, added_by=getattr(by, "actor_id", None), **what
    )
    record(by=by, verb="measurement.show_urgency", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def take_off_board(*, by: Any, reason: UrgencyReason, at: datetime) -> UrgencyReason:
    """It stands on the board no longer. That it stood there is kept."""
    if not may_draft(by, reason.initiative, at):
        raise PermissionDenied
    if reason.ended_at is not None:
        raise ValidationError(_("It was taken off before."))
    reason.ended_at = at
    reason.save(update_fields=["ended_at"])
    record(by=by, verb="measurement.take_off_urgency", subject=reason, at=at, initiative=reason.initiative_id)
    return reason
