"""How steady a series is: run, XmR and p chart with their signals, what is unusual, and where it turned."""

from collections.abc import Sequence
from typing import Any

from commonweal.engines.measures.comparable import is_complete_enough
from commonweal.engines.series.breakpoint import Break, one_break
from commonweal.engines.series.chart_words import WORDS, chart_words
from commonweal.engines.series.charted import METHODS, Charted, chart_of_counts, chart_of_values, unusual_points
from commonweal.engines.series.control_charts import ENOUGH_FOR_SIGNALS, xmr
from commonweal.engines.series.control_rules import Assurance
from commonweal.engines.series.target import Point, in_time
from commonweal.engines.series.trend import Trend, trend
from commonweal.engines.series.verdict_words import bent_words, label
from commonweal.lib.period_words import period_words
from commonweal.lib.periods import period_value
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.judging import LANGUAGES, direction_of, unit_of

Content = dict[str, Any]


def steady_of(
    definition: Definition, series: Sequence[Content], points: Sequence[Point], target: Content | None
) -> Content | None:
    """What stands in a release under `steady`; None where there is no figure. `points` are those that count."""
    known = in_time(points)
    if not known:
        return None
    periods, values = [point.period for point in known], [float(point.value or 0) for point in known]
    charts = [_chart(definition, chart_of_values(kind, periods, values)) for kind in ("run", "xmr")]
    assured = _assured(definition, periods, values, target)
    shares = _shares(definition, series)
    if shares is not None:
        charts.append(shares)
    return {
        "charts": charts,
        # Beside the chart's own words, not among them: it holds if nothing ever moves, and the forecast if it drifts.
        "assurance": assured,
        "assurance_words": {lang: WORDS[assured][lang] if assured else "" for lang in LANGUAGES},
        "unusual": _unusual(periods, values),
        "turn": _turn(definition, periods, values),
    }


def group_steady_of(
    definition: Definition, series: Sequence[Content], points: Sequence[Point], target: Content | None
) -> Content | None:
    """The same of one group, without the lists of figures: those stand in its splits."""
    found = steady_of(definition, series, points, target)
    if found is None:
        return None
    charts = [{name: chart[name] for name in chart if name not in ("periods", "values")} for chart in found["charts"]]
    return {**found, "charts": charts}


def _assured(
    definition: Definition, periods: Sequence[str], values: Sequence[float], target: Content | None
) -> Assurance | None:
    """Limits say what will come only while nothing has changed: with a signal on the chart, no target is spoken of."""
    if target is None or len(values) < ENOUGH_FOR_SIGNALS:
        return None
    found = chart_of_values("xmr", periods, values, target["target_value"], direction_of(definition))
    return None if found.signals else found.assured


def _chart(definition: Definition, found: Charted, values: Sequence[float] = ()) -> Content:
    direction = definition.direction
    return {
        "kind": found.kind,
        "method": METHODS[found.kind],
        "n": len(found.periods),
        "periods": list(found.periods),
        **({"values": list(values)} if values else {}),
        "centre": found.centre,
        "lower": found.lower,
        "upper": found.upper,
        "signals": [
            {"period": found.periods[each.at], "rule": each.rule, "since": found.periods[each.since], "up": each.upward}
            for each in found.signals
        ],
        "words": {lang: chart_words(found.periods, found.signals, lang, direction) for lang in LANGUAGES},
    }


def _shares(definition: Definition, series: Sequence[Content]) -> Content | None:
    """A p chart where each percentage is of people who are counted, and not always of as many."""
    if definition.kind != Definition.Kind.PERCENT:
        return None
    counted = [
        point
        for point in series
        if point["definition"] == definition.version and point["value"] is not None and is_complete_enough(point)
    ]
    parts = [(point["numerator"], point["denominator"]) for point in counted]
    whole = [pair for pair in parts if pair[0] is not None and pair[1] and 0 <= pair[0] <= pair[1]]
    if len(whole) < ENOUGH_FOR_SIGNALS or len(whole) < len(parts) or len({base for _, base in whole}) == 1:
        return None
    numerators, denominators = [float(part) for part, _ in whole], [float(base) for _, base in whole]
    found = chart_of_counts("p", [point["period"] for point in counted], numerators, denominators)
    shares = [part / base for part, base in zip(numerators, denominators, strict=True)]
    return _chart(definition, found, shares)


def _unusual(periods: Sequence[str], values: Sequence[float]) -> list[Content]:
    """Which periods to ask about, the newest first: a flag beside the verdict, never a verdict."""
    if len(values) < ENOUGH_FOR_SIGNALS:
        return []
    moving = trend([period_value(period) for period in periods], values).verdict in ("rising", "falling")
    signals = chart_of_values("xmr", periods, values).signals
    return [
        {
            "period": periods[at],
            "words": {
                lang: _large(WORDS["unusual"][lang].format(period=period_words(periods[at], lang)))
                for lang in LANGUAGES
            },
        }
        for at in reversed(unusual_points(values, xmr(values), signals, moving=moving))
    ]


def _large(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


def _turn(definition: Definition, periods: Sequence[str], values: Sequence[float]) -> Content | None:
    """One break in the line, from twelve figures on, and only where it earns its numbers."""
    years = [period_value(period) for period in periods]
    found = one_break(years, values)
    if found is None or not found.clear:
        return None
    whole = trend(years, values)
    return {
        "at": found.at,
        "low": found.low,
        "high": found.high,
        "slope_before": found.slope_before,
        "slope_after": found.slope_after,
        "words": {lang: _turn_words(definition, whole, found, lang) for lang in LANGUAGES},
    }


def _turn_words(definition: Definition, whole: Trend, turn: Break, lang: str) -> str:
    """Without the verdict at its head: the chip says that already."""
    told = bent_words(whole, turn, lang, unit_of(definition), definition.decimals)
    return told.removeprefix(f"{label(whole.verdict, lang)}. ")
