"""What the backbone knows of a champion."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments.models import ChampionNote
from commonweal.commitments.queries import is_champion
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record


@dataclass(frozen=True)
class ChampionDraft:
    """Whom they reach, what they are asked next, and on which day."""

    reach: str = ""
    ask: str = ""
    ask_on: date | None = None


@transaction.atomic
def note_champion(
    *, by: Any, initiative: Initiative, champion: Person | Organisation, note: ChampionDraft, at: datetime
) -> ChampionNote:
    """A further note takes the place of the one before, which is kept."""
    if not seats.may_set_up(by, initiative, at):
        raise PermissionDenied
    if not is_champion(initiative, champion, seats.today(initiative, at)):
        raise ValidationError(_("%(name)s does not have the role of a champion.") % {"name": champion})
    if not (note.reach.strip() or note.ask.strip()):
        raise ValidationError({"reach": _("Write whom they reach, or what you ask next.")})
    if note.ask_on is not None and not note.ask.strip():
        raise ValidationError({"ask": _("Write what you ask on that day.")})
    made = ChampionNote.objects.create(
        initiative=initiative,
        **({"person": champion} if isinstance(champion, Person) else {"organisation": champion}),
        reach=note.reach.strip()[:300],
        ask=note.ask.strip()[:300],
        ask_on=note.ask_on,
        noted_at=at,
        noted_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="commitments.note_champion", subject=made, at=at, initiative=initiative.pk)
    return made
