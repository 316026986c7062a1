"""One word for one thing: the variants of GLOSSARY.md's words that no page and no mail may use."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.house.catalogues import catalogue, words_in_code

#: What is not said, and what is said instead.
ENGLISH = {
    r"programmes?\b": "program",
    r"neighbourhoods?\b": "neighborhood",
    r"(?<!\()organisations?\b": "organization",
    r"submissions?\b": "hand-in",
    r"(taken?|takes?) (a |the )?(release|publication|figures) back\b": "withdraw",
    r"\b(taken?|taking) back\b": "withdraw a release, put a hand-in back to be read",
    r"withdrawn? .*(hand-in|history)": "take out",
    r"\b(your|send|type|corrected) figures\b": "numbers: they are figures once they are accepted",
    r"\bstakeholders?\b": "partner",
    r"\bindicators?\b": "measure",
    r"\bbackbone backbone\b": "backbone",
}
SPANISH = {
    r"\bsocios?\b": "organización",
    r"\benvíos?\b": "entrega",
    r"\bindicador(es)?\b": "medida",
    r"\bmensajes?\b": "correo",
    r"\bclaves?\b": "código, contraseña",
    r"\b(los|mis|sus|estos) números\b": "cifras",
    r"\blínea base\b": "punto de partida",
    r"\bvez anterior\b": "última vez",
    r"\d%": "a narrow space before the sign, which ui/formats.py writes",
    r"\btomar? de vuelta\b": "retirar, dejar de nuevo por leer",
}


def banned_in_english(room: Path) -> list[str]:
    return sorted(_banned(words_in_code(room), ENGLISH))


def banned_in_spanish(room: Path) -> list[str]:
    used = words_in_code(room)
    shown = [
        form
        for message in catalogue(room / "locale/es/LC_MESSAGES/django.po")
        if message.id and (message.id if isinstance(message.id, str) else message.id[0]) in used
        for form in ((message.string,) if isinstance(message.string, str) else message.string)
    ]
    return sorted(_banned(shown, SPANISH))


def banned_in_tables(folder: Path) -> list[str]:
    """In the texts of the demo's own tables, which end in `_en` and `_es` or stand under those keys."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        texts = list(_texts(tomllib.loads(path.read_text(encoding="utf-8")), ""))
        found += _banned([text for key, text in texts if key.endswith("en")], ENGLISH)
        found += _banned([text for key, text in texts if key.endswith("es")], SPANISH)
    return sorted(found)


def _texts(table: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(table, str):
        yield key, table
    elif isinstance(table, dict):
        for name, value in table.items():
            yield from _texts(value, name)
    elif isinstance(table, list):
        for value in table:
            yield from _texts(value, key)


def _banned(texts: list[str] | set[str], variants: dict[str, str]) -> Iterator[str]:
    for text in texts:
        for variant, instead in variants.items():
            if re.search(variant, text, re.IGNORECASE):
                yield f"{text} → {instead}"
