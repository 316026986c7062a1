"""All that is held about one person, in whichever room; and where a name still stands after an erasure."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model, Q

from commonweal.people import rules
from commonweal.people.models import Person
from commonweal.people.related_rows import moves, pointing_to
from commonweal.trail.models import Entry

#: Secrets, and what only shows how they are kept: nobody's to read, not even in one's own export.
SECRET_FIELDS = {"password", "token_hash", "data"}


@dataclass(frozen=True)
class Table:
    """Rows of one kind; `name` is the program's, `words` are for whom they are about."""

    name: str
    words: Any
    rows: list[dict[str, Any]]


# Rooms above keep addresses without a key to a person, such as a mail's: each puts here, at start, who finds them.
FINDERS: list[Callable[[Person], list[Model]]] = []

# What a kind of row is called for the person, by its model's label: lent at start by the room that knows them all.
WORDS: dict[str, Any] = {}


def with_duplicates(person: Person) -> list[Person]:
    """The person, and all that was merged into them, however often."""
    found = [person]
    for one in found:
        found.extend(Person.objects.filter(merged_into=one))
    return found


def everything_about(reader: Any, person: Person) -> list[Table]:
    """For the person alone: a table for each kind of row that points to them, their own row first."""
    if reader != person:
        return []
    people = with_duplicates(person)
    tables = [_table(Person, people)]
    by_model: dict[type[Model], list[Model]] = {}
    for model, field in pointing_to(Person):
        rows = by_model.setdefault(model, [])
        rows.extend(row for row in model._default_manager.filter(**{f"{field}__in": people}) if row not in rows)
    for row in [row for find in FINDERS for one in people for row in find(one)]:
        by_model.setdefault(type(row), []).append(row)
    acts = Entry.objects.filter(actor__in=[one.actor_id for one in people])
    by_model[Entry] = list(acts)
    tables += [_table(model, rows) for model, rows in by_model.items() if rows]
    return [tables[0], *sorted(tables[1:], key=lambda table: table.name)]


def _table(model: type[Model], rows: list[Any]) -> Table:
    label = model._meta.label_lower
    return Table(label, WORDS.get(label, label), [_plain(row) for row in rows])


def _plain(row: Model) -> dict[str, Any]:
    found = {}
    for field in row._meta.concrete_fields:
        if field.name not in SECRET_FIELDS:
            found[field.name] = field.value_from_object(row)
            if isinstance(field, models.ForeignKey) and field.related_model is not Person:
                found[f"{field.name} in words"] = str(getattr(row, field.name) or "")
    return found


@dataclass(frozen=True)
class Trace:
    """A row in which a name or an address still stands."""

    table: str
    key: str
    field: str


def still_named(reader: Any, traces: tuple[str, str], on: date) -> list[Trace]:
    """Texts of any room that hold this name or address: for the data manager to look at after an erasure.

    Nothing is emptied because of an equal name alone: another may have it. What only its writer reads is left out.
    """
    if not rules.may_keep_the_list(reader, on):
        return []
    plain = [word.strip() for word in traces if len(word.strip()) > 2]
    # A document may hold letters beyond ASCII as their numbers.
    words = dict.fromkeys([*plain, *(json.dumps(word)[1:-1] for word in plain)])
    return [trace for model in apps.get_models() if moves(model) for trace in _traces(model, words)]


def _traces(model: type[Model], words: Iterable[str]) -> Iterator[Trace]:
    texts = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
    ]
    for field in texts:
        matches = Q()
        for word in words:
            matches |= Q(**{f"{field}__icontains": word})
        if matches:
            keys = model._default_manager.filter(matches).values_list("pk", flat=True)[:50]
            yield from (Trace(model._meta.label_lower, str(key), field) for key in keys)
