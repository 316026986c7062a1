"""Agendas of groups, in every phase of an item."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commonweal.governance.models import AgendaItem, Group
from commonweal.governance.operations.meetings import ItemDraft, put_on_agenda, settle_item
from commonweal.people.models import Person


def meetings(steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    def put_on() -> AgendaItem:
        draft = ItemDraft(at.date() + timedelta(days=9), "Rides to work")
        return put_on_agenda(by=people["chair"], group=steering, item=draft, at=at)

    settled = settle_item(by=people["chair"], item=put_on(), state="taken-up", note="Agreed.", at=at)
    return {"item": put_on().pk, "settled_item": settled.pk}
