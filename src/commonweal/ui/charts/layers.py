"""The vocabulary of our Vega-Lite specifications: named layers on a fixed plot, labels instead of legends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonweal.ui.charts.palette import GAP, INK_2, LINE
from commonweal.ui.fonts import SANS

Layer = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Plot:
    """The drawing area inside a picture, and its two straight scales, in px and in data."""

    width: float
    height: float
    left: float
    top: float
    plot_width: float
    plot_height: float
    x_domain: tuple[float, float]
    y_domain: tuple[float, float]
    text: int = 14

    def x(self, value: float) -> float:
        """Where a value stands, in px from the plot's left edge."""
        low, high = self.x_domain
        return round((value - low) / (high - low) * self.plot_width, 2)

    def y(self, value: float) -> float:
        """Where a value stands, in px from the plot's top edge."""
        low, high = self.y_domain
        return round((high - value) / (high - low) * self.plot_height, 2)


def text_width(words: str, size: int, weight: int = 400) -> float:
    """A cautious estimate of a text's width in px, for keeping labels apart."""
    narrow = sum(1 for letter in words if letter in " .,:;'|!()[]iljt1")
    wide = sum(1 for letter in words if letter in "mwMW%@")
    usual = len(words) - narrow - wide
    per_em = usual * 0.53 + narrow * 0.31 + wide * 0.84
    return per_em * size * (1.04 if weight >= 600 else 1.0)


def specification(plot: Plot, layers: list[Layer]) -> dict[str, Any]:
    """A whole picture: fixed size, no legend, no border, no axis of its own."""
    return {
        "$schema": SCHEMA,
        "autosize": {"type": "none"},
        "padding": {
            "left": plot.left,
            "top": plot.top,
            "right": round(plot.width - plot.left - plot.plot_width, 2),
            "bottom": round(plot.height - plot.top - plot.plot_height, 2),
        },
        "width": plot.plot_width,
        "height": plot.plot_height,
        "background": None,
        "config": {"aria": False, "font": SANS, "view": {"stroke": None, "fill": None}},
        # The renderer wants each name once; what stands before the number is the layer's role.
        "layer": [{**layer, "name": f"{layer['name']}-{i}"} for i, layer in enumerate(layers)],
    }


def x_of(plot: Plot, field: str = "at") -> dict[str, Any]:
    """The horizontal channel: years on a straight scale."""
    scale = {"domain": list(plot.x_domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def y_of(plot: Plot, field: str = "value") -> dict[str, Any]:
    """The vertical channel: the measure's own unit."""
    scale = {"domain": list(plot.y_domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def label(name: str, words: str, x: float, y: float, *, size: int = 14, **look: Any) -> Layer:
    """A text at a place of the plot, in px."""
    mark = {
        "type": "text",
        "fontSize": size,
        "align": look.pop("align", "center"),
        "baseline": "alphabetic",
        "fill": look.pop("fill", INK_2),
        **look,
    }
    if mark["align"] == "start":
        mark["align"] = "left"
    return {
        "name": name,
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": {
            "x": {"value": round(x, 2)},
            "y": {"value": round(y, 2)},
            "text": {"value": words},
        },
    }


def grid(plot: Plot, ticks: list[float]) -> Layer:
    """A few pale lines, never vertical."""
    return {
        "name": "grid",
        "data": {"values": [{"value": tick} for tick in ticks]},
        "mark": {"type": "rule", "stroke": LINE},
        "encoding": {
            "x": {"value": 0},
            "x2": {"value": plot.plot_width},
            "y": y_of(plot),
        },
    }


def line_between(name: str, start: tuple[float, float], end: tuple[float, float], **look: Any) -> Layer:
    """A straight rule between two places of the plot, in px."""
    return {
        "name": name,
        "data": {"values": [{}]},
        "mark": {"type": "rule", **look},
        "encoding": {
            "x": {"value": round(start[0], 2)},
            "y": {"value": round(start[1], 2)},
            "x2": {"value": round(end[0], 2)},
            "y2": {"value": round(end[1], 2)},
        },
    }


def dot(name: str, x: float, y: float, *, shape: str, size: float, **look: Any) -> Layer:
    """One mark at a place of the plot, in px."""
    return {
        "name": name,
        "data": {"values": [{}]},
        "mark": {"type": "point", "shape": shape, "size": size, "opacity": 1, **look},
        "encoding": {"x": {"value": round(x, 2)}, "y": {"value": round(y, 2)}},
    }


def band(name: str, x: float, x2: float, height: float) -> Layer:
    """A tinted stretch over the whole height."""
    return {
        "name": name,
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": GAP},
        "encoding": {
            "x": {"value": round(x, 2)},
            "x2": {"value": round(x2, 2)},
            "y": {"value": 0},
            "y2": {"value": height},
        },
    }
