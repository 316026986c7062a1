"""The morning before, whoever said yes is reminded; afterwards whoever runs it writes down who came."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Opportunity
from commonweal.commitments.operations.joining_mails import tell_tomorrow
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.operations.term_warnings import is_morning
from commonweal.trail.operations import record

MOST = 10_000


def remind_of_tomorrow(*, by: None, at: datetime) -> int:
    """The worker's part, in the morning of each place; run twice, each goes out once."""
    if by is not None:
        raise PermissionDenied
    here = [one for one in Initiative.objects.all() if is_morning(one, at)]
    soon = Opportunity.objects.filter(
        initiative__in=here, cancelled_at=None, reminded_at=None, starts_at__gt=at,
        starts_at__lt=at + timedelta(days=2),
    ).select_related("initiative")  # fmt: skip
    return sum(_remind(by, one.pk, at) for one in soon if _is_tomorrow(one, at))


def _is_tomorrow(opportunity: Opportunity, at: datetime) -> bool:
    initiative = opportunity.initiative
    return seats.today(initiative, opportunity.starts_at) == seats.today(initiative, at) + timedelta(days=1)


@transaction.atomic
def _remind(by: None, key: int, at: datetime) -> int:
    held = Opportunity.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=key)
    if held.reminded_at is not None:
        return 0
    held.reminded_at = at
    held.save(update_fields=["reminded_at"])
    record(by=by, verb="commitments.remind_of_tomorrow", subject=held, at=at, initiative=held.initiative_id)
    tell_tomorrow(by, held, at)
    return held.joinings.coming().count()


@transaction.atomic
def note_who_came(
    *, by: Any, opportunity: Opportunity, came: Collection[int], others: int, at: datetime
) -> Opportunity:
    """By the keys of those who had said yes, and how many came besides. Written again, the later word holds."""
    held = Opportunity.objects.select_for_update(of=("self",)).select_related("initiative", "group").get(
        pk=opportunity.pk
    )  # fmt: skip
    if not rules.may_run(by, held, seats.today(held.initiative, at)):
        raise PermissionDenied
    if held.cancelled_at is not None or held.starts_at > at:
        raise ValidationError(_("Write down who came once it has begun."))
    if not 0 <= others <= MOST:
        raise ValidationError({"others": _("Write a whole number, 0 or more.")})
    for joining in held.joinings.coming():
        joining.came = joining.pk in came
        joining.save(update_fields=["came"])
    held.others_came = others
    held.save(update_fields=["others_came"])
    counts = {"came": held.joinings.coming().filter(came=True).count(), "others": others}
    record(by=by, verb="commitments.note_who_came", subject=held, at=at, initiative=held.initiative_id, details=counts)
    return held
