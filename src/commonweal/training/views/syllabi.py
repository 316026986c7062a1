"""Syllabi: the built-in one, those that trainers bring along as files, and a session's notes before it begins."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonweal.governance import queries as governance
from commonweal.governance.models.written import written
from commonweal.training import operations, queries
from commonweal.training.content import template, to_adapt
from commonweal.training.forms.syllabi import SyllabusForm
from commonweal.training.queries.time_plan import time_plan
from commonweal.training.syllabus import syllabus_from
from commonweal.training.views.desk import one_session, parts_told, spoken


def syllabi(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be taught here, and the door for a file."""
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    queries.teaching(request.user, initiative, at)
    form = SyllabusForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = operations.bring_syllabus(
                by=request.user, initiative=initiative, content=file.read(operations.MOST_BYTES + 1),
                came_from=file.name or "", at=at,
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error("file", problem.messages[0])
        else:
            words = _("Version %(number)s of “%(title)s” is here. The next series can teach it.")
            title = spoken(syllabus_from(made.content).title)
            messages.success(request, words % {"number": made.number, "title": title})
            return HttpResponseRedirect(request.path)
    offered = queries.syllabi(request.user, initiative, at)
    context = {"initiative": initiative, "form": form, "offered": [(one, spoken(one.content.title)) for one in offered]}
    return render(request, "training/syllabi.html", context, status=422 if form.is_bound else 200)


@require_GET
def one(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One of them, as the trainer reads it beforehand."""
    initiative = governance.initiative_for_member(request.user, slug)
    found = queries.syllabus_offered(request.user, initiative, code, timezone.now()).content
    context = {"initiative": initiative, "title": spoken(found.title), "parts": parts_told(found)}
    return render(request, "training/syllabus.html", context)


@require_GET
def file_to_begin_with(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The short template, or the built-in syllabus to adapt to one's own place."""
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    queries.teaching(request.user, initiative, at)
    if kind not in ("template", "built-in"):
        raise Http404
    name = f"collective-impact-{initiative.slug}"[:40].rstrip("-")
    text = template() if kind == "template" else to_adapt("collective-impact", name, initiative.name)
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    filename = "syllabus.toml" if kind == "template" else f"{name}.toml"
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


@require_GET
def notes(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    """What the trainer has beside the flip chart: the session's own parts, without the questions of the tests."""
    initiative, found = one_session(request, slug, number, session)
    series = found.series
    told = parts_told(syllabus_from(series.syllabus.content))
    taught = [part for part in told if part["part"].id in found.parts]
    plan = time_plan(found, [part["minutes"] for part in taught])
    context: dict[str, Any] = {
        "initiative": initiative, "series": series, "session": found, "when": queries.when(found), "plan": plan,
        "parts": [{**part, "minutes": minutes} for part, minutes in zip(taught, plan.parts, strict=True)],
        "title": written(series, "title"), "adaptation": written(series, "adaptation"),
        "is_last": found.number == series.sessions.count(),
    }  # fmt: skip
    return render(request, "training/notes.html", context)
