"""Why a file was rejected, in words. The ledger keeps codes and counts only, in no language."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.ui import formats

#: As the intake writes it: `below-min 2, unknown-place 1`.
_COUNTED = re.compile(r"([a-z-]+) (\d+)")

_WORDS: dict[str, str | Promise] = {
    "missing-column": gettext_lazy("a column is missing"),
    "duplicate-column": gettext_lazy("a column stands twice"),
    "unknown-place": gettext_lazy("place not known"),
    "unknown-period": gettext_lazy("period not asked for"),
    "unknown-group": gettext_lazy("group not known"),
    "unknown-measure": gettext_lazy("measure not asked for"),
    "missing-key": gettext_lazy("row without a place, period or measure"),
    "duplicate-key": gettext_lazy("the same row twice"),
    "not-a-number": gettext_lazy("not a number"),
    "below-min": gettext_lazy("below the smallest possible value"),
    "above-max": gettext_lazy("above the largest possible value"),
    "too-many-decimals": gettext_lazy("too many decimals"),
    "missing-numerator": gettext_lazy("numerator or denominator missing"),
    "zero-denominator": gettext_lazy("denominator is zero"),
    "bad-date": gettext_lazy("no date of the calendar"),
    "formula": gettext_lazy("formula in place of a number"),
    "unreadable-cell": gettext_lazy("cell that cannot be read"),
    "too-large": gettext_lazy("file over the limit, not read"),
}


def rejection_in_words(reason: str) -> str:
    """For the data manager who helps on the telephone; a code without words is shown as it stands."""
    if reason.startswith("unreadable-file"):
        return _("the file cannot be read")
    found = _COUNTED.findall(reason)
    if not found:
        return reason
    return "; ".join(f"{_WORDS.get(code, code)} ({formats.number(int(count))})" for code, count in found)
