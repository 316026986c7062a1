"""Measures brought in from a file: looked at, chosen, and defined."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.measurement.operations.described import define_described
from commonweal.measurement.operations.staging import discard_staged, stage
from commonweal.measurement.queries.described import Described, described_in
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.staged import Staged, holder_of, open_staged
from commonweal.measurement.views.desk import for_data_manager
from commonweal.measurement.views.uploads import takes_upload, too_large, too_large_words


@takes_upload
@for_data_manager
def choose_file(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """A package of ours or a folder of Open SDG; a POST leads to what it describes."""
    if request.method != "POST":
        return _ask(request, initiative)
    if refused := too_large(request):
        return _ask(request, initiative, too_large_words(refused), 413)
    upload = request.FILES.get("file")
    if upload is None:
        return _ask(request, initiative, _("Choose a file first."), 422)
    file = IncomingFile(upload.name or "", upload.read())
    try:
        found = _new_in(initiative, file.content)
    except UnreadableFile as refusal:
        return _ask(request, initiative, refusal.message(page_language()), 422)
    if not found:
        return _ask(request, initiative, _("This file describes no measure that is not here already."), 422)
    waiting = stage(by=request.user, holder=holder_of(initiative), file=file, at=timezone.now())
    return redirect("measurement:measures_described", initiative.slug, waiting.token)


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def described(request: HttpRequest, initiative: Initiative, staged: str) -> HttpResponse:
    """What the file describes; a POST defines what was chosen."""
    waiting = open_staged(holder_of(initiative), staged, timezone.now())
    found = _new_in(initiative, waiting.file.content)
    if request.method != "POST":
        return _show(request, initiative, waiting, found)
    better = {one.code: request.POST.get(f"better:{one.code}", "") for one in found}
    chosen = [replace(one, definition={**one.definition, "direction": better[one.code]}) for one in found]
    chosen = [one for one in chosen if one.direction]
    try:
        made = define_described(by=request.user, initiative=initiative, described=chosen, at=timezone.now())
    except ValidationError as refusal:
        return _show(request, initiative, waiting, found, refusal.messages)
    discard_staged(by=request.user, staged=waiting, at=timezone.now())
    words = ngettext("%(count)s measure is defined.", "%(count)s measures are defined.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("measurement:measures", initiative.slug)


def _new_in(initiative: Initiative, content: bytes) -> list[Described]:
    return described_in(content, initiative.measures.values_list("code", flat=True))


def _ask(request: HttpRequest, initiative: Initiative, problem: str = "", status: int = 200) -> HttpResponse:
    shown = {"initiative": initiative, "problem": problem}
    return render(request, "measurement/measures_from_file.html", shown, status=status)


def _show(
    request: HttpRequest, initiative: Initiative, waiting: Staged, found: list[Described], problems: Sequence[str] = ()
) -> HttpResponse:
    rows = [{"one": one, "better": request.POST.get(f"better:{one.code}", one.direction)} for one in found]
    shown = {"initiative": initiative, "staged": waiting, "rows": rows, "problems": problems}
    return render(request, "measurement/measures_described.html", shown, status=422 if problems else 200)
