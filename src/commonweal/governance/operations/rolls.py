"""Who is gone comes off the rolls of open votes on which they said nothing. What was cast before still counts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commonweal.governance import rules
from commonweal.governance.models import Decision, Elector, Initiative, Seat
from commonweal.governance.queries.stepping_down import electors_gone, electors_to_strike
from commonweal.people.models import Person


def strike_with_seat(seat: Seat, at: datetime) -> list[int]:
    """The numbers of the open votes whose roll is shorter now. Each decision is held, as by whoever votes."""
    open_votes = Decision.objects.filter(group=seat.group, state=Decision.State.OPEN)
    list(open_votes.select_for_update().order_by("pk"))
    return _strike(electors_to_strike(seat, rules.today(seat.group.initiative, at)))


def strike_with_person(
    by: Any,  # noqa: ARG001 - the same for everything that ends when somebody leaves
    person: Person,
    at: datetime,
    initiative: Initiative | None = None,
) -> list[str]:
    """The same for whoever has left one initiative, or all: their seats ended before."""
    open_votes = Decision.objects.filter(electors__person=person, state=Decision.State.OPEN)
    if initiative is not None:
        open_votes = open_votes.filter(initiative=initiative)
    list(open_votes.select_for_update(of=("self",)).order_by("pk"))
    return [f"governance.elector of decision {number}" for number in _strike(electors_gone(person, at, initiative))]


def _strike(electors: Sequence[Elector]) -> list[int]:
    for elector in electors:
        elector.delete()
    return [elector.decision.number for elector in electors]
