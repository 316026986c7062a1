"""Figures and definitions in the reader's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel import dates
from django.utils import timezone
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
        words = _number_words(fact.value, definition, language)
        if fact.carried_from:
            since = formats.period(fact.carried_from, language)
            return _("%(figure)s (carried forward from %(period)s)") % {"figure": words, "period": since}
        return _("%(figure)s (estimated)") % {"figure": words} if fact.status == "estimated" else words
    return status_words(fact.status)


def printed_figure(figure: Mapping[str, Any], measure: Mapping[str, Any], language: str) -> str:
    """A figure of a release as it was printed there, or the word for why there is none."""
    if figure["value"] is not None:
        return formats.figure(figure["value"], measure["kind"], measure["decimals"], language)
    return status_words(figure["status"])


def status_words(status: str) -> str:
    """Why there is no figure."""
    return {
        "not_applicable": _("not applicable"),
        "not-applicable": _("not applicable"),
        "suppressed": _("too few to show"),
    }.get(status, _("missing"))


def _number_words(value: float, definition: Definition, language: str) -> str:
    if definition.kind in (Definition.Kind.PERCENT, Definition.Kind.MONEY):
        return formats.figure(value, definition.kind, definition.decimals, language)
    return formats.short_number(value, definition.decimals, language)


def last_words(fact: Fact | None, definition: Definition, language: str) -> str:
    """“28 in Q2 2025”; empty where there is no earlier figure."""
    if fact is None:
        return ""
    words = {"figure": figure_words(fact, definition, language), "period": formats.period(fact.key.period, language)}
    return _("%(figure)s in %(period)s") % words


def due_words(when: datetime) -> str:
    """“Thursday, 12 November, 17:00 Eastern Time”: the zone is named, so that nobody counts in the wrong one."""
    return f"{_weekday_and_day(when)}, {_clock_and_zone(when)}"


def moment_words(when: datetime) -> str:
    """“12 November 2026, 14:02 Eastern Time”."""
    return f"{formats.day(when)}, {_clock_and_zone(when)}"


def clock_words(when: datetime) -> str:
    return f"{timezone.localtime(when):%H:%M}"


def _weekday_and_day(when: datetime) -> str:
    locale = formats.locale_of()
    pattern = "EEEE, d MMMM" if locale.language == "en" else "EEEE, d 'de' MMMM"
    return dates.format_date(timezone.localtime(when), pattern, locale=locale)


def _clock_and_zone(when: datetime) -> str:
    local = timezone.localtime(when)
    zone = dates.get_timezone_name(local.tzinfo, width="long", zone_variant="generic", locale=formats.locale_of())
    # A zone that belongs to no region, such as UTC, has a short name only.
    zone = local.tzname() or "" if "(" in zone else zone
    return f"{local:%H:%M} {zone}" if formats.locale_of().language == "en" else f"{local:%H:%M}, {zone}"
