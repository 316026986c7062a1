"""What is odd about figures that came in, in at most six words: where a person should look first."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.measurement.models import Definition, Submission
from commonweal.measurement.queries.reading import QUESTIONS

#: Against the last accepted figures: half or less, twice or more.
HALF, TWICE = 0.5, 2.0
SHARES = (Definition.Kind.PERCENT, Definition.Kind.RATE, Definition.Kind.RATIO)

Totals = Mapping[str, Mapping[str, float | int | None]]


def oddities_of(submission: Submission, before: Totals, kinds: Mapping[str, str]) -> list[str]:
    """Empty where nothing calls for a person. Totals are compared only where as many numbers came as last time."""
    found = []
    for code, totals in submission.totals.items():
        words = _against(code, totals, before.get(code, {}), kinds.get(code, ""))
        if words:
            found.append(words)
    count = sum(is_question(stored) for stored in submission.warnings)
    if count:
        found.append(ngettext("%(count)s warning", "%(count)s warnings", count) % {"count": count})
    return found


def is_question(stored: Mapping[str, Any]) -> bool:
    """A warning that its sender had to answer; the others only tell how we read a cell."""
    return stored["code"] in QUESTIONS


def _against(code: str, now: Mapping[str, Any], last: Mapping[str, Any], kind: str) -> str:
    size, size_last = size_of(now, kind), size_of(last, kind)
    if size is None or not size_last or now.get("reported") != last.get("reported"):
        return ""
    if size <= HALF * size_last:
        return _("%(code)s: total halved") % {"code": code}
    if size >= TWICE * size_last:
        return _("%(code)s: total doubled") % {"code": code}
    return ""


def size_of(totals: Mapping[str, Any], kind: str) -> float | None:
    """People behind a share are its denominator; a count is its own size; other numbers are no size."""
    if kind in SHARES:
        return totals.get("denominator")
    return totals.get("value") if kind == Definition.Kind.COUNT else None
