"""The simple expressions of an XLSForm: what a question waits for, and how large a number may be.

Carried over: comparisons of one earlier question with a fixed value, joined by `and`; and `or` where it only lists
several answers to the same question. Everything else is reported and left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.questionnaires.parts import Condition, Item, Option

_VALUE = r"""(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))"""
_COMPARED = re.compile(rf"\$\{{\s*([^}}]+?)\s*\}}\s*(=|!=|>=|<=|>|<)\s*{_VALUE}")
_SELECTED = re.compile(rf"selected\s*\(\s*\$\{{\s*([^}}]+?)\s*\}}\s*,\s*{_VALUE}\s*\)", re.IGNORECASE)
_NOT = re.compile(r"not\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_BOUND = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)


class NotSimple(Exception):  # noqa: N818 (reads as what it is where it is caught)
    """An expression that has no like here."""


@dataclass(frozen=True)
class Known:
    """What can be looked at: the questions so far, and of each that chooses the options by the name in the form."""

    items: Mapping[str, Item]
    options: Mapping[str, Mapping[str, Option]]


def conditions_of(expression: str, known: Known) -> tuple[Condition, ...]:
    """All of these must hold. Raises `NotSimple`, or KeyError with the name of a question that did not come along."""
    text = _unwrapped(expression)
    if _AND.search(text) and _OR.search(text):
        raise NotSimple
    if _OR.search(text):
        return (_any_of([_condition(part, known) for part in _OR.split(text)]),)
    return tuple(_condition(part, known) for part in _AND.split(text))


def looks_at_blank(conditions: Sequence[Condition], known: Known) -> bool:
    """In their forms a question left blank differs from every value; here it fulfils no condition."""
    return any(condition.is_none_of and not known.items[condition.item].required for condition in conditions)


def bounds_of(expression: str, whole: bool) -> tuple[float | int | None, float | int | None]:
    """The lowest and the highest number."""
    low: float | None = None
    high: float | None = None
    for part in _AND.split(_unwrapped(expression)):
        found = _BOUND.fullmatch(_unwrapped(part))
        if found is None:
            raise NotSimple
        sign, value = found[1], float(found[2])
        if sign in (">", "<") and not whole:
            raise NotSimple
        if sign == ">":
            value = math.floor(value) + 1
        elif sign == "<":
            value = math.ceil(value) - 1
        if sign.startswith(">"):
            low = value if low is None else max(low, value)
        else:
            high = value if high is None else min(high, value)
    return as_whole(low), as_whole(high)


def _unwrapped(text: str) -> str:
    """Without spaces and brackets around the whole."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_at_end(text):
        text = text[1:-1].strip()
    return text


def _closes_at_end(text: str) -> bool:
    depth = 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return place == len(text) - 1
    return False


def _condition(part: str, known: Known) -> Condition:
    text, negated = _unwrapped(part), False
    if found := _NOT.fullmatch(text):
        text, negated = _unwrapped(found[1]), True
    if found := _SELECTED.fullmatch(text):
        name, sign = found[1], "="
    elif found := _COMPARED.fullmatch(text):
        name, sign = found[1], found[2]
    else:
        raise NotSimple
    quoted = next(value for value in found.groups()[-3:] if value is not None)
    item = known.items[name]
    if sign in ("=", "!="):
        value = _answer(item, known.options.get(name, {}), quoted)
        if negated != (sign == "!="):
            return Condition(item.id, is_none_of=(value,))
        return Condition(item.id, is_one_of=(value,))
    if negated or item.kind != "number":
        raise NotSimple
    return _bounded(item, sign, float(quoted))


def _answer(item: Item, options: Mapping[str, Option], value: str) -> str | int | float:
    if item.options:
        if value not in options:
            raise NotSimple
        return options[value].id
    if item.kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return as_whole(float(value)) or 0
    if item.kind == "pledge" and value.casefold() == "ok":
        return "yes"
    raise NotSimple


def _bounded(item: Item, sign: str, value: float) -> Condition:
    if sign in (">", "<") and not item.whole:
        raise NotSimple
    if sign == ">":
        value = math.floor(value) + 1
    elif sign == "<":
        value = math.ceil(value) - 1
    if sign.startswith(">"):
        return Condition(item.id, at_least=as_whole(value))
    return Condition(item.id, at_most=as_whole(value))


def _any_of(conditions: Sequence[Condition]) -> Condition:
    same = {condition.item for condition in conditions}
    if len(same) > 1 or not all(condition.is_one_of for condition in conditions):
        raise NotSimple
    values = dict.fromkeys(value for condition in conditions for value in condition.is_one_of)
    return Condition(conditions[0].item, is_one_of=tuple(values))


def as_whole(value: float | None) -> float | int | None:
    """The whole number where it is one."""
    return int(value) if value is not None and value == int(value) else value
