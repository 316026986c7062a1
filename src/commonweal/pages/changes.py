"""What a release changed for one measure, against the release before it: computed, not claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.measurement.queries.changes import changes_between, in_words
from commonweal.pages.not_shown import hidden_since
from commonweal.pages.queries import Shown, Standing, figures_of
from commonweal.pages.reading import Content, Reading
from commonweal.pages.reading import in_words as in_language
from commonweal.ui import formats


def changes_in(reading: Reading, before: Content | None) -> list[str]:
    """Sentences: new figures, changed figures, a changed definition or goal."""
    if before is None:
        return [_("This measure is new in this release.")]
    earlier = Reading(before, reading.lang, reading.place)
    sentences = _figures(reading, earlier)
    if before["definition_version"] != reading.measure["definition_version"]:
        sentences.append(_("It is counted by a new definition."))
    if before["target"] != reading.measure["target"]:
        sentences.append(_("The goal of this measure changed."))
    return sentences or [_("Nothing changed for this measure.")]


def told_changes(initiative: Shown, release: Standing, lang: str) -> list[str]:
    """What a release says of itself. A withdrawn one tells no figure, nor do others of its figures.

    A release that was made while a withdrawn one stood was compared with that one, and its list may repeat it. So it
    is compared anew, with the newest before it that stands.
    """
    if release.withdrawn_at is not None:
        return []
    before = next((r for r in initiative.releases if r.number < release.number and _stood(r, release)), None)
    if before is None or before.withdrawn_at is None:
        return in_language(release.changes, lang).splitlines()
    standing = (r for r in initiative.releases if r.number < release.number and r.withdrawn_at is None)
    earlier = next(standing, None)
    anew = changes_between(figures_of(earlier) if earlier else None, figures_of(release))
    return in_words(anew)[lang].splitlines()


@dataclass(frozen=True)
class Line:
    """A sentence of a release; of a measure that has a page now, its name leads there, to what stands behind it."""

    rest: str
    name: str = ""
    code: str = ""


def linked(sentences: Sequence[str], content: Content, lang: str) -> list[Line]:
    """Names are told from the words, for an author may have rewritten them; the longest that fits."""
    codes = {in_language(measure["name"], lang): measure["code"] for measure in content["measures"]}
    names = sorted(codes, key=len, reverse=True)
    found = []
    for sentence in sentences:
        name = next((one for one in names if sentence.startswith((f"{one},", f"{one}:"))), "")
        found.append(Line(sentence.removeprefix(name), name, codes.get(name, "")))
    return found


def _stood(earlier: Standing, release: Standing) -> bool:
    """Whether the earlier one could be seen when the release was made, and so was compared with."""
    return earlier.withdrawn_at is None or earlier.withdrawn_at > release.made_at


def _figures(reading: Reading, earlier: Reading) -> list[str]:
    old = {point.period: earlier.figure(point.value) for point in earlier.shown}
    new = {point.period: reading.figure(point.value) for point in reading.shown}
    added = [formats.period(period, reading.lang) for period in new if period not in old]
    gone = [formats.period(period, reading.lang) for period in old if period not in new]
    sentences = []
    if added:
        sentences.append(_("New figures for %(periods)s.") % {"periods": formats.listed(added, reading.lang)})
    if hidden := hidden_since(reading, earlier):
        sentences.append(hidden)
    if gone:
        sentences.append(_("No longer shown: %(periods)s.") % {"periods": formats.listed(gone, reading.lang)})
    for period, figure in new.items():
        if period in old and old[period] != figure:
            named = {"period": formats.period(period, reading.lang), "old": old[period], "new": figure}
            sentences.append(_("%(period)s changed from %(old)s to %(new)s.") % named)
    return sentences
