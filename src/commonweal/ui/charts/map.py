"""The map: tiles made by code, or boundaries that were uploaded; five steps of one hue."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.ui import formats
from commonweal.ui.charts.layers import Layer, Plot, label, specification, text_width
from commonweal.ui.charts.palette import EDGE, INK, STEP_INKS, STEPS, SURFACE
from commonweal.ui.charts.shapes import TOO_FEW, MapArea, MapChart

_POINT = re.compile(r"([ML])(-?[\d.]+),(-?[\d.]+)")
_BOUNDARY = re.compile(r' d="(M[^"]{400,})"')
HATCH = "url(#hatch)"
SPACE = 4


def steps_of(values: list[float], places: int = 1) -> list[float]:
    """The four bounds between five steps of equal width; fewer where values are alike."""
    if not values or min(values) == max(values):
        return []
    low, high = min(values), max(values)
    bounds = [round(low + (high - low) * n / 5, places) for n in range(1, 5)]
    return [bound for i, bound in enumerate(bounds) if i == 0 or bound > bounds[i - 1]]


def step_of(value: float, bounds: list[float]) -> int:
    """Which step a value falls in, from 0; a bound belongs to the step above it."""
    if not bounds:
        return 2
    return sum(1 for bound in bounds if value >= bound)


def bounds_of(chart: MapChart) -> list[float]:
    """The bounds of a chart's steps."""
    shown = [area.value for area in chart.areas if area.value is not None]
    return steps_of(shown, chart.measured.decimals)


def map_specification(chart: MapChart, width: int) -> dict[str, Any]:
    """The map at a width."""
    return _tiles(chart, width) if chart.is_tiles else _boundaries(chart, width)


def _fill(area: MapArea, bounds: list[float]) -> tuple[str, str]:
    if area.value is None:
        # Hidden on purpose is hatched; a figure that never came leaves the tile empty; counts stand on plain ground.
        return (HATCH, INK) if area.status == "suppressed" else (SURFACE, INK)
    step = step_of(area.value, bounds)
    return STEPS[step], STEP_INKS[step]


def _tiles(chart: MapChart, width: int) -> dict[str, Any]:
    columns = max((a.column or 0 for a in chart.areas), default=0) + 1
    rows = max((a.row or 0 for a in chart.areas), default=0) + 1
    first_column = min((a.column or 0 for a in chart.areas), default=0)
    first_row = min((a.row or 0 for a in chart.areas), default=0)
    across, down = columns - first_column, rows - first_row
    side = min((width - 2) / across, 112.0)
    tall = min(side, 76.0) if across < 5 else 76.0
    plot = Plot(width, tall * down + 2, 1, 1, side * across, tall * down, (0, 1), (0, 1), 15 if width >= 500 else 14)
    bounds = bounds_of(chart)
    layers: list[Layer] = []
    for area in chart.areas:
        x = ((area.column or 0) - first_column) * side
        y = ((area.row or 0) - first_row) * tall
        layers += _tile(area, (x, y), (side, tall), (chart, bounds, plot.text))
    return specification(plot, layers)


def _tile(
    area: MapArea,
    corner: tuple[float, float],
    box_size: tuple[float, float],
    drawn_in: tuple[MapChart, list[float], int],
) -> list[Layer]:
    chart, bounds, size = drawn_in
    (x, y), (side, tall) = corner, box_size
    fill, ink = _fill(area, bounds)
    mark: dict[str, Any] = {"type": "rect", "fill": fill, "stroke": EDGE, "strokeWidth": 1, "cornerRadius": 4}
    if fill == SURFACE and area.status != TOO_FEW:
        mark["strokeDash"] = [3, 3]
    box = {
        "name": "tile",
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": {
            "x": {"value": round(x + SPACE / 2, 2)},
            "x2": {"value": round(x + side - SPACE / 2, 2)},
            "y": {"value": round(y + SPACE / 2, 2)},
            "y2": {"value": round(y + tall - SPACE / 2, 2)},
        },
    }
    middle = x + side / 2
    names = name_lines(area, side - SPACE - 6, size)
    if area.value is None and not area.counts:
        top = y + tall / 2 - 9 * (len(names) - 1) + 5
        plate = _plate((middle, y + tall / 2), names, size)
        return [box, plate, *_lines("code", names, (middle, top), {"fill": INK, "size": size})]
    told = chart.measured
    figure = area.counts if area.value is None else formats.figure(area.value, told.kind, told.decimals)
    top = y + tall / 2 - 4 - 9 * (len(names) - 1)
    below = top + 18 * len(names) + 1
    return [
        box,
        *_lines("code", names, (middle, top), {"fill": ink, "size": size}),
        label("figure", figure, middle, below, fill=ink, size=size, fontWeight=600),
    ]


def name_lines(area: MapArea, room: float, size: int) -> tuple[str, ...]:
    """A place's name on one or two lines; its code where the name is too long for a tile."""
    words = area.name.split()
    for cut in range(len(words), 0, -1):
        lines = tuple(" ".join(part) for part in (words[:cut], words[cut:]) if part)
        if all(text_width(line, size) <= room for line in lines):
            return lines
    return (area.code,)


def _lines(name: str, lines: tuple[str, ...], place: tuple[float, float], look: dict[str, Any]) -> list[Layer]:
    x, y = place
    return [label(name, line, x, y + 18 * n, **look) for n, line in enumerate(lines)]


def _plate(place: tuple[float, float], lines: tuple[str, ...], size: int) -> Layer:
    """A plain ground under a name, so that hatching never runs through letters."""
    x, y = place
    half = max(text_width(line, size) for line in lines) / 2 + 5
    tall = 10 * len(lines) + 1
    return {
        "name": "plate",
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": SURFACE, "cornerRadius": 3},
        "encoding": {
            "x": {"value": round(x - half, 2)},
            "x2": {"value": round(x + half, 2)},
            "y": {"value": round(y - tall, 2)},
            "y2": {"value": round(y + tall, 2)},
        },
    }


def _boundaries(chart: MapChart, width: int) -> dict[str, Any]:
    height = round(width * 0.8)
    plot = Plot(width, height, 2, 2, width - 4, height - 4, (0, 1), (0, 1), 14)
    bounds = bounds_of(chart)
    features = [
        {"type": "Feature", "geometry": wound(area.geometry), "properties": {"fill": _fill(area, bounds)[0]}}
        for area in chart.areas
    ]
    layer = {
        "name": "areas",
        "data": {"values": features},
        "projection": {"type": "mercator"},
        "mark": {"type": "geoshape", "stroke": EDGE, "strokeWidth": 1},
        "encoding": {"fill": {"field": "properties.fill", "type": "nominal", "scale": None}},
    }
    return specification(plot, [layer])


def wound(geometry: Mapping[str, Any] | None) -> dict[str, Any]:
    """The outer ring clockwise and holes against it, as the renderer wants them on a globe.

    GeoJSON files come in either order; read the wrong way round, an area is the rest of the world.
    """
    found = dict(geometry or {})
    if found.get("type") == "Polygon":
        found["coordinates"] = _wound_polygon(found["coordinates"])
    elif found.get("type") == "MultiPolygon":
        found["coordinates"] = [_wound_polygon(polygon) for polygon in found["coordinates"]]
    return found


def _wound_polygon(rings: Sequence[Sequence[Any]]) -> list[list[Any]]:
    turned = []
    for number, ring in enumerate(rings):
        twice_the_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
        is_clockwise = twice_the_area < 0
        wants_clockwise = number == 0
        turned.append(list(ring) if is_clockwise == wants_clockwise else list(reversed(ring)))
    return turned


def thinned(path: str) -> str:
    """A boundary without the points that nobody sees: nearer than a pixel to the one before."""
    kept: list[str] = []
    last = (math.inf, math.inf)
    for command, x, y in _POINT.findall(path):
        place = (float(x), float(y))
        if command == "M" or math.dist(last, place) >= 1:
            kept.append(f"{command}{x},{y}")
            last = place
    return _closed("".join(kept))


def _closed(path: str) -> str:
    """Each ring ends where it began."""
    return "".join(f"M{ring}Z" for ring in path.split("M") if ring)


def finished_map(svg: str) -> str:
    """Thins boundaries; adds the hatching, under an id of this picture's own, where something is not shown."""
    svg = _BOUNDARY.sub(lambda match: f' d="{thinned(match[1])}"', svg)
    if HATCH not in svg:
        return svg
    own = "hatch-" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    pattern = (
        f'<defs><pattern id="{own}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0,0H7V7H0Z" fill="{SURFACE}"/>'
        f'<path d="M0,0V7" stroke="{EDGE}" stroke-width="3"/></pattern></defs>'
    )
    start = svg.index(">") + 1
    return svg[:start] + pattern + svg[start:].replace(HATCH, f"url(#{own})")
