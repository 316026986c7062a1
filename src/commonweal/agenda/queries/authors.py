"""Who wrote something, for those who may read the draft: texts keep an opaque id, and people may go."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from commonweal.people.models import Person


def names_of(actors: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """By opaque id; somebody who was erased has no name any more."""
    wanted = {actor for actor in actors if actor is not None}
    found = {person.actor_id: str(person) for person in Person.objects.filter(actor_id__in=wanted)}
    gone = _("somebody who left")
    return {None: _("set up by the system"), **{actor: found.get(actor, gone) for actor in wanted}}
