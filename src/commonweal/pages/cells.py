"""A figure of one group or place, or in words why there is none."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.pages.reading import Content, Reading
from commonweal.ui import formats
from commonweal.ui.charts.tables import status_words

FEW = 20  # below this many people a count is said instead of a percent


def no_program() -> str:
    """Where no partner works: nothing is missing there."""
    return _("no program here")


def is_unsure(cell: Content) -> bool:
    """Too few cases for a share that says anything; its counts may still be told."""
    return cell.get("reliability") == "hide"


def counts_alone(reading: Reading, cell: Content) -> str:
    """The counts where they stand for the figure: a percent of a handful pretends to a precision that nobody has."""
    base = cell["denominator"]
    is_handful = reading.measure["kind"] == "percent" and base and base < FEW and cell["value"] is not None
    return _counts(cell) if is_unsure(cell) or is_handful else ""


def cell_words(reading: Reading, cell: Content, *, is_place: bool = False) -> str:
    """A cell of a split: its figure, or why it is not there; never blank, never a zero nobody reported."""
    if cell["hidden"]:
        return _("not shown")
    if is_unsure(cell):
        return counts_alone(reading, cell) or _("too few cases")
    if cell["value"] is None:
        if is_place and cell["status"] == "not-applicable" and reading.measure["level"] == "performance":
            return no_program()
        return status_words(cell["status"]) or _("missing")
    words = counts_alone(reading, cell) or reading.figure(cell["value"])
    marks = [_("estimated")] if cell["status"] == "estimated" else []
    if cell.get("reliability") == "caution":
        marks.append(_("take with care"))
    return f"{words} ({', '.join(marks)})" if marks else words


def _counts(cell: Content) -> str:
    if cell["numerator"] is None or not cell["denominator"]:
        return ""
    counts = {"part": formats.number(cell["numerator"]), "whole": formats.number(cell["denominator"])}
    return _("%(part)s of %(whole)s") % counts
