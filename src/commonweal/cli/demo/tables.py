"""The demo's own tables, read from the files beside this module."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Made:
    """How the generator makes the figures of an invented measure; see `data/performance.toml`."""

    since: int
    people: float = 0
    growth: float = 0
    share: float | None = None
    amount: float | None = None
    drift: float = 0
    effects: Mapping[str, float] = field(default_factory=dict)
    nobody: Sequence[str] = ()


@dataclass(frozen=True)
class InventedMeasure:
    code: str
    kind: str
    dimensions: tuple[str, ...]
    partners: tuple[str, ...]
    made: Made
    #: How its figures are made since it is counted anew.
    made_anew: Made | None = None

    @property
    def counted_anew(self) -> "InventedMeasure":
        return replace(self, made=self.made_anew or self.made)


@dataclass(frozen=True)
class DemoOrganisation:
    code: str
    name: str
    sector: str
    contact_name: str
    contact_email: str
    language: str
    groups: tuple[str, ...]


@cache
def initiative_table() -> dict[str, Any]:
    return _toml("initiative.toml")


@cache
def story_tables() -> list[dict[str, Any]]:
    return list(_toml("stories.toml")["stories"])


@cache
def promise_tables() -> dict[str, Any]:
    """Promises, interests, and the answer to a conflict."""
    return _toml("promises.toml")


@cache
def giving_tables() -> dict[str, Any]:
    """Gifts, the backbone's posts, and ways to take part."""
    return _toml("giving.toml")


@cache
def conversation_tables() -> dict[str, Any]:
    """The guide, and what was said before the agenda was written."""
    return _toml("conversations.toml")


@cache
def cascade_table() -> dict[str, Any]:
    return _toml("cascade.toml")


@cache
def decision_table() -> dict[str, Any]:
    return _toml("decisions.toml")


@cache
def asking_table() -> dict[str, Any]:
    """What is asked of members, and how they answer."""
    return _toml("asking.toml")


@cache
def training_table() -> dict[str, Any]:
    """Cohorts and roundtables."""
    return _toml("training.toml")


@cache
def agenda_table() -> dict[str, Any]:
    return _toml("agenda.toml")


@cache
def measure_tables() -> list[dict[str, Any]]:
    """Population measures first, then the partners' own."""
    population = _toml("population.toml")["measures"]
    return [
        *population,
        *({"level": "performance", "origin": "invented", **m} for m in _toml("performance.toml")["measures"]),
    ]


@cache
def invented_measures() -> list[InventedMeasure]:
    return [
        InventedMeasure(
            table["code"],
            table["kind"],
            tuple(table.get("dimensions", ())),
            tuple(table["partners"]),
            Made(**table["made"]),
            Made(**table["anew"]["made"]) if "anew" in table else None,
        )
        for table in measure_tables()
        if "made" in table
    ]


@cache
def organisations() -> list[DemoOrganisation]:
    with (DATA / "organisations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        DemoOrganisation(
            code=row["code"],
            name=row["name"],
            sector=row["sector"],
            contact_name=row["contact_name"],
            contact_email=row["contact_email"],
            language=row["language"],
            groups=tuple(filter(None, row["groups"].split(";"))),
        )
        for row in rows
    ]


def partner_codes() -> list[str]:
    """Everybody who is asked for figures: all but the backbone itself."""
    return [organisation.code for organisation in organisations() if organisation.sector != "backbone"]


def district_codes() -> list[str]:
    return [district["code"] for district in initiative_table()["districts"]]


def categories_of(dimension: str) -> Sequence[tuple[str, str, str, float]]:
    """(code, English, Spanish, share of the people served)."""
    for table in initiative_table()["dimensions"]:
        if table["code"] == dimension:
            return [tuple(category) for category in table["categories"]]
    raise KeyError(dimension)


def population_figures() -> bytes:
    """The published county figures, as the backbone imports them."""
    return (DATA / "population.csv").read_bytes()


def _toml(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)
