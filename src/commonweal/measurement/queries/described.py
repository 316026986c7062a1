"""Measures as archives describe them: our own packages whole, folders of Open SDG as far as their words go.

What a description does not say is not guessed: whether more is better is asked, and figures that nobody may add up
are not added up.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.front_matter import front_matter
from commonweal.measurement.queries.unpacking import Files, layouts, members

ENDINGS = (".csv", ".json", ".md", ".yml", ".yaml")
#: The table of our own packages that describes measures, and what of it a definition takes over as it stands.
MEASURES = "measures.csv"
COPIED = (
    "kind", "direction", "places_rule", "periods_rule", "source", "source_url", "licence",
    *(f"{text}_{lang}" for text in ("name", "meaning", "unit", "numerator", "denominator") for lang in ("en", "es")),
)  # fmt: skip
#: Where neither the description nor the figures name a unit.
AS_THE_SOURCE = "as the source counts"
LONGEST = {"name": 120, "meaning": 2_000, "unit": 60, "source": 300, "source_url": 500}
_NAME_OF_A_TEXT = re.compile(r"[\w-]+\.[\w.-]+")
_TAG = re.compile(r"<[^>]+>")
_PER = re.compile(r"(?:per|por cada)\s+([\d,. ]*\d)", re.IGNORECASE)
_BETTER = {"positive": "higher", "negative": "lower", "higher": "higher", "lower": "lower"}


@dataclass(frozen=True)
class Described:
    """One measure: what its definition would say. No direction where the file does not say which way is better."""

    code: str
    definition: Mapping[str, Any] = field(default_factory=dict)
    level: str = "population"
    origin: str = "real"

    @property
    def name(self) -> str:
        return str(self.definition["name_en"])

    @property
    def direction(self) -> str:
        return str(self.definition.get("direction", ""))


def described_in(content: bytes, known: Iterable[str]) -> list[Described]:
    """Measures that the archive describes and that are not here, by their codes. Not an archive: a clear refusal."""
    files = members(content, ENDINGS)
    if files is None:
        raise UnreadableFile("broken", why="zip")
    here = {_plain_code(code) for code in known}
    found = _in_package(files) or _in_folder(files)
    return [one for one in found if _plain_code(one.code) not in here]


def _plain_code(code: str) -> str:
    return re.sub(r"[^0-9a-z]+", ".", code.casefold()).strip(".")


# ---- Our own package: every field of the definition stands in it ------------------------------------


def _in_package(files: Files) -> list[Described]:
    table = next((files[name] for name in files if PurePosixPath(name).name == MEASURES), None)
    if table is None:
        return []
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig", "replace"), newline=""))
    return [_from_row(row) for row in rows if row.get("code") and row.get("name_en")]


def _from_row(row: Mapping[str, str]) -> Described:
    definition: dict[str, Any] = {name: row.get(name) or "" for name in COPIED}
    definition["per"] = int(row["per"]) if (row.get("per") or "").isdecimal() else None
    definition["decimals"] = int(row["decimals"]) if (row.get("decimals") or "").isdecimal() else 1
    return Described(row["code"], definition, row.get("level") or "population", row.get("origin") or "real")


# ---- A folder of Open SDG: names and words ----------------------------------------------------------


def _in_folder(files: Files) -> list[Described]:
    layout = next(each for each in layouts() if "described" in each)
    heads: dict[str, dict[str, Mapping[str, str]]] = {}
    for name, content in sorted(files.items()):
        if match := re.search(layout["described"], name):
            told = front_matter(content.decode("utf-8-sig", "replace"))
            heads.setdefault(match["measure"], {})[match["lang"] or "en"] = told
    units = {match["measure"]: _unit_of(files[name]) for name in files if (match := re.search(layout["files"], name))}
    found = (_from_head(code, each, layout["texts"], units.get(code, "")) for code, each in heads.items())
    return [one for one in found if one.name]


def _unit_of(table: bytes) -> str:
    """The first unit that stands in a column of the figures themselves."""
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig", "replace"), newline=""))
    return next((unit for row in rows if (unit := (row.get("Units") or "").strip())), "")


def _from_head(code: str, heads: Mapping[str, Mapping[str, str]], texts: Mapping[str, Any], unit: str) -> Described:
    told = {lang: {text: _first(head, names) for text, names in texts.items()} for lang, head in heads.items()}
    words, spanish = told.get("en") or told["es"], told.get("es", {})
    words["unit"] = words["unit"] or unit or AS_THE_SOURCE
    kind, per = _kind_of(words["unit"])
    definition: dict[str, Any] = {
        "kind": kind,
        "per": per,
        "direction": _BETTER.get(words["direction"].casefold(), ""),
        "places_rule": Definition.Rule.NONE.value,
        "periods_rule": Definition.Rule.LATEST.value,
        "source": _short(words["source"], "source"),
        "source_url": words["source_url"] if words["source_url"].startswith(("http://", "https://")) else "",
    }
    for text in ("name", "meaning", "unit"):
        definition[f"{text}_en"] = _short(words[text], text)
        definition[f"{text}_es"] = _short(spanish.get(text, ""), text)
    definition["meaning_en"] = definition["meaning_en"] or definition["name_en"]
    return Described(code, definition)


def _first(head: Mapping[str, str], names: Iterable[str]) -> str:
    texts = (" ".join(unescape(_TAG.sub(" ", head.get(name, ""))).split()) for name in names)
    return next((text for text in texts if text and not _NAME_OF_A_TEXT.fullmatch(text)), "")


def _short(text: str, what: str) -> str:
    """Cut at a word, with the sign that something is left out."""
    most = LONGEST[what]
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0] + " …"


def _kind_of(unit: str) -> tuple[str, int | None]:
    if ("%" in unit or "percent" in unit.casefold()) and " and " not in unit:
        return Definition.Kind.PERCENT.value, None
    if match := _PER.search(unit):
        return Definition.Kind.RATE.value, int(re.sub(r"\D", "", match[1]))
    return Definition.Kind.NUMBER.value, None
