"""Who may add people and organisations, look after somebody, or let somebody in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q

from commonweal.people.models import Organisation, Person

KeepsTheList = Callable[[Person, date], bool]
OneOfAnother = Callable[[Person, Person, date], bool]

# Rights follow from seats, and seats stand in a room above this one: that room puts its predicates here at start.
KEEPERS: list[KeepsTheList] = []
#: The first is data manager of every initiative in which the second has, or had, a part.
LOOKS_AFTER: list[OneOfAnother] = []
#: The first is data manager of every initiative in which the organisation has, or had, a part.
LOOKS_AFTER_ORGANISATION: list[Callable[[Person, Organisation, date], bool]] = []
SHARES_A_GROUP: list[OneOfAnother] = []
SHARES_AN_INITIATIVE: list[OneOfAnother] = []
#: Why this person cannot leave just now, in words; empty when nothing is in the way.
KEEPS_FROM_LEAVING: list[Callable[[Person, date], str]] = []


def may_keep_the_list(by: Any, on: date) -> bool:
    """The system itself (first run, demo, terminal), or somebody whose seat allows it."""
    if by is None:
        return True
    return isinstance(by, Person) and by.is_active and any(keeps(by, on) for keeps in KEEPERS)


def may_let_in(by: Any, person: Person, on: date) -> bool:
    """The terminal may always; a keeper only for somebody who never signed in, else they could act as others."""
    if by is None:
        return True
    return person.last_login is None and may_keep_the_list(by, on)


def may_look_after(by: Any, person: Person, on: date) -> bool:
    """Merge, end access, erase: whoever manages all that this person has a part in. One initiative is not enough."""
    if by is None:
        return True
    return isinstance(by, Person) and by.is_active and any(looks(by, person, on) for looks in LOOKS_AFTER)


def may_look_after_organisation(by: Any, organisation: Organisation, on: date) -> bool:
    if by is None:
        return True
    checks = LOOKS_AFTER_ORGANISATION
    return isinstance(by, Person) and by.is_active and any(looks(by, organisation, on) for looks in checks)


def may_act_for(by: Any, person: Person, on: date) -> bool:
    """The person, or who looks after them."""
    return (isinstance(by, Person) and by == person and by.is_active) or may_look_after(by, person, on)


def may_see_words(reader: Any, person: Person, seen_by: str, on: date) -> bool:
    """Lived experience is seen by whom its writer chose, and by no data manager beyond that."""
    if not isinstance(reader, Person) or not reader.is_active:
        return False
    if reader == person:
        return True
    checks = {"group": SHARES_A_GROUP, "network": SHARES_AN_INITIATIVE}.get(seen_by, [])
    return any(shares(reader, person, on) for shares in checks)


def in_force(on: date) -> Q:
    """Rows with a first and perhaps a last day that hold on this one."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def is_merged(who: Person | Organisation) -> bool:
    """A duplicate: whatever is done from now on is done to the one that was kept."""
    return who.merged_into_id is not None


def is_erased(person: Person) -> bool:
    return person.erased_at is not None
