"""Figures and definitions in the reader's words."""

from django.utils.translation import gettext as _

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.facts import Fact
from commonweal.ui import formats


def in_language(thing: object, field: str, language: str) -> str:
    """`name_es` for Spanish, the English text where nobody wrote the Spanish one."""
    return getattr(thing, f"{field}_{language[:2]}", "") or getattr(thing, f"{field}_en")


def figure_words(fact: Fact, definition: Definition, language: str) -> str:
    """A figure as printed, or the word for why there is none: never blank, never a zero that nobody typed."""
    if fact.status in ("reported", "estimated") and fact.value is not None:
        words = formats.figure(fact.value, definition.kind, definition.decimals, language)
        return _("%(figure)s (estimated)") % {"figure": words} if fact.status == "estimated" else words
    return {
        "missing": _("missing"),
        "not_applicable": _("not applicable"),
        "suppressed": _("too few to show"),
    }.get(fact.status, _("missing"))


def last_words(fact: Fact | None, definition: Definition, language: str) -> str:
    """“28 in Q2 2025”; empty where there is no earlier figure."""
    if fact is None:
        return ""
    words = {"figure": figure_words(fact, definition, language), "period": formats.period(fact.key.period, language)}
    return _("%(figure)s in %(period)s") % words
