"""What rates and gaps say to a person, in English and Spanish: no word of a statistician."""

import math

from commonweal.engines.rates.gaps import Comparison, GapError, GroupGap
from commonweal.engines.rates.proportions import bounds_without_the_silent
from commonweal.engines.rates.reliability import Reliability

WORDS: dict[str, dict[str, str]] = {
    "times": {
        "en": "{a} rate is {ratio} times {b} (likely {low}–{high}): {more} more per 1,000.",
        "es": "La tasa de {a} es {ratio} veces la de {b} (probablemente {low}–{high}): {more} más por cada 1,000.",
    },
    "more": {
        "en": "{a} rate is {more} per 1,000 above {b} (likely between {low} and {high}).",
        "es": "La tasa de {a} supera a la de {b} en {more} por cada 1,000 (probablemente entre {low} y {high}).",
    },
    "same": {
        "en": "{a} rate is the same as {b}.",
        "es": "La tasa de {a} es igual a la de {b}.",
    },
    "none-there": {
        "en": "{a} rate is {more} per 1,000. {b} is zero.",
        "es": "La tasa de {a} es de {more} por cada 1,000. La de {b} es cero.",
    },
    "chance": {
        "en": "With these numbers the gap could be chance.",
        "es": "Con estas cifras la diferencia podría ser azar.",
    },
    "hide": {
        "en": "Too few cases to publish a reliable figure.",
        "es": "Muy pocos casos para publicar una cifra confiable.",
    },
    "hide-groups": {
        "en": "{a} and {b}: too few cases to compare them reliably.",
        "es": "{a} y {b}: muy pocos casos para compararlos con seguridad.",
    },
    "alone": {
        "en": "Only {a} has a figure, so there is nothing to compare.",
        "es": "Solo {a} tiene una cifra; no hay con qué comparar.",
    },
    "gain-lower": {
        "en": "At {b} rate, all groups together would have {people} fewer.",
        "es": "Con la tasa de {b}, entre todos habría {people} menos.",
    },
    "gain-higher": {
        "en": "At {b} rate, all groups together would have {people} more.",
        "es": "Con la tasa de {b}, entre todos habría {people} más.",
    },
    "rate": {
        "en": "{a}: {k} of {n} ({percent}%, likely {low}–{high}%).",
        "es": "{a}: {k} de {n} ({percent} %, probablemente {low}–{high} %).",
    },
    "rate-of-few": {"en": "{a}: {k} of {n}.", "es": "{a}: {k} de {n}."},
    "answered": {
        "en": "{k} of {n} who answered ({percent}%) said yes.",
        "es": "{k} de {n} que respondieron ({percent} %) dijeron que sí.",
    },
    "answered-few": {
        "en": "{k} of {n} who answered said yes.",
        "es": "{k} de {n} que respondieron dijeron que sí.",
    },
    "likely": {"en": "Likely between {low}% and {high}%.", "es": "Probablemente entre {low} % y {high} %."},
    "likely-few": {
        "en": "Among many, likely {low} to {high} of every 100.",
        "es": "Entre muchas personas, probablemente de {low} a {high} de cada 100.",
    },
    "among": {
        "en": "Among all {people}, likely {low}–{high}%. {share}% answered.",
        "es": "Entre las {people} personas, probablemente {low}–{high} %. Respondió el {share} %.",
    },
    "among-few": {
        "en": "Among all {people}, likely {low} to {high} people.",
        "es": "Entre las {people} personas, probablemente de {low} a {high}.",
    },
    "all-answered": {"en": "All {people} answered.", "es": "Respondieron las {people} personas."},
    "nobody": {"en": "Nobody answered.", "es": "Nadie respondió."},
}

#: A gap in two periods: what it was, what it is.
TIMES: dict[str, dict[str, str]] = {
    "narrower": {
        "en": "The gap narrowed from {was} per 1,000 in {first} to {is} in {last}.",
        "es": "La brecha se redujo de {was} por cada 1,000 en {first} a {is} en {last}.",
    },
    "wider": {
        "en": "The gap widened from {was} per 1,000 in {first} to {is} in {last}.",
        "es": "La brecha creció de {was} por cada 1,000 en {first} a {is} en {last}.",
    },
    "chance-then": {
        "en": "The gap was {was} per 1,000 in {first} and is {is} in {last}. That could be chance.",
        "es": "La brecha era de {was} por cada 1,000 en {first} y es de {is} en {last}. Podría ser azar.",
    },
    "turned": {
        "en": "The gap has turned around: {was} per 1,000 in {first}, and {is} the other way in {last}.",
        "es": "La brecha se invirtió: {was} por cada 1,000 en {first}, y {is} en sentido contrario en {last}.",
    },
    "turned-by-chance": {
        "en": "The gap was {was} per 1,000 the other way in {first} and is {is} in {last}. That could be chance.",
        "es": "La brecha era de {was} por cada 1,000 en sentido contrario en {first} y es de {is} en {last}. "
        "Podría ser azar.",
    },
}

STATUSES: dict[str, dict[str, str]] = {
    "missing": {"en": "{a}: no figure.", "es": "{a}: sin cifra."},
    "suppressed": {"en": "{a}: not shown by its source.", "es": "{a}: su fuente no la muestra."},
    "not_applicable": {"en": "{a}: does not apply.", "es": "{a}: no aplica."},
    "no-people": {"en": "{a}: nobody to count.", "es": "{a}: no hay a quién contar."},
}

FAULTS: dict[str, dict[str, str]] = {
    "group-twice": {
        "en": "{group} stands twice. Keep one row for each group.",
        "es": "{group} aparece dos veces. Deje una fila por grupo.",
    },
    "below-nought": {
        "en": "{group}: a count cannot be below 0. Correct its numerator or denominator.",
        "es": "{group}: un conteo no puede ser menor que 0. Corrija su numerador o denominador.",
    },
    "numerator-above-denominator": {
        "en": "{group}: {numerator:g} of {denominator:g} cannot be. Correct its numerator or denominator.",
        "es": "{group}: {numerator:g} de {denominator:g} no es posible. Corrija su numerador o denominador.",
    },
    "no-rates": {
        "en": "No group has both a numerator and a denominator above 0. Add them.",
        "es": "Ningún grupo tiene numerador y un denominador mayor que 0. Agréguelos.",
    },
    "unknown-reference": {
        "en": "There is no group {group}. Name one of: {known}.",
        "es": "No hay ningún grupo {group}. Indique uno de: {known}.",
    },
    "reference-without-rate": {
        "en": "The reference {group} has no figure. Name another group.",
        "es": "La referencia {group} no tiene cifra. Indique otro grupo.",
    },
    "no-direction": {
        "en": "Without --reference, --direction is needed: say whether lower or higher is better.",
        "es": "Sin --reference hace falta --direction: diga si es mejor más bajo (lower) o más alto (higher).",
    },
}

#: Below it a share is told in people, never in percent.
PERCENT_FROM = 20
#: A ratio that would print as 1.0 tells nothing; then the difference speaks alone.
_TELLING_RATIO = 1.05


def fault_words(fault: GapError, lang: str = "en") -> str:
    """What keeps groups from being compared, and what to do."""
    return FAULTS[fault.code][lang].format(**fault.params)


def gap_words(comparison: Comparison, gap: GroupGap, lang: str = "en") -> str:
    """How a group stands to the reference, told from the one with the higher rate."""
    there = comparison.reference_gap
    if gap.rate.value is None:
        return rate_words(gap, lang)
    if "hide" in (gap.reliability.action, there.reliability.action):
        return WORDS["hide-groups"][lang].format(a=gap.group.name, b=there.group.name)
    sentence = _gap_sentence(gap, there, lang)
    if gap.group.name != comparison.reference and gap.difference.value and _spans_nothing(gap):
        sentence += " " + WORDS["chance"][lang]
    return sentence


def comparison_words(comparison: Comparison, lang: str = "en") -> str:
    """The widest gap, and what it means in people."""
    gap = comparison.widest
    if gap is None:
        return WORDS["alone"][lang].format(a=comparison.reference)
    return f"{gap_words(comparison, gap, lang)} {gain_words(comparison, lang)}".rstrip()


def gain_words(comparison: Comparison, lang: str = "en") -> str:
    """The PAR in people; nothing where nobody knows which way is better, or where the widest gap may be none."""
    gap, people = comparison.widest, comparison.summary.par_people
    if gap is None or _spans_nothing(gap) or not people or people < 0.5:
        return ""
    if "hide" in (gap.reliability.action, comparison.reference_gap.reliability.action):
        return ""
    words = WORDS[f"gain-{comparison.direction}"][lang]
    return words.format(b=_owner(comparison.reference, lang), people=f"{people:,.0f}")


def rate_words(gap: GroupGap, lang: str = "en") -> str:
    """A group's own figure, with its interval; of few people in people alone."""
    group, rate = gap.group, gap.rate
    if rate.value is None or rate.low is None or rate.high is None:
        return STATUSES[group.status if group.status in STATUSES else "missing"][lang].format(a=group.name)
    numbers = {"a": group.name, "k": _whole(group.numerator or 0), "n": _whole(group.denominator or 0)}
    if (group.denominator or 0) < PERCENT_FROM:
        return WORDS["rate-of-few"][lang].format(**numbers)
    percents = {"percent": _percent(rate.value), "low": _percent(rate.low), "high": _percent(rate.high)}
    return WORDS["rate"][lang].format(**numbers, **percents)


def reliability_words(reliability: Reliability, lang: str = "en") -> str:
    """The sentence in place of a figure that is too unsure; nothing where it may be shown."""
    return WORDS["hide"][lang] if reliability.action == "hide" else ""


def proportion_words(
    answers: tuple[float, float], interval: tuple[float, float] | None, population: float | None, lang: str = "en"
) -> str:
    """How many of those who answered (k of n) said yes, and what that says about a whole population, if known."""
    k, n = answers
    if interval is None or not n:
        return WORDS["nobody"][lang]
    few = n < PERCENT_FROM
    words = WORDS["answered-few" if few else "answered"][lang]
    told = [words.format(k=_whole(k), n=_whole(n), percent=_percent(k / n))]
    if population == n:
        told.append(WORDS["all-answered"][lang].format(people=_whole(n)))
    elif population is not None:
        told.append(_among(answers, interval, population, lang))
    elif few:
        told.append(WORDS["likely-few"][lang].format(low=round(interval[0] * 100), high=round(interval[1] * 100)))
    else:
        told.append(WORDS["likely"][lang].format(low=_percent(interval[0]), high=_percent(interval[1])))
    return " ".join(told)


def _among(answers: tuple[float, float], interval: tuple[float, float], population: float, lang: str) -> str:
    # Those who said yes are there already, and so are those who said no.
    (k, n), (fewest, most) = answers, bounds_without_the_silent(*answers, population)
    low, high = max(interval[0], fewest), min(interval[1], most)
    if population < PERCENT_FROM:
        fewest, most = max(k, math.floor(low * population)), min(k + population - n, math.ceil(high * population))
        return WORDS["among-few"][lang].format(people=_whole(population), low=_whole(fewest), high=_whole(most))
    ends = {"low": _percent(low), "high": _percent(high), "share": _percent(n / population)}
    return WORDS["among"][lang].format(people=_whole(population), **ends)


def _gap_sentence(gap: GroupGap, there: GroupGap, lang: str) -> str:
    difference = gap.difference.value or 0.0
    flipped = difference < 0
    over, under = (there, gap) if flipped else (gap, there)
    ends = [gap.ratio.low, gap.ratio.high]
    ratio = gap.ratio.value
    if flipped:
        ratio = 1 / ratio if ratio else None
        ends = [1 / end if end else None for end in reversed(ends)]
    numbers = {
        "a": _owner(over.group.name, lang),
        "b": _owner(under.group.name, lang),
        "more": _amount(abs(difference) * 1000),
    }
    if difference == 0:
        return WORDS["same"][lang].format(**numbers)
    if ratio is None:
        return WORDS["none-there"][lang].format(**numbers)
    if ratio < _TELLING_RATIO:
        low, high = (end or 0.0 for end in (gap.difference.low, gap.difference.high))
        low, high = (-high, -low) if flipped else (low, high)
        return WORDS["more"][lang].format(**numbers, low=_signed(low * 1000), high=_signed(high * 1000))
    return WORDS["times"][lang].format(**numbers, ratio=_amount(ratio), low=_amount(ends[0]), high=_amount(ends[1]))


def is_clear(gap: GroupGap) -> bool:
    """A gap that is hardly chance: its interval leaves out "no gap", and its own figure is no noise."""
    difference = gap.difference.value
    return bool(difference) and gap.reliability.action != "hide" and not _spans_nothing(gap)


#: A difference with its interval, as fractions; ends that are not known are None.
Moved = tuple[float | None, float | None, float | None]


def gap_over_time_words(first: Moved, last: Moved, periods: tuple[str, str], lang: str = "en") -> str:
    """How a gap moved between two periods. It is called narrower or wider only where the two intervals lie apart."""
    if first[0] is None or last[0] is None:
        return ""
    numbers = {
        "first": periods[0],
        "last": periods[1],
        "was": _amount(abs(first[0]) * 1000),
        "is": _amount(abs(last[0]) * 1000),
    }
    return TIMES[_kind_of_move(first, last)][lang].format(**numbers)


def _kind_of_move(first: Moved, last: Moved) -> str:
    was, now = first[0] or 0.0, last[0] or 0.0
    turned = was * now < 0
    if not _apart(first, last):
        return "turned-by-chance" if turned else "chance-then"
    return "turned" if turned else "narrower" if abs(now) < abs(was) else "wider"


def _apart(first: Moved, last: Moved) -> bool:
    ends = (first[1], first[2], last[1], last[2])
    if any(end is None for end in ends):
        return False
    return (first[1] or 0.0) > (last[2] or 0.0) or (last[1] or 0.0) > (first[2] or 0.0)


def _spans_nothing(gap: GroupGap) -> bool:
    """The interval that is printed holds "no gap"; without one for the ratio, the difference's decides."""
    low, high, nothing = gap.ratio.low, gap.ratio.high, 1.0
    if low is None or high is None:
        low, high, nothing = gap.difference.low, gap.difference.high, 0.0
    return low is not None and high is not None and low <= nothing <= high


def _owner(name: str, lang: str) -> str:
    if lang == "es":
        return name
    return name + ("’" if name.endswith("s") else "’s")


def _whole(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0")


def _amount(value: float | None) -> str:
    """At most one decimal; none from ten on; never 0 for what is more."""
    number = value or 0.0
    if number >= 9.95:
        return f"{number:,.0f}"
    return "0.1" if 0 < number < 0.05 else f"{number:.1f}"


def _signed(value: float) -> str:
    return ("−" if value < 0 else "") + _amount(abs(value))
