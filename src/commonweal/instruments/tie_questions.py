"""The questions about ties in the page's language: their words stand in the pack on trust, and nowhere else."""

from commonweal.engines.networks.scores import TRUST, VALUE
from commonweal.engines.questionnaires import Instrument
from commonweal.instruments.content import pack
from commonweal.lib.languages import page_language

PACK = "trust-network"
FREQUENCY, KINDS, BRINGS, SEEKING = "frequency", "kinds", "contributions", "seeking"


def frequencies() -> list[tuple[str, str]]:
    """How often, from seldom to often: code and words."""
    return _options(FREQUENCY)


def kinds() -> list[tuple[str, str]]:
    """What passes between two organizations."""
    return _options(KINDS)


def offers() -> list[tuple[str, str]]:
    """What an organization may bring to the initiative."""
    return _options(BRINGS)


def question(item: str) -> str:
    """The words of one question."""
    return next(one.text.said(page_language()) for one in questions().items if one.id == item)


def ratings() -> dict[str, list[tuple[str, str]]]:
    """The questions to be rated by scale, each with its words, in the order of the pack."""
    asked = {one.id: one.text.said(page_language()) for one in questions().items}
    return {scale: [(item, asked[item]) for item in items] for scale, items in (("trust", TRUST), ("value", VALUE))}


def points(scale: str) -> list[tuple[str, str]]:
    """From 1 to 4, each with its words."""
    found = next(one for one in questions().scales if one.id == scale)
    return [(str(label.value), label.text.said(page_language())) for label in found.labels]


def scale_title(scale: str) -> str:
    return next(one.title.said(page_language()) for one in questions().scales if one.id == scale)


def questions() -> Instrument:
    return pack(PACK)


def _options(item: str) -> list[tuple[str, str]]:
    asked = next(one for one in questions().items if one.id == item)
    return [(option.id, option.text.said(page_language())) for option in asked.options]
