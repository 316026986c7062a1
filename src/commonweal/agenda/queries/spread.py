"""How far leadership is spread: who chairs, asks, promises and writes, by organisation, from the records of a year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from commonweal.agenda.models import Comment, Wording
from commonweal.agenda.rules import may_read_draft
from commonweal.commitments.models import Commitment
from commonweal.governance.models import Decision, Initiative, Seat
from commonweal.governance.rules import in_term, today
from commonweal.people.models import Affiliation, Organisation, Person, Sector

A_YEAR = timedelta(days=365)
LEADS = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)
#: Under so many acts a share says little, and the page gives the counts alone.
ENOUGH = 20
NOBODYS = 0


@dataclass(frozen=True)
class Row:
    """One organisation, or all who come from none; `counts` in the order of the columns."""

    name: str
    counts: list[int]
    is_backbone: bool

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Spread:
    """Who carries how much. Counts by organisation, never by person."""

    columns: list[str]
    rows: list[Row]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def from_the_backbone(self) -> int:
        return sum(row.total for row in self.rows if row.is_backbone)

    @property
    def most(self) -> Row | None:
        """The one that carries most, apart from the backbone and from those who come from none."""
        named = [row for row in self.rows if not row.is_backbone and row.name]
        return max(named, key=lambda row: row.total, default=None)

    @property
    def half_by(self) -> int:
        """So many organisations together carry half of it: few are a sign that it rests on few."""
        carried, count = 0, 0
        for row in sorted(self.rows, key=lambda one: -one.total):
            if carried * 2 >= self.total:
                break
            carried, count = carried + row.total, count + 1
        return count

    @property
    def leans_on_the_backbone(self) -> bool:
        return self.total >= ENOUGH and self.from_the_backbone * 2 > self.total


def spread(reader: Any, initiative: Initiative, at: datetime) -> Spread:
    """Of the last twelve months; seats that lead are those of today."""
    if not may_read_draft(reader, initiative, at):
        return Spread([], [])
    on, since = today(initiative, at), at - A_YEAR
    homes = _homes(on)
    led = Seat.objects.filter(in_term(on), group__initiative=initiative, role__in=LEADS)
    asked = Decision.objects.filter(initiative=initiative, proposed_at__gte=since, proposed_at__lte=at)
    given = Commitment.objects.filter(initiative=initiative, recorded_at__gte=since, recorded_at__lte=at)
    counted = {
        _("seats that lead"): _of(homes, led.values_list("person", "organisation")),
        _("decisions asked for"): _of(homes, ((key, None) for key in asked.values_list("proposed_by", flat=True))),
        _("promises"): _of(homes, given.values_list("person", "organisation")),
        _("words of the agenda"): _of(homes, _writers(initiative, since, at)),
    }
    return Spread(list(counted), _rows(counted))


def _homes(on: Any) -> Mapping[int, int]:
    """Where each person works today; somebody who works in two places counts for the first."""
    found: dict[int, int] = {}
    for person, organisation in (
        Affiliation.objects.filter(in_term(on)).order_by("since").values_list("person", "organisation")
    ):
        found.setdefault(person, organisation)
    return found


def _of(homes: Mapping[int, int], holders: Iterable[tuple[int | None, int | None]]) -> Counter[int]:
    return Counter(organisation or homes.get(person or 0, NOBODYS) for person, organisation in holders)


def _writers(initiative: Initiative, since: datetime, at: datetime) -> list[tuple[int | None, None]]:
    written = {"initiative": initiative, "written_at__gte": since, "written_at__lte": at}
    words = Wording.objects.filter(**written).values_list("written_by", flat=True)
    said = Comment.objects.filter(**written).values_list("written_by", flat=True)
    actors = [actor for actor in (*words, *said) if actor is not None]
    people = dict(Person.objects.filter(actor_id__in=actors).values_list("actor_id", "pk"))
    return [(people.get(actor), None) for actor in actors]


def _rows(counted: Mapping[str, Counter[int]]) -> list[Row]:
    keys = {key for counts in counted.values() for key in counts}
    known = {one.pk: one for one in Organisation.objects.filter(pk__in=keys)}
    rows = [
        Row(
            known[key].name if key in known else "",
            [counts[key] for counts in counted.values()],
            key in known and known[key].sector == Sector.BACKBONE,
        )
        for key in keys
    ]
    return sorted(rows, key=lambda row: (not row.name, -row.total, row.name))
