"""Putting figures beside a proposal, and looking again at what was decided when a release says something else."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commonweal.delivery.operations import only_the_system
from commonweal.governance.models import Decision, Initiative
from commonweal.governance.operations.decisions import reopen
from commonweal.governance.queries.decisions import may_edit
from commonweal.measurement.models import DecisionEvidence
from commonweal.measurement.queries.decision_evidence import asked_of, figure_in, frozen_of, why_reopened, why_withdrawn
from commonweal.measurement.queries.lineage import Asked
from commonweal.publication.models import Publication
from commonweal.publication.queries import latest
from commonweal.trail.operations import record


@transaction.atomic
def put_beside(*, by: Any, decision: Decision, asked: Asked, at: datetime) -> DecisionEvidence:
    """Copy a figure of the newest release to a proposal. It stays as it is now, whatever is published later."""
    decision = _open_to_change(by, decision.pk, at)
    release = latest(decision.initiative)
    found = figure_in(release, asked) if release else None
    if release is None or found is None or found[1]["value"] is None:
        raise ValidationError(_("The newest release has no such figure. Choose another one."))
    if decision.evidence.filter(**_named(asked)).exists():
        raise ValidationError(_("This figure stands beside the proposal already."))
    made = DecisionEvidence.objects.create(
        decision=decision,
        publication=release,
        **_named(asked),
        frozen=frozen_of(found[0], found[1], asked),
        added_at=at,
        added_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="measurement.put_evidence", subject=made, at=at, initiative=decision.initiative_id)
    return made


@transaction.atomic
def take_out(*, by: Any, evidence: DecisionEvidence, at: datetime) -> None:
    """Only before the vote opens: from then on people have decided with it before their eyes."""
    _open_to_change(by, evidence.decision_id, at)
    record(
        by=by, verb="measurement.take_evidence_out", subject=evidence, at=at, initiative=evidence.decision.initiative_id
    )
    evidence.delete()


def note_restatements(*, by: Any, initiative: Initiative, release: Publication, at: datetime) -> list[Decision]:
    """Reopen each decision one of whose figures this release changes. Part of publishing, in its transaction."""
    only_the_system(by)
    reopened: list[Decision] = []
    told: dict[int, list[tuple[str, str]]] = {}
    beside = DecisionEvidence.objects.filter(decision__initiative=initiative).exclude(
        decision__state=Decision.State.WITHDRAWN
    )
    for evidence in beside.select_related("decision__group", "decision__initiative", "restated_in"):
        why = _restated(evidence, release)
        if why and evidence.decision.is_closed:
            told.setdefault(evidence.decision_id, []).append(why)
            reopened.append(evidence.decision)
    for decision in dict.fromkeys(reopened):
        english, spanish = zip(*told[decision.pk], strict=True)
        reopen(by=None, decision=decision, why=(" ".join(english), " ".join(spanish)), at=at)
    return list(dict.fromkeys(reopened))


def note_withdrawal(release: Publication, at: datetime) -> None:
    """Open again what was decided on figures of a release that is public no longer. Part of its withdrawal."""
    rest_on_it = Decision.objects.filter(evidence__publication=release, state=Decision.State.CLOSED).distinct()
    if not rest_on_it:
        return
    words = []
    for lang in ("en", "es"):
        with translation.override(lang):
            words.append(why_withdrawn(release, lang))
    for decision in rest_on_it:
        reopen(by=None, decision=decision, why=(words[0], words[1]), at=at)


def _restated(evidence: DecisionEvidence, release: Publication) -> tuple[str, str] | None:
    """Note what the release says, where it differs from what was known; in words, English and Spanish."""
    found = figure_in(release, asked_of(evidence))
    value = found[1]["value"] if found else None
    before = evidence.frozen["figure"]["value"]
    known = before if evidence.restated_in is None else evidence.restated_value
    if found is None or value is None or value == known:
        return None
    evidence.restated_value, evidence.restated_in = (None, None) if value == before else (value, release)
    evidence.save(update_fields=["restated_value", "restated_in"])
    if evidence.restated_in is None:
        return None
    why = _why(found[0], evidence)
    words = []
    for lang in ("en", "es"):
        with translation.override(lang):
            words.append(why_reopened(evidence, why, lang))
    return words[0], words[1]


def _why(measure: Any, evidence: DecisionEvidence) -> dict[str, str]:
    """Out of the release's own log of restatements; of a part of a split it keeps none."""
    if evidence.dimension:
        return {}
    told = [
        one["why"]
        for one in measure.get("restatements", ())
        if one["period"] == evidence.period and one["reason"] != "rules"
    ]
    return told[-1] if told else {}


def _open_to_change(by: Any, key: int, at: datetime) -> Decision:
    """The decision as it is in the table now, held until the transaction ends."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("initiative", "group").get(pk=key)
    if not held.is_draft:
        raise ValidationError(_("The vote has opened. The figures beside it stay as they are."))
    if not may_edit(by, held, at):
        raise PermissionDenied
    return held


def _named(asked: Asked) -> dict[str, str]:
    return {
        "measure": asked.measure,
        "period": asked.period,
        "dimension": asked.dimension,
        "category": asked.category,
    }
