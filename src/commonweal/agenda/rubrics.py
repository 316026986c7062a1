"""By what the progress of a group is judged: criteria as a table beside this module, in editions."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.lib.languages import page_language

FOLDER = Path(__file__).parent / "rubrics"
#: The edition by which a new cycle judges.
NEWEST = "progress-1"
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Criterion:
    """One thing that is judged, with its four levels described. Texts are read in the page's language."""

    code: str
    row: str
    texts: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.texts[page_language()]["name"])

    @property
    def asks(self) -> str:
        return str(self.texts[page_language()]["asks"])

    @property
    def levels(self) -> Sequence[str]:
        """What the first to the fourth level mean."""
        described: Sequence[str] = self.texts[page_language()]["levels"]
        return described


@cache
def criteria_of(edition: str) -> dict[str, Criterion]:
    """By code, in their order."""
    with (FOLDER / f"{edition}.toml").open("rb") as file:
        rows = tomllib.load(file)["criteria"]
    return {row["code"]: Criterion(row["code"], row["row"], {"en": row["en"], "es": row["es"]}) for row in rows}
