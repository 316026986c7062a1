"""Answers as tidy rows, and what their questions and options mean: a file that others can reckon with again.

One row is one answer of one sheet to one question, with `person`, `item` and `answer`, as the command `score` reads
them. What was not given stands there too, with why: a blank is not a zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.engines.questionnaires.answering import keys_of
from commonweal.engines.questionnaires.instrument import Instrument
from commonweal.engines.questionnaires.parts import Condition, Item

#: Why a row has no answer, or that it has one.
STATUSES = ("answered", "missing", "not-asked", "missing-or-not-asked")
#: Between the options that somebody chose, in one cell.
AND = "|"


@dataclass(frozen=True)
class Sheets:
    """Rows that belong together. `name` begins the key of each, so that no key runs on into other rows."""

    columns: Mapping[str, Sequence[Any]]
    groups: Sequence[str]
    name: str = ""
    #: Further columns that are the same for all answers of a sheet, such as a name.
    about: tuple[tuple[str, Sequence[str]], ...] = ()
    #: Whether each question was shown; None where that is not told.
    asked: Mapping[str, Sequence[bool]] | None = None


def tidy(instrument: Instrument, sheets: Sequence[Sheets]) -> Iterator[dict[str, Any]]:
    """Sheet by sheet, in the order of the questions."""
    keys = [(key, item) for item in instrument.in_order for key in keys_of(item)]
    for part in sheets:
        for row, group in enumerate(part.groups):
            about = {name: values[row] for name, values in part.about}
            person = f"{part.name}-{row + 1}" if part.name else str(row + 1)
            for key, item in keys:
                if key in part.columns:
                    value = part.columns[key][row]
                    yield {
                        "person": person,
                        **about,
                        "group": group,
                        "item": key,
                        "answer": written(value),
                        "status": "answered" if value is not None else _why(instrument, item, part, row),
                    }


def _why(instrument: Instrument, item: Item, part: Sheets, row: int) -> str:
    if part.asked is not None:
        return "missing" if part.asked[item.id][row] else "not-asked"
    section = next((each for each in instrument.sections if each.id == item.section), None)
    depends = item.show_if or (section is not None and section.show_if)
    return "missing-or-not-asked" if depends else "missing"


def written(value: Any) -> Any:
    """An answer in one cell."""
    return AND.join(map(str, value)) if isinstance(value, (list, tuple)) else value


def question_rows(instrument: Instrument) -> Iterator[dict[str, Any]]:
    """What was asked under each key, and between which ends."""
    for number, (key, item) in enumerate(((k, i) for i in instrument.in_order for k in keys_of(i)), start=1):
        scale = instrument.scale(item.scale) if item.scale else None
        yield {
            "number": number,
            "item": key,
            "time": "" if not item.retrospective else "then" if key == item.then_id else "now",
            "section": item.section,
            "kind": item.kind,
            "scale": item.scale,
            "reverse": item.reverse if item.kind == "scale" else None,
            "lowest": scale.min if scale and item.kind == "scale" else item.min,
            "highest": scale.max if scale and item.kind == "scale" else item.max,
            "required": item.required,
            "shown_if": conditions_of(instrument, item),
            "text_en": item.text.en,
            "text_es": item.text.es,
        }


def conditions_of(instrument: Instrument, item: Item) -> str:
    """All that must hold, in signs."""
    section = next((each for each in instrument.sections if each.id == item.section), None)
    return " and ".join(map(_signs, (*(section.show_if if section else ()), *item.show_if)))


def _signs(condition: Condition) -> str:
    if condition.is_one_of:
        return f"{condition.item} = {AND.join(map(str, condition.is_one_of))}"
    if condition.is_none_of:
        return f"{condition.item} ≠ {AND.join(map(str, condition.is_none_of))}"
    if condition.at_least is not None:
        return f"{condition.item} ≥ {condition.at_least}"
    return f"{condition.item} ≤ {condition.at_most}"


def option_rows(instrument: Instrument) -> Iterator[dict[str, Any]]:
    """The words of each answer that could be chosen."""
    for item in instrument.in_order:
        scale = instrument.scale(item.scale) if item.kind == "scale" else None
        points = [(point, scale.label(point)) for point in scale.points] if scale else []
        options = [(option.id, option.text) for option in item.options]
        for key in keys_of(item):
            for answer, text in [*points, *options]:
                right = answer in item.correct if item.correct else None
                yield {"item": key, "answer": answer, "right": right, "text_en": text.en, "text_es": text.es}
