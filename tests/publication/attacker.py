"""Somebody who reads a release with a pencil: takes what is shown from the totals, and looks what is left.

Shares no code with what hides the numbers. Every split is one sum for each kind of count: the people above the line,
the people below it, and the people between (below less above). A hidden cell can be anything from nothing to what is
left, if there is another hidden cell to take the rest; otherwise it is known.
"""

from collections.abc import Callable, Iterator
from typing import Any

Row = dict[str, Any]
LINES: dict[str, Callable[[Row], float | None]] = {
    "above": lambda row: row["numerator"],
    "below": lambda row: row["denominator"],
    "between": lambda row: (
        None if None in (row["numerator"], row["denominator"]) else row["denominator"] - row["numerator"]
    ),
}


def exposed(content: Row) -> list[str]:
    """What a reader can learn about fewer people than the minimum, in words."""
    return [
        f"{measure['code']} {split['dimension']}: {what}"
        for measure in content["measures"]
        for split in measure["splits"]
        for what in _in_split(measure, split, content["initiative"]["minimum_count"])
    ]


def _in_split(measure: Row, split: Row, minimum: int) -> Iterator[str]:
    counts = {"all": lambda row: row["value"]} if measure["kind"] == "count" else LINES
    total = next(point for point in measure["series"] if point["period"] == split["period"])
    hidden = [cell for cell in split["cells"] if cell["hidden"]]
    for line, count in counts.items():
        shown = [count(cell) for cell in split["cells"] if not cell["hidden"] and count(cell) is not None]
        yield from (f"{line} shows {number:g}" for number in shown if 0 < number < minimum)
        if hidden and count(total):
            left = count(total) - sum(shown)
            if len(hidden) == 1:
                yield f"{line} of {hidden[0]['code']} is {left:g}"
            elif left < minimum:
                yield f"{line} of {len(hidden)} hidden cells comes to {left:g}"
