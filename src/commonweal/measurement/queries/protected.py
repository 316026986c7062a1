"""Small numbers hidden in what is about to become public, and the least more that keeps them hidden.

All that a release shows of a measure in one period is protected together, beside what earlier releases showed of it:
the whole, all its splits, and in each the people counted, the others and all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commonweal.engines.protection.tables import COMPLEMENT, DOMINANCE, SMALL, SOURCE, TOTAL
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.dominated import guarded_parts, guards_whole, hidden_for_partners
from commonweal.measurement.queries.earlier import NUMBERS, Protection, has_numbers, sheets_of, to_keep_hidden
from commonweal.measurement.queries.linked_tables import (
    LINES,
    OWN_SUM,
    REST,
    LinkedSet,
    Sheet,
    figures_of_row,
    is_small,
    lines_in,
)

Row = dict[str, Any]


def text(en: str, es: str) -> dict[str, str]:
    return {"en": en, "es": es}


REST_NAMES = {
    False: text("Not stated", "Sin indicar"),
    True: text("Place not stated", "Lugar sin indicar"),
}
NOTES = {
    "hidden": text(
        "Not shown: fewer than {minimum} people, or a number that would give them away.",
        "No se muestra: menos de {minimum} personas, o una cifra que las delataría.",
    ),
    "guarded": text(
        "Not shown: fewer than {minimum} people, one partner’s own number, or a number that would give them away.",
        "No se muestra: menos de {minimum} personas, la cifra de una sola organización, o una que las delataría.",
    ),
    "nothing": text("", ""),
}


@dataclass(frozen=True)
class LeftOut:
    """A split that does not become public at all."""

    measure: str
    period: str
    dimension: str


@dataclass(frozen=True)
class Safe:
    """What may be shown of one measure in one period. `left_out`: no choice of hidden cells would keep them hidden, so
    its splits stay out altogether."""

    point: Row | None
    splits: list[Row] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    #: The people behind each hidden cell, by split and part: what the release loses. Never part of a release.
    lost: Mapping[tuple[str, str], float] = field(default_factory=dict)


def protected(definition: Definition, point: Row | None, splits: Sequence[Row], protection: Protection) -> Safe:
    """The whole and all its splits of one period. What is hidden has no number left, and a reason."""
    with_rest = [_with_rest(definition, split, point) for split in splits]
    rows = [row for split in with_rest for row in split["cells"]] + ([point] if point else [])
    lines = lines_in(definition, rows)
    if not lines:
        return _one_by_one(definition, point, with_rest, protection)
    sheets = [_sheet(definition, lines, split, point, protection) for split in with_rest]
    if point is not None and not any(TOTAL in sheet.codes for sheet in sheets):
        sheets.append(_whole(definition, lines, point, protection))
    earlier = dict.fromkeys(sheet for each in protection.before for sheet in sheets_of(each, lines))
    counted = frozenset(line for line in lines if line != "value" or definition.kind == Definition.Kind.COUNT)
    linked = LinkedSet(lines, tuple(sheets), tuple(earlier), counted, protection.minimum)
    reasons = hidden_for_partners(linked, protection.behind)
    if reasons is None:
        left_out = tuple(split["dimension"] for split in splits)
        return Safe(_small_hidden(definition, point, protection), [], left_out)
    hidden = [
        {sheet.codes[cell]: reason for cell, reason in found.items()}
        for sheet, found in zip(sheets, reasons, strict=True)
    ]
    is_hidden = any(TOTAL in found for found in hidden)
    shown = [_shown(split, found, protection) for split, found in zip(with_rest, hidden, strict=False)]
    lost = _lost(definition, with_rest, hidden)
    return Safe(without_numbers(point) if point and is_hidden else point, shown, lost=lost)


def without_numbers(row: Row) -> Row:
    return {**row, **dict.fromkeys(NUMBERS), "status": "suppressed"}


def _small_hidden(definition: Definition, point: Row | None, protection: Protection) -> Row | None:
    return without_numbers(point) if point and _why_hidden(definition, point, protection) else point


def _why_hidden(definition: Definition, point: Row, protection: Protection) -> str:
    """Why the whole may not be shown; nothing where it may."""
    if is_small(definition.kind, point, protection.minimum):
        return SMALL
    return DOMINANCE if guards_whole(protection) and has_numbers(point) else ""


def _one_by_one(definition: Definition, point: Row | None, splits: Sequence[Row], protection: Protection) -> Safe:
    """Figures that do not add up: none tells of another one."""
    found, reasons = [], []
    for split in splits:
        kept = to_keep_hidden(split, protection)
        hidden = {
            cell["code"]: kept[cell["code"]] for cell in split["cells"] if cell["code"] in kept and has_numbers(cell)
        }
        few = guarded_parts(protection, split["dimension"])
        hidden |= {cell["code"]: DOMINANCE for cell in split["cells"] if cell["code"] in few and has_numbers(cell)}
        small = [cell for cell in split["cells"] if is_small(definition.kind, cell, protection.minimum)]
        reasons.append(hidden | {cell["code"]: SMALL for cell in small})
        found.append(_shown(split, reasons[-1], protection))
    return Safe(_small_hidden(definition, point, protection), found, lost=_lost(definition, splits, reasons))


def people_in(kind: str, row: Row) -> float:
    """The people that a figure counts or is about; nobody where it is about something else, such as money."""
    people = row["value"] if kind == Definition.Kind.COUNT else row["denominator"]
    return people or 0


def _lost(
    definition: Definition, splits: Sequence[Row], hidden: Sequence[Mapping[str, str]]
) -> dict[tuple[str, str], float]:
    return {
        (split["dimension"], cell["code"]): people_in(definition.kind, cell)
        for split, found in zip(splits, hidden, strict=False)
        for cell in split["cells"]
        if cell["code"] in found
    }


def _sheet(
    definition: Definition, lines: tuple[str, ...], split: Row, point: Row | None, protection: Protection
) -> Sheet:
    # Where nobody has a program nobody is counted; there is nothing to know.
    cells = [cell for cell in split["cells"] if cell["status"] != "not-applicable"]
    kept = to_keep_hidden(split, protection)
    primary = {i: kept[cell["code"]] for i, cell in enumerate(cells) if cell["code"] in kept and has_numbers(cell)}
    primary |= {i: COMPLEMENT for i, cell in enumerate(cells) if (split["dimension"], cell["code"]) in protection.also}
    few = guarded_parts(protection, split["dimension"])
    primary |= {i: DOMINANCE for i, cell in enumerate(cells) if cell["code"] in few and has_numbers(cell)}
    primary |= {i: SMALL for i, cell in enumerate(cells) if is_small(definition.kind, cell, protection.minimum)}
    at_source = {i for i, cell in enumerate(cells) if cell["status"] == "suppressed"}
    codes = [cell["code"] for cell in cells]
    figures = [figures_of_row(cell, lines) for cell in cells]
    total = _total(definition, lines, split, point, protection.minimum)
    if total is not None:
        code, row = total
        if code == TOTAL and (why := _why_hidden(definition, row, protection)):
            primary[len(codes)] = why
        at_source |= {len(codes)} if row["status"] == "suppressed" else set()
        codes, figures = [*codes, code], [*figures, figures_of_row(row, lines)]
    return Sheet(split["dimension"], tuple(codes), tuple(figures), frozenset(at_source), tuple(primary.items()))


def _whole(definition: Definition, lines: tuple[str, ...], point: Row, protection: Protection) -> Sheet:
    at_source = frozenset({0} if point["status"] == "suppressed" else ())
    why = _why_hidden(definition, point, protection)
    primary = ((0, why),) if why else ()
    return Sheet("", (TOTAL,), (figures_of_row(point, lines),), at_source, primary)


def _total(
    definition: Definition, lines: Sequence[str], split: Row, point: Row | None, minimum: int
) -> tuple[str, Row] | None:
    """The total of the parts, or their own sum where they come to more; None where readers know of none."""
    if point is None or (point["status"] != "suppressed" and not has_numbers(point)):
        return None
    if not split["comes_to_more"]:
        return TOTAL, point
    if any(cell["status"] == "suppressed" for cell in split["cells"]):
        return None
    own = _added_up(split["cells"])
    return None if is_small(definition.kind, own, minimum) else (OWN_SUM, own)


def _shown(split: Row, hidden: Mapping[str, str], protection: Protection) -> Row:
    cells = [
        {**without_numbers(cell), "hidden": "" if hidden[cell["code"]] == SOURCE else hidden[cell["code"]]}
        if cell["code"] in hidden
        else cell
        for cell in split["cells"]
    ]
    if any(cell["status"] == "missing" for cell in cells):
        # What is left over belongs to parts that nobody reported, so it is no part of its own. Where it is hidden it
        # stays: it is small, and the other hidden cells need it.
        cells = [cell for cell in cells if cell["code"] != REST or cell["hidden"]]
    telling = "guarded" if protection.behind else "hidden"
    words = NOTES[telling if any(cell["hidden"] for cell in cells) else "nothing"]
    kept = {name: part for name, part in split.items() if name != "comes_to_more"}
    return {**kept, "note": {lang: words[lang].format(minimum=protection.minimum) for lang in words}, "cells": cells}


def _with_rest(definition: Definition, split: Row, total: Row | None) -> Row:
    """The split with what the total has beyond its parts, and whether the parts come to more than it."""
    cells = split["cells"]
    left = {}
    for name in LINES.get(definition.places_rule, ()):
        if name != "others" and total is not None and total[name] is not None:
            left[name] = round(total[name] - sum(cell[name] or 0 for cell in cells), 6)
    more = any(amount < 0 for amount in left.values())
    if more or any(cell["status"] == "suppressed" for cell in cells) or not any(left.values()):
        return {**split, "comes_to_more": more}
    rest = _rest_cell(definition, left, by_place=split["dimension"] == "place")
    return {**split, "cells": [*cells, rest], "comes_to_more": False}


def _rest_cell(definition: Definition, left: Mapping[str, float], *, by_place: bool) -> Row:
    row: Row = {"code": REST, "name": REST_NAMES[by_place], **dict.fromkeys(NUMBERS), "status": "reported", **left}
    if left.get("denominator") and "numerator" in left:
        scale = 100 if definition.kind == Definition.Kind.PERCENT else definition.per
        row["value"] = scale * left["numerator"] / left["denominator"]
    return row | {"hidden": ""}


def _added_up(cells: Sequence[Row]) -> Row:
    sums: Row = {"status": "reported"}
    for name in ("value", "numerator", "denominator"):
        found = [cell[name] for cell in cells if cell[name] is not None]
        sums[name] = sum(found) if found else None
    return sums
