"""The pictures of a survey's results: each scale with its questions, and the widest gaps between two groups."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.engines.psychometrics.spread import Spread
from commonweal.engines.questionnaires import Scale
from commonweal.governance.models.written import written
from commonweal.instruments.queries.results import Gap, Results, ScaleResult
from commonweal.instruments.reading_words import group_name, question_words, said, view_words
from commonweal.ui.charts import AnswersChart, AnswersRow, Measured

#: So many gaps are drawn; the table has them all.
MOST_GAPS = 3


def scale_chart(results: Results, found: ScaleResult) -> AnswersChart:
    rows = tuple(AnswersRow(question_words(one.item), _counts(one.spread)) for one in found.items)
    named = points(found.scale, turned=any(one.item.reverse for one in found.items))
    return AnswersChart(_measured(results, view_words(found), said(found.scale.title)), named, rows)


def gap_chart(results: Results, gap: Gap) -> AnswersChart:
    rows = tuple(
        AnswersRow(f"{group_name(group)} ({gap.answers.groups[group].n})", _counts(gap.answers.groups[group]))
        for group in gap.names
    )
    question = question_words(gap.answers.item)
    named = points(gap.answers.scale, turned=gap.answers.item.reverse)
    return AnswersChart(_measured(results, question, question), named, rows)


def drawn_gaps(results: Results) -> tuple[Gap, ...]:
    return results.gaps[:MOST_GAPS]


def charts_of(results: Results) -> list[AnswersChart]:
    """All pictures of the page."""
    return [
        *(gap_chart(results, gap) for gap in drawn_gaps(results)),
        *(scale_chart(results, found) for found in results.scales),
    ]


def points(scale: Scale, *, turned: bool) -> tuple[str, ...]:
    """The words of each answer, from the least favourable; where there are none the number, with the poles' words.

    Where a question is turned, the words of a point are the opposite of what was answered: then only the ends are told.
    """
    told = [said(scale.label(value)) or str(value) for value in scale.points]
    if turned:
        told = [_("least favorable"), *map(str, scale.points[1:-1]), _("most favorable")]
    for place, pole in ((0, scale.low_pole), (-1, scale.high_pole)):
        if pole and (turned or not scale.label(scale.points[place])):
            told[place] = said(pole)
    return tuple(told)


def _measured(results: Results, finding: str, what: str) -> Measured:
    survey = results.answers.survey
    return Measured(finding, what, _("people by answer"), written(survey, "title"), kind="count", decimals=0)


def _counts(found: Spread | None) -> tuple[int, ...] | None:
    return None if found is None else tuple(found.counts[point] for point in sorted(found.counts))
