"""What does not add up: figures that nobody may put together, and a whole unlike its parts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.pages.reading import Content, Reading, in_words
from commonweal.ui import formats

#: In plain words why the figures of several places make no figure of the whole.
REASONS = {
    "none": gettext_lazy("Each place has its own figure. Together they would mean nothing."),
    "distinct": gettext_lazy("The same person may be counted in several places."),
    "latest": gettext_lazy("Each place tells its own newest figure."),
    "mean": gettext_lazy("A mean of percentages would mislead."),
}


def not_added_up(reading: Reading) -> str:
    """Not added up over places, and why; nothing where it is."""
    refused = (reading.measure.get("adding_up") or {}).get("refused")
    if not refused:
        return ""
    reason = REASONS.get(refused["rule"], "")
    return " ".join(filter(None, (_("Not added up over places."), str(reason))))


def differing(reading: Reading) -> list[str]:
    """Each period in which a whole is not the sum of its parts, the newest first."""
    found = (reading.measure.get("adding_up") or {}).get("mismatches", ())
    return [_difference(reading, one) for one in found]


def _difference(reading: Reading, one: Content) -> str:
    named = {"period": formats.period(one["period"], reading.lang), "place": one["place_name"]}
    if one["stated"] is None:
        return _("%(period)s: the places in %(place)s do not add up to its own figure. Both stay as reported.") % named
    numbers = {"parts": _amount(reading, one, one["parts"]), "whole": _amount(reading, one, one["stated"])}
    told = _("%(period)s: the places in %(place)s add up to %(parts)s; %(place)s itself says %(whole)s.") % {
        **named,
        **numbers,
    }
    return " ".join(filter(None, (told, _of_what(reading, one), _absent(one), _("Both are shown."))))


def _amount(reading: Reading, one: Content, value: float) -> str:
    if one["figure"] == "value":
        return reading.figure(value)
    return formats.short_number(value, 1, reading.lang)


def _of_what(reading: Reading, one: Content) -> str:
    """What is counted, where it is a part of a share."""
    if one["figure"] == "value":
        return ""
    name = in_words(reading.measure[one["figure"]], reading.lang)
    return _("Counted: %(name)s.") % {"name": name} if name else ""


def _absent(one: Content) -> str:
    count = one["without_figure"]
    if not count:
        return ""
    words = ngettext("%(count)s of them has no figure.", "%(count)s of them have no figure.", count)
    return words % {"count": formats.number(count)}
