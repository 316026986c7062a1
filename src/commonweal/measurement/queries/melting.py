"""Old spreadsheets as they lie in drawers: a column for each year, and an interval beside each figure.

A sheet with a column for each period is turned into rows, checked as any other file, and every problem is told at the
cell where it stands in the sheet itself.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa
from django.conf import settings

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import Problem, Validated
from commonweal.engines.measures.layout import HeaderNames
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_reading import readings, tidy
from commonweal.engines.measures.sources import Table, open_table
from commonweal.measurement.queries.incoming import LEFT_OUT, IncomingFile
from commonweal.measurement.queries.reading import Reading, asking_nothing, is_rest, read_incoming
from commonweal.measurement.queries.unpacking import unpacked

#: `2013`, `y_2013`, `FY 2013/14`, `2013-Q2`: a period, perhaps with letters before it.
PERIOD_HEADER = re.compile(r"(?:[a-z]{1,8}[ _-]?)?(\d{4}(?:[-/ ](?:q[1-4]|\d{2}))?)", re.IGNORECASE)
BOUNDS = ("low", "high")
SHOWN_CELLS = 10


class MeasureNeeded(Exception):  # noqa: N818 (what is still to say)
    """A sheet with a column for each period does not say which measure it holds."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a file as text: the header, and each row with its number."""

    header: Sequence[str]
    rows: list[tuple[int, list[str]]]

    def words_of(self, number: int, at_most: int | None = SHOWN_CELLS) -> str:
        """One row as its sender wrote it: “measure P1 · place moon · value 1”."""
        texts = self._by_number.get(number, [])
        told = [f"{title} {text}" for title, text in zip(self.header, texts, strict=False) if tidy(text) and title]
        return " · ".join(told[:at_most])

    def cells_of(self, number: int) -> dict[str, str]:
        return dict(zip(self.header, self._by_number.get(number, []), strict=False))

    @cached_property
    def _by_number(self) -> dict[int, list[str]]:
        return dict(self.rows)


@dataclass(frozen=True)
class Melted:
    """The same figures as rows, and the cell of the sheet from which each row came."""

    content: bytes
    origins: list[tuple[int, str]]


def read_history(file: IncomingFile, collection: Collection, isolated: bool = False) -> Reading:
    """Read old figures, whether they lie in rows, in a column for each period, or packed in a layout that we know."""
    if file.quotients_only:
        collection = asking_nothing(collection)
    return replace(_read(unpacked(file, collection), collection, isolated), file=file)


def _read(file: IncomingFile, collection: Collection, isolated: bool) -> Reading:
    if isolated:
        # Once in a child, with limits of memory and time; what came through it can be read here.
        read_incoming(replace(file, mapping={}), collection, isolated=True, compare_groups=False)
    file = _as_answered(file, collection)
    sheet = sheet_of(file, collection)
    periods = _period_columns(sheet.header, collection)
    names = HeaderNames(collection, {theirs: ours for theirs, ours in file.mapping.items() if theirs in sheet.header})
    roles = names.roles(sheet.header)
    if not periods or "period" in roles or "value" in roles:
        collection = _of_the_chosen_measure(file, collection, roles)
        return _with_what_is_left_out(_with_bounds(read_incoming(file, collection, compare_groups=False), sheet), sheet)
    melted = _melt(file, sheet, roles, periods)
    said = {each: ours for each, ours in file.mapping.items() if each not in file.columns_named}
    checked = read_incoming(
        replace(file, content=melted.content, mapping=said, sheet=None, corrections={}, dropped=()),
        collection,
        compare_groups=False,
    )
    told = _told_at_their_cells(
        checked.validated, melted, {role: title for title, role in zip(sheet.header, roles, strict=True)}
    )
    # Row numbers are those of the sheet that a person has before them, and not of the rows made out of it.
    rows = [melted.origins[row - 2] for row in told.facts.column("row").to_pylist()]
    numbers = pa.array([row for row, _ in rows], told.facts.schema.field("row").type)
    told = replace(told, facts=told.facts.set_column(told.facts.column_names.index("row"), "row", numbers))
    reading = Reading(
        file,
        checked.collection,
        told,
        filled_in=checked.filled_in,
        their_headers=tuple(sheet.header),
        figure_columns=tuple(title for _, title in rows),
    )
    return _with_what_is_left_out(reading, sheet)


def _as_answered(file: IncomingFile, collection: Collection) -> IncomingFile:
    """With what was said of a word put into every cell that has it."""
    if not file.words:
        return file
    sheet = sheet_of(file, collection)
    corrections, dropped = dict(file.corrections), set(file.dropped)
    for number, texts in sheet.rows:
        for cell in zip(sheet.header, map(tidy, texts), strict=False):
            if cell not in file.words:
                continue
            if file.words[cell] == LEFT_OUT:
                dropped.add(number)
            else:
                corrections[number, cell[0]] = file.words[cell]
    return replace(file, corrections=corrections, dropped=tuple(sorted(dropped)))


def _of_the_chosen_measure(file: IncomingFile, collection: Collection, roles: Sequence[str]) -> Collection:
    """Rows that name no measure are of the one that was chosen beside the file."""
    if not file.measure or any(role.startswith("measure") for role in roles):
        return collection
    return replace(collection, measures=(collection.measure(file.measure),))


def _with_what_is_left_out(reading: Reading, sheet: Sheet) -> Reading:
    """Rows of totals are set aside. They are named, so that nobody looks for them among the figures."""
    read = set(reading.validated.facts.column("row").to_pylist())
    told = {problem.row for problem in reading.errors}
    if reading.missing_columns or any(is_rest(problem) for problem in reading.errors):
        return reading
    rows = [number for number, texts in sheet.rows if any(tidy(text) for text in texts)]
    left_out = tuple((number, sheet.words_of(number, None)) for number in rows if number not in read | told)
    return replace(reading, left_out=left_out)


def sheet_of(file: IncomingFile, collection: Collection) -> Sheet:
    names = HeaderNames(collection)

    def score(cells: Sequence[str]) -> int:
        return names.score(cells) + len(_period_columns(cells, collection))

    file = unpacked(file, collection)
    table = open_table(file.content, score, sheet=file.sheet, limits=Limits(file_bytes=settings.MAX_UPLOAD_BYTES))
    header = [tidy(title) for title in table.header]
    typed = {(row, header.index(column)): text for (row, column), text in file.corrections.items() if column in header}
    rows = [
        (number, [typed.get((number, place), text) for place, text in enumerate(texts)])
        for number, texts in _rows(table)
        if number not in file.dropped
    ]
    return Sheet(header, rows)


def _rows(table: Table) -> Iterator[tuple[int, list[str]]]:
    first = table.dialect.header_row + 1
    used = list(range(len(table.header)))
    for read in table.blocks(used, frozenset()):
        block = read()
        start = 0 if block.records is None else first
        first += block.records or 0
        columns = [block.columns[place].to_pylist() for place in used]
        for index, number in enumerate(block.rows):
            yield int(number) + start, [column[index] or "" for column in columns]


def _period_columns(header: Sequence[str], collection: Collection) -> dict[int, str]:
    """Empty for a row of figures, some of which look like years: they stand among other numbers, in no order."""
    known = {period.casefold(): period for period in collection.periods}
    found = {}
    other_numbers = 0
    for place, title in enumerate(header):
        match = PERIOD_HEADER.fullmatch(tidy(title))
        written = match[1].replace(" ", "-").casefold() if match else ""
        if written in known:
            found[place] = known[written]
        elif readings(tidy(title)):
            other_numbers += 1
    years = [int(tidy(header[place])) for place in found if tidy(header[place]).isdecimal()]
    in_order = years in (sorted(set(years)), sorted(set(years), reverse=True))
    return found if in_order and other_numbers < len(found) else {}


def _melt(file: IncomingFile, sheet: Sheet, roles: Sequence[str], periods: Mapping[int, str]) -> Melted:
    if "measure" not in roles and not file.measure:
        raise MeasureNeeded
    keys = [place for place, role in enumerate(roles) if role in ("measure", "place") or role.startswith("dimension:")]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    given = [] if "measure" in roles else ["measure"]
    writer.writerow([*given, *(roles[place].removeprefix("dimension:") for place in keys), "period", "value"])
    origins = []
    for number, texts in sheet.rows:
        if not any(tidy(text) for text in texts):
            continue
        for place, period in periods.items():
            measure = [file.measure] if given else []
            writer.writerow([*measure, *(texts[key] for key in keys), period, texts[place]])
            origins.append((number, sheet.header[place]))
    return Melted(out.getvalue().encode("utf-8", "surrogatepass"), origins)


def _told_at_their_cells(validated: Validated, melted: Melted, titles: Mapping[str, str]) -> Validated:
    def moved(problem: Problem) -> Problem | None:
        if problem.row is None:
            return problem
        row, title = melted.origins[problem.row - 2]
        column = title if problem.column in ("value", None) else titles.get(problem.column, title)
        key = (row, column, problem.code)
        if problem.column != "value" and key in seen:
            return None
        seen.add(key)
        params = dict(problem.params)
        if problem.code == "duplicate-key":
            params["first"] = melted.origins[params["first"] - 2][0]
        return replace(problem, sheet=validated.dialect.sheet, row=row, column=column, position=None, params=params)

    seen: set[tuple[int, str, str]] = set()
    return replace(validated, problems=tuple(told for each in validated.problems if (told := moved(each))))


def _with_bounds(reading: Reading, sheet: Sheet) -> Reading:
    """`low` and `high` beside a figure are the interval that its source publishes."""
    titles = [title.casefold() for title in sheet.header]
    if not set(BOUNDS) <= set(titles):
        return reading
    at = [titles.index(name) for name in BOUNDS]
    bounds, problems = {}, []
    for number, texts in sheet.rows:
        values: list[float | None] = []
        for place in at:
            text = tidy(texts[place])
            found = readings(text)
            values.append(next(iter(found.values()), None))
            if text and not found:
                problems.append(Problem(None, number, sheet.header[place], "not-a-number", params={"text": text}))
        if values != [None, None]:
            bounds[number] = (values[0], values[1])
    kept = tuple(
        problem
        for problem in reading.validated.problems
        if not (problem.code == "extra-column" and (problem.column or "").casefold() in BOUNDS)
    )
    validated = replace(reading.validated, problems=(*kept, *problems))
    return replace(reading, validated=validated, bounds=bounds)
