"""What may be reported: measures, and the collection that asks for them. Validated when they are made."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from commonweal.engines.measures.definition_words import WORDS

KINDS = ("count", "percent", "rate", "ratio", "money", "number")
LEVELS = ("performance", "population")
DIRECTIONS = ("higher", "lower")
RULES = ("sum", "ratio_of_sums", "weighted_mean", "latest", "mean", "max", "distinct", "none")
PARTS = ("numerator", "denominator")
#: The ends of the range that a source publishes with an estimate.
BOUNDS = ("low", "high")
KEYS = ("measure", "period", "place")
#: What a value can be. Zero is none of these: a typed 0 is reported.
STATUSES = ("reported", "missing", "not_applicable", "suppressed", "estimated")
MARKED_STATUSES = ("missing", "not_applicable", "suppressed")
#: Names a fact's columns already have; a dimension may not take one of them.
RESERVED = (*KEYS, *PARTS, "value", "status", "row", "partner")


class DefinitionError(ValueError):
    """A definition that cannot be used; says which part, and what is allowed there."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_remake_error, (self.code, self.params))


def _remake_error(code: str, params: dict[str, object]) -> DefinitionError:
    return DefinitionError(code, **params)


@dataclass(frozen=True)
class Measure:
    """One measure. `minimum` and `maximum` bound its value, `decimals` its written places, `per` is a rate's base."""

    code: str
    name: str = ""
    #: For people who read Spanish; where there is none, the name stands for both.
    name_es: str = ""
    kind: str = "number"
    level: str = "performance"
    direction: str = "higher"
    minimum: float | None = None
    maximum: float | None = None
    decimals: int | None = None
    requires: tuple[str, ...] = ()
    places_rule: str = "none"
    periods_rule: str = "none"
    per: int | None = None

    def __post_init__(self) -> None:
        _need_text("measures.code", self.code)
        if not self.name:
            object.__setattr__(self, "name", self.code)
        _need_text("measures.name", self.name)
        if not isinstance(self.name_es, str):
            raise DefinitionError("not-text", where="measures.name_es", value=repr(self.name_es))
        where = f"measures.{self.code}"
        _need_one_of(f"{where}.kind", self.kind, KINDS)
        _need_one_of(f"{where}.level", self.level, LEVELS)
        _need_one_of(f"{where}.direction", self.direction, DIRECTIONS)
        _need_one_of(f"{where}.places_rule", self.places_rule, RULES)
        _need_one_of(f"{where}.periods_rule", self.periods_rule, RULES)
        object.__setattr__(self, "minimum", _finite(f"{where}.min", self.minimum))
        object.__setattr__(self, "maximum", _finite(f"{where}.max", self.maximum))
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise DefinitionError("min-above-max", where=where, low=self.minimum, high=self.maximum)
        if self.decimals is not None and (type(self.decimals) is not int or not 0 <= self.decimals <= 15):
            raise DefinitionError("decimals", where=f"{where}.decimals", value=self.decimals)
        if self.per is not None and (type(self.per) is not int or self.per < 1):
            raise DefinitionError("not-a-number", where=f"{where}.per", value=repr(self.per))
        object.__setattr__(self, "requires", _texts(f"{where}.requires", self.requires))
        for part in self.requires:
            _need_one_of(f"{where}.requires", part, ("value", *PARTS))


@dataclass(frozen=True)
class Asked:
    """Who was asked for what: one partner, some measures, some periods, and (when named) some places."""

    partner: str
    measures: tuple[str, ...]
    periods: tuple[str, ...]
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_text("asked.partner", self.partner)
        for name in ("measures", "periods", "places"):
            object.__setattr__(self, name, _texts(f"asked.{name}", getattr(self, name)))


@dataclass(frozen=True)
class Collection:
    """What is open for reporting: periods, places, groups and measures, and which columns make a row unique."""

    periods: tuple[str, ...]
    places: tuple[str, ...]
    measures: tuple[Measure, ...]
    key: tuple[str, ...] = ()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    markers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    #: Other names that partners write: for a cell by its column (`place`, `measure`, `status`, a dimension), the
    #: text and what it stands for; for a header under `column`. A name that stands for nothing declared is left out.
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: Whether a tidy table with both parts may do without a column for the value.
    parts_suffice: bool = False
    #: Whether `Year`, `Trimestre` and the like are read as the period where no column is called by its own name.
    reads_period_words: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "periods", _need_some("periods", _texts("periods", self.periods)))
        object.__setattr__(self, "places", _need_some("places", _texts("places", self.places)))
        object.__setattr__(self, "measures", tuple(self.measures))
        if not self.measures:
            raise DefinitionError("empty", where="measures")
        _need_unique("measures.code", [measure.code for measure in self.measures], whatever_case=True)
        self._settle_dimensions()
        self._settle_markers()
        self._settle_key()
        self._check_asked()

    def _settle_dimensions(self) -> None:
        settled = {}
        for name, groups in self.dimensions.items():
            _need_text("dimensions", name)
            if name.casefold() in RESERVED:
                raise DefinitionError("reserved", name=name)
            where = f"dimensions.{name}"
            settled[name] = _need_some(where, _groups(where, groups))
        _need_unique("dimensions", list(settled), whatever_case=True)
        object.__setattr__(self, "dimensions", settled)

    def _settle_markers(self) -> None:
        settled = {}
        for name, tokens in self.markers.items():
            status = str(name).strip().casefold().replace("-", "_").replace(" ", "_")
            _need_one_of("markers", status, MARKED_STATUSES)
            settled[status] = _texts(f"markers.{name}", tokens)
        _need_unique("markers", [token for tokens in settled.values() for token in tokens])
        object.__setattr__(self, "markers", settled)

    def _settle_key(self) -> None:
        key = _texts("key", self.key) or (*KEYS, *self.dimensions)
        for name in key:
            _need_one_of("key", name, (*KEYS, *self.dimensions))
        if len(self.periods) > 1 and "period" not in key:
            raise DefinitionError("key-needs", name="period", count=len(self.periods))
        if len(self.places) > 1 and "place" not in key:
            raise DefinitionError("key-needs", name="place", count=len(self.places))
        object.__setattr__(self, "key", key)

    def _check_asked(self) -> None:
        object.__setattr__(self, "asked", tuple(self.asked))
        codes = [measure.code for measure in self.measures]
        for asked in self.asked:
            for name, known in (("measures", codes), ("periods", self.periods), ("places", self.places)):
                for value in getattr(asked, name):
                    if value not in known:
                        raise DefinitionError("asked-unknown", partner=asked.partner, name=name, value=value)

    @property
    def bounds(self) -> tuple[str, ...]:
        """Estimates are of whole populations, so only there a column `low` or `high` is the end of a range."""
        return BOUNDS if any(measure.level == "population" for measure in self.measures) else ()

    def measure(self, code: str) -> Measure:
        for measure in self.measures:
            if measure.code == code:
                return measure
        raise KeyError(code)


def load_collection(source: Path | str) -> Collection:
    """Read a collection from a TOML file, or from TOML text (text has a line break or an equals sign)."""
    if isinstance(source, str) and ("\n" in source or "=" in source):
        return collection_from(_parse(source, "TOML"))
    path = Path(source)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError("not-toml", where=path.name, why="UTF-8") from error
    except OSError as error:
        raise DefinitionError("no-file", where=str(source), why=error.strerror or str(error)) from error
    return collection_from(_parse(text, path.name))


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("not-toml", where=where, why=error) from error


def collection_from(data: Mapping[str, Any]) -> Collection:
    """Make a collection from plain data, as TOML or JSON hold it."""
    _need_table("collection", data)
    _need_known("collection", data, {f.name for f in fields(Collection)})
    for name in ("periods", "places", "measures"):
        if name not in data:
            raise DefinitionError("absent", where=name)
    measures = [_measure_from(row) for row in _tables("measures", data["measures"])]
    asked = [_asked_from(row) for row in _tables("asked", data.get("asked", []))]
    return Collection(
        periods=data["periods"],
        places=data["places"],
        measures=tuple(measures),
        key=data.get("key", ()),
        dimensions=_need_table("dimensions", data.get("dimensions", {})),
        markers=_need_table("markers", data.get("markers", {})),
        asked=tuple(asked),
        aliases=_need_table("aliases", data.get("aliases", {})),
    )


def _measure_from(row: Mapping[str, Any]) -> Measure:
    given = {{"min": "minimum", "max": "maximum"}.get(name, name): value for name, value in row.items()}
    known = {f.name for f in fields(Measure)}
    where = f"measures.{row.get('code', '?')}"
    _need_known(where, row, (known - {"minimum", "maximum"}) | {"min", "max"})
    if "code" not in given:
        raise DefinitionError("absent", where="measures.code")
    return Measure(**given)


def _asked_from(row: Mapping[str, Any]) -> Asked:
    _need_known("asked", row, {f.name for f in fields(Asked)})
    for name in ("partner", "measures", "periods"):
        if name not in row:
            raise DefinitionError("absent", where=f"asked.{name}")
    return Asked(**row)


def _tables(where: str, value: object) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise DefinitionError("not-a-list", where=where)
    return [_need_table(where, row) for row in value]


def _need_table(where: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise DefinitionError("not-a-table", where=where)
    return value


def _need_known(where: str, row: Mapping[str, Any], known: Iterable[str]) -> None:
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise DefinitionError("unknown", where=where, names=", ".join(unknown), known=", ".join(sorted(known)))


def _need_text(where: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise DefinitionError("not-text", where=where, value=repr(value))


def _need_one_of(where: str, value: object, known: Iterable[str]) -> None:
    if value not in tuple(known):
        raise DefinitionError("not-one-of", where=where, value=value, known=", ".join(known))


def _need_some(where: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise DefinitionError("empty", where=where)
    return values


def _need_unique(where: str, values: list[str], *, whatever_case: bool = False) -> None:
    """Places and groups may differ by a capital letter alone (real lists do); names of columns may not."""
    seen: set[str] = set()
    for value in values:
        folded = " ".join(value.split()).casefold() if whatever_case else value
        if folded in seen:
            raise DefinitionError("twice", where=where, value=value)
        seen.add(folded)


def _texts(where: str, values: object) -> tuple[str, ...]:
    """A list of texts; whole numbers (a year as a period) become text, the same twice is refused."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DefinitionError("not-a-list", where=where)
    texts = tuple(str(value) if type(value) in (int, float) else value for value in values)
    for text in texts:
        _need_text(where, text)
    texts = tuple(text.strip() for text in texts)
    _need_unique(where, list(texts))
    return texts


def _groups(where: str, groups: object) -> tuple[str, ...]:
    """Like any list of texts, but one group may be blank: some files say "everybody" by saying nothing."""
    if isinstance(groups, (list, tuple)) and "" in groups:
        named = _texts(where, [group for group in groups if group != ""])
        return tuple(named[: groups.index("")]) + ("",) + tuple(named[groups.index("") :])
    return _texts(where, groups)


def _finite(where: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise DefinitionError("not-a-number", where=where, value=repr(value))
    return float(value)
