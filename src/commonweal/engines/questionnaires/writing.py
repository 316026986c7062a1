"""An instrument as plain data, as its TOML file, and as one canonical text with its hash.

What stands at its default is left out, so a part that is thought of later changes no hash of today.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from commonweal.engines.questionnaires.instrument import Instrument
from commonweal.engines.questionnaires.parts import Condition, Item, Label, Option, Scale, Section, Style, Text

_CONTROL = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def write_instrument(instrument: Instrument) -> str:
    """The TOML file; reading it again gives the same instrument."""
    data = plain(instrument)
    lines = [_line(name, value) for name, value in data.items() if not _has_own_heading(name)]
    for name in ("scales", "sections", "items"):
        for row in data.get(name, []):
            lines += ["", f"[[{name}]]", *(_line(key, value) for key, value in row.items())]
    for scale, gate in data.get("gates", {}).items():
        lines += ["", f"[gates.{_key(scale)}]", *(_line(key, value) for key, value in gate.items())]
    if "access" in data:
        lines += ["", "[access]", *(_line(key, value) for key, value in data["access"].items())]
    return "\n".join(lines) + "\n"


def canonical(instrument: Instrument) -> str:
    """One text for one instrument, whatever its file looked like."""
    return json.dumps(plain(instrument), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(instrument: Instrument) -> str:
    return hashlib.sha256(canonical(instrument).encode()).hexdigest()


def plain(instrument: Instrument) -> dict[str, Any]:
    """What TOML and JSON can hold; `reading.instrument_from` goes back."""
    data: dict[str, Any] = {"code": instrument.code, "version": instrument.version, "floor": instrument.floor}
    data |= _changed(instrument, ("licence", "sources", "minutes", "languages", "modes", "raters", "title", "purpose"))
    for name, made in (("scales", _scale), ("sections", _section), ("items", _item)):
        if rows := [made(part) for part in getattr(instrument, name)]:
            data[name] = rows
    if instrument.gates:
        data["gates"] = {
            gate.scale: {"present": gate.present, "cultivate": gate.cultivate} for gate in instrument.gates
        }
    if instrument.results != "members":
        data["access"] = {"results": instrument.results}
    return data


def _changed(part: Any, names: Iterable[str]) -> dict[str, Any]:
    """The named fields that are not at their default, as plain values."""
    defaults = {f.name: f.default for f in fields(part)}
    values = {name: getattr(part, name) for name in names}
    return {name: _value(value) for name, value in values.items() if value != defaults[name]}


def _value(value: object) -> object:
    if isinstance(value, Text):
        return _words(value)
    return list(value) if isinstance(value, tuple) else value


def _words(text: Text) -> dict[str, str]:
    return {language: words for language, words in (("en", text.en), ("es", text.es)) if words}


def _scale(scale: Scale) -> dict[str, Any]:
    data: dict[str, Any] = {"id": scale.id} | _changed(scale, ("title",))
    data |= {"min": scale.min, "max": scale.max} | _changed(scale, ("score", "min_answered", "low_pole", "high_pole"))
    if scale.labels:
        data["labels"] = [_label(label) for label in scale.labels]
    if scale.styles:
        data["styles"] = [_style(style) for style in scale.styles]
    return data


def _label(label: Label) -> dict[str, Any]:
    return {"value": label.value} | _words(label.text)


def _style(style: Style) -> dict[str, Any]:
    return {"id": style.id} | _changed(style, ("title", "text"))


def _section(section: Section) -> dict[str, Any]:
    return {"id": section.id} | _changed(section, ("title", "intro")) | _shown(section.show_if)


def _item(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {"id": item.id}
    data |= _changed(item, ("section", "kind", "scale", "reverse", "required", "text", "hint", "low", "high"))
    if item.options:
        data["options"] = [_option(option) for option in item.options]
    data |= _changed(item, ("min", "max", "whole", "concept", "explanation", "form", "sources"))
    data |= _shown(item.show_if) | _changed(item, ("advice",))
    if item.plan:
        data["plan"] = {"days": item.plan.days, "owner": _words(item.plan.owner)}
    return data | _changed(item, ("retrospective",))


def _option(option: Option) -> dict[str, Any]:
    return {"id": option.id} | _words(option.text) | _changed(option, ("correct", "misconception"))


def _shown(conditions: tuple[Condition, ...]) -> dict[str, Any]:
    rows = [_condition(condition) for condition in conditions]
    return {"show_if": rows[0] if len(rows) == 1 else rows} if rows else {}


def _condition(condition: Condition) -> dict[str, Any]:
    data: dict[str, Any] = {"item": condition.item}
    if condition.is_one_of:
        data["is"] = list(condition.is_one_of)
    if condition.is_none_of:
        data["is_not"] = list(condition.is_none_of)
    return data | _changed(condition, ("at_least", "at_most"))


def _has_own_heading(name: str) -> bool:
    return name in ("scales", "sections", "items", "gates", "access")


def _line(name: str, value: object) -> str:
    if isinstance(value, Mapping) and set(value) <= {"en", "es"}:
        return "\n".join(f"{name}.{language} = {_toml(words)}" for language, words in value.items())
    if isinstance(value, list) and any(isinstance(row, Mapping) for row in value):
        return f"{name} = [\n" + "".join(f"  {_toml(row)},\n" for row in value) + "]"
    return f"{name} = {_toml(value)}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_character(character) for character in value) + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return repr(value)


def _character(character: str) -> str:
    if character in _CONTROL:
        return _CONTROL[character]
    return f"\\u{ord(character):04X}" if ord(character) < 0x20 or character == "\x7f" else character


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else _toml(key)
