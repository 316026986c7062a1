"""Who stands behind the agenda, sector by sector and beside them the residents: by what they did, not by a logo."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commonweal.agenda.queries.alignment import alignments
from commonweal.commitments.queries import promises
from commonweal.governance.models import Initiative, Participation, Seat
from commonweal.governance.queries.composition import sector_words, sectors_taking_part
from commonweal.governance.rules import in_term, is_member, today
from commonweal.instruments.queries.pledges import organisations_were_asked, pledges
from commonweal.people.models import Sector


@dataclass(frozen=True)
class SectorBehind:
    """How many of `here` did each; `changed` and `hold` are None where only an organisation can."""

    name: str
    here: int
    changed: int | None
    promised: int
    hold: int | None

    @property
    def is_silent(self) -> bool:
        return self.here > 0 and not (self.changed or self.promised or self.hold)


@dataclass(frozen=True)
class StandingBehind:
    """`absent` are sectors from which nobody takes part. `asked` tells whether organisations were asked to pledge."""

    sectors: list[SectorBehind]
    residents: SectorBehind | None
    absent: list[str]
    asked: bool

    @property
    def silent(self) -> list[str]:
        return [one.name for one in self.sectors if one.is_silent]

    @property
    def behind(self) -> int:
        return len(self.sectors) - len(self.silent)


def standing_behind(reader: Any, initiative: Initiative, at: datetime) -> StandingBehind:
    """For members, as of today. Counts of organisations, and of residents who sit here for themselves."""
    on = today(initiative, at)
    if not is_member(reader, initiative, on):
        return StandingBehind([], None, [], asked=False)
    held = [one.commitment for one in promises(reader, initiative, at)]
    changed = {one.alignment.organisation_id for one in alignments(reader, initiative, at).statements}
    pledged = {one.organisation.pk for one in pledges(reader, initiative, at).organisations}
    promised = {one.organisation_id for one in held}
    by_sector: dict[str, set[int]] = {}
    part = Participation.objects.filter(in_term(on), initiative=initiative)
    for sector, organisation in part.values_list("organisation__sector", "organisation"):
        by_sector.setdefault(sector, set()).add(organisation)
    here = sectors_taking_part(initiative, on)
    sectors = [
        SectorBehind(
            sector_words(sector),
            len(found := by_sector[sector]),
            len(found & changed),
            len(found & promised),
            len(found & pledged),
        )
        for sector in here
    ]
    return StandingBehind(
        sectors,
        _residents(initiative, on, {one.person_id for one in held}),
        [sector_words(sector) for sector in Sector.values if sector not in here and sector != Sector.BACKBONE],
        asked=organisations_were_asked(initiative),
    )


def _residents(initiative: Initiative, on: date, promised: set[int | None]) -> SectorBehind:
    """Those who sit here for themselves; what an organisation does is not theirs to do."""
    seats = Seat.objects.filter(in_term(on), group__initiative=initiative, person__isnull=False)
    people = set(seats.filter(sector=Sector.RESIDENTS).values_list("person", flat=True))
    return SectorBehind("", len(people), None, len(people & promised), None)
