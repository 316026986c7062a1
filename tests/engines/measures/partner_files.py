"""Small files as partners send them, and a collection that asks for them."""

import io
from collections.abc import Sequence

import openpyxl

from commonweal.engines.measures import Collection, Problem, Validated, load_collection, validate

COLLECTION = """
periods = ["2025-Q2", "2025-Q3"]
places = ["Eastside", "Westside"]
key = ["measure", "period", "place", "group"]
[dimensions]
group = ["all", "female", "male"]
[markers]
suppressed = ["-9999"]
missing = ["."]
[[measures]]
code = "READ-03"
name = "Pupils who read at grade level"
kind = "percent"
min = 0
max = 100
places_rule = "ratio_of_sums"
[[measures]]
code = "ENR-01"
name = "Enrolled"
kind = "count"
min = 0
places_rule = "sum"
[[measures]]
code = "WAGE-1"
name = "Median wage"
kind = "money"
decimals = 2
[[measures]]
code = "AREA-2"
name = "Acres of park"
kind = "number"
[[measures]]
code = "FIN-07"
name = "Finished of enrolled"
kind = "percent"
requires = ["numerator", "denominator"]
"""

HEADER = ("measure", "period", "place", "group", "value", "numerator", "denominator")


def collection(text: str = COLLECTION) -> Collection:
    return load_collection(text)


def csv_file(*rows: str, header: str = ",".join(HEADER)) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def workbook(
    rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER, sheet: str = "Data"
) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in (header, *rows):
        book.active.append(list(row))
    return book


def as_bytes(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(source: bytes, **options: object) -> Validated:
    return validate(source, collection=collection(), **options)  # type: ignore[arg-type]


def read_value(cell: str, measure: str = "READ-03") -> Validated:
    """One row whose value is this cell."""
    return read(csv_file(f'{measure},2025-Q2,Eastside,all,"{cell}",,'))


def told(problems: Sequence[Problem]) -> list[tuple[int | None, str | None, str, str]]:
    return [(problem.row, problem.column, problem.code, problem.severity) for problem in problems]


def facts(result: Validated, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in result.facts.to_pylist()]
