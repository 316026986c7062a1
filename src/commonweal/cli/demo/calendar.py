"""When things happen in the demo, counted back from the moment it is built: it never looks old."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from commonweal.cli.demo.tables import initiative_table

CLOSED_ROUNDS = 3
#: The last round that lies so far before the open one is counted by the first definitions.
COUNTED_ANEW_FROM = 2


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def later(self, quarters: int) -> "Quarter":
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @property
    def end(self) -> datetime:
        following = self.later(1)
        return datetime(following.year, following.number * 3 - 2, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Times:
    """A round's days. The open round is the one of the quarter that ended last."""

    opened: datetime
    due: datetime
    closed: datetime


def at_five(at: datetime) -> datetime:
    """Five in the afternoon of that day, by the clocks of the place: the hour at which people expect a day to end."""
    local = at.astimezone(ZoneInfo(initiative_table()["time_zone"]))
    return local.replace(hour=17, minute=0, second=0, microsecond=0).astimezone(UTC)


def last_quarter(at: datetime) -> Quarter:
    return Quarter(at.year, (at.month - 1) // 3 + 1).later(-1)


def times_of(quarter: Quarter) -> Times:
    return Times(
        opened=quarter.end + timedelta(days=3),
        due=at_five(quarter.end + timedelta(days=24)),
        closed=quarter.end + timedelta(days=27),
    )


def released_at(times: Times) -> datetime:
    """Four days after the round closed."""
    return times.closed + timedelta(days=4)


def times_of_the_open_one(quarter: Quarter, at: datetime) -> Times:
    """Opened lately, and due in nine days, whatever the day of the quarter."""
    opened = max(quarter.end + timedelta(hours=1), at - timedelta(days=12))
    return Times(opened=min(opened, at - timedelta(hours=6)), due=at_five(at + timedelta(days=9)), closed=at)
