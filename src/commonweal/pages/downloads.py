"""A release as files: one tidy table, and the release itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from commonweal.pages.reading import Content

COLUMNS = (
    "release", "measure", "name", "level", "origin", "unit", "period", "split", "part", "part_name",
    "status", "value", "low", "high", "numerator", "denominator", "partners_in", "partners_asked",
    "definition", "source", "licence",
)  # fmt: skip
# A spreadsheet would run a text that begins like this as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(number: int, content: Content) -> str:
    """Every figure of a release, one a row: the whole place first, then its splits."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for measure in content["measures"]:
        for row in _rows(measure):
            writer.writerow({key: _cell(value) for key, value in {"release": number, **row}.items()})
    # A spreadsheet takes a file without this mark for the local code page.
    return "\ufeff" + target.getvalue()


def _rows(measure: Content) -> Iterator[Content]:
    common = {
        "measure": measure["code"],
        "name": measure["name"].get("en", ""),
        "level": measure["level"],
        "origin": measure["origin"],
        "unit": measure["unit"].get("en", ""),
        "source": measure["source"],
        "licence": measure["licence"],
    }
    for point in measure["series"]:
        yield {**common, **{key: point[key] for key in point if key in COLUMNS}, "split": "all", "part": "all"}
    for point in measure.get("counted_before", ()):
        yield {
            **common,
            **{key: point[key] for key in point if key in COLUMNS},
            "split": "counted before",
            "part": "all",
        }
    for split in measure["splits"]:
        for cell in split["cells"]:
            figures = {key: cell[key] for key in ("value", "low", "high", "numerator", "denominator")}
            part = {"split": split["dimension"], "part": cell["code"], "part_name": cell["name"].get("en", "")}
            status = "suppressed" if cell["hidden"] else cell["status"]
            more = {"period": split["period"], "status": status, "definition": split.get("definition")}
            yield {**common, **part, **figures, **more}


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
