"""What is handed to whom after a series, and the trainer's own brief before each session."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_safe

from commonweal.governance.models.written import written
from commonweal.training import gain_words, queries
from commonweal.training.queries.brief import brief_of
from commonweal.training.queries.time_plan import time_plan
from commonweal.training.queries.understanding import ConceptShown
from commonweal.training.report_printing import printed_host_report
from commonweal.training.views.desk import concept_words, one_session, run, spoken
from commonweal.ui.printing import PAPERS, NotYetInstalled

#: As many concepts as there is time for at the beginning of a session.
AT_A_GLANCE = 5


@require_GET
def reports(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, series = run(request, slug, number)
    context = {
        "initiative": initiative, "series": series, "title": written(series, "title"),
        "sessions": [one for one in series.sessions.all() if one.ended_at is None], "papers": list(PAPERS),
        "languages": settings.LANGUAGES,
    }  # fmt: skip
    return render(request, "training/reports.html", context)


@require_GET
def brief(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    """Read before a session: who came, what to teach again, and what the first test showed of what comes."""
    initiative, found = one_session(request, slug, number, session)
    results = queries.results_of(request.user, found.series, timezone.now())
    told = brief_of(results, found.number, found.parts)
    parts = [part for part in results.syllabus.parts if part.id in found.parts]
    plan = time_plan(found, [part.minutes for part in parts])
    context = {
        "initiative": initiative, "series": found.series, "session": found, "when": queries.when(found),
        "title": written(found.series, "title"), "brief": told,
        "asked": gain_words.named(told.asked) if told.asked else "",
        "asked_about": [spoken(one.concept.title) for one in told.asked_about],
        "again": [concept_words(one) for one in told.again[:AT_A_GLANCE]],
        "ahead": [_known(one) for one in told.ahead],
        "plan": plan,
        "parts": [
            {"title": spoken(part.title), "minutes": minutes, "notes": spoken(part.notes).strip().splitlines(),
             "cases": [spoken(case.title) for case in results.syllabus.cases if part.id in case.parts]}
            for part, minutes in zip(parts, plan.parts, strict=True)
        ],
    }  # fmt: skip
    return render(request, "training/brief.html", context)


def _known(one: ConceptShown) -> dict[str, Any]:
    return {
        "title": spoken(one.concept.title), "right": one.right, "n": one.n,
        "permille": round(1000 * one.right / one.n),
    }  # fmt: skip


@require_safe
def host_report(request: HttpRequest, slug: str, number: int, lang: str, paper: str) -> HttpResponse:
    """Two pages for whoever hosts the series, as a PDF."""
    initiative, series = run(request, slug, number)
    if paper not in PAPERS or lang not in dict(settings.LANGUAGES):
        raise Http404
    results = queries.results_of(request.user, series, timezone.now())
    try:
        with timezone.override(initiative.time_zone), override(lang):
            made = printed_host_report(series, results, paper)
    except NotYetInstalled:
        return not_yet(request, {"initiative": initiative})
    return as_pdf(made, f"{initiative.slug}-series-{number}-{lang}.pdf")


def not_yet(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    waiting = render(request, "training/not_printed_yet.html", context, status=503)
    waiting["Retry-After"] = "60"
    return waiting


def as_pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
