"""Seats that a charter names and nobody holds, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.governance.models import Charter, Group, Seat
from commonweal.governance.models.groups import role_name

Span = tuple[date, date | None]


@dataclass(frozen=True)
class Vacancy:
    """One seat to fill. `since` is the first day of the open time that reaches to the day asked about."""

    group: Group
    role: str
    since: date

    @property
    def role_words(self) -> str:
        return role_name(self.group.initiative_id, self.role)


def vacancies(group: Group, charters: Sequence[Charter], seats: Iterable[Seat], on: date) -> list[Vacancy]:
    """From all versions of a charter and all terms, so that each open seat can say since when it is open."""
    terms = [(seat.role, (seat.since, seat.until)) for seat in seats]
    found = []
    for role in Seat.Role.values:
        wanted = [
            (line.number, (charter.since, charter.until))
            for charter in charters
            for line in charter.composition.all()
            if line.role == role
        ]
        held = [span for held_role, span in terms if held_role == role]
        found += [Vacancy(group, role, since) for since in open_since(wanted, held, on)]
    return found


def open_since(wanted: Sequence[tuple[int, Span]], held: Sequence[Span], on: date) -> list[date]:
    """For each seat that is open on the day, the day from which it was; the longest open one first."""
    turns = sorted({day for day in _turns([span for _number, span in wanted], held) if day <= on} | {on})
    missing = [_wanted_on(wanted, day) - sum(_covers(span, day) for span in held) for day in turns]
    found = []
    for place in range(1, missing[-1] + 1):
        first = len(turns) - 1
        while first and missing[first - 1] >= place:
            first -= 1
        found.append(turns[first])
    return sorted(found)


def _turns(*lists: Iterable[Span]) -> Iterable[date]:
    """The days on which something may have changed."""
    for spans in lists:
        for since, until in spans:
            yield since
            if until is not None and until < date.max:
                yield until + timedelta(days=1)


def _wanted_on(wanted: Sequence[tuple[int, Span]], day: date) -> int:
    return max((number for number, span in wanted if _covers(span, day)), default=0)


def _covers(span: Span, day: date) -> bool:
    since, until = span
    return since <= day and (until is None or until >= day)
