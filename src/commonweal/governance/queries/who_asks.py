"""Whose points meetings talk about: a backbone that fills the agenda itself has begun to set it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from commonweal.governance.models import AgendaItem, Group, Initiative
from commonweal.governance.queries.meetings import who_sits
from commonweal.governance.rules import is_member, today

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    by_backbone: int
    all: int


def asked_of_meetings(reader: Any, initiative: Initiative, at: datetime) -> Asked:
    """Items of the past year of which it is known who asked for them; for members, as counts."""
    on = today(initiative, at)
    if not is_member(reader, initiative, on):
        return Asked(0, 0)
    groups = Group.objects.filter(initiative=initiative, kind=Group.Kind.BACKBONE)
    backbone = {person.pk for group in groups for person in who_sits(group, on)}
    items = AgendaItem.objects.filter(
        meeting__group__initiative=initiative, meeting__on__gt=on - A_YEAR, meeting__on__lte=on
    )
    asked = list(items.exclude(asked_by=None).values_list("asked_by", flat=True))
    return Asked(sum(one in backbone for one in asked), len(asked))
