"""Who may add people and organisations, or let somebody in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from commonweal.people.models import Person

KeepsTheList = Callable[[Person, date], bool]

# Rights follow from seats, and seats stand in a room above this one: that room puts its predicate here at start.
KEEPERS: list[KeepsTheList] = []


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
