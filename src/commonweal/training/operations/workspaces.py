"""A trainer alone opens a workspace: an initiative of which only training shows, until it grows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.governance import operations as governance
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.drafts import PlaceDraft
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries import any_initiative_exists
from commonweal.governance.rules import today
from commonweal.people import operations as people
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.queries.workspaces import NARROWED, workspace_of


@dataclass(frozen=True)
class WorkspaceDraft:
    name: str
    place_name: str
    time_zone: str
    language: str = "en"


@dataclass(frozen=True)
class TrainerDraft:
    """Somebody who has no account yet, on an installation where nobody has."""

    name: str
    email: str
    password: str


@transaction.atomic
def open_workspace(*, by: Any, workspace: WorkspaceDraft, at: datetime) -> Initiative:
    """With the trainer's seat and nothing else: whoever opens it keeps nobody else's data. Raises ValidationError."""
    if not rules.may_open_workspace(by):
        raise PermissionDenied
    if (known := workspace_of(by, at)) is not None:
        raise ValidationError(_("You have a workspace already: %(name)s.") % {"name": known.name})
    founded = _found(None, workspace, at)
    _seat_the_trainer(by, founded, at)
    people.choose_language(by=by, person=by, language=workspace.language, at=at)
    record(by=by, verb="training.open_workspace", subject=founded, at=at, initiative=founded.pk)
    return founded


@transaction.atomic
def found_workspace(
    *, by: None, trainer: TrainerDraft, workspace: WorkspaceDraft, at: datetime
) -> tuple[Person, Initiative]:
    """The first run by a trainer: the first person of the installation, who keeps its data too. Works once only."""
    if by is not None or any_initiative_exists():
        raise PermissionDenied
    person = people.add_person(by=by, email=trainer.email, name=trainer.name, language=workspace.language, at=at)
    people.set_password(by=by, person=person, password=trainer.password, at=at)
    founded = _found(person, workspace, at)
    _seat_the_trainer(person, founded, at)
    record(by=person, verb="training.found_workspace", subject=founded, at=at, initiative=founded.pk)
    return person, founded


@transaction.atomic
def grow(*, by: Any, initiative: Initiative, at: datetime) -> Initiative:
    """All of an initiative's pages show from now on, and who grows it keeps its data. What was taught stays."""
    if not rules.may_grow(by, initiative, at):
        raise PermissionDenied
    _seat(by, initiative, Seat.Role.DATA_MANAGER, at)
    # By the system: the rights of `by` were looked up before the seat was given.
    governance.narrow(by=None, initiative=initiative, to="", at=at)
    record(by=by, verb="training.grow", subject=initiative, at=at, initiative=initiative.pk)
    return initiative


def _found(by: Person | None, workspace: WorkspaceDraft, at: datetime) -> Initiative:
    founded = governance.found_initiative(
        by=by, name=workspace.name, slug=_free_slug(workspace.name), place_name=workspace.place_name,
        time_zone=workspace.time_zone, at=at,
    )  # fmt: skip
    whole = PlaceDraft(slugify(workspace.place_name)[:40] or "all", workspace.place_name)
    governance.set_places(by=None, initiative=founded, places=[whole], at=at)
    return governance.narrow(by=None, initiative=founded, to=NARROWED, at=at)


def _seat_the_trainer(person: Person, initiative: Initiative, at: datetime) -> None:
    _seat(person, initiative, Seat.Role.TRAINER, at)


def _seat(person: Person, initiative: Initiative, role: str, at: datetime) -> None:
    """By the system: nobody else is there yet who could give it."""
    backbone = initiative.groups.get(kind=Group.Kind.BACKBONE)
    since = min(at.date(), today(initiative, at))
    if not backbone.seats.filter(person=person, role=role, until=None).exists():
        governance.give_seat(by=None, group=backbone, seat=SeatDraft(role, person, since), at=at)


def _free_slug(name: str) -> str:
    """Made from the name; with a number behind it where it is taken."""
    slug = slugify(name)[:50].strip("-_")
    if not slug:
        raise ValidationError({"name": _("The name needs a letter or a digit, because its address is made from it.")})
    taken = set(Initiative.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    taken |= governance.TAKEN_SLUGS
    return slug if slug not in taken else next(s for n in range(1, 1000) if (s := f"{slug}-{n}") not in taken)
