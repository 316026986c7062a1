"""An instrument that cannot be used says which part is at fault and what to do, in English and in Spanish."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.engines.questionnaires.instrument_words import WORDS

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,59}")


#: What a message repeats of a file.
_LONGEST = 300


def in_a_line(value: object) -> object:
    """What stands in a file of strangers, short enough and on one line, as a message can hold it."""
    if not isinstance(value, (str, BaseException)):
        return value
    line = " ".join(str(value).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


class InstrumentError(ValueError):
    """`path` is the place in the file (`items.q3.scale`, empty for the whole file); `message("en" or "es")` says it."""

    def __init__(self, path: str, code: str, **params: object) -> None:
        self.path = path
        self.code = code
        self.params = params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        whole = "El archivo" if lang == "es" else "The file"
        params = {key: in_a_line(value) for key, value in self.params.items()}
        return WORDS[self.code][lang].format(path=in_a_line(self.path or whole), **params)

    @property
    def message_en(self) -> str:
        return self.message("en")

    @property
    def message_es(self) -> str:
        return self.message("es")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_remake, (self.path, self.code, self.params))


def _remake(path: str, code: str, params: dict[str, object]) -> InstrumentError:
    return InstrumentError(path, code, **params)


def need_text(path: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise InstrumentError(path, "not-text", value=repr(value))


def need_id(path: str, value: object) -> None:
    """An id stands in addresses, names of fields and headers of columns, so it is plain."""
    need_text(path, value)
    if not _ID.fullmatch(str(value)):
        raise InstrumentError(path, "not-id", value=value)


def need_one_of(path: str, value: object, known: Iterable[str]) -> None:
    if value not in tuple(known):
        raise InstrumentError(path, "not-one-of", value=value, known=", ".join(known))


def need_whole(path: str, value: object, low: int, high: int) -> None:
    if type(value) is not int or not low <= value <= high:
        raise InstrumentError(path, "not-whole", value=repr(value), low=low, high=high)


def need_number(path: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InstrumentError(path, "not-a-number", value=repr(value))


def need_truth(path: str, value: object) -> None:
    if not isinstance(value, bool):
        raise InstrumentError(path, "not-true-or-false", value=repr(value))


def need_texts(path: str, values: object) -> tuple[str, ...]:
    if isinstance(values, str) or not isinstance(values, (list, tuple)):
        raise InstrumentError(path, "not-a-list")
    for value in values:
        need_text(path, value)
    need_unique(path, values)
    return tuple(values)


def need_unique(path: str, values: Iterable[object]) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise InstrumentError(path, "twice", value=value)
        seen.add(value)


def need_table(path: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InstrumentError(path, "not-a-table")
    return value


def need_tables(path: str, value: object) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise InstrumentError(path, "not-a-list")
    return [need_table(path, row) for row in value]


def need_known(path: str, row: Mapping[str, Any], known: Iterable[str]) -> None:
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise InstrumentError(path, "unknown", names=", ".join(unknown), known=", ".join(sorted(known)))
