"""Who stands behind a measure's newest figure, what the others could change, and what was restated."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import ngettext

from commonweal.pages.reading import Content, Reading, in_words
from commonweal.pages.who_is_in import stand_behind
from commonweal.ui import formats

register = template.Library()


@dataclass(frozen=True)
class Restated:
    period: str
    before: str
    value: str
    why: str


@register.inclusion_tag("pages/measure_coverage.html")
def coverage(reading: Reading) -> dict[str, Any]:
    """Nothing where everybody is in with a number of their own, and no figure was changed."""
    measure = reading.measure
    restated = [_restated(reading, one) for one in reversed(measure.get("restatements") or ())]
    absent = measure.get("absent")
    others = _other_answers(measure.get("coverage") or {}, reading.lang)
    is_whole = not (absent or others)
    return {
        "sentences": [] if is_whole else [*_who(measure, reading.lang), *others],
        "label": in_words(absent["label"], reading.lang) if absent else "",
        "absent": in_words(absent["words"], reading.lang) if absent else "",
        "restated": restated,
    }


def _who(measure: Content, lang: str) -> list[str]:
    covered = measure.get("coverage")
    return [stand_behind(covered, lang)] if covered else []


def _other_answers(covered: Content, lang: str) -> list[str]:
    told = []
    if count := covered.get("carried_forward", 0):
        words = ngettext(
            "%(count)s of them carried its last number forward.",
            "%(count)s of them carried their last number forward.",
            count,
        )
        told.append(words % {"count": formats.number(count, lang=lang)})
    if count := covered.get("declined", 0):
        words = ngettext("%(count)s partner declined.", "%(count)s partners declined.", count)
        told.append(words % {"count": formats.number(count, lang=lang)})
    return told


def _restated(reading: Reading, one: Content) -> Restated:
    period = formats.period(one["period"], reading.lang)
    why = in_words(one["why"], reading.lang)
    return Restated(period, reading.figure(one["before"]), reading.figure(one["value"]), why)
