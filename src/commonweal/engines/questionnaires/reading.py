"""An instrument out of its TOML file, or out of the plain data that JSON holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.engines.questionnaires.faults import (
    InstrumentError,
    need_known,
    need_number,
    need_table,
    need_tables,
    need_texts,
)
from commonweal.engines.questionnaires.instrument import Instrument
from commonweal.engines.questionnaires.parts import (
    NO_WORDS,
    Condition,
    Gate,
    Item,
    Label,
    Option,
    Plan,
    Scale,
    Section,
    Style,
    Text,
)

#: More than a thousand questions in two languages; less than what hurts.
MOST_BYTES = 2 << 20
_ITEM_WORDS = ("text", "hint", "low", "high", "explanation", "advice")
_ITEM_PLAIN = (
    *("section", "kind", "scale", "reverse", "required", "min", "max", "whole"),
    *("concept", "form", "retrospective"),
)
_PLAIN = ("code", "version", "floor", "licence", "minutes", "raters")
_LISTS = ("sources", "languages", "modes")
_TABLES = ("title", "purpose", "scales", "sections", "items", "gates", "access")


def read_instrument(source: str | bytes) -> Instrument:
    """Out of the text of a TOML file; raises `InstrumentError` that names the place."""
    if len(source) > MOST_BYTES:
        raise InstrumentError("", "too-large", limit="2 MB")
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source.removeprefix("\ufeff")
        return instrument_from(tomllib.loads(text))
    except UnicodeDecodeError as error:
        raise InstrumentError("", "not-utf-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError("", "not-toml", why=error) from error
    except RecursionError as error:
        raise InstrumentError("", "not-toml", why="too many brackets inside each other") from error


def instrument_from(data: Mapping[str, Any]) -> Instrument:
    """Out of plain data: what `writing.plain` gives, and what TOML and JSON hold."""
    need_known("", data, (*_PLAIN, *_LISTS, *_TABLES))
    for name in ("code", "version", "items"):
        if name not in data:
            raise InstrumentError(name, "absent")
    access = need_table("access", data.get("access", {}))
    need_known("access", access, ("results",))
    given: dict[str, Any] = {name: _plain(data[name]) for name in _PLAIN if name in data}
    given |= {name: need_texts(name, data[name]) for name in _LISTS if name in data}
    given |= {name: _words(name, data[name]) for name in ("title", "purpose") if name in data}
    if "results" in access:
        given["results"] = access["results"]
    if isinstance(given["version"], (int, float)) and not isinstance(given["version"], bool):
        given["version"] = str(given["version"])
    return Instrument(
        **given,
        scales=tuple(_scale(row) for row in need_tables("scales", data.get("scales", []))),
        sections=tuple(_section(row) for row in need_tables("sections", data.get("sections", []))),
        items=tuple(_item(row) for row in need_tables("items", data["items"])),
        gates=tuple(_gate(name, row) for name, row in need_table("gates", data.get("gates", {})).items()),
    )


def _plain(value: Any) -> Any:
    """`1.0` where a whole number belongs is the whole number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _words(path: str, value: object) -> Text:
    if not isinstance(value, Mapping) or not all(isinstance(words, str) for words in value.values()):
        raise InstrumentError(path, "not-words", value=repr(value))
    need_known(path, value, ("en", "es"))
    return Text(en=value.get("en", ""), es=value.get("es", ""))


def _own_words(path: str, row: Mapping[str, Any]) -> Text:
    """The words that stand in the table itself: `{value = 1, en = "…", es = "…"}`."""
    return _words(path, {language: row[language] for language in ("en", "es") if language in row})


def _need(path: str, row: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if name not in row:
            raise InstrumentError(f"{path}.{name}", "absent")


def _scale(row: Mapping[str, Any]) -> Scale:
    path = f"scales.{row.get('id', '?')}"
    plain = ("min", "max", "score", "min_answered")
    words = ("title", "low_pole", "high_pole")
    need_known(path, row, ("id", *plain, *words, "labels", "styles"))
    _need(path, row, "id", "min", "max")
    given: dict[str, Any] = {name: _plain(row[name]) for name in plain if name in row}
    given |= {name: _words(f"{path}.{name}", row[name]) for name in words if name in row}
    return Scale(
        id=_name(row["id"]),
        **given,
        labels=tuple(_label(path, label) for label in need_tables(f"{path}.labels", row.get("labels", []))),
        styles=tuple(_style(path, style) for style in need_tables(f"{path}.styles", row.get("styles", []))),
    )


def _name(value: Any) -> Any:
    """Columns of answers are often called 1, 2, 3, and so are the questions."""
    return str(value) if type(value) is int else value


def _label(path: str, row: Mapping[str, Any]) -> Label:
    need_known(f"{path}.labels", row, ("value", "en", "es"))
    _need(f"{path}.labels", row, "value")
    value = _plain(row["value"])
    need_number(f"{path}.labels.value", value)
    return Label(value=value, text=_own_words(f"{path}.labels.{value}", row))


def _style(path: str, row: Mapping[str, Any]) -> Style:
    need_known(f"{path}.styles", row, ("id", "title", "text"))
    _need(f"{path}.styles", row, "id")
    words = {name: _words(f"{path}.styles.{row['id']}.{name}", row[name]) for name in ("title", "text") if name in row}
    return Style(id=row["id"], **words)


def _section(row: Mapping[str, Any]) -> Section:
    path = f"sections.{row.get('id', '?')}"
    need_known(path, row, ("id", "title", "intro", "show_if"))
    _need(path, row, "id")
    return Section(
        id=row["id"],
        title=_words(f"{path}.title", row["title"]) if "title" in row else NO_WORDS,
        intro=_words(f"{path}.intro", row["intro"]) if "intro" in row else NO_WORDS,
        show_if=_conditions(f"{path}.show_if", row.get("show_if", [])),
    )


def _item(row: Mapping[str, Any]) -> Item:
    path = f"items.{row.get('id', '?')}"
    need_known(path, row, ("id", *_ITEM_PLAIN, *_ITEM_WORDS, "options", "sources", "show_if", "plan"))
    _need(path, row, "id")
    given: dict[str, Any] = {name: _plain(row[name]) for name in _ITEM_PLAIN if name in row}
    for name in ("section", "scale", "concept", "form"):
        if name in given and not isinstance(_name(given[name]), str):
            raise InstrumentError(f"{path}.{name}", "not-text", value=repr(given[name]))
    if "scale" in given:
        given["scale"] = _name(given["scale"])
    given |= {name: _words(f"{path}.{name}", row[name]) for name in _ITEM_WORDS if name in row}
    return Item(
        id=_name(row["id"]),
        **given,
        options=tuple(_option(path, option) for option in need_tables(f"{path}.options", row.get("options", []))),
        sources=need_texts(f"{path}.sources", row.get("sources", [])),
        show_if=_conditions(f"{path}.show_if", row.get("show_if", [])),
        plan=_plan(f"{path}.plan", row["plan"]) if "plan" in row else None,
    )


def _plan(path: str, row: object) -> Plan:
    table = need_table(path, row)
    need_known(path, table, ("days", "owner"))
    _need(path, table, "days", "owner")
    return Plan(days=_plain(table["days"]), owner=_words(f"{path}.owner", table["owner"]))


def _option(path: str, row: Mapping[str, Any]) -> Option:
    need_known(f"{path}.options", row, ("id", "en", "es", "correct", "misconception"))
    _need(f"{path}.options", row, "id")
    where = f"{path}.options.{row['id']}"
    return Option(
        id=_name(row["id"]),
        text=_own_words(where, row),
        correct=row.get("correct", False),
        misconception=_words(f"{where}.misconception", row.get("misconception", {})),
    )


def _conditions(path: str, given: object) -> tuple[Condition, ...]:
    rows: Sequence[Mapping[str, Any]] = [given] if isinstance(given, Mapping) else need_tables(path, given)
    return tuple(_condition(path, row) for row in rows)


def _condition(path: str, row: Mapping[str, Any]) -> Condition:
    need_known(path, row, ("item", "is", "is_not", "at_least", "at_most"))
    _need(path, row, "item")
    for name in ("is", "is_not"):
        if name in row and not isinstance(row[name], list):
            raise InstrumentError(f"{path}.{name}", "not-a-list")
    return Condition(
        item=_name(row["item"]),
        is_one_of=tuple(_plain(value) for value in row.get("is", ())),
        is_none_of=tuple(_plain(value) for value in row.get("is_not", ())),
        at_least=_plain(row.get("at_least")),
        at_most=_plain(row.get("at_most")),
    )


def _gate(name: str, row: object) -> Gate:
    path = f"gates.{name}"
    table = need_table(path, row)
    need_known(path, table, ("present", "cultivate"))
    _need(path, table, "present", "cultivate")
    return Gate(scale=name, present=table["present"], cultivate=table["cultivate"])
