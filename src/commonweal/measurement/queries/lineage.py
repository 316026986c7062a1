"""From one published figure back to what stands behind it: definition, rules, files, and their rows.

Read by those who run the data: files have names and rows that are no business of the public. What is counted here is
found in the release itself, never in what happens to be accepted today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.http import Http404

from commonweal import __version__
from commonweal.governance.models import Initiative
from commonweal.lib.files import DamagedFile
from commonweal.measurement.models import Definition, Submission
from commonweal.measurement.queries.accepted import KEY, in_one_form, newest
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.facts import FIXED, facts_table
from commonweal.measurement.queries.figures import figures_of
from commonweal.measurement.queries.place_trees import place_trees
from commonweal.measurement.queries.release import RULE_VERSION
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.versions import COLUMN, Versions, versions_in, with_versions
from commonweal.publication.models import Publication
from commonweal.publication.queries import whole_content_of

Row = dict[str, Any]
#: Two sums of the same rows in another order agree to this many decimals.
SAME_TO = 9


@dataclass(frozen=True)
class Asked:
    """Which figure: of the whole place, or of one part of one split (`place` or a dimension's code)."""

    measure: str
    period: str
    dimension: str = ""
    category: str = ""


@dataclass(frozen=True)
class Source:
    """One accepted file, and those of its rows that speak of the figure."""

    submission: Submission
    facts_sha256: str
    rows: tuple[Row, ...]
    #: The stored figures are not those that were accepted, so none of them is shown.
    is_damaged: bool = False


@dataclass(frozen=True)
class Choice:
    """One published figure of the measure that can be asked about."""

    asked: Asked
    name: Mapping[str, str]


@dataclass(frozen=True)
class Lineage:
    release: Publication
    measure: Mapping[str, Any]
    figure: Mapping[str, Any]
    asked: Asked
    definition: Definition | None
    code_version: str
    rule_version: str
    sources: tuple[Source, ...]
    #: The same figure added up anew from those rows, by the rules and the code of today.
    again: float | None
    added_up: bool

    @property
    def agrees(self) -> bool:
        published = self.figure["value"]
        if published is None or self.again is None:
            return published is self.again
        return round(published - self.again, SAME_TO) == 0

    @property
    def rows(self) -> int:
        return sum(len(source.rows) for source in self.sources)

    @property
    def is_by_todays_code(self) -> bool:
        return self.code_version == __version__ and self.rule_version.partition(":")[0] == RULE_VERSION


def lineage_of(reader: Any, initiative: Initiative, number: int | None, asked: Asked, at: datetime) -> Lineage:
    """Everything behind a figure of this release, or of the newest that stands. For others it does not exist."""
    only_for_data_manager(reader, initiative, at)
    return traced(initiative, number, asked)


def traced(initiative: Initiative, number: int | None, asked: Asked) -> Lineage:
    """The same for whoever holds the machine: the command reads it without an account."""
    release = _release(initiative, number)
    content = whole_content_of(release)
    measure = _one(content["measures"], "code", asked.measure)
    figure = _figure(measure, asked)
    provenance = content["provenance"]
    version = figure.get("definition") or provenance["definitions"].get(asked.measure)
    files = _Files(initiative, _dimensions(content), versions_in(initiative))
    submissions, sources = _sources(files, provenance["submissions"], asked, version)
    is_whole = not any(source.is_damaged for source in sources)
    return Lineage(
        release=release,
        measure=measure,
        figure=figure,
        asked=asked,
        definition=Definition.objects.filter(
            measure__initiative=initiative, measure__code=asked.measure, version=version
        ).first(),
        code_version=provenance["code_version"],
        rule_version=provenance["rule_version"],
        sources=sources,
        again=_again(initiative, submissions, asked) if is_whole else None,
        added_up=is_whole,
    )


def newest_figure(initiative: Initiative, number: int | None, code: str) -> Asked:
    """The figure that most people mean: the newest of the whole place."""
    measure = _one(whole_content_of(_release(initiative, number))["measures"], "code", code)
    periods = [point["period"] for point in measure["series"] if point["value"] is not None]
    if not periods:
        raise Http404
    return Asked(code, periods[-1])


def choices_in(lineage: Lineage) -> tuple[Choice, ...]:
    """Every figure of the measure in the same release: each period of the whole, then each part of each split."""
    code = lineage.asked.measure
    whole = [Choice(Asked(code, point["period"]), {}) for point in reversed(lineage.measure["series"])]
    parts = [
        Choice(Asked(code, split["period"], split["dimension"], cell["code"]), cell["name"])
        for split in lineage.measure["splits"]
        for cell in split["cells"]
    ]
    return (*whole, *parts)


def releases_with(initiative: Initiative, code: str) -> list[int]:
    """The numbers of the releases that stand and have the measure, newest first."""
    standing = initiative.publications.filter(survey=None, withdrawn_at__isnull=True).order_by("-number")
    return [one.number for one in standing if any(m["code"] == code for m in whole_content_of(one)["measures"])]


def names_of_places(initiative: Initiative) -> dict[str, str]:
    return dict(initiative.places.values_list("code", "name"))


def groups_of(row: Row) -> list[str]:
    """The groups of a row of facts; none where it speaks of everybody."""
    fixed = {*FIXED, "submission", COLUMN}
    return [str(group) for name, group in row.items() if name not in fixed and group != EVERYBODY]


def _release(initiative: Initiative, number: int | None) -> Publication:
    standing = initiative.publications.filter(survey=None, withdrawn_at__isnull=True).order_by("-number")
    found = standing.first() if number is None else standing.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _one(rows: Sequence[Mapping[str, Any]], name: str, value: str) -> Mapping[str, Any]:
    for row in rows:
        if row[name] == value:
            return row
    raise Http404


def _figure(measure: Mapping[str, Any], asked: Asked) -> Mapping[str, Any]:
    if not asked.dimension:
        return _one(measure["series"], "period", asked.period)
    for split in measure["splits"]:
        if split["dimension"] == asked.dimension and split["period"] == asked.period:
            return {**_one(split["cells"], "code", asked.category), "definition": split.get("definition")}
    raise Http404


def _dimensions(content: Mapping[str, Any]) -> list[str]:
    return [dimension["code"] for dimension in content["dimensions"]]


@dataclass(frozen=True)
class _Files:
    """Where and how the rows of an initiative's files are read."""

    initiative: Initiative
    dimensions: Sequence[str]
    versions: Versions

    def rows_of(self, submission: Submission, asked: Asked) -> pa.Table:
        facts = facts_table(submission)
        sheet_rows = facts.column("row").cast(pa.int64()) if "row" in facts.column_names else None
        plain = with_versions(in_one_form(facts, self.dimensions), submission, self.versions)
        plain = plain.append_column("row", pa.nulls(facts.num_rows, pa.int64()) if sheet_rows is None else sheet_rows)
        return plain.filter(pc.equal(plain.column("measure"), asked.measure))


def _sources(
    files: _Files, listed: Sequence[Mapping[str, str]], asked: Asked, version: int
) -> tuple[list[Submission], tuple[Source, ...]]:
    """The files that the release names, in its order, with the rows that counted: the newest for each key."""
    all_of_it = Submission.objects.filter(initiative=files.initiative).select_related(
        "receipt", "organisation", "round"
    )
    known = all_of_it.in_bulk([each["number"] for each in listed], field_name="number")
    tables: list[pa.Table] = []
    used: list[tuple[Submission, str]] = []
    damaged: list[Source] = []
    for each in listed:
        submission = known[each["number"]]
        try:
            rows = files.rows_of(submission, asked)
        except DamagedFile:
            damaged.append(Source(submission, each["facts_sha256"], (), is_damaged=True))
            continue
        if rows.num_rows:
            tables.append(rows.append_column("submission", pa.array([len(used)] * rows.num_rows, pa.int64())))
            used.append((submission, each["facts_sha256"]))
    counted = newest(pa.concat_tables(tables), (*KEY, *files.dimensions, COLUMN)).to_pylist() if tables else []
    counted = [row for row in counted if row[COLUMN] == version]
    counted = _about(counted, asked, files.dimensions, _places_in(files.initiative, asked))
    sources = [
        Source(submission, sha256, tuple(row for row in counted if row["submission"] == position))
        for position, (submission, sha256) in enumerate(used)
    ]
    found = (*(source for source in sources if source.rows), *damaged)
    return [submission for submission, _ in used], found


def _places_in(initiative: Initiative, asked: Asked) -> frozenset[str]:
    """The place that was asked for and all that lies in it; nothing where no place was."""
    if asked.dimension != "place":
        return frozenset()
    tree = place_trees(initiative).in_period(asked.period).tree("place")
    return frozenset({asked.category, *tree.leaves(asked.category)})


def _about(rows: Sequence[Row], asked: Asked, dimensions: Sequence[str], places: frozenset[str]) -> list[Row]:
    """For a group the rows of that group; else those of everybody, or of all groups from a partner with no such row."""
    here = [row for row in rows if row["period"] == asked.period and (not places or row["place"] in places)]
    wanted = {name: asked.category if name == asked.dimension else EVERYBODY for name in dimensions}
    exact = [row for row in here if all(row[name] == group for name, group in wanted.items())]
    told = {row["partner"] for row in exact}
    if asked.dimension in wanted:
        return exact
    return exact + [row for row in here if row["partner"] not in told]


def _again(initiative: Initiative, submissions: Sequence[Submission], asked: Asked) -> float | None:
    figures = figures_of(initiative, submissions)
    if not asked.dimension:
        points = figures.series.get(asked.measure, [])
        return next((point["value"] for point in points if point["period"] == asked.period), None)
    for split in figures.splits.get(asked.measure, []):
        if split["dimension"] == asked.dimension and split["period"] == asked.period:
            return next((cell["value"] for cell in split["cells"] if cell["code"] == asked.category), None)
    return None
