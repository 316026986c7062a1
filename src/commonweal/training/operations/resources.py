"""Whoever teaches keeps the list of where to turn: writes an entry, looks again, takes it out and puts it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.models import Resource


@dataclass(frozen=True)
class ResourceDraft:
    kind: str
    name: str
    url: str = ""
    about_en: str = ""
    about_es: str = ""


@transaction.atomic
def add_resource(*, by: Any, initiative: Initiative, resource: ResourceDraft, at: datetime) -> Resource:
    _only_who_teaches(by, initiative, at)
    made = Resource.objects.create(initiative=initiative, **vars(resource), **_looked(by, initiative, at))
    record(by=by, verb="training.add_resource", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def look_again(*, by: Any, resource: Resource, told: ResourceDraft, at: datetime) -> Resource:
    """What is written holds as of today."""
    _only_who_teaches(by, resource.initiative, at)
    kept = {**vars(told), **_looked(by, resource.initiative, at)}
    for name, value in kept.items():
        setattr(resource, name, value)
    resource.save(update_fields=list(kept))
    record(by=by, verb="training.look_again", subject=resource, at=at, initiative=resource.initiative_id)
    return resource


@transaction.atomic
def take_resource_out(*, by: Any, resource: Resource, is_back: bool = False, at: datetime) -> Resource:
    """Or put it back."""
    _only_who_teaches(by, resource.initiative, at)
    resource.taken_out_at = None if is_back else at
    resource.save(update_fields=["taken_out_at"])
    verb = "training.put_resource_back" if is_back else "training.take_resource_out"
    record(by=by, verb=verb, subject=resource, at=at, initiative=resource.initiative_id)
    return resource


def _looked(by: Any, initiative: Initiative, at: datetime) -> dict[str, Any]:
    return {"looked_on": today(initiative, at), "looked_by": getattr(by, "actor_id", None)}


def _only_who_teaches(by: Any, initiative: Initiative, at: datetime) -> None:
    if not rules.may_teach(by, initiative, at):
        raise PermissionDenied
