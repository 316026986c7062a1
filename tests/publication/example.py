"""A whole release with every case that a page must be able to show. Numbers are made up, words are not the demo's.

G0 has a gap and given intervals · H1 is real and not split · P1 is invented, split by place and by three
dimensions, with hidden cells · P2 has one of every status · P3 is a count with
coverage of 37 of 40 · P4 has no figure yet · one text has no Spanish · one group has no measures.
"""

from __future__ import annotations

import copy

from tests.publication.example_measures import not_yet, people, poverty, prenatal, statuses, training
from tests.publication.example_parts import DIMENSIONS, PLACES, Content, text


def example_content() -> Content:
    """A fresh copy each time, so that a test may change it."""
    return copy.deepcopy(
        {
            "format": 1,
            "initiative": {
                "slug": "ladder25",
                "name": "Ladder25",
                "place_name": "Fork County",
                "banner": text("A demo. Some figures are invented.", "Una demostración. Hay cifras inventadas."),
                "minimum_count": 10,
            },
            "goal": _goal(),
            "groups": [
                _group("steering", "Steering Committee", "Comité directivo", "steering", [], []),
                _group("big-goal", "Big goal", "Gran meta", "working", ["G0"], []),
                _group("healthy-start", "Healthy Start", "Comienzo sano", "working", ["H1"], ["Elm Hospital"]),
                _group("good-jobs", "Good Jobs", "Buenos empleos", "working", ["P1", "P2"], ["FirstRung", "Keel"]),
            ],
            "places": [
                {
                    "code": code,
                    "name": name,
                    "kind": "county" if row is None else "district",
                    "tile_row": row,
                    "tile_column": column,
                    "boundary": None,
                    "wholes": [] if row is None else ["county"],
                }
                for code, name, row, column in PLACES
            ],
            "dimensions": [
                {
                    "code": code,
                    "name": name,
                    "categories": [{"code": category, "name": label} for category, label in categories],
                }
                for code, name, categories in DIMENSIONS
            ],
            "measures": [poverty(), prenatal(), training(), statuses(), people(), not_yet()],
            "rounds": [
                {"name": "2026-Q3", "closed_at": "2026-10-16T21:00:00Z", "partners_in": 37, "partners_asked": 40},
                {"name": "2026-Q2", "closed_at": "2026-07-17T21:00:00Z", "partners_in": 40, "partners_asked": 40},
            ],
            "provenance": {
                "code_version": "0.1.0",
                "rule_version": "1",
                "definitions": {"G0": 1, "H1": 1, "P1": 2, "P2": 1, "P3": 1, "P4": 1},
                "submissions": [{"number": "7F3K", "facts_sha256": "0" * 64}],
            },
        }
    )


def _goal() -> Content:
    return {
        "text": text("25,000 fewer residents in poverty by 2030", "25,000 residentes menos en la pobreza para 2030"),
        "due_period": "2030",
        "change_in_people": -25000,
        "people_now": 116447,
        "people_period": "2023",
        "people_low": 104985,
        "people_high": 127909,
        "people_to_go": 25000,
        "measure": "G0",
    }


def _group(code: str, en: str, es: str, kind: str, measures: list[str], partners: list[str]) -> Content:
    return {"code": code, "name": text(en, es), "kind": kind, "measures": measures, "partners": partners}
