"""Which sectors of those who take part have a seat, group by group, and who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.governance.models import Group, Initiative
from commonweal.governance.queries.composition import sector_words, sectors_taking_part
from commonweal.governance.queries.group_history import GroupOn, groups_on
from commonweal.governance.queries.seat_terms import seats_on
from commonweal.people.models import Sector

#: Where every sector that takes part is wanted.
CROSS_SECTOR = (Group.Kind.STEERING, Group.Kind.WORKING)


@dataclass(frozen=True)
class GroupSectors:
    """How many seats each sector holds in one group; who takes part and has none there; seats of which nothing is said.

    The backbone supports, and a community table is its residents': nobody is named as missing there.
    """

    then: GroupOn
    held: Sequence[tuple[str, int]]
    missing: Sequence[str]
    unsaid: int


@dataclass(frozen=True)
class SectorCoverage:
    """`nowhere` take part, and have a seat in no group."""

    taking_part: Sequence[str]
    nowhere: Sequence[str]
    groups: Sequence[GroupSectors]


def sector_coverage(initiative: Initiative, on: date) -> SectorCoverage:
    """On any day. A seat whose holder works in two sectors counts for both."""
    taking_part = [*sectors_taking_part(initiative, on)]
    if Sector.RESIDENTS not in taking_part:
        # Residents belong to the work whether or not an organization of theirs is written down.
        taking_part.append(Sector.RESIDENTS)
    by_group: dict[int, list[frozenset[str]]] = {}
    for one in seats_on(initiative, on):
        by_group.setdefault(one.seat.group_id, []).append(one.sectors)
    seated = {sector for seats in by_group.values() for sectors in seats for sector in sectors}
    return SectorCoverage(
        taking_part=[sector_words(one) for one in taking_part],
        nowhere=[sector_words(one) for one in taking_part if one not in seated],
        groups=[_in_group(then, by_group.get(then.group.pk, []), taking_part) for then in groups_on(initiative, on)],
    )


def _in_group(then: GroupOn, seats: Sequence[frozenset[str]], taking_part: Sequence[str]) -> GroupSectors:
    order = [*Sector.values, *sorted({one for sectors in seats for one in sectors} - set(Sector.values))]
    counts = [(sector, sum(sector in sectors for sectors in seats)) for sector in order]
    crosses_sectors = then.group.kind in CROSS_SECTOR
    here = {sector for sector, count in counts if count}
    return GroupSectors(
        then=then,
        held=[(sector_words(sector), count) for sector, count in counts if count],
        missing=[sector_words(one) for one in taking_part if one not in here] if crosses_sectors else [],
        unsaid=sum(not sectors for sectors in seats),
    )
