"""Which place lies in which, and when: a figure is added up by the tree of its own period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from commonweal.engines.measures.hierarchy import Hierarchy
from commonweal.governance.models import Initiative, Place, PlacePart
from commonweal.governance.place_periods import holds_in


@dataclass(frozen=True)
class PlaceTrees:
    """Every line between two places of an initiative with the periods in which it holds; wider places first."""

    lines: Sequence[PlacePart]
    whole: Place | None

    def in_period(self, period: str) -> Hierarchy:
        """Parts of one kind are one way to split their whole."""
        return _tree_of(line for line in self.lines if holds_in(line.since, line.until, period))

    @cached_property
    def of_all_times(self) -> Hierarchy:
        return _tree_of(self.lines)

    def eras(self, periods: Iterable[str]) -> list[tuple[Hierarchy, frozenset[str]]]:
        """Periods that have the same tree, together."""
        found: dict[tuple[int, ...], set[str]] = {}
        for period in periods:
            held = tuple(line.pk for line in self.lines if holds_in(line.since, line.until, period))
            found.setdefault(held, set()).add(period)
        return [(self.in_period(min(together)), frozenset(together)) for together in found.values()]

    def parts_of_the_whole(self, period: str = "") -> list[Place]:
        """Of one kind, so that a way to split is one; of all times where no period is named."""
        lines = [line for line in self.lines if self.whole and line.whole_id == self.whole.pk]
        parts = [line.part for line in lines if not period or holds_in(line.since, line.until, period)]
        alike = [part for part in parts if part.kind == parts[0].kind]
        return list({part.pk: part for part in alike}.values())

    def shared_in(self, period: str) -> list[Place]:
        """Places that lie in two parts of the whole at once, so that the parts come to more than all."""
        parts = {part.pk for part in self.parts_of_the_whole(period)}
        wholes: dict[int, set[int]] = {}
        places: dict[int, Place] = {}
        for line in self.lines:
            if line.whole_id in parts and holds_in(line.since, line.until, period):
                wholes.setdefault(line.part_id, set()).add(line.whole_id)
                places[line.part_id] = line.part
        return [places[pk] for pk, several in wholes.items() if len(several) > 1]


def place_trees(initiative: Initiative) -> PlaceTrees:
    lines = PlacePart.objects.filter(whole__initiative=initiative).select_related("whole", "part")
    whole = initiative.places.filter(wholes__isnull=True, parts__isnull=False).distinct().first()
    return PlaceTrees(list(lines.order_by("whole__position", "part__position", "part__code", "since")), whole)


def _tree_of(lines: Iterable[PlacePart]) -> Hierarchy:
    ways: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        ways.setdefault(line.whole.code, {}).setdefault(line.part.kind, []).append(line.part.code)
    trees: Mapping[str, list[list[str]]] = {whole: list(kinds.values()) for whole, kinds in ways.items()}
    return Hierarchy.from_dict({"place": trees} if trees else {})
