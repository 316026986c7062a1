"""When the goal is reached at the pace so far, and how far the way has been gone, in English and Spanish."""

from commonweal.engines.series.arrival import Arrival
from commonweal.engines.series.progress import Status

WORDS: dict[str, dict[str, str]] = {
    "reached": {"en": "The goal is reached.", "es": "La meta está cumplida."},
    "in": {"en": "At the pace so far, it is reached in about {at}.", "es": "Al ritmo actual, se cumple hacia {at}."},
    "between": {
        "en": "At the pace so far, it is reached in about {at} (likely {earliest} to {latest}).",
        "es": "Al ritmo actual, se cumple hacia {at} (probablemente entre {earliest} y {latest}).",
    },
    "perhaps": {
        "en": "At the pace so far, it is reached in about {at} (at the earliest {earliest}, and perhaps never).",
        "es": "Al ritmo actual, se cumple hacia {at} (como pronto {earliest}, y quizá nunca).",
    },
    "never": {"en": "At the pace so far, it is not reached.", "es": "Al ritmo actual, no se cumple."},
    "never-but": {
        "en": "At the pace so far, it is not reached; at the kindest, it would be in {earliest}.",
        "es": "Al ritmo actual, no se cumple; en el mejor caso, sería en {earliest}.",
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


def status_words(status: Status, progress: float | None, lang: str = "en") -> str:
    """Healthy People's status, with the share of the way where it improves."""
    share = "" if progress is None else f"{100 * progress:.0f}"
    return STATUSES[status][lang].format(share=share)
