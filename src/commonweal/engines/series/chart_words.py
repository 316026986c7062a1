"""What a control chart says, in plain words, in English and Spanish."""

from collections.abc import Sequence

from commonweal.engines.series.control_charts import ENOUGH_FOR_SIGNALS
from commonweal.engines.series.control_rules import Assurance, Signal
from commonweal.engines.series.figure_words import capital, early, small
from commonweal.lib.period_words import period_words

WORDS: dict[str, dict[str, str]] = {
    "too-few": {
        "en": "Not enough points yet: {n}. A chart judges from {enough}.",
        "es": "Aún no hay puntos suficientes: {n}. Se juzga a partir de {enough}.",
    },
    "usual": {
        "en": "Usual ups and downs: no real change.",
        "es": "Altibajos habituales: ningún cambio real.",
    },
    "better": {"en": "A real shift for the better since {since}.", "es": "Un cambio real a mejor desde {since}."},
    "worse": {"en": "A real shift for the worse since {since}.", "es": "Un cambio real a peor desde {since}."},
    "upward": {"en": "A real shift upward since {since}.", "es": "Un cambio real al alza desde {since}."},
    "downward": {"en": "A real shift downward since {since}.", "es": "Un cambio real a la baja desde {since}."},
    "unusual": {
        "en": "{period} was unusual: ask what happened.",
        "es": "{period} fue inusual: pregunte qué pasó.",
    },
    "unusual-many": {
        "en": "{count} points were unusual, the latest {period}: ask what happened.",
        "es": "{count} puntos fueron inusuales, el último {period}: pregunte qué pasó.",
    },
    "few-crossings": {
        "en": "It crosses its middle less often than chance would: something has changed.",
        "es": "Cruza su valor central menos de lo que haría el azar: algo ha cambiado.",
    },
    "pass": {
        "en": "Unless something changes, this will keep meeting the target.",
        "es": "Si nada cambia, seguirá cumpliendo la meta.",
    },
    "fail": {
        "en": "Unless something changes, this will keep missing the target.",
        "es": "Si nada cambia, seguirá sin cumplir la meta.",
    },
    "hit-and-miss": {
        "en": "It will sometimes meet the target, by luck.",
        "es": "Cumplirá la meta algunas veces, por suerte.",
    },
}
MANY = 3


def chart_words(
    periods: Sequence[str],
    signals: Sequence[Signal],
    lang: str = "en",
    direction: str | None = None,
    assured: Assurance | None = None,
) -> str:
    """The chart's sentences: shifts first, then single points, then what this means for a target.

    `periods` are those of the points; `direction` says which way is better, and is None where that is open.
    """
    n = len(periods)
    if n < ENOUGH_FOR_SIGNALS:
        return WORDS["too-few"][lang].format(n=n, enough=ENOUGH_FOR_SIGNALS)
    told = _shifts(periods, signals, lang, direction) + _single(periods, signals, lang)
    if not told:
        told = [small(WORDS["usual"][lang])]
    if assured:
        told.append(WORDS[assured][lang])
    first, *rest = told
    return early(" ".join([first, *map(capital, rest)]), n, lang)


def _shifts(periods: Sequence[str], signals: Sequence[Signal], lang: str, direction: str | None) -> list[str]:
    """One sentence, from the first point of the latest such signal on; several rules see one shift.

    "Since" says that it lasts: a shift after which any signal went the other way has ended, and is not told.
    """
    sided = [signal for signal in signals if signal.rule != "few-crossings"]
    latest = {signal.upward: signal for signal in sided if signal.rule != "outside"}
    ended = {way for way, shift in latest.items() for each in sided if each.at > shift.at and each.upward != way}
    told = [
        small(WORDS[_way(signal.upward, direction)][lang].format(since=period_words(periods[signal.since], lang)))
        for signal in sorted(latest.values(), key=lambda signal: signal.at)
        if signal.upward not in ended
    ]
    if not told and any(signal.rule == "few-crossings" for signal in signals):
        told = [small(WORDS["few-crossings"][lang])]
    return told


def _way(upward: bool, direction: str | None) -> str:
    if direction is None:
        return "upward" if upward else "downward"
    return "better" if upward == (direction == "higher") else "worse"


def _single(periods: Sequence[str], signals: Sequence[Signal], lang: str) -> list[str]:
    unusual = [period_words(periods[signal.at], lang) for signal in signals if signal.rule == "outside"]
    if len(unusual) > MANY:
        return [WORDS["unusual-many"][lang].format(count=len(unusual), period=unusual[-1])]
    return [WORDS["unusual"][lang].format(period=each) for each in unusual]
