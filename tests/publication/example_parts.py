"""The parts of an example release: texts, points of a series, cells of a split, places, dimensions."""

from __future__ import annotations

from typing import Any

Content = dict[str, Any]


def text(en: str, es: str = "") -> Content:
    return {"en": en, "es": es}


def point(period: str, value: float | None, **more: Any) -> Content:
    row: Content = {
        "period": period,
        "value": value,
        "numerator": None,
        "denominator": None,
        "low": None,
        "high": None,
        "status": "reported" if value is not None else "missing",
        "partners_in": None,
        "partners_asked": None,
        "share_in": None,
    }
    return row | more


def cell(code: str, name: Content, value: float | None, **more: Any) -> Content:
    row: Content = {
        "code": code,
        "name": name,
        "value": value,
        "numerator": None,
        "denominator": None,
        "low": None,
        "high": None,
        "status": "reported" if value is not None else "missing",
        "hidden": "",
    }
    return row | more


def hidden(code: str, name: Content, why: str) -> Content:
    return cell(code, name, None, status="suppressed", hidden=why)


def percent_cell(code: str, name: Content, numerator: int, denominator: int) -> Content:
    value = 100 * numerator / denominator
    spread = 196 * (0.25 / denominator) ** 0.5
    return cell(
        code,
        name,
        value,
        numerator=numerator,
        denominator=denominator,
        low=max(0.0, value - spread),
        high=min(100.0, value + spread),
    )


PLACES = [("county", "Fork County", None, None)] + [
    (f"d{number:02d}", name, row, column)
    for number, (name, row, column) in enumerate(
        [
            ("Northgate", 0, 1),
            ("Heron Ridge", 0, 2),
            ("Tanner Row", 1, 0),
            ("Loom Works", 1, 1),
            ("Eastgate", 1, 2),
            ("Willow Fork", 2, 1),
        ],
        start=1,
    )
]
DIMENSIONS = [
    (
        "race_ethnicity",
        text("Race and ethnicity", "Raza y origen étnico"),
        [
            ("black", text("Black", "Negra")),
            ("hispanic", text("Hispanic or Latino", "Hispana o latina")),
            ("white", text("White", "Blanca")),
            ("another", text("Another group", "Otro grupo")),
        ],
    ),
    ("gender", text("Gender", "Género"), [("female", text("Female", "Mujeres")), ("male", text("Male", "Hombres"))]),
    (
        "age",
        text("Age", "Edad"),
        [("0-17", text("0 to 17", "0 a 17")), ("18-64", text("18 to 64", "18 a 64")), ("65+", text("65 and over"))],
    ),
]


def measure(code: str, name: Content, **more: Any) -> Content:
    """A percent of people that is real, at population level and without target, split or coverage."""
    plain: Content = {
        "code": code,
        "name": name,
        "meaning": text("What it counts, in plain words.", "Lo que cuenta, en palabras sencillas."),
        "unit": text("% of people", "% de personas"),
        "kind": "percent",
        "per": 100,
        "decimals": 1,
        "direction": "lower",
        "level": "population",
        "group": None,
        "headline": False,
        "origin": "real",
        "source": "U.S. Census Bureau, SAIPE",
        "source_url": "https://www.census.gov/programs-surveys/saipe.html",
        "licence": "US Government, public domain",
        "owner": "Ladder25 Backbone Office",
        "definition_version": 1,
        "numerator": text("people in poverty", "personas en la pobreza"),
        "denominator": text("all people", "todas las personas"),
        "places_rule": "ratio_of_sums",
        "periods_rule": "latest",
        "target": None,
        "series": [],
        "judgement": judgement("too-early", "Too early to say", "Demasiado pronto"),
        "splits": [],
        "coverage": None,
    }
    return plain | more


def judgement(code: str, en: str, es: str, words: Content | None = None, **more: Any) -> Content:
    plain: Content = {
        "code": code,
        "needed_per_year": None,
        "got_per_year": None,
        "got_low": None,
        "got_high": None,
        "progress": None,
        "n": 0,
        "first_period": None,
        "last_period": None,
        "words": words or text("We have 3 figures and judge from 5.", "Hay 3 cifras; juzgamos a partir de 5."),
        "label": text(en, es),
    }
    return plain | more
