"""Small numbers hidden in what is about to become public: in a series, and in a split against its total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.engines.measures.small_numbers import SplitCell, hide_small
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.earlier import to_keep_hidden

Row = dict[str, Any]
NUMBERS = ("value", "numerator", "denominator", "low", "high")
#: What belongs to the total and to none of its parts is a part too, or its count could be found by subtracting.
REST = "not-stated"


def text(en: str, es: str) -> dict[str, str]:
    return {"en": en, "es": es}


#: What of a figure adds up over the parts of a split, by its rule; by other rules nothing does.
ADDED_UP: dict[str, tuple[str, ...]] = {
    Definition.Rule.SUM: ("value",),
    Definition.Rule.RATIO_OF_SUMS: ("numerator", "denominator"),
    Definition.Rule.WEIGHTED_MEAN: ("denominator",),
}
REST_NAMES = {
    False: text("Not stated", "Sin indicar"),
    True: text("Place not stated", "Lugar sin indicar"),
}
NOTES = {
    "hidden": text(
        "Not shown: fewer than {minimum} people, or a number that would give them away.",
        "No se muestra: menos de {minimum} personas, o una cifra que las delataría.",
    ),
    "nothing": text("", ""),
}


def protected_point(definition: Definition, point: Row, minimum: int) -> Row:
    """A figure for the whole place; where it stands for too few people it is not shown either."""
    (cell,) = hide_small([_split_cell(definition, "", point)], minimum=minimum)
    return _without_numbers(point) if cell.hidden else point


@dataclass(frozen=True)
class Protection:
    """How small is small, and what earlier releases showed of the same split."""

    minimum: int
    before: Sequence[Mapping[str, Mapping[str, Any]]] = ()


def protected_split(
    definition: Definition, cells: Sequence[Row], total: Row, protection: Protection, *, by_place: bool
) -> Row:
    """The cells of one split with their note. What is hidden has no number left."""
    minimum = protection.minimum
    rest = _rest(definition, cells, total)
    shown = [*cells, _rest_cell(definition, rest, by_place=by_place)] if rest else list(cells)
    if rest is None:
        total = _added_up(cells)
    answer = hide_small(
        [_split_cell(definition, cell["code"], cell) for cell in shown],
        total=_split_cell(definition, "", total),
        minimum=minimum,
        keep_hidden=to_keep_hidden(shown, protection.before, minimum),
    )
    ready = [
        {**_without_numbers(cell), "hidden": safe.reason} if safe.hidden else cell
        for cell, safe in zip(shown, answer, strict=True)
    ]
    if any(cell["status"] == "missing" for cell in cells):
        # What is left over belongs to parts that nobody reported, so it is no part of its own. Where it is hidden it
        # stays: it is small, and the other hidden cells need it.
        ready = [cell for cell in ready if cell["code"] != REST or cell["hidden"]]
    words = NOTES["hidden" if any(cell["hidden"] for cell in ready) else "nothing"]
    return {"note": {lang: words[lang].format(minimum=minimum) for lang in words}, "cells": ready}


def _without_numbers(row: Row) -> Row:
    return {**row, **dict.fromkeys(NUMBERS), "status": "suppressed"}


def _split_cell(definition: Definition, code: str, row: Row) -> SplitCell:
    counts_people = definition.kind == Definition.Kind.COUNT and row["value"] is not None
    return SplitCell(
        category=code,
        value=row["value"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        people=round(row["value"]) if counts_people else None,
        status=row["status"].replace("-", "_"),
    )


def _rest(definition: Definition, cells: Sequence[Row], total: Row) -> dict[str, float] | None:
    """What the total has beyond its parts; {} where nothing is left, None where the parts come to more than it."""
    names = ADDED_UP.get(definition.places_rule, ())
    if any(cell["status"] == "suppressed" for cell in cells):
        return {}
    left = {}
    for name in names:
        if total[name] is not None:
            left[name] = round(total[name] - sum(cell[name] or 0 for cell in cells), 6)
    if any(amount < 0 for amount in left.values()):
        return None
    return left if any(amount > 0 for amount in left.values()) else {}


def _rest_cell(definition: Definition, rest: Mapping[str, float], *, by_place: bool) -> Row:
    row: Row = {"code": REST, "name": REST_NAMES[by_place], **dict.fromkeys(NUMBERS), "status": "reported"}
    row |= rest
    if rest.get("denominator") and "numerator" in rest:
        scale = 100 if definition.kind == Definition.Kind.PERCENT else definition.per
        row["value"] = scale * rest["numerator"] / rest["denominator"]
    return row | {"hidden": ""}


def _added_up(cells: Sequence[Row]) -> Row:
    """A total that agrees with its parts, where the reported one does not: readers can add the parts up as well."""
    sums: Row = {"status": "reported"}
    for name in ("value", "numerator", "denominator"):
        found = [cell[name] for cell in cells if cell[name] is not None]
        sums[name] = sum(found) if found else None
    return sums
