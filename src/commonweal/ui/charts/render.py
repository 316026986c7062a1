"""Draws a chart once and keeps the picture in a folder, by the hash of everything it depends on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from commonweal.ui.charts.answers import answers_specification
from commonweal.ui.charts.coming import forecast_specification
from commonweal.ui.charts.events import events_specification
from commonweal.ui.charts.gap import gap_specification
from commonweal.ui.charts.map import finished_map, map_specification
from commonweal.ui.charts.palette import LITERAL
from commonweal.ui.charts.shapes import (
    AnswersChart,
    Chart,
    EventsChart,
    ForecastChart,
    GapChart,
    MapChart,
    Spark,
    SteadyChart,
)
from commonweal.ui.charts.spark import spark_specification
from commonweal.ui.charts.steady import steady_specification
from commonweal.ui.charts.svg import cleaned
from commonweal.ui.charts.trend import trend_specification
from commonweal.ui.charts.words import alt_text
from commonweal.ui.fonts import font_folders

DRAWING = "8"  # change it when the same specification is drawn differently
_TOKEN = re.compile(r"var\((--[a-z0-9-]+)\)")


def specification_of(chart: Chart, width: int, lang: str) -> dict[str, Any]:
    """The Vega-Lite specification of a chart at a width, in a language."""
    with translation.override(lang):
        if isinstance(chart, Spark):
            return spark_specification(chart, width)
        if isinstance(chart, GapChart):
            return gap_specification(chart, width)
        if isinstance(chart, AnswersChart):
            return answers_specification(chart, width)
        if isinstance(chart, MapChart):
            return map_specification(chart, width)
        if isinstance(chart, ForecastChart):
            return forecast_specification(chart, width)
        if isinstance(chart, EventsChart):
            return events_specification(chart, width)
        if isinstance(chart, SteadyChart):
            return steady_specification(chart, width)
        return trend_specification(chart, width)


def render(chart: Chart, width: int, lang: str) -> str:
    """The picture as SVG for a page, from the cache or drawn now. Safe in any process."""
    specification, path = _key(chart, width, lang)
    if not path.exists():
        _write(path, _draw(chart, specification, lang))
    return path.read_text(encoding="utf-8")


def rendered_or_none(chart: Chart, width: int, lang: str) -> str | None:
    """The picture if it was drawn before; a page shows its table first otherwise."""
    _, path = _key(chart, width, lang)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def standalone(chart: Chart, width: int, lang: str) -> str:
    """The picture for a download or a share card: literal colours on white."""
    page_svg = render(chart, width, lang)
    literal = _TOKEN.sub(lambda match: LITERAL.get(match[1], "#1c2530"), page_svg)
    return literal.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _key(chart: Chart, width: int, lang: str) -> tuple[dict[str, Any], Path]:
    specification = specification_of(chart, width, lang)
    with translation.override(lang):
        words = alt_text(chart)
    material = json.dumps([DRAWING, specification, words], sort_keys=True)
    name = hashlib.sha256(material.encode()).hexdigest()
    return specification, Path(settings.COMMONWEAL_HOME) / "charts" / name[:2] / f"{name}.svg"


def _draw(chart: Chart, specification: dict[str, Any], lang: str) -> str:
    # No base URL is allowed: a specification can never make this process fetch anything.
    raw = _renderer().vegalite_to_svg(specification, allowed_base_urls=[])
    with translation.override(lang):
        svg = cleaned(raw, alt_text(chart), type(chart).__name__.lower())
    return finished_map(svg) if isinstance(chart, MapChart) else svg


@lru_cache
def _renderer() -> Any:
    import vl_convert  # 80 MB of renderer: only processes that draw load it

    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def _write(path: Path, svg: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        target.write(svg)
    os.replace(temporary, path)
