"""Erasure on request: name, address and own words go; who held which seat when stays, without a name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonweal.people import rules
from commonweal.people.models import ErasureRequest, Person
from commonweal.people.operations.leaving import end_everything
from commonweal.people.operations.own_words import only_oneself
from commonweal.people.queries.everything import with_duplicates
from commonweal.people.related_rows import ERASED, is_ours, pointing_to
from commonweal.trail.operations import record


@dataclass(frozen=True)
class Traces:
    """By what somebody is found where no key points to them."""

    key: int
    name: str
    email: str


# Rooms above keep addresses without a key to a person, such as a mail's: each puts here, at start, who empties them.
ERASERS: list[Callable[[Traces, datetime], None]] = []


@transaction.atomic
def ask_for_erasure(*, by: Any, person: Person, at: datetime) -> ErasureRequest:
    only_oneself(by, person)
    asked = person.erasure_requests.filter(done_at=None, withdrawn_at=None).first()
    asked = asked or ErasureRequest.objects.create(person=person, asked_at=at)
    record(by=by, verb="people.ask_for_erasure", subject=asked, at=at)
    return asked


@transaction.atomic
def withdraw_erasure(*, by: Any, person: Person, at: datetime) -> None:
    only_oneself(by, person)
    person.erasure_requests.filter(done_at=None, withdrawn_at=None).update(withdrawn_at=at)
    record(by=by, verb="people.withdraw_erasure", subject=person, at=at)


@transaction.atomic
def erase(*, by: Any, person: Person, at: datetime) -> None:
    """By the person themself, or by who looks after them. It cannot be undone, so the page asks first.

    The trail is not touched: it names nobody, and its opaque number leads to a row without a name from now on.
    """
    if not rules.may_act_for(by, person, at.date()):
        raise PermissionDenied
    if rules.is_merged(person):
        raise ValidationError(_("This is a duplicate. Erase %(name)s, and it goes too.") % {"name": person.merged_into})
    for why in (keeps(person, at.date()) for keeps in rules.KEEPS_FROM_LEAVING):
        if why:
            raise ValidationError(why)
    actor = getattr(by, "actor_id", None)
    for one in with_duplicates(person):
        _erase_one(by, one, at)
    if not person.erasure_requests.filter(done_at=None, withdrawn_at=None).update(done_at=at):
        ErasureRequest.objects.create(person=person, asked_at=at, done_at=at)
    record(by=by, verb="people.erase", subject=person, at=at, details={"by_themself": actor == person.actor_id})
    sweep_when_done()


def sweep_when_done() -> None:
    """What was deleted still lies in unused parts of the database's file, until they are swept."""
    transaction.on_commit(lambda: import_string("commonweal.people.tasks.sweep_storage").enqueue())


def _erase_one(by: Any, person: Person, at: datetime) -> None:
    end_everything(by=by, person=person, at=at)
    for erase_traces in ERASERS:
        erase_traces(Traces(person.pk, person.name, person.email), at)
    for model, field in pointing_to(Person):
        rows = model._default_manager.filter(**{field: person})
        rule: Any = getattr(model, ERASED, ()) if is_ours(model) else "row"
        if rule == "row":
            rows.delete()
        elif rule:
            rows.update(**dict(_emptied(model, rule)))
    person.name = person.email = ""
    person.language, person.last_login, person.erased_at = "en", None, at
    person.set_unusable_password()
    person.save()


def _emptied(model: type[models.Model], names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name in names:
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        yield name, None if field.null else field.get_default()
