"""What comes next if nothing changes: one fixed model, named, with its ranges, against the target in words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from commonweal.engines.series.forecast import METHODS, Model
from commonweal.engines.series.forecast_words import against_words, forecast_words
from commonweal.engines.series.outlook import (
    RULE,
    RULE_OF_GROUPS,
    Ahead,
    Outlook,
    against,
    model_for,
    outlook,
    periods_until,
)
from commonweal.engines.series.target import Point, in_time
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.judging import LANGUAGES, direction_of, unit_of

Content = dict[str, Any]
#: Without a target a few periods are told, and with a distant one not more than these.
USUAL, LONGEST = 4, 60


def forecast_of(definition: Definition, points: Sequence[Point], target: Content | None) -> Content | None:
    """What stands in a release under `forecast`; None below eight figures. `points` are those that count."""
    return _told(definition, points, target, model_for(len(in_time(points))), RULE)


def group_forecast_of(definition: Definition, points: Sequence[Point], target: Content | None) -> Content | None:
    """The same of one group, by the model that all groups share."""
    return _told(definition, points, target, "drift", RULE_OF_GROUPS)


def _told(
    definition: Definition, points: Sequence[Point], target: Content | None, model: Model, rule: str
) -> Content | None:
    until = periods_until(points, target["target_period"]) if target else 0
    found = _outlook(tuple(points), min(until or USUAL, LONGEST), model)
    if found is None:
        return None
    coming = [_possible(definition, each) for each in found.ahead]
    last = coming[-1]
    is_dated = target is not None and until == len(coming)
    answer = against(last, target["target_value"], direction_of(definition)) if target and is_dated else None
    unit, places = unit_of(definition), definition.decimals
    names = ("period", "mean", "low", "high", "low_80", "high_80")
    return {
        "model": found.model,
        "method": METHODS[found.model],
        "rule": rule,
        "n": found.n,
        "points": [{name: getattr(each, name) for name in names} for each in coming],
        "words": {
            lang: forecast_words(found.n, (last.period, last.low, last.high), lang, unit, places) for lang in LANGUAGES
        },
        "against": answer,
        "against_words": {
            lang: against_words(answer, (target["target_period"], target["target_value"]), lang, unit, places)
            if target and answer
            else ""
            for lang in LANGUAGES
        },
    }


@lru_cache(maxsize=512)
def _outlook(points: tuple[Point, ...], horizon: int, model: Model) -> Outlook | None:
    """A fit takes a good part of a second, and each preview of a release asks for the same ones again."""
    return outlook(points, model=model, horizon=horizon)


def _possible(definition: Definition, ahead: Ahead) -> Ahead:
    """A model knows no limits, and readers do: no percentage passes 0 or 100, no count falls below 0."""
    least, most = definition.minimum, definition.maximum
    if least is None and definition.kind != Definition.Kind.NUMBER:
        least = 0.0
    if most is None and definition.kind == Definition.Kind.PERCENT:
        most = 100.0

    def within(value: float) -> float:
        raised = value if least is None else max(value, least)
        return raised if most is None else min(raised, most)

    ends = (ahead.mean, ahead.low, ahead.high, ahead.low_80, ahead.high_80)
    return Ahead(ahead.period, *(within(value) for value in ends))
