"""Accepted facts added up: a series for the whole place, and splits by one dimension at a time and by place.

Every number here has been through the measure's own rules; small numbers are hidden before anything leaves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.comparable import is_comparable
from commonweal.engines.measures.mismatches import Mismatch
from commonweal.engines.measures.rollup import Refusal
from commonweal.engines.rates.counts import rate_interval
from commonweal.engines.rates.proportions import wilson
from commonweal.governance.models import Initiative
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Definition, Dimension, Measure, Submission
from commonweal.measurement.queries.accepted import CountedFiles
from commonweal.measurement.queries.collections import EVERYBODY, collection_for_rollup
from commonweal.measurement.queries.contributions import Contributions, Contributors
from commonweal.measurement.queries.earlier import Earlier, Shown, earlier_figures, numbers_of, with_contributions
from commonweal.measurement.queries.one_line import line_of, splits_of
from commonweal.measurement.queries.place_trees import PlaceTrees, place_trees
from commonweal.measurement.queries.protected import LeftOut, Safe, text
from commonweal.measurement.queries.reliable import with_reliability
from commonweal.measurement.queries.same_people import Unprotected, all_protected
from commonweal.measurement.queries.sums import VALUED, Sums
from commonweal.measurement.queries.versions import COLUMN, Versions, numbers_in, versions_in

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One way to split: by place, or by a dimension; each part is a code and its name in both languages."""

    code: str
    categories: tuple[tuple[str, Mapping[str, str]], ...]
    #: Where parts come and go: those of a period. Else all, always.
    held: Callable[[str], set[str]] | None = None

    def categories_in(self, period: str) -> list[tuple[str, Mapping[str, str]]]:
        held = self.held(period) if self.held else None
        return [each for each in self.categories if held is None or each[0] in held]


@dataclass(frozen=True)
class Figures:
    """What may become public. `refused` are the measures that may not be added up over all places, and why."""

    series: Mapping[str, list[Row]] = field(default_factory=dict)
    #: Every period that is split, of each way to split the newest first.
    splits: Mapping[str, list[Row]] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    #: Figures by an older definition that cannot stand in the same line, or for a period that the newer one has too.
    counted_before: Mapping[str, list[Row]] = field(default_factory=dict)
    #: Wholes whose own figure is not the sum of their parts', each with the version by which it was counted.
    mismatches: tuple[tuple[int, Mismatch], ...] = ()
    #: Splits that stay out, because whatever is hidden, earlier releases or the figures themselves give it away.
    left_out: tuple[LeftOut, ...] = ()
    #: The people behind each hidden cell, by measure, version, period, dimension and part. Never part of a release.
    lost: Mapping[tuple[str, int, str, str, str], float] = field(default_factory=dict)
    #: Wholes that have no figure because a part came in hidden: measure and period, and the codes of who hid it.
    #: Never part of a release.
    hidden_at_source: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    #: What each partner gave, where that is guarded, by the numbers of the hand-ins that count: those of now, and those
    #: of each earlier release. Never part of a release.
    contributions: Mapping[tuple[str, ...], Contributions] = field(default_factory=dict)


def figures_of(initiative: Initiative, submissions: Sequence[Submission]) -> Figures:
    """The figures of these accepted submissions, each by the definition under which it came in."""
    versions = versions_in(initiative)
    if not submissions or not versions:
        return Figures()
    dimensions = list(initiative.dimensions.prefetch_related("categories"))
    files = CountedFiles([dimension.code for dimension in dimensions], versions)
    facts = files.together(submissions)
    facts = facts.filter(pc.is_in(facts.column("measure"), pa.array(sorted(versions), pa.string())))
    trees = place_trees(initiative)
    parts = _parts(trees, dimensions)
    ways = {part.code: [code for code, _ in part.categories] for part in parts}
    earlier = earlier_figures(initiative)
    given = Contributors(initiative, files, trees, ways).of_all(submissions, numbers_of(earlier))
    by_version = {}
    for number in numbers_in(versions.values()):
        definitions = {d.measure.code: d for each in versions.values() for d in each if d.version == number}
        came_in = facts.filter(pc.equal(facts.column(COLUMN), number)).drop_columns([COLUMN])
        sums = Sums(came_in, collection_for_rollup(initiative, list(definitions.values())), trees)
        by_version[number] = _figures(sums, definitions, parts)
    now = given.get(tuple(each.number for each in submissions), {})
    figures = list(_unprotected(by_version, versions, with_contributions(earlier, given), now))
    together = _together(versions, _protected(by_version, versions, figures, initiative.minimum_count))
    return replace(together, contributions=given, hidden_at_source=_hidden_at_source(by_version, facts))


def _together(versions: Versions, by_version: Mapping[int, Figures]) -> Figures:
    series, splits, beside = {}, {}, {}
    for code, definitions in versions.items():
        points = {number: figures.series.get(code, []) for number, figures in by_version.items()}
        series[code], beside[code] = line_of(definitions, points)
        splits[code] = splits_of({number: figures.splits.get(code, []) for number, figures in by_version.items()})
    refused = {refusal.measure: refusal for figures in by_version.values() for refusal in figures.refused}
    return Figures(
        series=series,
        splits=splits,
        refused=tuple(refused.values()),
        counted_before=beside,
        mismatches=tuple(each for figures in by_version.values() for each in figures.mismatches),
        left_out=tuple(each for figures in by_version.values() for each in figures.left_out),
        lost={key: people for figures in by_version.values() for key, people in figures.lost.items()},
    )


def _hidden_at_source(by_version: Mapping[int, Figures], facts: pa.Table) -> dict[tuple[str, str], tuple[str, ...]]:
    wholes = {
        (code, point["period"])
        for figures in by_version.values()
        for code, points in figures.series.items()
        for point in points
        if point["status"] == "suppressed"
    }
    hidden = facts.filter(pc.equal(facts.column("status"), "suppressed")).select(["measure", "period", "partner"])
    rows = hidden.group_by(hidden.column_names).aggregate([]).to_pylist() if wholes else []
    return {
        whole: tuple(sorted(row["partner"] for row in rows if (row["measure"], row["period"]) == whole))
        for whole in sorted(wholes)
    }


def _figures(sums: Sums, definitions: Mapping[str, Definition], parts: Sequence[Part]) -> Figures:
    """Those of one version of each definition, small numbers and all."""
    series = _series(sums, definitions)
    splits: dict[str, list[Row]] = {code: [] for code in series}
    for part in parts:
        for split in _splits(sums, part, definitions):
            splits[split.pop("measure")].append(split)
    return Figures(
        series=series,
        splits=splits,
        refused=tuple(sums.refused.values()),
        mismatches=tuple((definitions[mismatch.measure].version, mismatch) for mismatch in sums.mismatches),
    )


def _unprotected(
    by_version: Mapping[int, Figures], versions: Versions, before: Shown, given: Contributions
) -> Iterator[Unprotected]:
    """Each measure in each period with all its splits, and what else is known of them."""
    for code, definitions in versions.items():
        for definition in definitions:
            if definition.version in by_version:
                for period, point, splits in _by_period(by_version[definition.version], code):
                    then = _counted_by(definition, period, before)
                    behind = given.get((code, definition.version, period), {})
                    yield Unprotected(definition, period, point, splits, then, behind)


def _protected(
    by_version: Mapping[int, Figures], versions: Versions, figures: Sequence[Unprotected], minimum: int
) -> dict[int, Figures]:
    """The same without what may not be shown, of each measure and period the whole and all its splits together."""
    safe: dict[tuple[int, str], list[tuple[str, Safe]]] = {}
    for each, shown in zip(figures, all_protected(figures, minimum), strict=True):
        safe.setdefault((each.definition.version, each.definition.measure.code), []).append((each.period, shown))
    definitions = {(d.version, code): d for code, each in versions.items() for d in each}
    return {
        number: _without_what_is_hidden(
            raw, {code: (definitions[number, code], safe.get((number, code), [])) for code in raw.series}
        )
        for number, raw in by_version.items()
    }


def _by_period(figures: Figures, code: str) -> Iterator[tuple[str, Row | None, list[Row]]]:
    wholes = {point["period"]: point for point in figures.series.get(code, ())}
    parts: dict[str, list[Row]] = {}
    for split in figures.splits.get(code, ()):
        parts.setdefault(split["period"], []).append(split)
    for period in wholes | parts:
        yield period, wholes.get(period), parts.get(period, [])


def _counted_by(definition: Definition, period: str, before: Shown) -> list[Earlier]:
    then = before.get((definition.measure.code, period), ())
    return [each for each in then if each.counted_by(definition.version)]


def _without_what_is_hidden(raw: Figures, safe: Mapping[str, tuple[Definition, Sequence[tuple[str, Safe]]]]) -> Figures:
    series, splits, left_out = {}, {}, list[LeftOut]()
    lost: dict[tuple[str, int, str, str, str], float] = {}
    for code, (definition, periods) in safe.items():
        series[code] = [shown.point for _, shown in periods if shown.point is not None]
        ready = {
            (split["dimension"], period): _reliable(definition, split)
            for period, shown in periods
            for split in shown.splits
        }
        ways = [(split["dimension"], split["period"]) for split in raw.splits[code]]
        splits[code] = [ready[way] for way in ways if way in ready]
        for period, shown in periods:
            left_out += [LeftOut(code, period, dimension) for dimension in shown.left_out]
            lost |= {(code, definition.version, period, *cell): people for cell, people in shown.lost.items()}
    return replace(raw, series=series, splits=splits, left_out=tuple(left_out), lost=lost)


def _series(sums: Sums, definitions: Mapping[str, Definition]) -> dict[str, list[Row]]:
    series: dict[str, list[Row]] = {code: [] for code in definitions}
    for row in sums.totals.values():
        definition = definitions[row["measure"]]
        point = {name: row[name] for name in ("period", "value", "numerator", "denominator")}
        point["low"], point["high"] = sums.given.get((row["measure"], row["period"])) or interval(definition, row)
        point["status"] = _written(row["status"])
        asked = row["partners_asked"] or None
        point["partners_in"] = row["partners_in"] if asked else None
        point["partners_asked"] = asked
        point["share_in"] = row["partners_in"] / asked if asked else None
        point["comparable"] = is_comparable(row["partners_in"], asked, definition.places_rule)
        series[row["measure"]].append(point)
    for points in series.values():
        points.sort(key=lambda point: period_sort_key(point["period"]))
    return series


def interval(definition: Definition, row: Row) -> tuple[float | None, float | None]:
    """A 95 % interval where the figure counts whole people out of a whole number of them; else not known."""
    count, base = row["numerator"], row["denominator"]
    if row["status"] not in VALUED or count is None or not base or count != int(count) or base != int(base):
        return None, None
    if definition.kind == Definition.Kind.PERCENT and 0 <= count <= base:
        low, high = wilson(count, base)
        return 100 * low, 100 * high
    if definition.kind == Definition.Kind.RATE and count >= 0 and base > 0:
        return rate_interval(count, base, per=definition.per)
    return None, None


def _parts(trees: PlaceTrees, dimensions: Sequence[Dimension]) -> list[Part]:
    """By place first: the parts of the whole, of one kind."""
    ways = []
    places = trees.parts_of_the_whole()
    if places:
        names = tuple((place.code, text(place.name, place.name)) for place in places)
        ways.append(Part("place", names, lambda period: {part.code for part in trees.parts_of_the_whole(period)}))
    for dimension in dimensions:
        categories = tuple((c.code, text(c.name_en, c.name_es)) for c in dimension.categories.all())
        ways.append(Part(dimension.code, categories))
    return ways


def _splits(sums: Sums, part: Part, definitions: Mapping[str, Definition]) -> Iterator[Row]:
    """Every period of each measure that is split this way, the newest first."""
    known = {code for code, _ in part.categories}
    rows: dict[str, dict[str, dict[str, Row]]] = {}
    for row in sums.by("period", part.code):
        if row[part.code] in known and row[part.code] != EVERYBODY:
            rows.setdefault(row["measure"], {}).setdefault(row["period"], {})[row[part.code]] = row
    for code, periods in rows.items():
        definition = definitions[code]
        ever = set().union(*periods.values())
        for period in sorted(periods, key=period_sort_key, reverse=True):
            categories = part.categories_in(period)
            total = sums.totals.get((code, period))
            told = periods[period].values()
            is_told = any(row["value"] is not None or row["status"] == "suppressed" for row in told)
            without_whole = code in sums.refused or (code, period) in sums.of_parts_alone
            if not is_told or not categories or (total is None and not without_whole):
                continue
            cells = [_cell(definition, category, name, periods[period].get(category)) for category, name in categories]
            if part.code == "place" and definition.measure.level == Measure.Level.PERFORMANCE:
                cells = _no_program_there(cells, ever)
            by_place = part.code == "place"
            yield {
                "measure": code,
                "dimension": part.code,
                "period": period,
                **({"shared": [place.name for place in sums.trees.shared_in(period)]} if by_place else {}),
                "cells": cells,
            }


def _reliable(definition: Definition, split: Row) -> Row:
    return {**split, "cells": [with_reliability(definition, cell) for cell in split["cells"]]}


def _no_program_there(cells: Sequence[Row], ever: set[str]) -> list[Row]:
    """A place from which no partner ever reported anything has no program; nothing is missing there."""
    return [cell if cell["code"] in ever else {**cell, "status": "not-applicable"} for cell in cells]


def _cell(definition: Definition, code: str, name: Mapping[str, str], row: Row | None) -> Row:
    if row is None:
        blank = dict.fromkeys(("value", "numerator", "denominator", "low", "high"))
        return {"code": code, "name": name, **blank, "status": "missing", "hidden": ""}
    low, high = interval(definition, row)
    return {
        "code": code,
        "name": name,
        "value": row["value"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "low": low,
        "high": high,
        "status": _written(row["status"]),
        "hidden": "",
    }


def _written(status: str) -> str:
    """A release writes not-applicable as one word with a hyphen."""
    return status.replace("_", "-")
