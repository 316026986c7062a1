"""What can be taken back of a file that came in: what it added, as long as nothing here has used it since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from commonweal.governance.models import Directory, DirectoryRecord, GroupChange
from commonweal.people.models import Person
from commonweal.people.related_rows import pointing_to

#: What goes first is what points to others.
ORDER = (
    "governance.representative", "governance.seat", "governance.involvement", "people.affiliation",
    "governance.participation", "people.person", "governance.group", "people.organisation",
)  # fmt: skip
MOST_AT_ONCE = 500
Key = tuple[str, int]


@dataclass(frozen=True)
class Undoing:
    """Rows that nothing uses, in the order in which they go; and those that stay, because something does."""

    goes: list[Any]
    stays: list[Any]


def can_be_undone(directory: Directory) -> bool:
    return bool(directory.added) and directory.undone_at is None


def undoing_of(directory: Directory) -> Undoing:
    """What points to a row and goes itself is no use of it. What else stands for it is: a person's sign-in, a file."""
    rows = _added_by(directory)
    users = _users_of(rows)
    kept = {key for key, row in rows.items() if isinstance(row, Person) and row.last_login is not None}
    kept |= _named_in_others(directory) & rows.keys()
    while found := {key for key in rows.keys() - kept if any(user not in rows or user in kept for user in users[key])}:
        kept |= found
    return Undoing([row for key, row in rows.items() if key not in kept], [rows[key] for key in rows if key in kept])


def _added_by(directory: Directory) -> dict[Key, Any]:
    rows: dict[Key, Any] = {}
    for kind in ORDER:
        keys = [key for one, key in directory.added if one == kind]
        rows |= {(kind, row.pk): row for row in _in_parts(apps.get_model(kind), "pk", keys)}
    return rows


def _users_of(rows: Mapping[Key, Any]) -> dict[Key, set[Key]]:
    """For each row what points to it. That a group was formed is no more than the group."""
    users: dict[Key, set[Key]] = {key: set() for key in rows}
    for kind in ORDER:
        keys = [key for one, key in rows if one == kind]
        for model, field in pointing_to(apps.get_model(kind)) if keys else ():
            for user in _in_parts(model, field, keys):
                if not (isinstance(user, GroupChange) and user.kind == GroupChange.Kind.FORMED):
                    users[kind, getattr(user, f"{field}_id")].add((model._meta.label_lower, user.pk))
    return users


def _named_in_others(directory: Directory) -> set[Key]:
    """A file that came in before or after stands for it too."""
    others = DirectoryRecord.objects.filter(directory__initiative=directory.initiative_id, directory__undone_at=None)
    records = others.exclude(directory=directory).values_list("links", flat=True)
    return {(link["kind"], link["key"]) for links in records.iterator() for link in links}


def _in_parts(model: type[Model], field: str, keys: list[int]) -> Iterable[Any]:
    """A database takes only so many values in one question."""
    for start in range(0, len(keys), MOST_AT_ONCE):
        yield from model._base_manager.filter(**{f"{field}__in": keys[start : start + MOST_AT_ONCE]})
