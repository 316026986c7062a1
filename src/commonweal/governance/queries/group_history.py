"""What the groups of an initiative were on any day: read from the events up to it, since nothing is overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, GroupChange, Initiative
from commonweal.governance.rules import is_member, today
from commonweal.lib.languages import page_language


class State(models.TextChoices):
    """What a group does on a day. Ended groups keep their record and hold no seats."""

    ACTIVE = "active", _("meets")
    PAUSED = "paused", _("paused")
    MERGED = "merged", _("merged")
    CLOSED = "closed", _("closed")


STATE_AFTER = {
    GroupChange.Kind.FORMED: State.ACTIVE,
    GroupChange.Kind.PAUSED: State.PAUSED,
    GroupChange.Kind.RESUMED: State.ACTIVE,
    GroupChange.Kind.MERGED: State.MERGED,
    GroupChange.Kind.CLOSED: State.CLOSED,
}


@dataclass(frozen=True)
class GroupOn:
    """A group as it was on a day. `formed` is None where nobody wrote down when."""

    group: Group
    name_en: str
    name_es: str
    state: State
    formed: date | None
    changed: GroupChange | None

    @property
    def name(self) -> str:
        return (self.name_es if page_language() == "es" else "") or self.name_en

    @property
    def code(self) -> str:
        return self.group.code

    @property
    def ended(self) -> bool:
        return self.state in (State.MERGED, State.CLOSED)

    @property
    def since(self) -> date | None:
        """Since when it is in this state."""
        return self.changed.on if self.changed else self.formed


def as_it_was(group: Group, changes: Iterable[GroupChange], on: date) -> GroupOn | None:
    """None where it had not been formed yet. A group of which no event was written down has always been as it is."""
    events = sorted(changes, key=lambda change: (change.on, change.pk))
    if not events:
        return GroupOn(group, group.name_en, group.name_es, State.ACTIVE, None, None)
    past = [change for change in events if change.on <= on]
    if not past:
        return None
    named = next((change for change in reversed(past) if change.name_en), None)
    turned = next(change for change in reversed(past) if change.kind in STATE_AFTER)
    return GroupOn(
        group,
        named.name_en if named else group.name_en,
        named.name_es if named else group.name_es,
        STATE_AFTER[GroupChange.Kind(turned.kind)],
        past[0].on,
        turned,
    )


def group_on(group: Group, on: date) -> GroupOn | None:
    return as_it_was(group, group.changes.select_related("into"), on)


def groups_on(initiative: Initiative, on: date, *, ended: bool = False) -> list[GroupOn]:
    """The groups that there were on that day; with `ended`, those too that had ended by then."""
    found = []
    changes = models.Prefetch("changes", queryset=GroupChange.objects.select_related("into"))
    for group in Group.objects.filter(initiative=initiative).prefetch_related(changes):
        then = as_it_was(group, group.changes.all(), on)
        if then is not None and (ended or not then.ended):
            found.append(then)
    return found


def changes_of(group: Group) -> list[GroupChange]:
    """The life of a group, the newest event first; and what it took in from others."""
    events = GroupChange.objects.filter(models.Q(group=group) | models.Q(into=group)).select_related("group", "into")
    return sorted(events, key=lambda change: (change.on, change.pk), reverse=True)


def changes_in(reader: Any, initiative: Initiative, at: datetime) -> list[GroupChange]:
    """The lives of all groups, for members."""
    if not is_member(reader, initiative, today(initiative, at)):
        return []
    return list(GroupChange.objects.filter(group__initiative=initiative).select_related("group", "into"))
