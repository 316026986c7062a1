"""One page a survey: what stands out, where people disagree, what to do next, and all answers with their tables."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.governance import queries as governance
from commonweal.governance.models.written import written
from commonweal.governance.visibility import Visibility
from commonweal.instruments import reading_words as words
from commonweal.instruments import rules
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.comments import coded
from commonweal.instruments.queries.plans import work_plan
from commonweal.instruments.queries.results import Results, results_from
from commonweal.instruments.queries.since_last import looking_back, since_last
from commonweal.instruments.reading_charts import charts_of, drawn_gaps, gap_chart, scale_chart
from commonweal.instruments.tasks import draw_reading
from commonweal.instruments.wording import SHORT
from commonweal.lib.languages import page_language
from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH, rendered_or_none

#: So many pieces of advice, and questions on which people are apart, stand above: a phone has little room.
MOST_LINES = 3


@require_GET
def reading(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    rows = Survey.objects.select_related("version__instrument", "initiative", "group")
    survey = get_object_or_404(rows, initiative=initiative, pk=number)
    plan = work_plan(request.user, survey, "", at)
    results = results_from(plan.answers)
    since = since_last(request.user, plan.answers, at)
    context = {
        "initiative": initiative,
        "survey": survey,
        "title": written(survey, "title"),
        "mode": SHORT[survey.mode],
        "visibility": _seen_by(results),
        "results": results,
        "response": words.response(results),
        "is_thin": words.is_thin(results),
        "standing_out": words.standing_out(results, since),
        "advice": [(words.said(p.item.advice), words.said(p.item.text)) for p in plan.pieces[:MOST_LINES]],
        "has_advice": any(item.advice for item in results.answers.instrument.items),
        "more_advice": max(0, len(plan.pieces) - MOST_LINES),
        "to_take_up_again": words.to_take_up_again(results),
        "apart": [(words.question_words(one.item), words.apart_words(one)) for one in results.apart[:MOST_LINES]],
        "since": since,
        "looking_back": [words.looked_back_words(one) for one in looking_back(plan.answers)],
        "moved": [words.moved_words(one) for one in since.moved] if since else [],
        "methods": words.listed_methods(results),
        "may_code": rules.may_run(request.user, survey, at) and any(n != 0 for _item, n in results.texts),
        **_gaps(results),
        **_questions(results),
    }
    _draw_later(request, results)
    return render(request, "instruments/reading.html", context)


def _seen_by(results: Results) -> Visibility:
    """As the instrument says it; what only a few answered with their names is for those who run the survey."""
    if results.answers.n_answered < results.answers.survey.floor:
        return Visibility.PRIVATE
    if results.answers.instrument.results != "members":
        return Visibility.PRIVATE
    return Visibility.GROUP if results.answers.survey.group else Visibility.NETWORK


def _gaps(results: Results) -> dict[str, Any]:
    heads, by_group = words.groups_table(results)
    return {
        "pair": [words.group_name(group) for group in results.pair or ()],
        "clear_gaps": [words.gap_line(gap) for gap in results.gaps if gap.is_clear],
        "other_gaps": [words.gap_line(gap) for gap in results.gaps if not gap.is_clear],
        "gap_charts": [(gap_chart(results, gap), words.gap_line(gap)) for gap in drawn_gaps(results)],
        "group_heads": heads,
        "by_group": by_group,
        "not_apart": [words.question_words(one.item) for one in results.not_apart],
    }


def _questions(results: Results) -> dict[str, Any]:
    asked, codes = results.answers.n_invited, coded(results.answers)
    return {
        "scales": [(found, scale_chart(results, found), words.GATES.get(found.gate or "")) for found in results.scales],
        "choices": [
            (
                words.said(one.item.text),
                one,
                [
                    (words.choice_name(chosen), words.share(chosen.k, one.n), words.likely_words(chosen, one.n, asked))
                    for chosen in one.chosen or ()
                ],
            )
            for one in results.choices
        ],
        "numbers": [(words.said(item.text), found) for item, found in results.numbers],
        "texts": [(words.said(item.text), n, codes.get(item.id, [])) for item, n in results.texts],
    }


def _draw_later(request: HttpRequest, results: Results) -> None:
    """The page has its tables at once; its pictures are there when it is opened again."""
    lang = page_language()
    is_drawn = all(
        rendered_or_none(chart, width, lang) is not None
        for chart in charts_of(results)
        for width in (CARD_WIDTH, WIDE_WIDTH)
    )
    survey = results.answers.survey
    if (
        not is_drawn
        and request.user.pk is not None
        and cache.add(f"drawing-survey:{survey.pk}:{request.user.pk}", 1, 60)
    ):
        draw_reading.enqueue(survey.pk, request.user.pk)
