"""Round numbers for the few grid lines, and the periods that are named below a line."""

from __future__ import annotations

import math

from commonweal.ui.charts.layers import Plot, text_width

MOST_GRID_LINES = 4


def round_ticks(top: float, low: float = 0.0) -> list[float]:
    """At most four round values from `low` up to `top`."""
    span = top - low
    if span <= 0:
        return [low]
    for exponent in range(-6, 16):
        for step in (1, 2, 2.5, 5):
            size = step * 10.0**exponent
            start = math.ceil(low / size) * size
            count = math.floor((top - start) / size) + 1
            if count <= MOST_GRID_LINES:
                return [round(start + i * size, 10) for i in range(count)]
    return [low]


def decimals_of(ticks: list[float]) -> int:
    """How many places the tick labels need."""
    return max((len(f"{tick:.4f}".rstrip("0").partition(".")[2]) for tick in ticks), default=0)


def kept_apart(wanted: list[tuple[float, str]], plot: Plot, size: int, room: float = 10) -> list[tuple[float, str]]:
    """Labels in order of importance; one that would touch an earlier one is left out."""
    kept: list[tuple[float, str]] = []
    boxes: list[tuple[float, float]] = []
    for at, words in wanted:
        centre, half = plot.x(at), text_width(words, size) / 2
        box = (centre - half - room / 2, centre + half + room / 2)
        if all(box[1] <= low or box[0] >= high for low, high in boxes):
            kept.append((at, words))
            boxes.append(box)
    return kept


def between(values: list[float], most: int) -> list[float]:
    """Up to `most` values spread evenly over the inside of a sorted list."""
    inside = values[1:-1]
    if len(inside) <= most:
        return inside
    distance = (len(values) - 1) / (most + 1)
    return [values[round(distance * (i + 1))] for i in range(most)]
