"""What somebody can lend and what somebody needs is written down, and ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Resource
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative, Place
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record


@dataclass(frozen=True)
class ResourceDraft:
    """`place` empty is everywhere, `until` empty is until somebody ends it."""

    side: str
    sort: str
    words: str
    place: Place | None = None
    until: date | None = None


@transaction.atomic
def note_resource(
    *, by: Any, initiative: Initiative, holder: Person | Organisation, resource: ResourceDraft, at: datetime
) -> Resource:
    """From today: one's own, those of where one works, and for anybody the data manager."""
    today = seats.today(initiative, at)
    if not rules.may_record(by, initiative, holder, None, today):
        raise PermissionDenied
    _must_be_whole(initiative, resource, today)
    made = Resource.objects.create(
        initiative=initiative,
        side=resource.side,
        sort=resource.sort,
        words=resource.words.strip()[:300],
        **({"person": holder} if isinstance(holder, Person) else {"organisation": holder}),
        place=resource.place,
        since=today,
        until=resource.until,
        recorded_at=at,
        recorded_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="commitments.note_resource", subject=made, at=at, initiative=initiative.pk)
    return made


def _must_be_whole(initiative: Initiative, resource: ResourceDraft, today: date) -> None:
    problems = {}
    if resource.side not in Resource.Side.values:
        problems["side"] = _("Say whether it can be lent or is needed.")
    if resource.sort not in Resource.Sort.values:
        problems["sort"] = _("“%(sort)s” is not one of the kinds.") % {"sort": resource.sort}
    if not resource.words.strip():
        problems["words"] = _("Say in a sentence what it is, and when.")
    if resource.until is not None and resource.until < today:
        problems["until"] = _("Choose today or a later day.")
    if resource.place is not None and resource.place.initiative_id != initiative.pk:
        problems["place"] = _("This place belongs to another initiative.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def end_resource(*, by: Any, resource: Resource, at: datetime) -> Resource:
    """It is lent or found, or no longer there. Yesterday was its last day."""
    initiative, today = resource.initiative, seats.today(resource.initiative, at)
    if not rules.may_record(by, initiative, resource.holder, None, today):
        raise PermissionDenied
    if resource.until is not None and resource.until < today:
        raise ValidationError(_("It has ended already."))
    resource.until = today - timedelta(days=1)
    resource.save(update_fields=["until"])
    record(by=by, verb="commitments.end_resource", subject=resource, at=at, initiative=initiative.pk)
    return resource
