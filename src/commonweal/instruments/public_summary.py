"""The content of a release that tells what was answered, in both languages; the room of publications checks it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.governance import rules as seats
from commonweal.governance.models.written import written
from commonweal.instruments import reading_words as words
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.comments import coded
from commonweal.instruments.queries.results import ChoiceAnswers, Results, ScaleAnswers, ScaleResult
from commonweal.instruments.queries.summaries import Chosen, Offer
from commonweal.instruments.reading_charts import points
from commonweal.instruments.wording import SHORT
from commonweal.publication.answers import KIND
from commonweal.publication.content import FORMAT, canonical, sha256_of

LANGUAGES = ("en", "es")
Content = dict[str, Any]


def summary(offered: Offer, chosen: Chosen) -> Content:
    """The content of the release, in both languages and in one order: the same choice has the same text."""
    results, survey = offered.results, offered.survey
    found = [scale for scale in offered.scales if scale.scale.id in chosen.scales]
    scales = [_scale(scale, results, with_groups=chosen.with_groups) for scale in found]
    return {
        "format": FORMAT,
        "kind": KIND,
        "initiative": {"slug": survey.initiative.slug, "name": survey.initiative.name},
        "survey": _survey(results),
        "groups": _groups(results, scales),
        "scales": scales,
        "choices": [_choice(one) for one in offered.choices if one.item.id in chosen.questions],
        "numbers": [
            {"id": item.id, "text": _text(item.text), "n": told.n, "median": told.median}
            for item, told in results.numbers
            if told and told.n and item.id in chosen.questions
        ],
        "comments": list(_comments(offered, chosen)),
        "gaps": _gaps(results, scales),
        "methods": _methods(results) if scales else [],
    }


def seal_of(content: Content) -> str:
    """Stands for exactly this content: what was looked at is published."""
    return sha256_of(canonical(content))


def both(say: Callable[[], Any]) -> dict[str, str]:
    """A sentence of the page in each language."""
    told = {}
    for lang in LANGUAGES:
        with override(lang):
            told[lang] = str(say())
    return told


def _text(text: Any) -> dict[str, str]:
    return {lang: text.said(lang) for lang in LANGUAGES}


def _first_sentence(text: Any) -> dict[str, str]:
    """What follows it speaks to those who answer."""
    return {lang: f"{said.partition('. ')[0].rstrip('.')}." for lang, said in _text(text).items() if said}


def _survey(results: Results) -> Content:
    survey = results.answers.survey
    assert survey.closed_at is not None  # nothing is offered before
    return {
        "key": str(survey.key),
        "title": {"en": survey.title_en, "es": survey.title_es or survey.title_en},
        "purpose": {lang: said.partition(". ")[0] for lang, said in _text(results.answers.instrument.purpose).items()},
        "instrument": results.answers.instrument.code,
        "version": results.answers.instrument.version,
        "audience": both(partial(_audience, survey)),
        "mode": both(partial(str, SHORT[survey.mode])),
        "response": both(partial(words.response, results)),
        "closed_on": seats.today(survey.initiative, survey.closed_at).isoformat(),
        "floor": survey.floor,
    }


def _audience(survey: Survey) -> str:
    if survey.is_open_in_room:
        return _("Whoever has a slip") if survey.by_slips else _("Whoever has the code")
    if survey.group is None:
        return _("Everybody who has a seat")
    return written(survey.group, "name")


def _groups(results: Results, scales: Iterable[Content]) -> list[Content]:
    """Those of which something stands here, in one order."""
    used = {group["code"] for scale in scales for one in scale["questions"] for group in one["groups"]}
    return [
        {"code": code, "name": both(partial(words.group_name, code))} for code in results.answers.splits if code in used
    ]


def _scale(found: ScaleResult, results: Results, *, with_groups: bool) -> Content:
    turned = any(one.item.reverse for one in found.items)
    return {
        "id": found.scale.id,
        "title": _text(found.scale.title),
        "finding": both(partial(words.view_words, found)),
        "points": _points(found.scale, turned=turned),
        "questions": [_question(one, with_groups=with_groups) for one in found.items],
    }


def _question(one: ScaleAnswers, *, with_groups: bool) -> Content:
    groups = one.groups if with_groups and one.spread else {}
    return {
        "id": one.item.id,
        "text": both(partial(words.question_words, one.item)),
        "points": _points(one.scale, turned=one.item.reverse),
        "counts": _in_order(one.spread.counts) if one.spread else None,
        "groups": [{"code": code, "counts": _in_order(groups[code].counts)} for code in sorted(groups)],
    }


def _points(scale: Any, *, turned: bool) -> dict[str, list[str]]:
    told = {}
    for lang in LANGUAGES:
        with override(lang):
            told[lang] = [str(point) for point in points(scale, turned=turned)]
    return told


def _in_order(counts: Mapping[Any, int]) -> list[int]:
    return [counts[point] for point in sorted(counts)]


def _choice(one: ChoiceAnswers) -> Content:
    answers = [
        {"code": each.code, "text": both(partial(words.choice_name, each)), "n": each.k} for each in one.chosen or ()
    ]
    return {"id": one.item.id, "text": _text(one.item.text), "n": one.n, "answers": answers}


def _comments(offered: Offer, chosen: Chosen) -> Iterable[Content]:
    """How many wrote, what it is about where it was coded, and the words of those that were chosen one by one."""
    codes, floor = coded(offered.results.answers), offered.survey.floor
    for item, comments in offered.comments:
        picked = set(chosen.comments.get(item.id, ()))
        told = [comment.text for comment in comments if comment.key in picked]
        if told:
            n = sum(comment.n for comment in comments)
            about = [{"code": code, "n": times} for code, times in codes.get(item.id, []) if times >= floor]
            yield {"id": item.id, "text": _text(item.text), "n": n, "about": about, "words": told}


def _gaps(results: Results, scales: Sequence[Content]) -> Content | None:
    """Residents against agencies where both may be told apart; of the questions that are here with their groups."""
    here = {one["id"] for scale in scales for one in scale["questions"] if one["groups"]}
    found = [gap for gap in results.gaps if gap.answers.item.id in here]
    if not results.pair or not found:
        return None
    lines = [{"id": gap.answers.item.id, "is_clear": gap.is_clear} for gap in found]
    return {"pair": list(results.pair), "questions": lines}


def _methods(results: Results) -> list[dict[str, str]]:
    told = []
    for lang in LANGUAGES:
        with override(lang):
            told.append(words.public_methods(results))
    return [dict(zip(LANGUAGES, line, strict=True)) for line in zip(*told, strict=True)]
