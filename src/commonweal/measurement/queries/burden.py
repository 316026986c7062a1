"""What partners are asked for, in minutes: a declared guess for each number and hand-in, beside what it really took."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Invitation
from commonweal.measurement.queries.asked_rows import minutes_for
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.people.models import Organisation

#: So many quarters stand side by side.
SHOWN = 4


@dataclass(frozen=True)
class Asking:
    """What one partner was asked in one quarter. `asked` is None where nobody counted the numbers."""

    rounds: int
    numbers: int | None
    minutes: int | None
    took: int | None


@dataclass(frozen=True)
class PartnerBurden:
    partner: Organisation
    #: By quarter, as `Burden.quarters` has them; None where it was not asked in that quarter.
    quarters: list[Asking | None]


@dataclass(frozen=True)
class Burden:
    quarters: list[str]
    partners: list[PartnerBurden]
    totals: list[Asking]


def burden(reader: Any, initiative: Initiative, at: datetime) -> Burden:
    """Each partner's minutes in the newest quarters in which anybody was asked."""
    only_for_data_manager(reader, initiative, at)
    places = list(
        Invitation.objects.filter(round__initiative=initiative)
        .select_related("organisation", "round")
        .order_by("organisation__name")
    )
    zone = ZoneInfo(initiative.time_zone)
    quarters = sorted({quarter_of(one.round.opened_at, zone) for one in places}, reverse=True)[:SHOWN]
    by_partner: dict[Organisation, dict[str, list[Invitation]]] = {}
    for one in places:
        by_partner.setdefault(one.organisation, {}).setdefault(quarter_of(one.round.opened_at, zone), []).append(one)
    return Burden(
        quarters,
        [
            PartnerBurden(who, [_asking(own[quarter]) if quarter in own else None for quarter in quarters])
            for who, own in by_partner.items()
        ],
        [_asking([one for one in places if quarter_of(one.round.opened_at, zone) == quarter]) for quarter in quarters],
    )


def own_burden(place: Invitation) -> Asking:
    """All that the same partner is asked for in the quarter of this round."""
    initiative = place.round.initiative
    zone = ZoneInfo(initiative.time_zone)
    quarter = quarter_of(place.round.opened_at, zone)
    own = Invitation.objects.filter(round__initiative=initiative, organisation=place.organisation_id)
    return _asking([one for one in own.select_related("round") if quarter_of(one.round.opened_at, zone) == quarter])


def quarter_of(opened_at: datetime, zone: ZoneInfo) -> str:
    local = opened_at.astimezone(zone)
    return f"{local.year}-Q{(local.month + 2) // 3}"


def _asking(places: Iterable[Invitation]) -> Asking:
    found = list(places)
    counted = [one.numbers_asked for one in found if one.numbers_asked is not None]
    took = [one.minutes_taken for one in found if one.minutes_taken is not None]
    return Asking(
        rounds=len({one.round_id for one in found}),
        numbers=sum(counted) if counted else None,
        minutes=sum(minutes_for(numbers) for numbers in counted) if counted else None,
        took=sum(took) if took else None,
    )
