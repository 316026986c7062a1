"""When the goal is reached at the pace so far, and how far the way has been gone, in English and Spanish."""

from commonweal.engines.series.arrival import Arrival
from commonweal.engines.series.progress import Status
from commonweal.lib.period_words import period_words

WORDS: dict[str, dict[str, str]] = {
    "reached": {"en": "The goal is reached.", "es": "La meta está cumplida."},
    "in": {
        "en": "At the pace so far, it would be reached in about {at}.",
        "es": "Al ritmo actual, se cumpliría hacia {at}.",
    },
    "between": {
        "en": "At the pace so far, it would be reached in about {at} (likely {earliest} to {latest}).",
        "es": "Al ritmo actual, se cumpliría hacia {at} (probablemente entre {earliest} y {latest}).",
    },
    "perhaps": {
        "en": "At the pace so far, it would be reached in about {at}, at the earliest {earliest}, and perhaps never.",
        "es": "Al ritmo actual, se cumpliría hacia {at}, como pronto {earliest}, y quizá nunca.",
    },
    "never": {
        "en": "At the pace so far, it would not be reached.",
        "es": "Al ritmo actual, no se cumpliría.",
    },
    "never-but": {
        "en": "At the pace so far, it would not be reached; at the kindest, in {earliest}.",
        "es": "Al ritmo actual, no se cumpliría; en el mejor caso, en {earliest}.",
    },
    "two": {
        "en": "At the pace from {first} to {last}, it would be reached in about {at}.",
        "es": "Al ritmo de {first} a {last}, se cumpliría hacia {at}.",
    },
    "two-never": {
        "en": "At the pace from {first} to {last}, it would not be reached.",
        "es": "Al ritmo de {first} a {last}, no se cumpliría.",
    },
}
STATUSES: dict[Status, dict[str, str]] = {
    "met": {"en": "Target met", "es": "Meta cumplida"},
    "improved": {"en": "Improving ({share}% of the way)", "es": "Mejora ({share} % del camino)"},
    "little-change": {"en": "No detectable change", "es": "Sin cambio detectable"},
    "got-worse": {"en": "Getting worse", "es": "Empeora"},
}


def arrival_words(found: Arrival, lang: str = "en", *, met: bool = False) -> str:
    if met:
        return WORDS["reached"][lang]
    at, earliest, latest = (None if year is None else int(year) for year in (found.at, found.earliest, found.latest))
    if at is None:
        key = "never" if earliest is None else "never-but"
    elif earliest is None:
        key = "in"
    else:
        key = "perhaps" if latest is None else "between" if earliest != latest else "in"
    return WORDS[key][lang].format(at=at, earliest=earliest, latest=latest)


def two_figures_words(found: Arrival, first: str, last: str, lang: str = "en") -> str:
    """At the pace between two figures, which has no interval."""
    periods = {"first": period_words(first, lang), "last": period_words(last, lang)}
    if found.at is None:
        return WORDS["two-never"][lang].format(**periods)
    return WORDS["two"][lang].format(**periods, at=int(found.at))


def status_words(status: Status, progress: float | None, lang: str = "en") -> str:
    """Healthy People's status, with the share of the way where it improves."""
    share = "" if progress is None else f"{100 * progress:.0f}"
    return STATUSES[status][lang].format(share=share)
