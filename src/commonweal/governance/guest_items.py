"""What a guest may be let in to read: one thing by its kind and key. Rooms and files register what they offer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commonweal.governance.models import Group


@dataclass(frozen=True)
class Shown:
    """One thing as its guest reads it: a title, and a template with all that it needs."""

    title: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class GuestItem:
    """`choices` are the things of a group that a guest can be let in to, by key; `show` is the page of one of them.

    `show` answers None where the thing is not, or no longer, the group's to show.
    """

    label: Any
    choices: Callable[[Group], list[tuple[str, str]]]
    show: Callable[[Group, str], Shown | None]


_kinds: dict[str, GuestItem] = {}


def register_guest_item(kind: str, item: GuestItem) -> None:
    """Offer things of this kind; registering it again replaces it."""
    _kinds[kind] = item


def item_of(kind: str) -> GuestItem | None:
    return _kinds.get(kind)


def choices_of(group: Group) -> list[tuple[str, str]]:
    """All that guests of this group can be let in to: "kind key" and its name."""
    return [
        (f"{kind} {key}", f"{item.label}: {name}") for kind, item in _kinds.items() for key, name in item.choices(group)
    ]


def shown_to_guest(group: Group, kind: str, key: str) -> Shown | None:
    item = _kinds.get(kind)
    return item.show(group, key) if item else None
