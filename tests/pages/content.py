"""A whole release with invented figures: a goal in people, twelve population measures, six of programs, splits."""

from typing import Any

from commonweal.engines.series.target import Point, judge
from commonweal.engines.series.verdict_words import label, verdict_words

Content = dict[str, Any]

DISTRICTS = (
    "Northgate", "Mill Bend", "Old Fork", "Tanner Row", "Eastside", "Heron Ridge", "Elm Park", "Westside",
    "Lantern Hill", "Charter", "Loom Works", "South Fork", "Willow Bank",
)  # fmt: skip
AGES = (("0-17", "Under 18", "Menores de 18"), ("18-64", "18 to 64", "De 18 a 64"), ("65+", "65 and over", "65 o más"))

POVERTY = {
    2011: 17.1, 2012: 16.1, 2013: 15.5, 2014: 15.2, 2015: 14.3, 2016: 12.3, 2017: 11.4, 2023: 10.2,
}  # fmt: skip

# code, group, English and Spanish name and unit, better, target, first year, values
POPULATION: tuple[tuple[Any, ...], ...] = (
    ("H1", "healthy-start", "Early care in pregnancy", "Atención temprana en el embarazo", "% of births",
     "% de nacimientos", "higher", 75, 2014, (71.9, 69.5, 66.1, 63.2, 60.4, 57.6)),
    ("H3", "healthy-start", "Births to teenagers", "Nacimientos de madres adolescentes", "% of births",
     "% de nacimientos", "lower", 1.5, 2012, (4.8, 4.1, 3.7, 3.5, 3.0, 2.7, 2.4, 2.2)),
    ("R2", "ready", "Homes near licensed child care", "Hogares cerca de una guardería", "% of homes", "% de hogares",
     "higher", 70, 2015, (55.1, 56.0, 55.4, 57.9, 58.8)),
    ("S1", "school", "Pupils who miss too much school", "Alumnos que faltan demasiado", "% of pupils", "% de alumnos",
     "lower", 8, 2013, (8.2, 9.9, 10.4, 11.1, 12.0, 12.7, 13.5)),
    ("S2", "school", "Grade 3–5 readers", "Lectores de 3.º a 5.º grado", "% of pupils", "% de alumnos", "higher", 65,
     2014, (45.0, 46.1, None, 48.2, 50.3, 51.4, 52.8)),
    ("S3", "school", "Four-year graduation", "Graduación en cuatro años", "% of pupils", "% de alumnos", "higher", 95,
     2013, (81.0, 86.0, 89.0, 90.0, 89.0, 87.9, 88.4)),
    ("J4", "jobs", "People receiving food help", "Personas con ayuda alimentaria", "% of people", "% de personas",
     "lower", 9, 2013, (18.0, 17.1, 16.0, 14.9, 14.2, 13.9, 13.1, 14.9, 15.0)),
    ("N2", "homes", "Homes near a bus or train stop", "Hogares cerca de una parada", "% of homes", "% de hogares",
     "higher", 75, 2013, (67.0, 67.8, 67.3, 67.5, 67.4, 67.4, 67.5, 67.5)),
    ("N3", "homes", "Foreclosed homes", "Viviendas embargadas", "% of homes", "% de hogares", "lower", 0.05, 2014,
     (1.2, 0.9, 0.5, 0.3, 0.2)),
    ("C1", "voice", "Violent crime", "Delitos violentos", "per 1,000 people", "por cada 1,000 personas", "lower", 4.0,
     2012, (5.6, 5.9, 6.1, 6.4, 6.9, 6.8, 7.1, 7.5, 7.2)),
    ("C2", "voice", "Homes with fast internet", "Hogares con internet rápido", "% of homes", "% de hogares", "higher",
     95, 2021, (74.4, 78.2, 80.1)),
)  # fmt: skip
PROGRAMS: tuple[tuple[Any, ...], ...] = (
    ("P1", "jobs", "Adults who finish job training", "Adultos que terminan la capacitación", "% of people",
     "% de personas", "percent", 62.0),
    ("P2", "jobs", "People placed in a job", "Personas colocadas en un empleo", "people", "personas", "count", 412.0),
    ("P3", "school", "Pupils with a mentor", "Alumnos con mentor", "people", "personas", "count", 655.0),
    ("P4", "homes", "Evictions avoided", "Desalojos evitados", "households", "hogares", "count", 148.0),
)  # fmt: skip


def both(en: str, es: str = "") -> dict[str, str]:
    return {"en": en, "es": es}


def point(period: str, value: float | None, **more: Any) -> Content:
    blank = dict.fromkeys(("numerator", "denominator", "low", "high", "partners_in", "partners_asked", "share_in"))
    return {"period": period, "value": value, "status": "missing" if value is None else "reported", **blank, **more}


def judged(series: list[Content], direction: str, target: Content | None, kind: str, decimals: int) -> Content:
    found = judge(
        [Point(row["period"], row["value"]) for row in series],
        direction=direction,  # type: ignore[arg-type]
        baseline=(target["baseline_period"], target["baseline_value"]) if target else None,
        target=(target["target_period"], target["target_value"]) if target else None,
    )
    unit = "percent" if kind == "percent" else ""
    words = {
        lang: verdict_words(found, lang, unit, decimals).removeprefix(f"{label(found.code, lang)}. ")
        for lang in ("en", "es")
    }
    names = ("needed_per_year", "got_per_year", "got_low", "got_high", "progress", "n", "first_period", "last_period")
    numbers = {name: getattr(found, name) for name in names}
    return {"code": found.code, "words": words, "label": {k: label(found.code, k) for k in ("en", "es")}, **numbers}


def measure(code: str, group: str | None, name: dict[str, str], unit: dict[str, str], **more: Any) -> Content:
    series = more.pop("series")
    made = {
        "code": code, "group": group, "name": name, "unit": unit, "kind": "percent", "per": 100, "decimals": 1,
        "meaning": both("What it counts, in plain words.", "Lo que cuenta, en palabras sencillas."),
        "direction": "lower", "level": "population", "headline": False, "origin": "real",
        "source": "Fork County Statistics", "source_url": "", "licence": "Public domain", "owner": "Backbone Office",
        "definition_version": 1, "numerator": both("", ""), "denominator": both("", ""),
        "places_rule": "ratio_of_sums", "periods_rule": "latest", "target": None, "splits": [], "coverage": None,
        **more,
    }  # fmt: skip
    made["series"] = series
    made["judgement"] = judged(series, made["direction"], made["target"], made["kind"], made["decimals"])
    return made


def target(first: str, start: float, end: float) -> Content:
    return {"baseline_period": first, "baseline_value": start, "target_period": "2030", "target_value": end}


def headline() -> Content:
    series = [point(str(year), value) for year, value in POVERTY.items()]
    series[-1] |= {"low": 9.2, "high": 11.2, "numerator": 116447.0, "denominator": 1141638.0}
    return measure(
        "G0", None, both("Poverty rate, all ages", "Tasa de pobreza, todas las edades"),
        both("% of people", "% de personas"), series=series, headline=True, target=target("2023", 10.2, 8.0),
        source="U.S. Census Bureau, SAIPE",
    )  # fmt: skip


def population() -> list[Content]:
    made = []
    for code, group, en, es, unit, unit_es, better, goal, first, values in POPULATION:
        series = [point(str(first + n), value) for n, value in enumerate(values)]
        if code == "S2":
            for row in series:
                if row["value"] is not None:
                    row |= {"low": row["value"] - 1.4, "high": row["value"] + 1.4}
        kind = "rate" if unit.startswith("per") else "percent"
        made.append(
            measure(
                code, group, both(en, es), both(unit, unit_es), series=series, direction=better, kind=kind,
                per=1000 if kind == "rate" else 100, decimals=2 if code == "N3" else 1,
                target=target(str(first), values[0], goal), splits=[by_place()] if code == "S1" else [],
            )
        )  # fmt: skip
    return made


def cell(code: str, name: dict[str, str], value: float | None, **more: Any) -> Content:
    blank = dict.fromkeys(("numerator", "denominator", "low", "high"))
    status = "suppressed" if value is None else "reported"
    return {"code": code, "name": name, "value": value, "status": status, "hidden": "", **blank, **more}


def by_place() -> Content:
    cells = [
        cell(
            f"d{n:02}",
            both(name, name),
            None if n == 6 else 6.5 + (n * 5 % 13) * 1.3,
            denominator=None if n == 6 else 900.0 + 70 * n,
        )
        for n, name in enumerate(DISTRICTS, start=1)
    ]
    cells[5]["hidden"] = "small"
    note = both(
        "Not shown: fewer than 10 people, or a number that would give them away.",
        "No se muestra: menos de 10 personas, o una cifra que las delataría.",
    )
    return {"dimension": "place", "period": "2019", "note": note, "cells": cells}


def by_age() -> Content:
    values = ((41.2, 33.9, 48.9), (66.0, 61.7, 70.0), (70.1, 60.4, 78.2))
    cells = [
        cell(code, both(en, es), value, low=low, high=high, denominator=180.0, numerator=round(value * 1.8))
        for (code, en, es), (value, low, high) in zip(AGES, values, strict=True)
    ]
    return {"dimension": "age", "period": "2026-Q3", "note": both("", ""), "cells": cells}


def programs() -> list[Content]:
    made = []
    for code, group, en, es, unit, unit_es, kind, latest in PROGRAMS:
        series = [point(f"2026-Q{q}", latest - (3 - q) * 2.0, partners_in=37, partners_asked=40) for q in (1, 2, 3)]
        made.append(
            measure(
                code, group, both(en, es), both(unit, unit_es), series=series, direction="higher", kind=kind,
                decimals=1 if kind == "percent" else 0, level="performance", origin="invented", source="",
                licence="", coverage={"partners_in": 37, "partners_asked": 40, "round": "Q3 2026"},
                splits=[by_age()] if code == "P1" else [],
            )
        )  # fmt: skip
    return made


def groups() -> list[Content]:
    names = (
        ("healthy-start", "Healthy Start", "Comienzo sano", ["Crescent Fork Health Centre", "Elm Hospital"]),
        ("ready", "Ready for School", "Listos para la escuela", ["Little Steps", "Open Shelf Library"]),
        ("school", "School Success", "Éxito escolar", ["Brightline Mentoring", "Fork Public Schools"]),
        ("jobs", "Good Jobs", "Buenos empleos", ["FirstRung Job Training", "Wheels to Shift"]),
        ("homes", "Stable Homes", "Hogares estables", ["Open Latch Housing Partners"]),
        ("voice", "Safety and Voice", "Seguridad y voz", ["Tanner Row Tenants Voice"]),
    )
    codes = {row[1]: [] for row in POPULATION}
    for row in (*POPULATION, *PROGRAMS):
        codes[row[1]].append(row[0])
    return [
        {"code": code, "name": both(en, es), "kind": "working", "measures": codes[code], "partners": partners}
        for code, en, es, partners in names
    ]


def places() -> list[Content]:
    whole = {"code": "county", "name": "Fork County", "kind": "county", "tile_row": None, "tile_column": None,
             "boundary": None, "wholes": []}  # fmt: skip
    spots = [(0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 2)]
    districts = [
        {"code": f"d{n:02}", "name": name, "kind": "district", "tile_row": row, "tile_column": column,
         "boundary": None, "wholes": ["county"]}
        for n, (name, (row, column)) in enumerate(zip(DISTRICTS, spots, strict=True), start=1)
    ]  # fmt: skip
    return [whole, *districts]


def release_content(slug: str = "fork", **more: Any) -> Content:
    """The whole release."""
    content: Content = {
        "format": 1,
        "initiative": {
            "slug": slug, "name": "Fork County Thrives", "place_name": "Fork County", "minimum_count": 10,
            "banner": both("Demo. The figures are made up.", "Demostración. Las cifras son inventadas."),
        },
        "goal": {
            "text": both(
                "25,000 fewer residents in poverty by 2030", "25,000 residentes menos en la pobreza para 2030"
            ),
            "due_period": "2030", "change_in_people": -25000, "people_now": 116447, "people_period": "2023",
            "people_low": 104985, "people_high": 127909, "people_to_go": 25000, "measure": "G0",
        },
        "groups": groups(),
        "places": places(),
        "dimensions": [{"code": "age", "name": both("Age", "Edad"), "categories": [
            {"code": code, "name": both(en, es)} for code, en, es in AGES]}],
        "measures": [headline(), *population(), *programs()],
        "rounds": [
            {"name": "Q3 2026", "closed_at": "2026-11-12T22:00:00+00:00", "partners_in": 37, "partners_asked": 40}
        ],
        "provenance": {"code_version": "0.1.0", "rule_version": "1: Theil-Sen", "definitions": {}, "submissions": []},
    }  # fmt: skip
    return content | more
