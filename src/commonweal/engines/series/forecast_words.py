"""What a forecast says, in plain words, in English and Spanish."""

from commonweal.engines.series.figure_words import early, figure_words, small
from commonweal.engines.series.forecast import ENOUGH_TO_FORECAST
from commonweal.lib.period_words import period_words

WORDS: dict[str, dict[str, str]] = {
    "too-few": {
        "en": "Not enough points yet: {n}. A forecast needs {enough}.",
        "es": "Aún no hay puntos suficientes: {n}. Un pronóstico necesita {enough}.",
    },
    "range": {
        "en": "If it goes on as before, {period} will likely be between {low} and {high}.",
        "es": "Si sigue como hasta ahora, {period} estará probablemente entre {low} y {high}.",
    },
    "one": {
        "en": "If it goes on as before, {period} will be {low}.",
        "es": "Si sigue como hasta ahora, {period} será {low}.",
    },
    "no-share": {
        "en": "A share of a whole cannot be there: read the range from 0% to 100% only.",
        "es": "Una proporción de un todo no puede llegar ahí: lea el rango solo de 0 % a 100 %.",
    },
    "meet": {
        "en": "Unless something changes, this will meet the target of {target} in {period}.",
        "es": "Si nada cambia, cumplirá la meta de {target} en {period}.",
    },
    "miss": {
        "en": "Unless something changes, this will miss the target of {target} in {period}.",
        "es": "Si nada cambia, no cumplirá la meta de {target} en {period}.",
    },
    "either": {
        "en": "Unless something changes, it could meet or miss the target of {target} in {period}.",
        "es": "Si nada cambia, podría cumplir o no la meta de {target} en {period}.",
    },
}


def too_few_words(n: int, lang: str = "en") -> str:
    return WORDS["too-few"][lang].format(n=n, enough=ENOUGH_TO_FORECAST)


def forecast_words(n: int, last: tuple[str, float, float], lang: str = "en", unit: str = "", decimals: int = 1) -> str:
    """The sentence for the last period of a forecast from n points: (period, low, high)."""
    period, low, high = last
    ends = [figure_words(end, lang, unit, decimals) for end in (low, high)]
    key = "one" if ends[0] == ends[1] else "range"
    told = WORDS[key][lang].format(period=period_words(period, lang), low=ends[0], high=ends[1])
    return early(small(told), n, lang)


def no_share_words(low: float, high: float, lang: str = "en", unit: str = "") -> str:
    """What is added where a range of percents leaves what a share can be; a rate of growth can be there."""
    is_beyond = unit in ("percent", "%") and (low < 0 or high > 100)
    return WORDS["no-share"][lang] if is_beyond else ""


def against_words(answer: str, target: tuple[str, float], lang: str = "en", unit: str = "", decimals: int = 1) -> str:
    """What the forecast means for a target: `meet`, `miss` or `either`, as `outlook.against` has it."""
    period, value = target
    figure = figure_words(value, lang, unit, decimals)
    return WORDS[answer][lang].format(target=figure, period=period_words(period, lang))
