"""Figures that came in under different definitions, put into one line that breaks visibly where the count changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.cadences import cadence_of

Row = dict[str, Any]


def line_of(versions: Sequence[Definition], points: Mapping[int, Sequence[Row]]) -> tuple[list[Row], list[Row]]:
    """The line, and beside it what an older definition says: of a period that both count, or in another unit."""
    counted_last = [number for number, each in points.items() if any(point["value"] is not None for point in each)]
    last = by_number(versions, max(counted_last, default=versions[-1].version))
    line: dict[str, Row] = {}
    beside: list[Row] = []
    for definition in versions:
        for point in points.get(definition.version, ()):
            counted = {**point, "definition": definition.version}
            before = line.get(point["period"])
            if not _fits(definition, last):
                beside.append(counted)
            elif before is None or before["value"] is None:
                line[point["period"]] = counted
            elif point["value"] is not None:
                beside.append(before)
                line[point["period"]] = counted
    return _of_one_cadence(sorted(line.values(), key=_when), beside)


def _of_one_cadence(line: Sequence[Row], beside: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Years among quarters are no line: the newest figure says which are, and the others stand beside."""
    counted = [point for point in line if point["value"] is not None]
    cadence = cadence_of(counted[-1]["period"]) if counted else ""
    others = [point for point in counted if cadence_of(point["period"]) != cadence]
    kept = [point for point in line if not counted or cadence_of(point["period"]) == cadence]
    return kept, sorted([*beside, *others], key=_when)


def breaks_in(line: Sequence[Row]) -> list[tuple[str, int]]:
    """Each period from which another definition counts, with its version."""
    shown = [point for point in line if point["value"] is not None]
    return [
        (later["period"], later["definition"])
        for earlier, later in zip(shown, shown[1:], strict=False)
        if earlier["definition"] != later["definition"]
    ]


def definition_of(versions: Sequence[Definition], line: Sequence[Row]) -> Definition:
    """The definition of the newest figure; where there is none yet, the newest definition."""
    counted = [point["definition"] for point in line if point["value"] is not None]
    return by_number(versions, counted[-1]) if counted else versions[-1]


def by_number(versions: Sequence[Definition], number: int) -> Definition:
    return next(definition for definition in versions if definition.version == number)


def splits_of(splits: Mapping[int, Sequence[Row]]) -> list[Row]:
    """Of each way to split every period, the newest first, by the newest definition that has it; of one cadence."""
    found: dict[str, dict[str, Row]] = {}
    for number in sorted(splits):
        for split in splits[number]:
            found.setdefault(split["dimension"], {})[split["period"]] = {**split, "definition": number}
    return [split for periods in found.values() for split in _of_the_newest(list(periods.values()))]


def _of_the_newest(splits: Sequence[Row]) -> list[Row]:
    newest_first = sorted(splits, key=_when, reverse=True)
    cadence = cadence_of(newest_first[0]["period"])
    return [split for split in newest_first if cadence_of(split["period"]) == cadence]


def _fits(definition: Definition, other: Definition) -> bool:
    """Can both stand on one scale."""
    return (definition.kind, definition.per) == (other.kind, other.per)


def _when(point: Row) -> tuple[float, str]:
    return period_sort_key(point["period"])
