"""The measures of the example release, one for each case that a page must be able to show."""

from __future__ import annotations

from tests.publication.example_parts import (
    DIMENSIONS,
    PLACES,
    Content,
    cell,
    hidden,
    judgement,
    measure,
    percent_cell,
    point,
    text,
)


def poverty() -> Content:
    return measure(
        "G0",
        text("Residents in poverty", "Residentes en la pobreza"),
        headline=True,
        group="big-goal",
        target={
            "baseline_period": "2023",
            "baseline_value": 10.2,
            "target_period": "2030",
            "target_value": 8.0,
        },
        series=[
            point("2014", 15.2),
            point("2015", 14.3),
            point("2016", 12.3),
            point("2017", 11.4),
            point("2023", 10.2, numerator=116447, low=9.2, high=11.2, status="estimated"),
        ],
        judgement=judgement(
            "either-way",
            "Could go either way",
            "Podría ir en ambos sentidos",
            text(
                "It needs to fall 0.3 points a year. It has fallen 0.2.",
                "Debe bajar 0.3 puntos al año. Ha bajado 0.2.",
            ),
            needed_per_year=-0.3142857142857144,
            got_per_year=-0.2,
            got_low=-0.9,
            got_high=0.1,
            progress=0.0,
            n=5,
            first_period="2014",
            last_period="2023",
        ),
    )


def prenatal() -> Content:
    return measure(
        "H1",
        text("Mothers with enough prenatal care", "Madres con suficiente atención prenatal"),
        group="healthy-start",
        direction="higher",
        source="Mecklenburg Quality of Life Explorer",
        licence="MIT",
        target={
            "baseline_period": "2012",
            "baseline_value": 71.8807,
            "target_period": "2030",
            "target_value": 75.0,
        },
        series=[
            point("2012", 71.88073394495413, numerator=7835, denominator=10900, low=71.02, high=72.72),
            point("2013", None),
            point("2014", 64.93363844393593, numerator=8513, denominator=13110.3, low=64.1, high=65.7),
            point("2015", None),
            point("2016", 63.10963455149502, numerator=9000, denominator=14261, low=62.3, high=63.9),
            point("2019", 57.64178240740741, numerator=7968, denominator=13823.4, low=56.8, high=58.5),
        ],
    )


def training() -> Content:
    """Invented, from partners, split every way; the small groups are hidden, and others to cover them.

    All carry the same mark: a reader must not see which of them are the small ones."""
    return measure(
        "P1",
        text("People who finished job training", "Personas que terminaron una capacitación laboral"),
        group="good-jobs",
        direction="higher",
        level="performance",
        origin="invented",
        source="Partners' reports",
        source_url="",
        licence="",
        definition_version=2,
        numerator=text("people who finished", "personas que terminaron"),
        denominator=text("people who started", "personas que empezaron"),
        target={
            "baseline_period": "2025-Q3",
            "baseline_value": 60.0,
            "target_period": "2030-Q4",
            "target_value": 75.0,
        },
        series=[
            point("2025-Q3", 60.0, numerator=600, denominator=1000, low=56.9, high=63.0, **_coverage(39)),
            point("2025-Q4", 61.0, numerator=610, denominator=1000, low=57.9, high=64.0, **_coverage(40)),
            point("2026-Q1", 62.5, numerator=625, denominator=1000, low=59.5, high=65.4, **_coverage(38)),
            point("2026-Q2", 63.1, numerator=631, denominator=1000, low=60.1, high=66.0, **_coverage(40)),
            point("2026-Q3", 64.0, numerator=640, denominator=1000, low=61.0, high=66.9, **_coverage(37)),
        ],
        judgement=judgement(
            "on-track",
            "On track",
            "Vamos bien",
            text(
                "It needs to rise 2.6 points a year. It has risen 4.0.",
                "Debe subir 2.6 puntos al año. Ha subido 4.0.",
            ),
            needed_per_year=2.588,
            got_per_year=4.0,
            got_low=3.0,
            got_high=6.0,
            progress=0.2667,
            n=5,
            first_period="2025-Q3",
            last_period="2026-Q3",
        ),
        splits=_training_splits(),
        coverage={"partners_in": 37, "partners_asked": 40, "round": "2026-Q3"},
    )


def _coverage(partners_in: int) -> Content:
    return {"partners_in": partners_in, "partners_asked": 40, "share_in": partners_in / 40}


def _training_splits() -> list[Content]:
    (race, _, groups), (gender, _, genders), (age, _, ages) = DIMENSIONS
    of = {code: name for _, _, categories in DIMENSIONS for code, name in categories}
    place = {code: text(name, name) for code, name, _, _ in PLACES}
    small_note = text(
        "Not shown: fewer than 10 people, or it would give such a number away.",
        "No se muestra: menos de 10 personas, o revelaría un número así.",
    )
    return [
        {
            "dimension": "place",
            "period": "2026-Q3",
            "note": small_note,
            "cells": [
                percent_cell("d01", place["d01"], 190, 270),
                percent_cell("d02", place["d02"], 150, 240),
                percent_cell("d03", place["d03"], 100, 210),
                hidden("d04", place["d04"], "small"),
                hidden("d05", place["d05"], "small"),
                cell("d06", place["d06"], None, status="missing"),
            ],
        },
        {
            "dimension": race,
            "period": "2026-Q3",
            "note": small_note,
            "cells": [
                percent_cell("black", of["black"], 250, 420),
                percent_cell("hispanic", of["hispanic"], 180, 300),
                hidden("white", of["white"], "small"),
                hidden("another", of["another"], "small"),
            ],
        },
        {
            "dimension": gender,
            "period": "2026-Q3",
            "note": text("", ""),
            "cells": [
                percent_cell("female", of["female"], 350, 520),
                percent_cell("male", of["male"], 290, 480),
            ],
        },
        {
            "dimension": age,
            "period": "2026-Q2",
            "note": text("", ""),
            "cells": [
                cell("0-17", of["0-17"], None, status="not-applicable"),
                percent_cell("18-64", of["18-64"], 611, 960),
                percent_cell("65+", of["65+"], 12, 14),
            ],
        },
    ]


def statuses() -> Content:
    """One of every status, a typed zero, a rate, and no target."""
    return measure(
        "P2",
        text("Evictions filed", "Desalojos solicitados"),
        group="good-jobs",
        kind="rate",
        per=1000,
        decimals=2,
        unit=text("per 1,000 homes"),
        level="performance",
        origin="invented",
        series=[
            point("2024", 0.0, numerator=0, denominator=52000),
            point("2025", 1.25, numerator=65, denominator=52000, low=0.96, high=1.59),
            point("2026-01", None, status="missing"),
            point("2026-02", None, status="suppressed"),
            point("2026-03", None, status="not-applicable"),
            point("2026-04", 1.3, status="estimated"),
        ],
        judgement=judgement("no-clear-change", "No clear change", "Sin cambio claro", n=5),
    )


def people() -> Content:
    return measure(
        "P3",
        text("People served", "Personas atendidas"),
        kind="count",
        per=1,
        decimals=0,
        unit=text("people", "personas"),
        direction="higher",
        level="performance",
        origin="invented",
        numerator=text("", ""),
        denominator=text("", ""),
        places_rule="sum",
        periods_rule="sum",
        target={
            "baseline_period": "2025-Q4",
            "baseline_value": 4000.0,
            "target_period": "2026-Q4",
            "target_value": 4500.0,
        },
        series=[
            point("2026-Q1", 4100.0, **_coverage(40)),
            point("2026-Q2", 4512.0, **_coverage(40)),
            point("2026-Q3", 4630.0, **_coverage(37)),
        ],
        judgement=judgement(
            "met",
            "Goal met",
            "Meta cumplida",
            text("The goal of 4,500 was reached in 2026-Q2.", "La meta de 4,500 se alcanzó en 2026-Q2."),
            progress=1.26,
            n=3,
            first_period="2026-Q1",
            last_period="2026-Q3",
        ),
        coverage={"partners_in": 37, "partners_asked": 40, "round": "2026-Q3"},
    )


def not_yet() -> Content:
    return measure(
        "P4",
        text("Families with a health visitor", "Familias con visitas de salud"),
        level="performance",
        origin="invented",
        judgement=judgement("too-early", "Too early to say", "Demasiado pronto"),
    )
