"""The text of a version: what is frozen, its hash, and what differs between two of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from commonweal.agenda.languages import spoken_in
from commonweal.lib.languages import page_language

Content = Mapping[str, Any]
WORDS = ("name", "text")


def hash_of(content: Content) -> str:
    """The same for the same words in the same order, whoever wrote them and whenever they were taken."""
    words = {"goal": content["goal"], "parts": [_voted(part) for part in content["parts"]]}
    canonical = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _voted(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "source"}


@dataclass(frozen=True)
class Difference:
    """One part in two texts: `kind` is "same", "changed", "came" or "went"."""

    key: str
    section: str
    kind: str
    label: str
    name_before: str
    name_after: str
    text_before: str
    text_after: str
    #: What changed beside the words: the group that carries it, its state, its term.
    beside: tuple[tuple[str, str, str], ...] = ()
    #: Only the words of the other language changed.
    only_other_language: bool = False


def differences_between(before: Content, after: Content) -> list[Difference]:
    """Part by part in the order of the newer text; what went stands where it stood, at the end of its section."""
    old = {part["key"]: part for part in before["parts"]}
    new = {part["key"]: part for part in after["parts"]}
    found = [_goal_difference(before["goal"], after["goal"])]
    sections = dict.fromkeys(part["section"] for part in [*after["parts"], *before["parts"]])
    for section in sections:
        found += _of_section(section, old, new)
    return [difference for difference in found if difference is not None]


def _of_section(section: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for key, part in new.items():
        if part["section"] == section:
            yield _difference(key, old.get(key), part)
    for key, part in old.items():
        if part["section"] == section and key not in new:
            yield _difference(key, part, None)


def _difference(key: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Difference:
    shown = new or old or {}
    was, now = _spoken(old), _spoken(new)
    beside = tuple(
        (name, _spoken_beside(old, name), _spoken_beside(new, name))
        for name in ("group", "status", "horizon", "origin")
        if old is not None and new is not None and old.get(name) != new.get(name)
    )
    kind = "came" if old is None else "went" if new is None else "same"
    if kind == "same" and (old != new and _voted(old or {}) != _voted(new or {})):
        kind = "changed"
    return Difference(
        key,
        shown["section"],
        kind,
        spoken_in(shown["label"]),
        was["name"],
        now["name"],
        was["text"],
        now["text"],
        beside,
        kind == "changed" and was == now and not beside,
    )


def _spoken(part: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: spoken_in(part[name]) if part else "" for name in WORDS}


def _spoken_beside(part: Mapping[str, Any] | None, name: str) -> str:
    value = (part or {}).get(name) or ""
    return spoken_in(value) if isinstance(value, dict) else str(value)


def _goal_difference(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Difference | None:
    if not old and not new:
        return None
    was, now = (spoken_in(goal["text"]) if goal else "" for goal in (old, new))
    kind = "came" if not old else "went" if not new else "same" if old == new else "changed"
    label = {"en": "The big goal", "es": "La gran meta"}[page_language()]
    return Difference("goal", "goal", kind, label, "", "", was, now, (), kind == "changed" and was == now)
