"""What a cohort learned, kept, and did with it: for who runs the series."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.engines.psychometrics.agreement import GROUP_VIEW
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.training import gain_words, queries
from commonweal.training.queries.gains import ConceptGain, Gains, gains_of
from commonweal.training.queries.kept import Between, Kept, kept_of
from commonweal.training.queries.results import Asked, Results
from commonweal.training.queries.self_reports import (
    Efficacy,
    LookingBack,
    Since,
    efficacy_of,
    looking_back_of,
    since_of,
)
from commonweal.training.views.desk import run, spoken
from commonweal.ui import formats


@require_GET
def gains(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, series = run(request, slug, number)
    results = queries.results_of(request.user, series, timezone.now())
    found = gains_of(results)
    known_least = sorted(found.concepts, key=lambda one: one.post / one.n)
    context = {
        "initiative": initiative, "series": series, "title": written(series, "title"),
        "verdict": gain_words.verdict(found) if found.learning.n_pre or found.learning.n_post else "",
        "fell": gain_words.fell(found) if gain_words.has_figures(found.learning) else "",
        "who_is_in": gain_words.who_is_in(found), "who_left": gain_words.who_left(found),
        "facts": gain_words.before_and_after(found), "forms": gain_words.forms(found),
        "concepts": [_concept(one) for one in known_least] if gain_words.has_figures(found.learning) else [],
        "shifts": _shifts(results, found) if gain_words.has_figures(found.learning) else [],
        "kept": _kept_until(kept_of(results)),
        "looking_back": [_looking_back(one) for one in looking_back_of(results)],
        "efficacy": _efficacy(efficacy_of(results)), "group_view": GROUP_VIEW,
        "unseen": gain_words.unseen(found), "since": [_since(one) for one in since_of(results)],
        "pairs": found.learning.n_pairs, "syllabus": results.syllabus, "version": series.syllabus,
    }  # fmt: skip
    return render(request, "training/gains.html", context)


def _concept(one: ConceptGain) -> dict[str, Any]:
    change = one.change
    return {
        "title": spoken(one.concept.title), "pre": one.pre, "post": one.post, "n": one.n,
        "pre_permille": round(1000 * one.pre / one.n), "post_permille": round(1000 * one.post / one.n),
        "pre_of": gain_words.k_of_n(one.pre, one.n), "post_of": gain_words.k_of_n(one.post, one.n),
        "change": gain_words.signed(change.mean, 2) if change else "",
        "likely": gain_words.between(change.low, change.high, 2) if change else "",
    }  # fmt: skip


def _shifts(results: Results, found: Gains) -> list[dict[str, Any]]:
    n = found.learning.n_pairs
    return [
        {
            "text": spoken(results.syllabus.by_id[shift.item].text),
            "twin": spoken(results.syllabus.by_id[results.syllabus.by_id[shift.item].twin].text),
            "pre": gain_words.k_of_n(round((shift.pre or 0) * n), n),
            "post": gain_words.k_of_n(round((shift.post or 0) * n), n),
            "gained": shift.gained, "lost": shift.lost,
            "p": gain_words.chance(shift.p),
        }
        for shift in found.learning.items
    ]  # fmt: skip


def _kept_until(found: Sequence[Between]) -> list[dict[str, Any]]:
    """By the later test: each concept, and when it was asked first."""
    later = {one.later.key: one.later for one in found}
    told = []
    for key, asked in later.items():
        rows = [(one.first, each) for one in found if one.later.key == key for each in one.concepts]
        told.append(
            {
                "name": gain_words.named(asked), "words": gain_words.kept([each for _first, each in rows]),
                "concepts": [_kept(first, each) for first, each in rows],
                "is_apart": any(each.is_apart for _first, each in rows),
                "faded": formats.listed([spoken(each.concept.title) for _first, each in rows if _is_faded(each)]),
            }
        )  # fmt: skip
    return told


def _kept(first: Asked, one: Kept) -> dict[str, Any]:
    told = {"title": spoken(one.concept.title), "asked": gain_words.named(first), "n": one.n}
    if one.is_apart:
        return told | {"first": "–", "later": "–", "moved": gain_words.kept_about(one)}
    return told | {
        "first": gain_words.k_of_n(one.first, one.of), "later": gain_words.k_of_n(one.later, one.of),
        "moved": gain_words.moved(one, 2),
    }  # fmt: skip


def _is_faded(one: Kept) -> bool:
    return gain_words.is_clear(one) and one.change.mean < 0


def _looking_back(one: LookingBack) -> dict[str, Any]:
    change = one.paired.change if one.paired else None
    return {
        "title": one.item.text.said(page_language()) if one.item else "", "n": one.n,
        "then": gain_words.plain(change.mean_pre) if change else "",
        "now": gain_words.plain(change.mean_post) if change else "",
        "moved": gain_words.moved(one.paired) if one.paired else "",
    }  # fmt: skip


def _efficacy(found: Efficacy | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "title": found.scale.title.said(page_language()), "low": found.scale.min, "high": found.scale.max,
        "same_people": found.same_people,
        "waves": [
            {
                "moment": gain_words.moment(wave.asked), "n": wave.n,
                "mean": gain_words.plain(wave.spread.mean or 0) if wave.spread else "",
                "half": gain_words.between(wave.spread.q1, wave.spread.q3) if wave.spread else "",
                "since": gain_words.moved(wave.since) if wave.since else "",
                "pairs": wave.since.change.n if wave.since else None,
                "agreement": None if wave.agreement is None else formats.number(wave.agreement, 2),
                "is_group_view": wave.is_group_view,
                "alpha": formats.number(wave.alpha.value, 2) if wave.alpha and wave.alpha.value is not None else "",
            }
            for wave in found.waves
        ],
        "model": _model(found),
    }  # fmt: skip


def _model(found: Efficacy) -> list[dict[str, Any]]:
    if found.model is None:
        return []
    moments = {wave.asked.key: gain_words.moment(wave.asked) for wave in found.waves}
    return [
        {
            "moment": moments[int(str(wave.wave))], "n": wave.n,
            "change": gain_words.signed(wave.change, 2), "likely": gain_words.between(wave.low, wave.high, 2),
        }
        for wave in found.model.waves
    ]  # fmt: skip


def _since(one: Since) -> dict[str, Any]:
    lang = page_language()
    return {
        "title": one.item.text.said(lang), "n": one.n, "of": one.of,
        "chosen": None if one.chosen is None else [
            (option.text.said(lang), gain_words.k_of_n(k, one.n), gain_words.share_between(ends, one.n))
            for option, k, ends in one.chosen
        ],
    }  # fmt: skip
