"""Pieces of a work plan are taken: each becomes a promise with a name and a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments.models import Commitment
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.instruments import rules
from commonweal.instruments.models import PlanPiece, Survey
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record


@dataclass(frozen=True)
class PieceDraft:
    """What is promised out of the answers to which question."""

    item: str
    text: str
    holder: Person | Organisation
    due_on: date


@transaction.atomic
def take_pieces(
    *, by: Any, survey: Survey, organisation: Organisation | None, pieces: Sequence[PieceDraft], at: datetime
) -> list[Commitment]:
    """All or none; who may promise for whom is asked of each. Raises ValidationError by question, or `question/box`."""
    if by is not None and not rules.may_read_results(by, survey, at):
        raise PermissionDenied
    if not pieces:
        raise ValidationError(_("Tick at least one piece."))
    made = [_promised(by, survey, piece, at) for piece in pieces]
    PlanPiece.objects.bulk_create(
        PlanPiece(survey=survey, item=piece.item, organisation=organisation, commitment=commitment)
        for piece, commitment in zip(pieces, made, strict=True)
    )
    details = {"pieces": len(made)}
    record(
        by=by, verb="instruments.take_pieces", subject=survey, at=at, initiative=survey.initiative_id, details=details
    )
    return made


def _promised(by: Any, survey: Survey, piece: PieceDraft, at: datetime) -> Commitment:
    draft = CommitmentDraft(
        piece.text, piece.due_on, to=survey.group or survey.initiative.name, group=survey.group,
        source=Commitment.Source.SURVEY, source_words=survey.title_en[:120],
    )  # fmt: skip
    try:
        return promise(by=by, initiative=survey.initiative, holder=piece.holder, commitment=draft, at=at)
    except ValidationError as problem:
        raise ValidationError(_by_question(piece.item, problem)) from problem
    except PermissionDenied:
        words = _("You write down your own promises and your organization's. Ask %(who)s for this one.")
        raise ValidationError({piece.item: words % {"who": piece.holder}}) from None


def _by_question(item: str, problem: ValidationError) -> dict[str, list[str]]:
    """A day and a sentence have a box of their own, which is the one to change."""
    found: dict[str, list[str]] = {}
    named = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
    for field, words in named.items():
        found.setdefault(f"{item}/{field}" if field in ("text", "due_on") else item, []).extend(words)
    return found
