"""Who may be one person, or one organisation, twice: only suggested, never merged by itself."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.people import rules
from commonweal.people.models import Merge, Organisation, Person


@dataclass(frozen=True)
class Pair:
    """Two that look alike; the first is the one to keep: it has an account, or was here first."""

    kept: Person | Organisation
    duplicate: Person | Organisation
    same_address: bool = False


def alike(name: str) -> str:
    """The same name without accents, case and the order of its words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join(sorted(letters.split()))


def mailbox(address: str) -> str:
    """What stands before a plus sign: rosa+events@ is rosa@."""
    local, _at, host = address.casefold().partition("@")
    return f"{local.partition('+')[0]}@{host}" if host else ""


def possible_duplicates(reader: Any, people: Iterable[Person], on: date) -> list[Pair]:
    """Among these, those whom the reader could merge. An equal name is no proof, so a person decides."""
    ours = [one for one in people if not rules.is_merged(one) and not rules.is_erased(one)]
    ours = [one for one in ours if rules.may_look_after(reader, one, on)]
    ranked = sorted(ours, key=lambda one: (not one.has_account, not one.email, one.pk))
    by_box = _grouped(ranked, lambda one: mailbox(one.email))
    by_name = _grouped(ranked, lambda one: alike(one.name))
    pairs = {(first.pk, other.pk): Pair(first, other, same_address=True) for first, other in by_box}
    for first, other in by_name:
        pairs.setdefault((first.pk, other.pk), Pair(first, other))
    return list(pairs.values())


def possible_duplicate_organisations(reader: Any, organisations: Iterable[Organisation], on: date) -> list[Pair]:
    ours = [one for one in organisations if not rules.is_merged(one)]
    ours = [one for one in ours if rules.may_look_after_organisation(reader, one, on)]
    return [Pair(first, other) for first, other in _grouped(ours, lambda one: alike(one.name))]


def _grouped(ours: list[Any], key: Any) -> list[tuple[Any, Any]]:
    groups = defaultdict(list)
    for one in ours:
        if found := key(one):
            groups[found].append(one)
    return [(group[0], other) for group in groups.values() for other in group[1:]]


def merges_of(reader: Any, people: Iterable[Person | Organisation], kind: str) -> list[tuple[Merge, Any, Any]]:
    """What was merged into these, newest first, with both sides: to be undone where it was wrong."""
    known = {one.pk: one for one in people}
    found = Merge.objects.filter(kind=kind, kept__in=known, undone_at=None)
    model: type[Person] | type[Organisation] = Person if kind == Merge.Kind.PERSON else Organisation
    duplicates = model.objects.in_bulk([merge.duplicate for merge in found])
    return [(merge, known[merge.kept], duplicates[merge.duplicate]) for merge in found]


def kept_of(who: Any) -> Any:
    """Whom a merged row stands for now."""
    while rules.is_merged(who):
        who = who.merged_into
    return who
