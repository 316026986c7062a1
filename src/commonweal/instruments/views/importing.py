"""Questions brought along in a file, an instrument as it is asked, and its file to take away."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.engines.questionnaires import Instrument, changes_between, write_instrument
from commonweal.engines.questionnaires.incoming import Imported, NotCarried
from commonweal.governance import queries as governance
from commonweal.governance.models import Initiative
from commonweal.instruments import operations
from commonweal.instruments.forms.importing import BringForm, KeepForm, language_of
from commonweal.instruments.forms.shown import as_asked, how_it_counts
from commonweal.instruments.queries.instruments import door_to_bring, here_already, instrument_shown
from commonweal.instruments.wording import FILES
from commonweal.lib.languages import page_language


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """First the file, then what was understood of it; only then it is kept."""
    initiative = governance.initiative_for_member(request.user, slug)
    door_to_bring(request.user, initiative, timezone.now())
    if "content" in request.POST:
        return keep(request, initiative)
    form = BringForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        imported = form.imported()
        if imported is not None:
            return understood(request, initiative, imported, form.cleaned_data["file"].name)
    context = {"initiative": initiative, "form": form}
    return render(request, "instruments/bring.html", context, status=422 if form.is_bound else 200)


def understood(request: HttpRequest, initiative: Initiative, imported: Imported, name: str) -> HttpResponse:
    instrument, said = imported.instrument, page_language()
    before = here_already(initiative, instrument.code)
    changes = changes_between(before, instrument) if before else ()
    context = of_instrument(instrument) | {
        "initiative": initiative,
        "kind": FILES[imported.form],
        "not_carried": left_behind(imported.not_carried),
        "before": before,
        "is_same": before == instrument,
        "changes": [change.message(said) for change in changes],
        "content": write_instrument(instrument),
        "came_from": name[:200],
    }
    return render(request, "instruments/understood.html", context)


def left_behind(not_carried: Sequence[NotCarried]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each reason once, with all its places."""
    reasons: dict[str, list[tuple[str, str]]] = {}
    for gone in not_carried:
        reasons.setdefault(gone.why(page_language()), []).append(
            (gone.where(page_language()), gone.what(page_language()))
        )
    return list(reasons.items())


def keep(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = KeepForm(request.POST)
    if not form.is_valid():
        problem = " ".join(str(words) for words in form.errors["content"])
        context = {"initiative": initiative, "form": BringForm(), "problem": problem}
        return render(request, "instruments/bring.html", context, status=422)
    instrument, came_from = form.cleaned_data["content"], form.cleaned_data["came_from"]
    kept = operations.keep_instrument(
        by=request.user, initiative=initiative, instrument=instrument, came_from=came_from, at=timezone.now()
    )
    messages.success(request, _("The questions are kept as version %(number)s.") % {"number": kept.number})
    return HttpResponseRedirect(reverse("instruments:instrument", args=[initiative.slug, instrument.code]))


@require_safe
def instrument(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    shown = instrument_shown(request.user, initiative, code, timezone.now())
    versions = [(each, [change.message(page_language()) for change in each.changes]) for each in shown.versions]
    context = of_instrument(shown.instrument) | {"initiative": initiative, "shown": shown, "versions": versions}
    return render(request, "instruments/instrument.html", context)


@require_safe
def file(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The file as it can be brought along elsewhere."""
    initiative = governance.initiative_for_member(request.user, slug)
    shown = instrument_shown(request.user, initiative, code, timezone.now())
    response = HttpResponse(write_instrument(shown.instrument), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.instrument.code}.toml"'
    return response


def of_instrument(instrument: Instrument) -> dict[str, Any]:
    language = language_of(instrument)
    return {
        "instrument": instrument,
        "language": language if language != page_language() else "",
        "own_language": page_language(),
        "title": instrument.title.said(language),
        "purpose": instrument.purpose.said(language),
        "sections": as_asked(instrument),
        "scales": how_it_counts(instrument),
        "in_both": len(instrument.languages) > 1,
    }
