"""Where to turn: read by everybody who takes part, and told how old each word of it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.training import rules
from commonweal.training.models import Resource

#: After a year an address may lead nowhere and a funder may fund something else.
GROWS_OLD_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Shown:
    resource: Resource
    is_old: bool


def resources(reader: Any, initiative: Initiative, at: datetime) -> list[Shown]:
    """By kind and name; raises Http404."""
    if not rules.may_read_roundtables(reader, initiative, at):
        raise Http404
    oldest = today(initiative, at) - GROWS_OLD_AFTER
    kept = Resource.objects.filter(initiative=initiative, taken_out_at=None)
    return [Shown(one, one.looked_on < oldest) for one in kept]


def own_resources(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Resource]:
    """For who keeps the list, with what was taken out; raises Http404."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    return Resource.objects.filter(initiative=initiative)
