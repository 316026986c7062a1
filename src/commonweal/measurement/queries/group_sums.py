"""Groups beside everybody: where all of them add up to something else, one is wrong, or there is a reason."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import WARNING, Problem, Validated
from commonweal.measurement.queries.collections import EVERYBODY

PARTS = ("numerator", "denominator")
Rows = Mapping[tuple[str, ...], Mapping[str, Any]]


def sums_that_disagree(validated: Validated, collection: Collection) -> list[Problem]:
    """Questions like that of a totals row. Only what is added up is compared: counts, and the parts of shares."""
    names = list(collection.dimensions)
    if not names or validated.facts.num_rows > MOST_ROWS:
        return []
    by_place: dict[tuple[str, str, str], dict[tuple[str, ...], Mapping[str, Any]]] = {}
    for fact in validated.facts.to_pylist():
        groups = tuple(fact.get(name) or EVERYBODY for name in names)
        by_place.setdefault((fact["measure"], fact["period"], fact["place"]), {})[groups] = fact
    return [
        problem
        for (code, _period, _place), rows in by_place.items()
        for part in _added_up(collection, code)
        for problem in _disagreeing(validated, collection, rows, part)
    ]


#: A partner's file has some hundred rows; one of a million is read for its rows alone.
MOST_ROWS = 20_000
#: In most files a few in a hundred state no race, age or gender; who asked about each of them would not be answered.
MAY_STATE_NOTHING = 0.1


def _added_up(collection: Collection, code: str) -> tuple[str, ...]:
    measure = collection.measure(code)
    return ("value",) if measure.places_rule == "sum" else PARTS if measure.places_rule == "ratio_of_sums" else ()


def _disagreeing(validated: Validated, collection: Collection, rows: Rows, part: str) -> Iterator[Problem]:
    names = list(collection.dimensions)
    everybody = rows.get((EVERYBODY,) * len(names))
    if everybody is None or everybody[part] is None:
        return
    for place, name in enumerate(names):
        groups = [group for group in collection.dimensions[name] if group != EVERYBODY]
        keys = [(*[EVERYBODY] * place, group, *[EVERYBODY] * (len(names) - place - 1)) for group in groups]
        told = [rows[key][part] for key in keys if key in rows and rows[key][part] is not None]
        total, whole = math.fsum(told), everybody[part]
        if not math.isfinite(whole):
            continue
        # Fewer are a question only where each group has its number: otherwise those that are missing make it up.
        falls_short = len(told) == len(groups) and total < whole * (1 - MAY_STATE_NOTHING)
        variant = "groups" if total > whole + 1e-6 else "groups-fewer" if falls_short else ""
        if variant:
            params = {"variant": variant, "value": whole, "sum": total, **_split(collection, name)}
            title = _title(validated, everybody["measure"], part)
            yield Problem(validated.dialect.sheet, everybody["row"], title, "totals-disagree", WARNING, params)


def _split(collection: Collection, name: str) -> dict[str, str]:
    """What people call this way to split, in both languages."""
    called = [text for text, code in collection.aliases.get("column", {}).items() if code == name] or [name]
    return {"split_en": called[0], "split_es": called[-1]}


def _title(validated: Validated, code: str, part: str) -> str | None:
    """The header over the number, in a table with a row for each figure or a column for each measure."""
    wide = f"measure:{code}" + ("" if part == "value" else f".{part}")
    return next((column.header for column in validated.columns if column.role in (part, wide)), None)
