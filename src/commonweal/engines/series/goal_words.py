"""What a goal asks for, and what absent partners could change, in plain words, in English and Spanish."""

import math

from commonweal.engines.series.absent_partners import Coverage, Turn, WouldChange
from commonweal.engines.series.figure_words import MONEY, figure_words
from commonweal.engines.series.goal_arithmetic import GoalArithmetic
from commonweal.engines.series.verdict_words import LABELS
from commonweal.lib.period_words import period_words

WORDS: dict[str, dict[str, str]] = {
    "people": {
        "en": "About {people} people are still to go, {a_year} a year.",
        "es": "Faltan unas {people} personas, {a_year} al año.",
    },
    "people-late": {"en": "About {people} people are still to go.", "es": "Faltan unas {people} personas."},
    "person": {"en": "About one person is still to go.", "es": "Falta más o menos una persona."},
    "reached": {"en": "Nobody is left to go: the goal is met.", "es": "No falta nadie: la meta está cumplida."},
    "best-between": {
        "en": "It needs {needed} a year; the best so far was {best} (likely {low} to {high}), {first} to {last}.",
        "es": "Necesita {needed} al año; lo mejor fue {best} (probablemente de {low} a {high}), de {first} a {last}.",
    },
    "best": {
        "en": "It needs {needed} a year; the best so far was {best}, {first} to {last}.",
        "es": "Necesita {needed} al año; lo mejor hasta ahora fue {best}, de {first} a {last}.",
    },
    "stretch": {
        "en": "That is {times} times the best so far.",
        "es": "Eso es {times} veces lo mejor hasta ahora.",
    },
    "within": {
        "en": "It has moved that fast before.",
        "es": "Ya ha avanzado a ese ritmo antes.",
    },
    "never": {
        "en": "It needs {needed} a year, and has never moved the right way for long.",
        "es": "Necesita {needed} al año, y nunca ha avanzado por mucho tiempo.",
    },
    "stays": {
        "en": "Whatever the {absent} missing partners report, the verdict stays: {label}.",
        "es": "Informen lo que informen las {absent} organizaciones que faltan, el veredicto sigue: {label}.",
    },
    "at-least": {
        "en": "It turns to “{label}” if the {absent} missing partners report {figure} or more.",
        "es": "Pasa a «{label}» si las {absent} organizaciones que faltan informan {figure} o más.",
    },
    "at-most": {
        "en": "It turns to “{label}” if the {absent} missing partners report {figure} or less.",
        "es": "Pasa a «{label}» si las {absent} organizaciones que faltan informan {figure} o menos.",
    },
    "like-others": {
        "en": "Like the others, they would report {figure}.",
        "es": "Si fueran como las demás, informarían {figure}.",
    },
    "stays-one": {
        "en": "Whatever the one missing partner reports, the verdict stays: {label}.",
        "es": "Informe lo que informe la organización que falta, el veredicto sigue: {label}.",
    },
    "at-least-one": {
        "en": "It turns to “{label}” if the one missing partner reports {figure} or more.",
        "es": "Pasa a «{label}» si la organización que falta informa {figure} o más.",
    },
    "at-most-one": {
        "en": "It turns to “{label}” if the one missing partner reports {figure} or less.",
        "es": "Pasa a «{label}» si la organización que falta informa {figure} o menos.",
    },
    "like-others-one": {
        "en": "Like the others, it would report {figure}.",
        "es": "Si fuera como las demás, informaría {figure}.",
    },
}
POINTS = {"en": "{figure} points", "es": "{figure} puntos"}


def goal_words(found: GoalArithmetic, lang: str = "en", unit: str = "", decimals: int = 1) -> str:
    """One to three sentences: people to go, the needed change against the best, and how many times it is."""
    told = []
    if found.people_to_go == 0:
        return WORDS["reached"][lang]
    if found.people_to_go is not None and f"{found.people_to_go:.0f}" == "1":
        told.append(WORDS["person"][lang])
    elif found.people_to_go is not None:
        people, a_year = f"{found.people_to_go:,.0f}", f"{found.people_per_year or 0:,.0f}"
        key = "people" if found.people_per_year is not None else "people-late"
        told.append(WORDS[key][lang].format(people=people, a_year=a_year))
    if found.needed_per_year is not None and found.best is not None:
        told += _against_best(found, lang, unit, decimals)
    return " ".join(told)


def absent_words(found: WouldChange, coverage: Coverage, lang: str = "en", unit: str = "", decimals: int = 1) -> str:
    """What would turn the verdict, on either side, beside what is to be expected."""
    alone = "-one" if coverage.absent == 1 else ""
    if found.stays:
        return WORDS["stays" + alone][lang].format(absent=coverage.absent, label=LABELS[found.code][lang])
    told = [_turn_words(turn, coverage, lang, unit, decimals) for turn in (found.lower, found.higher) if turn]
    usual = figure_words(found.usual, lang, unit, decimals)
    return " ".join([*told, WORDS["like-others" + alone][lang].format(figure=usual)])


def _turn_words(turn: Turn, coverage: Coverage, lang: str, unit: str, decimals: int) -> str:
    # Rounded so that what is printed does turn it; a millionth is the halving's own.
    units = turn.absent_report * 10**decimals
    whole = math.floor(units + 1e-6) if turn.way == "at-most" else math.ceil(units - 1e-6)
    figure = figure_words(whole / 10**decimals, lang, unit, decimals)
    alone = "-one" if coverage.absent == 1 else ""
    return WORDS[turn.way + alone][lang].format(label=LABELS[turn.code][lang], absent=coverage.absent, figure=figure)


def _against_best(found: GoalArithmetic, lang: str, unit: str, decimals: int) -> list[str]:
    best = found.best
    if best is None or found.needed_per_year is None:
        return []

    def pace(value: float) -> str:
        return f"{abs(value):,.{decimals}f}" if unit not in MONEY else f"${abs(value):,.{decimals}f}"

    needed = pace(found.needed_per_year)
    if unit in ("percent", "%"):
        needed = POINTS[lang].format(figure=needed)
    if found.stretch is None:
        return [WORDS["never"][lang].format(needed=needed)]
    words = {
        "needed": needed, "best": pace(best.per_year),
        "first": period_words(best.first_period, lang), "last": period_words(best.last_period, lang),
    }  # fmt: skip
    # An interval over zero is no pace that one could tell with a bare number.
    if best.low is not None and best.high is not None and best.low * best.high > 0:
        low, high = sorted((abs(best.low), abs(best.high)))
        told = [WORDS["best-between"][lang].format(**words, low=pace(low), high=pace(high))]
    else:
        told = [WORDS["best"][lang].format(**words)]
    times = f"{found.stretch:,.1f}"
    return [*told, WORDS["within"][lang] if found.stretch <= 1 else WORDS["stretch"][lang].format(times=times)]
