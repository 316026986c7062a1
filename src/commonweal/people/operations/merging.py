"""Two rows that are one person, or one organisation: made one, and made two again where that was wrong."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from commonweal.people import rules
from commonweal.people.models import Merge, Organisation, Person
from commonweal.people.operations.keeping import the_day_before
from commonweal.people.related_rows import moves, pointing_to
from commonweal.people.sessions import end_sessions
from commonweal.trail.operations import record

Moved = list[list[Any]]
# What may be there only once and no constraint says so, such as two terms in one seat: rooms above say it here.
CLASHES: list[Callable[[Model, Model], bool]] = []


@transaction.atomic
def merge_people(*, by: Any, kept: Person, duplicate: Person, why: str, at: datetime) -> Merge:
    """All that points to the duplicate points to the kept one from now on. The duplicate signs in nowhere."""
    today = at.date()
    if not (rules.may_look_after(by, kept, today) and rules.may_look_after(by, duplicate, today)):
        raise PermissionDenied
    if duplicate == by:
        raise ValidationError(_("You would lock yourself out. Keep your own entry, and merge the other one into it."))
    return join_people(by=by, kept=kept, duplicate=duplicate, why=why, at=at)


@transaction.atomic
def join_people(*, by: Any, kept: Person, duplicate: Person, why: str, at: datetime) -> Merge:
    """The caller has checked who may: a data manager, or somebody who holds the duplicate's mailed link."""
    _refuse(kept, duplicate, why)
    if rules.is_erased(kept) or rules.is_erased(duplicate):
        raise ValidationError(_("One of the two was erased. There is nothing to merge."))
    if duplicate.has_account and not kept.has_account:
        raise ValidationError(_("Only %(name)s has an account. Keep that one.") % {"name": duplicate})
    if duplicate.email and not kept.email:
        raise ValidationError(_("Only %(name)s has an address. Keep that one.") % {"name": duplicate.email})
    moved, stayed = _move_rows(kept, duplicate, at)
    merge = Merge.objects.create(
        kind=Merge.Kind.PERSON, kept=kept.pk, duplicate=duplicate.pk, moved=moved, stayed=stayed,
        was_active=duplicate.is_active, why=why, merged_at=at,
    )  # fmt: skip
    duplicate.merged_into, duplicate.is_active = kept, False
    duplicate.save(update_fields=["merged_into", "is_active"])
    duplicate.sign_in_links.all().delete()
    duplicate.claim_links.all().delete()
    end_sessions(duplicate)
    record(by=by, verb="people.merge_people", subject=merge, at=at)
    return merge


@transaction.atomic
def merge_organisations(*, by: Any, kept: Organisation, duplicate: Organisation, why: str, at: datetime) -> Merge:
    today = at.date()
    if not all(rules.may_look_after_organisation(by, one, today) for one in (kept, duplicate)):
        raise PermissionDenied
    _refuse(kept, duplicate, why)
    moved, stayed = _move_rows(kept, duplicate, at)
    merge = Merge.objects.create(
        kind=Merge.Kind.ORGANISATION, kept=kept.pk, duplicate=duplicate.pk, moved=moved, stayed=stayed,
        why=why, merged_at=at,
    )  # fmt: skip
    duplicate.merged_into = kept
    duplicate.save(update_fields=["merged_into"])
    record(by=by, verb="people.merge_organisations", subject=merge, at=at)
    return merge


@transaction.atomic
def undo_merge(*, by: Any, merge: Merge, at: datetime) -> None:
    """The rows that came from the duplicate go back to it; what was added since stays with the one that was kept."""
    kept, duplicate = both_of(merge)
    today = at.date()
    may = rules.may_look_after if isinstance(kept, Person) else rules.may_look_after_organisation
    if not may(by, kept, today):  # type: ignore[arg-type]
        raise PermissionDenied
    if merge.undone_at is not None or duplicate.merged_into_id != kept.pk:
        raise ValidationError(_("This merge was undone already."))
    if rules.is_merged(kept):
        raise ValidationError(_("%(name)s was merged further. Undo that merge first.") % {"name": kept})
    if isinstance(kept, Person) and rules.is_erased(kept):
        raise ValidationError(_("This person was erased. The merge cannot be undone."))
    for label, field, keys in merge.moved:
        model = apps.get_model(label)
        for row in model._default_manager.filter(pk__in=keys, **{field: kept}):
            _point(row, field, duplicate)
    for label, _field, _keys, ended in merge.stayed:
        if ended:
            apps.get_model(label)._default_manager.filter(pk__in=ended).update(until=None)
    duplicate.merged_into = None
    if isinstance(duplicate, Person):
        duplicate.is_active = merge.was_active
    duplicate.save()
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    record(by=by, verb="people.undo_merge", subject=merge, at=at)


def both_of(merge: Merge) -> tuple[Person | Organisation, Person | Organisation]:
    kind: type[Person] | type[Organisation] = Person if merge.kind == Merge.Kind.PERSON else Organisation
    return kind.objects.get(pk=merge.kept), kind.objects.get(pk=merge.duplicate)


def _refuse(kept: Person | Organisation, duplicate: Person | Organisation, why: str) -> None:
    if why not in Merge.Why.values:
        raise ValidationError({"why": _("Choose how you know it.")})
    if kept == duplicate:
        raise ValidationError(_("These are the same entry. Choose two."))
    for one in (kept, duplicate):
        if rules.is_merged(one):
            raise ValidationError(_("%(name)s is merged already. Choose two that are not.") % {"name": one})


def _move_rows(kept: Model, duplicate: Model, at: datetime) -> tuple[Moved, Moved]:
    """Row by row: where the kept one has a row that may be there only once, the duplicate's stays, and ends if it can.

    Each is [model, field, keys], and what stayed says which of its keys had no end yet.
    """
    moved: Moved = []
    stayed: Moved = []
    for model, field in pointing_to(type(duplicate)):
        if not moves(model):
            continue
        went: list[Any] = []
        left: list[Any] = []
        for row in model._default_manager.filter(**{field: duplicate}):
            clashes = any(clash(row, kept) for clash in CLASHES)
            (went if not clashes and _point(row, field, kept) else left).append(row.pk)
        moved += [[model._meta.label, field, went]] if went else []
        stayed += [[model._meta.label, field, left, _end(model, left, at)]] if left else []
    return moved, stayed


def _end(model: type[Model], keys: list[Any], at: datetime) -> list[Any]:
    """What goes on without an end would count twice: the duplicate's ends. Returns those that were ended."""
    if "until" not in {field.name for field in model._meta.concrete_fields}:
        return []
    open_rows = model._default_manager.filter(pk__in=keys, until=None)
    ended = list(open_rows.values_list("pk", flat=True))
    open_rows.update(until=the_day_before(at))
    return ended


def _point(row: Model, field: str, to: Model) -> bool:
    """Only this key is written, so that no other act on the row is lost; False where it may be there only once."""
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{field: to})
    except IntegrityError:
        return False
    return True
