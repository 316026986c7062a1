"""For whom a series is there: people of which sectors are in the cohort, and of which nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.queries.composition import sector_words
from commonweal.people.models import Sector
from commonweal.training import rules
from commonweal.training.models import Series

#: Whose leaders a series is for: those who fund, serve, study, advocate, live it, do business and govern.
FOR_WHOM = [
    Sector.FUNDER, Sector.SERVICE_NONPROFIT, Sector.EDUCATION, Sector.RESEARCH, Sector.ADVOCACY, Sector.RESIDENTS,
    Sector.BUSINESS, Sector.PUBLIC_AGENCY,
]  # fmt: skip


@dataclass(frozen=True)
class Audience:
    """`here` are sectors with how many people, most first; `nobody` were counted and are not there; the rest is unsaid.

    `uncounted` is how many of the cohort are in no count; None where more were counted than took part by a code.
    """

    here: list[tuple[str, int]]
    nobody: list[str]
    unsaid: list[str]
    people: int
    uncounted: int | None

    @property
    def is_counted(self) -> bool:
        return bool(self.here or self.nobody)


def audience(reader: Any, series: Series, at: datetime) -> Audience:
    """For who runs it; numbers only, which no participant's code leads to."""
    if not rules.may_run(reader, series, at):
        raise Http404
    held = counted(series)
    here = sorted(((sector, n) for sector, n in held.items() if n), key=lambda one: -one[1])
    people = sum(held.values())
    cohort = series.participants.filter(left_on=None).count()
    return Audience(
        here=[(sector_words(sector), n) for sector, n in here],
        nobody=[sector_words(sector) for sector in FOR_WHOM if held.get(sector) == 0],
        unsaid=[sector_words(sector) for sector in FOR_WHOM if sector not in held],
        people=people,
        uncounted=cohort - people if cohort >= people else None,
    )


def counted(series: Series) -> dict[str, int]:
    return dict(series.audience.values_list("sector", "people"))
