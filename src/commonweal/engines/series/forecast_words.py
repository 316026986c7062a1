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
