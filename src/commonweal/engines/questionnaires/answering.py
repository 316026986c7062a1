"""Which questions are shown to whom, and what is wrong with a set of answers.

Answers are a mapping from a question's id to its answer; a question that was not answered is not in it:
`scale` a whole number of its points; `choice` the id of an option; `choices` a list of them; `text` a text; `number`
a number; `yes-no` "yes" or "no"; `pledge` "yes"; `ties` whatever the trust network keeps. A question that is asked as
"then" and "now" has its answer of now under its id, and that of then under `item.then_id`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.engines.questionnaires.answer_words import WORDS
from commonweal.engines.questionnaires.coherence import NO, YES
from commonweal.engines.questionnaires.instrument import Instrument
from commonweal.engines.questionnaires.parts import Condition, Item

Answers = Mapping[str, Any]
#: What one person writes to one question.
LONGEST_TEXT = 5_000
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?")


@dataclass(frozen=True)
class Problem:
    """One answer that cannot be taken: under which key it stands, and why."""

    key: str
    code: str
    params: Mapping[str, object]

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


def forms_of(instrument: Instrument) -> tuple[str, ...]:
    """The parallel forms of which one is asked at a time; none where all is asked of everybody."""
    return tuple(sorted({item.form for item in instrument.items if item.form}))


def of_form(instrument: Instrument, form: str) -> Instrument:
    """Only what one of the forms asks; all of it where none is named."""
    return replace(instrument, items=tuple(item for item in instrument.items if not form or item.form in ("", form)))


def shown_items(instrument: Instrument, answers: Answers, *, form: str = "") -> tuple[Item, ...]:
    """The questions that these answers lead to, in order; of two parallel forms only the one that is asked."""
    sections = {section.id: section for section in instrument.sections}
    shown: list[Item] = []
    seen: dict[str, Any] = {}
    for item in instrument.in_order:
        if form and item.form not in ("", form):
            continue
        section = sections.get(item.section)
        conditions = (*(section.show_if if section else ()), *item.show_if)
        if all(_holds(condition, seen) for condition in conditions):
            shown.append(item)
            if item.id in answers:
                seen[item.id] = answers[item.id]
    return tuple(shown)


def _holds(condition: Condition, answers: Answers) -> bool:
    if condition.item not in answers:
        return False
    answer = answers[condition.item]
    given = answer if isinstance(answer, (list, tuple)) else [answer]
    if condition.is_one_of:
        return any(value in condition.is_one_of for value in given)
    if condition.is_none_of:
        return all(value not in condition.is_none_of for value in given)
    if not _is_number(answer):
        return False
    low = -math.inf if condition.at_least is None else condition.at_least
    high = math.inf if condition.at_most is None else condition.at_most
    return low <= answer <= high


def what_counts(instrument: Instrument, answers: Answers, *, form: str = "") -> dict[str, Any]:
    """Only answers to questions that were shown: somebody may go back and take another way."""
    keys = {key for item in shown_items(instrument, answers, form=form) for key in keys_of(item)}
    return {key: answer for key, answer in answers.items() if key in keys}


def keys_of(item: Item) -> tuple[str, ...]:
    """Under which keys the answers to a question stand, in the order of asking."""
    return (item.then_id, item.id) if item.retrospective else (item.id,)


def problems_of(instrument: Instrument, answers: Answers, *, form: str = "") -> tuple[Problem, ...]:
    """Answers that are missing, out of range or to nothing asked; empty when all can be taken."""
    found: list[Problem] = []
    for item in shown_items(instrument, answers, form=form):
        for key in keys_of(item):
            if key in answers:
                found += _problem(instrument, item, key, answers[key])
            elif item.required:
                found.append(Problem(key, "required-pledge" if item.kind == "pledge" else "required", {}))
    known = {key for item in instrument.items for key in keys_of(item)}
    found += [Problem(str(key), "unknown", {"key": str(key)[:60]}) for key in answers if key not in known]
    return tuple(found)


def _problem(instrument: Instrument, item: Item, key: str, answer: object) -> list[Problem]:
    if item.kind == "scale":
        scale = instrument.scale(item.scale)
        if not _is_number(answer) or answer not in scale.points:
            return [Problem(key, "not-a-point", {"low": scale.min, "high": scale.max})]
    elif item.kind == "number":
        return _number_problem(item, key, answer)
    elif item.kind == "text":
        if not isinstance(answer, str):
            return [Problem(key, "not-text", {})]
        if len(answer) > LONGEST_TEXT:
            return [Problem(key, "too-long", {"length": len(answer), "limit": LONGEST_TEXT})]
    elif item.kind != "ties":
        allowed = [option.id for option in item.options] or ([YES] if item.kind == "pledge" else [YES, NO])
        several = item.kind == "choices"
        if several != isinstance(answer, (list, tuple)):
            return [Problem(key, "several" if not several else "not-a-list", {})]
        given: Sequence[object] = answer if isinstance(answer, (list, tuple)) else [answer]
        wrong = [value for value in given if value not in allowed]
        if wrong or len(set(map(str, given))) < len(given):
            return [Problem(key, "not-an-option", {"value": str([*wrong, *given][0])[:60]})]
    return []


def _number_problem(item: Item, key: str, answer: object) -> list[Problem]:
    if not isinstance(answer, (int, float)) or not _is_number(answer):
        return [Problem(key, "not-a-number", {})]
    if item.whole and answer != int(answer):
        return [Problem(key, "not-whole", {})]
    if item.min is not None and answer < item.min:
        return [Problem(key, "below", {"limit": item.min})]
    if item.max is not None and answer > item.max:
        return [Problem(key, "above", {"limit": item.max})]
    return []


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def as_typed(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Answers out of the fields of a form, by key; blank ones are left out, unreadable ones stay for `problems_of`."""
    answers: dict[str, Any] = {}
    for item in instrument.items:
        for key in keys_of(item):
            texts = [text.strip() for text in fields.get(key, []) if text.strip()]
            if texts:
                answers[key] = _typed(item, texts)
    return answers


def _typed(item: Item, texts: Sequence[str]) -> object:
    if item.kind == "choices":
        return list(dict.fromkeys(texts))
    text = texts[-1]
    if item.kind in ("scale", "number") and _NUMBER.fullmatch(text):
        value = float(text.replace(",", "."))
        return int(value) if value.is_integer() else value
    return text
