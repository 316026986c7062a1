"""Figures written down as partners write them: in several dialects, all of which the importer has to read."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

import xlsxwriter

from commonweal.cli.demo.generator import COUNTY, Figure
from commonweal.cli.demo.tables import categories_of, initiative_table

NUMBERS = ("value", "numerator", "denominator")
Table = list[list[str | float | int]]

HEADINGS: dict[str, dict[str, str]] = {
    "en": {
        "measure": "Code",
        "period": "Period",
        "place": "Place",
        "value": "Value",
        "numerator": "Numerator",
        "denominator": "Denominator",
    },
    "es": {
        "measure": "Código",
        "period": "Periodo",
        "place": "Lugar",
        "value": "Valor",
        "numerator": "Numerador",
        "denominator": "Denominador",
    },
}
EVERYBODY = {"": "all", "en": "everybody", "es": "todas las personas"}


def written(figures: Sequence[Figure], period: str, dimensions: Sequence[str], style: int) -> tuple[str, bytes]:
    """A file's ending and its bytes. Style 0 is our plain form; the others are what offices send."""
    styles: list[Callable[[], tuple[str, bytes]]] = [
        lambda: ("csv", _csv(_table(figures, period, dimensions, "")).encode()),
        lambda: ("csv", _csv(_with_commas(_table(figures, period, dimensions, "en")), ";").encode("utf-8-sig")),
        lambda: ("xlsx", _workbook(_table(figures, period, dimensions, "en"))),
        lambda: ("csv", _csv(_table(figures, period, dimensions, "es")).encode("cp1252")),
        lambda: ("csv", _csv(_with_notes(_table(figures, _spoken(period), dimensions, "en")), "\t").encode()),
    ]
    return styles[style % len(styles)]()


def _table(figures: Iterable[Figure], period: str, dimensions: Sequence[str], lang: str) -> Table:
    titles = _titles(lang)
    header: list[str | float | int] = [titles[name] for name in ("measure", "period", "place", *dimensions, *NUMBERS)]
    places = _places(lang)
    groups = {dimension: _groups(dimension, lang) for dimension in dimensions}
    rows: Table = [header]
    for figure in figures:
        chosen = [groups[dimension][figure.groups.get(dimension, "all")] for dimension in dimensions]
        numbers = [
            "" if number is None else _plain(number) for number in (figure.value, figure.numerator, figure.denominator)
        ]
        rows.append([figure.measure, period, places[figure.place], *chosen, *numbers])
    return rows


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _titles(lang: str) -> Mapping[str, str]:
    dimensions = {
        table["code"]: table[f"name_{lang}"] if lang else table["code"] for table in initiative_table()["dimensions"]
    }
    own = HEADINGS.get(lang) or {name: name for name in HEADINGS["en"]}
    return {**own, **dimensions}


def _places(lang: str) -> dict[str, str]:
    table = initiative_table()
    named = {COUNTY: table["county"]["name"], **{d["code"]: d["name"] for d in table["districts"]}}
    return named if lang else {code: code for code in named}


def _groups(dimension: str, lang: str) -> dict[str, str]:
    position = {"": 0, "en": 1, "es": 2}[lang]
    return {"all": EVERYBODY[lang], **{category[0]: str(category[position]) for category in categories_of(dimension)}}


def _csv(table: Table, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return out.getvalue()


def _with_commas(table: Table) -> Table:
    """A decimal comma, as a computer set to Spanish of Spain writes it."""
    return [[str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in table]


def _with_notes(table: Table) -> Table:
    """A column of their own in front, and ours the other way round."""
    return [["Our notes" if number == 0 else "", *reversed(row)] for number, row in enumerate(table)]


def _spoken(period: str) -> str:
    year, quarter = period.split("-")
    return f"{quarter} {year}"


def _workbook(table: Table) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Figures")
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return out.getvalue()
