"""What of a closed survey may become public, and the content of a release that tells it.

It is made from the answers as somebody knows them who knows nobody here, whoever asks for it. The room of publications
checks it again and trusts none of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.instruments import reading_words as words
from commonweal.instruments import rules
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import answers_for_everybody
from commonweal.instruments.queries.comments import Comment, coded, written_comments
from commonweal.instruments.queries.results import ChoiceAnswers, Results, ScaleAnswers, ScaleResult, results_from
from commonweal.instruments.reading_charts import points
from commonweal.instruments.wording import promises_of
from commonweal.publication.answers import KIND
from commonweal.publication.content import FORMAT, canonical, sha256_of

LANGUAGES = ("en", "es")
Content = dict[str, Any]


@dataclass(frozen=True)
class Chosen:
    """What is to become public: scales and questions by code, comments by question and by the hash of their words."""

    scales: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    with_groups: bool = False
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """What there is to choose from; what too few answered is not here."""

    survey: Survey
    results: Results
    comments: tuple[tuple[Any, tuple[Comment, ...]], ...]

    @property
    def scales(self) -> list[ScaleResult]:
        return [one for one in self.results.scales if any(item.spread and item.spread.n for item in one.items)]

    @property
    def choices(self) -> list[ChoiceAnswers]:
        return [one for one in self.results.choices if one.chosen and one.n]

    @property
    def numbers(self) -> list[Any]:
        return [item for item, found in self.results.numbers if found and found.n]

    @property
    def alike(self) -> list[ScaleAnswers]:
        """Where all gave the same answer, everybody knows what each one said."""
        return [one for scale in self.scales for one in scale.items if one.spread and _is_alike(one.spread.counts)]


def survey_to_publish(reader: Any, initiative: Initiative, number: int, at: datetime) -> Survey:
    """Raises Http404 for whoever may not publish it."""
    rows = Survey.objects.select_related("version__instrument", "initiative", "group")
    survey = rows.filter(initiative=initiative, pk=number).first()
    if survey is None or not rules.may_publish(reader, survey, at):
        raise Http404
    return survey


def offer(reader: Any, survey: Survey, at: datetime) -> Offer:
    """For whoever may publish it; raises Http404 for everybody else, and where there is nothing to tell."""
    if not rules.may_publish(reader, survey, at):
        raise Http404
    answers = answers_for_everybody(survey)
    if not answers.n:
        raise Http404
    return Offer(survey, results_from(answers), tuple(written_comments(answers)))


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


def _survey(results: Results) -> Content:
    survey = results.answers.survey
    assert survey.closed_at is not None  # nothing is offered before
    return {
        "key": str(survey.key),
        "title": {"en": survey.title_en, "es": survey.title_es or survey.title_en},
        "purpose": _text(results.answers.instrument.purpose),
        "instrument": results.answers.instrument.code,
        "version": results.answers.instrument.version,
        "audience": both(partial(_audience, survey)),
        "promise": both(partial(_promise, survey)),
        "response": both(partial(words.response, results)),
        "closed_on": seats.today(survey.initiative, survey.closed_at).isoformat(),
        "floor": survey.floor,
    }


def _promise(survey: Survey) -> str:
    return str(promises_of(survey)[0])


def _audience(survey: Survey) -> str:
    if survey.is_open_in_room:
        return _("Whoever is in the room")
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
    """Where a group gave one answer only, everybody would know what each of it said: then no group stands here."""
    groups = one.groups if with_groups and one.spread else {}
    if any(_is_alike(of.counts) for of in groups.values()):
        groups = {}
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


def _is_alike(counts: Mapping[Any, int]) -> bool:
    return sum(count > 0 for count in counts.values()) == 1


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
