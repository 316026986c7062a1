"""Issue packs: what to begin with in five fields, as tables beside this module. All of it is there to be changed."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.agenda.languages import spoken

FOLDER = Path(__file__).parent / "packs"
#: In the order in which they are offered.
CODES = ("poverty", "workforce", "business", "redevelopment", "growth")


@dataclass(frozen=True)
class PackOutcome:
    horizon: str
    en: str
    es: str

    @property
    def text(self) -> str:
        return spoken(self.en, self.es)


@dataclass(frozen=True)
class PackStrategy:
    """`outcomes` are the places of outcomes in the pack."""

    name_en: str
    name_es: str
    text_en: str
    text_es: str
    outcomes: Sequence[int]

    @property
    def name(self) -> str:
        return spoken(self.name_en, self.name_es)


@dataclass(frozen=True)
class PackMeasure:
    """In English and in Spanish; `parts` are numerator and denominator of a percent that partners report."""

    code: str
    level: str
    kind: str
    direction: str
    name: tuple[str, str]
    meaning: tuple[str, str]
    unit: tuple[str, str]
    parts: Sequence[tuple[str, str]] = ()

    @property
    def name_here(self) -> str:
        return spoken(*self.name)


@dataclass(frozen=True)
class Pack:
    code: str
    name_en: str
    name_es: str
    about_en: str
    about_es: str
    outcomes: Sequence[PackOutcome]
    strategies: Sequence[PackStrategy]
    measures: Sequence[PackMeasure]

    @property
    def name(self) -> str:
        return spoken(self.name_en, self.name_es)

    @property
    def about(self) -> str:
        return spoken(self.about_en, self.about_es)


@cache
def packs() -> Mapping[str, Pack]:
    return {code: _read(code) for code in CODES}


def _read(code: str) -> Pack:
    with (FOLDER / f"{code}.toml").open("rb") as file:
        table = tomllib.load(file)
    return Pack(
        code,
        **{name: table[name] for name in ("name_en", "name_es", "about_en", "about_es")},
        outcomes=tuple(PackOutcome(*row) for row in table["outcomes"]),
        strategies=tuple(PackStrategy(*row) for row in table["strategies"]),
        measures=tuple(_measure(row) for row in table["measures"]),
    )


def _measure(row: Mapping[str, Any]) -> PackMeasure:
    return PackMeasure(
        row["code"],
        row["level"],
        row["kind"],
        row["direction"],
        tuple(row["name"]),
        tuple(row["meaning"]),
        tuple(row["unit"]),
        tuple(tuple(part) for part in row.get("parts", ())),
    )
