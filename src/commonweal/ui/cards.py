"""What a figure card shows, ready to print: words in the reader's language and at most one chart."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.ui.charts.shapes import Spark


@dataclass(frozen=True)
class FigureCard:
    """One measure at a glance. `value` is empty where there is no figure; `no_value` then says why."""

    name: str
    url: str
    value: str
    unit: str
    period: str
    verdict: str
    sentence: str
    origin: str
    notes: tuple[str, ...] = ()
    chart: Spark | None = None
    no_value: str = ""
    name_lang: str = ""
