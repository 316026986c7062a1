"""Accepted facts added up: a series for the whole place, and splits by one dimension at a time and by place.

Every number here has been through the measure's own rules; small numbers are hidden before anything leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures import Collection
from commonweal.engines.measures.comparable import is_comparable
from commonweal.engines.measures.hierarchy import Hierarchy
from commonweal.engines.measures.rollup import Refusal, rollup
from commonweal.engines.rates.counts import rate_interval
from commonweal.engines.rates.proportions import wilson
from commonweal.governance.models import Initiative, Place, PlacePart
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Definition, Dimension, Measure, Submission
from commonweal.measurement.queries.accepted import accepted_facts
from commonweal.measurement.queries.collections import EVERYBODY, collection_for_rollup
from commonweal.measurement.queries.earlier import Earlier, earlier_splits
from commonweal.measurement.queries.one_line import line_of, newest_split
from commonweal.measurement.queries.protected import Protection, protected_point, protected_split, text
from commonweal.measurement.queries.versions import COLUMN, Versions, numbers_in, versions_in

Row = dict[str, Any]
VALUED = ("reported", "estimated")


@dataclass(frozen=True)
class Part:
    """One way to split: by place, or by a dimension; each part is a code and its name in both languages."""

    code: str
    categories: tuple[tuple[str, Mapping[str, str]], ...]


@dataclass(frozen=True)
class Figures:
    """What may become public. `refused` are the measures that may not be added up, and why."""

    series: Mapping[str, list[Row]] = field(default_factory=dict)
    splits: Mapping[str, list[Row]] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    #: Figures by an older definition that cannot stand in the same line, or for a period that the newer one has too.
    counted_before: Mapping[str, list[Row]] = field(default_factory=dict)


def figures_of(initiative: Initiative, submissions: Sequence[Submission]) -> Figures:
    """The figures of these accepted submissions, each by the definition under which it came in."""
    versions = versions_in(initiative)
    if not submissions or not versions:
        return Figures()
    dimensions = list(initiative.dimensions.prefetch_related("categories"))
    facts = accepted_facts(submissions, [dimension.code for dimension in dimensions], versions)
    facts = facts.filter(pc.is_in(facts.column("measure"), pa.array(sorted(versions), pa.string())))
    parts = _parts(initiative, dimensions)
    earlier = earlier_splits(initiative)
    by_version = {}
    for number in numbers_in(versions.values()):
        definitions = {d.measure.code: d for each in versions.values() for d in each if d.version == number}
        came_in = facts.filter(pc.equal(facts.column(COLUMN), number)).drop_columns([COLUMN])
        sums = _Sums(came_in, collection_for_rollup(initiative, list(definitions.values())), hierarchy_of(initiative))
        by_version[number] = _figures(sums, definitions, parts, initiative.minimum_count, earlier)
    return _together(versions, by_version)


def _together(versions: Versions, by_version: Mapping[int, Figures]) -> Figures:
    series, splits, beside = {}, {}, {}
    for code, definitions in versions.items():
        points = {number: figures.series.get(code, []) for number, figures in by_version.items()}
        series[code], beside[code] = line_of(definitions, points)
        splits[code] = newest_split({number: figures.splits.get(code, []) for number, figures in by_version.items()})
    refused = [refusal for figures in by_version.values() for refusal in figures.refused]
    return Figures(series=series, splits=splits, refused=tuple(refused), counted_before=beside)


def _figures(
    sums: "_Sums", definitions: Mapping[str, Definition], parts: Sequence[Part], minimum: int, earlier: Earlier
) -> Figures:
    """Those of one version of each definition."""
    series = _series(sums, definitions, minimum)
    splits: dict[str, list[Row]] = {code: [] for code in series}
    for part in parts:
        for code, split in _splits(sums, part, definitions, minimum, earlier).items():
            splits[code].append(split)
    return Figures(series=series, splits=splits, refused=tuple(sums.refused))


def hierarchy_of(initiative: Initiative) -> Hierarchy:
    """Which place lies in which; parts of one kind are one way to split their whole."""
    ways: dict[str, dict[str, list[str]]] = {}
    lines = PlacePart.objects.filter(whole__initiative=initiative).select_related("whole", "part")
    for line in lines.order_by("whole__position", "part__position", "part__code"):
        ways.setdefault(line.whole.code, {}).setdefault(line.part.kind, []).append(line.part.code)
    trees = {whole: list(kinds.values()) for whole, kinds in ways.items()}
    return Hierarchy.from_dict({"place": trees} if trees else {})


class _Sums:
    """Rolls the facts up one way after the other; a measure that refuses is set aside once and for all."""

    def __init__(self, facts: pa.Table, collection: Collection, hierarchy: Hierarchy) -> None:
        self.facts, self.collection, self.hierarchy = facts, collection, hierarchy
        self.refused: list[Refusal] = []
        self.given = _given_intervals(facts)
        without = _without_a_figure(facts, _widest_place(hierarchy, facts), collection.dimensions)
        self.totals = {
            (row["measure"], row["period"]): _as_stated(row, without.get((row["measure"], row["period"])))
            for row in self.by("period")
        }

    def by(self, *columns: str) -> list[Row]:
        while self.facts.num_rows:
            answer = rollup(self.facts, collection=self.collection, by=columns, hierarchy=self.hierarchy, compare=False)
            if answer.refused is None:
                return answer.rows.to_pylist()
            self.refused.append(answer.refused)
            self.facts = self.facts.filter(pc.not_equal(self.facts.column("measure"), answer.refused.measure))
        return []


def _widest_place(hierarchy: Hierarchy, facts: pa.Table) -> str:
    """Of the places that facts name, the one that holds the others."""
    tree = hierarchy.tree("place")
    return max(pc.unique(facts.column("place")).to_pylist(), key=lambda place: len(tree.leaves(place)), default="")


def _without_a_figure(facts: pa.Table, whole: str, dimensions: Iterable[str]) -> dict[tuple[str, str], str]:
    """What the community's own source says of the whole place where it gives no figure: why there is none."""
    found = {}
    for row in facts.filter(pc.is_in(facts.column("status"), pa.array(("missing", "not_applicable")))).to_pylist():
        if not row["partner"] and row["place"] == whole and all(row[name] == EVERYBODY for name in dimensions):
            found[row["measure"], row["period"]] = row["status"]
    return found


def _as_stated(row: Row, status: str | None) -> Row:
    """The whole's own word for why it has no figure, and not that of one of its parts; a sum of all parts stands."""
    if status is None or row["value"] is not None:
        return row
    return {**row, "status": status}


def _given_intervals(facts: pa.Table) -> dict[tuple[str, str], tuple[float, float]]:
    """Bounds that a source published, where its figure is the only one of the period."""
    stated: dict[tuple[str, str], list[Row]] = {}
    for row in facts.filter(pc.is_in(facts.column("status"), pa.array(VALUED))).to_pylist():
        stated.setdefault((row["measure"], row["period"]), []).append(row)
    return {
        key: (rows[0]["low"], rows[0]["high"])
        for key, rows in stated.items()
        if len(rows) == 1 and rows[0]["low"] is not None and rows[0]["high"] is not None
    }


def _series(sums: _Sums, definitions: Mapping[str, Definition], minimum: int) -> dict[str, list[Row]]:
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
        series[row["measure"]].append(protected_point(definition, point, minimum))
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


def _parts(initiative: Initiative, dimensions: Sequence[Dimension]) -> list[Part]:
    """By place first: the parts of the whole, of one kind, so that nobody stands in two of them."""
    ways = []
    places = _parts_of_the_whole(initiative)
    if places:
        ways.append(Part("place", tuple((place.code, text(place.name, place.name)) for place in places)))
    for dimension in dimensions:
        categories = tuple((c.code, text(c.name_en, c.name_es)) for c in dimension.categories.all())
        ways.append(Part(dimension.code, categories))
    return ways


def _parts_of_the_whole(initiative: Initiative) -> list[Place]:
    whole = initiative.places.filter(wholes__isnull=True, parts__isnull=False).distinct().first()
    if whole is None:
        return []
    parts = list(initiative.places.filter(wholes__whole=whole))
    return [place for place in parts if place.kind == parts[0].kind]


def _splits(
    sums: _Sums, part: Part, definitions: Mapping[str, Definition], minimum: int, earlier: Earlier
) -> dict[str, Row]:
    """For each measure its newest period that is split this way."""
    known = {code for code, _ in part.categories}
    rows: dict[str, dict[str, dict[str, Row]]] = {}
    for row in sums.by("period", part.code):
        if row[part.code] in known and row[part.code] != EVERYBODY:
            rows.setdefault(row["measure"], {}).setdefault(row["period"], {})[row[part.code]] = row
    found = {}
    for code, periods in rows.items():
        split_periods = [p for p, cells in periods.items() if any(c["value"] is not None for c in cells.values())]
        if not split_periods or (code, max(split_periods, key=period_sort_key)) not in sums.totals:
            continue
        period = max(split_periods, key=period_sort_key)
        definition = definitions[code]
        cells = [_cell(definition, category, name, periods[period].get(category)) for category, name in part.categories]
        if part.code == "place" and definition.measure.level == Measure.Level.PERFORMANCE:
            cells = _no_program_there(cells, set().union(*periods.values()))
        total = _cell(definition, EVERYBODY, text("", ""), sums.totals[code, period])
        protection = Protection(minimum, earlier.get((code, period, part.code), ()))
        found[code] = {
            "dimension": part.code,
            "period": period,
            **protected_split(definition, cells, total, protection, by_place=part.code == "place"),
        }
    return found


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
