"""Key columns as small integers: which declared measure, period, place or group each cell names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.findings import ERROR, WARNING
from commonweal.engines.measures.layout import fold, shortened
from commonweal.engines.measures.number_reading import is_program_error, literal_formula, tidy
from commonweal.engines.measures.period_reading import read_period

UNKNOWN, BLANK, TOTAL, FAULTY = -1, -2, -3, -4
#: So many names fit a message; of codes, eight.
NAMES_OFFERED = 16
#: What is written almost like a name is asked about, for so many different texts: a file may hold a million.
LIKENESS, NEAR_SOUGHT = 0.75, 100
TOTAL_WORDS = frozenset({"total", "totals", "grand total", "totales", "total general", "gran total"})


@dataclass(frozen=True, slots=True)
class KeyNote:
    """What is to be told of every cell with this text."""

    code: str
    severity: str
    params: dict[str, object]


@dataclass(slots=True)
class KeyCodes:
    """For each row a declared index or one of the negative codes; `notes` are 1-based, 0 says nothing."""

    codes: np.ndarray
    notes: np.ndarray | None

    def filtered(self, keep: np.ndarray) -> KeyCodes:
        return KeyCodes(self.codes[keep], None if self.notes is None else self.notes[keep])


class KeyColumn:
    """Reads one key column; each distinct text is looked at once."""

    def __init__(
        self,
        role: str,
        declared: Sequence[str],
        names: dict[str, int] | None = None,
        aliases: Mapping[str, str] | None = None,
        first: Sequence[str] = (),
    ) -> None:
        self.role = role
        self._names = _names_of(declared, aliases or {})
        self._offered = _offered(self._names, declared, first, bool(aliases))
        self.declared = tuple(declared)
        self.notes: list[KeyNote] = []
        self._exact = {text: index for index, text in enumerate(declared)}
        self._folded = names or _folded(declared)
        self._known: dict[str, tuple[int, int]] = {}
        self._type = np.int16 if len(declared) < 30_000 else np.int32
        self._lock = Lock()
        self._unknown_code = "unknown-group" if role.startswith("dimension:") else f"unknown-{role}"

    def name_of(self, code: int, lang: str) -> str:
        """What people call it; a text without a name stands for itself."""
        return self._names[lang][code]

    def constant(self, count: int) -> KeyCodes:
        """The file has no such column, and only one is declared."""
        return KeyCodes(np.zeros(count, dtype=self._type), None)

    def read(self, array: pa.Array) -> KeyCodes:
        if not pa.types.is_dictionary(array.type):
            array = pc.dictionary_encode(array)
        found = [self._look_up(text) for text in array.dictionary.to_pylist()]
        indices = array.indices.to_numpy(zero_copy_only=False)
        codes = np.array([code for code, _ in found] or [0], dtype=self._type)[indices]
        if not any(note for _, note in found):
            return KeyCodes(codes, None)
        return KeyCodes(codes, np.array([note for _, note in found], dtype=np.int32)[indices])

    def _look_up(self, text: str) -> tuple[int, int]:
        if (known := self._known.get(text)) is not None:
            return known
        with self._lock:
            code, note = self._judge(text)
            if note is not None:
                self.notes.append(note)
            known = self._known[text] = (code, len(self.notes) if note else 0)
        return known

    def _judge(self, raw: str) -> tuple[int, KeyNote | None]:
        text = tidy(raw)
        if (index := self._exact.get(text)) is not None:
            return index, None
        if (index := self._folded.get(fold(text))) is not None:
            return index, None
        if not text:
            return BLANK, None
        if fold(text) in TOTAL_WORDS:
            return TOTAL, None
        if (inner := literal_formula(text)) is not None:
            code, note = self._judge(inner)
            read = KeyNote("formula", WARNING, {"variant": "read", "text": inner})
            return code, read if code >= 0 else note
        if text.startswith("="):
            return FAULTY, KeyNote("formula", ERROR, {})
        if is_program_error(text):
            return FAULTY, KeyNote("unreadable-cell", ERROR, {"text": text})
        if self.role == "period":
            return self._judge_period(text)
        return UNKNOWN, KeyNote(self._unknown_code, ERROR, {"text": text, **self._offered, **self._near(text)})

    def _near(self, text: str) -> dict[str, object]:
        """The name that was probably meant."""
        if len(self.notes) >= NEAR_SOUGHT:
            return {}
        for lang, names in self._names.items():
            known = {fold(name): index for index, name in enumerate(names)}
            if found := get_close_matches(fold(text), known, n=1, cutoff=LIKENESS):
                meant = {f"near_{each}": self._names[each][known[found[0]]] for each in self._names}
                return {"variant": "near", "near": meant[f"near_{lang}"], **meant}
        return {}

    def _judge_period(self, text: str) -> tuple[int, KeyNote | None]:
        reading = read_period(text, self.declared)
        params: dict[str, object] = {"text": text, "known": shortened(self.declared)}
        if reading.variant:
            params |= {"variant": reading.variant, "period": reading.period}
            params |= {"first": reading.first, "second": reading.second}
        if reading.period is not None:
            note = KeyNote(reading.code, WARNING, params) if reading.code else None
            return self._exact[reading.period], note
        return UNKNOWN, KeyNote(reading.code or "unknown-period", ERROR, params)


def _folded(declared: Sequence[str]) -> dict[str, int]:
    """Names without regard to case, where that still tells them apart."""
    found: dict[str, int] = {}
    for index, text in enumerate(declared):
        found[fold(text)] = index if fold(text) not in found else -1
    return {text: index for text, index in found.items() if index >= 0}


def key_columns(collection: Collection) -> dict[str, KeyColumn]:
    """A reader for each key: roles in the order of the facts' columns."""
    codes = [measure.code for measure in collection.measures]
    names = {fold(m.name): i for i, m in enumerate(collection.measures)}
    names |= {fold(code): i for i, code in enumerate(codes)}
    columns = {
        "measure": KeyColumn("measure", codes, _with_aliases(collection, "measure", codes) | names),
        "period": KeyColumn("period", collection.periods),
    }
    others = {"place": ("place", collection.places)}
    others |= {f"dimension:{name}": (name, groups) for name, groups in collection.dimensions.items()}
    for role, (name, declared) in others.items():
        aliases = collection.aliases.get(name, {})
        first = [place for each in collection.asked for place in each.places] if role == "place" else []
        columns[role] = KeyColumn(role, declared, _with_aliases(collection, name, declared), aliases, first)
    return columns


def _names_of(declared: Sequence[str], aliases: Mapping[str, str]) -> dict[str, list[str]]:
    """What each is called. Of several names the first is English and the last is Spanish."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for name, text in aliases.items():
        first.setdefault(text, name)
        last[text] = name
    return {lang: [names.get(text, text) for text in declared] for lang, names in (("en", first), ("es", last))}


def _offered(
    names: Mapping[str, Sequence[str]], declared: Sequence[str], first: Sequence[str], are_names: bool
) -> dict[str, object]:
    """What may be written instead: names where there are some, as people know a place by its name.

    Those that somebody was asked for stand first.
    """
    at_most = NAMES_OFFERED if are_names else 8
    rank = {text: place for place, text in enumerate(dict.fromkeys(first))}
    order = sorted(range(len(declared)), key=lambda index: rank.get(declared[index], len(rank)))
    known = {lang: shortened([words[index] for index in order], at_most) for lang, words in names.items()}
    return {"known": known["en"], "known_es": known["es"]}


def _with_aliases(collection: Collection, name: str, declared: Sequence[str]) -> dict[str, int]:
    """The declared texts and their other names; a declared one goes before an alias that reads the same."""
    places = {fold(text): index for index, text in enumerate(declared)}
    aliases = collection.aliases.get(name, {})
    return {fold(text): places[fold(code)] for text, code in aliases.items() if fold(code) in places} | places


def combined_key(codes: Sequence[np.ndarray], sizes: Sequence[int]) -> np.ndarray:
    """One whole number for each combination of codes."""
    key = np.zeros(len(codes[0]), dtype=np.int64)
    for part, size in zip(codes, sizes, strict=True):
        key *= size
        key += part
    return key
