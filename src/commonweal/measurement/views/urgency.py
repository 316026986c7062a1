"""The board of why it is urgent, and what is put there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda import rules
from commonweal.agenda.queries.doors import initiative_to_draft, initiative_with_draft
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.forms.urgency import UrgencyFigureForm, UrgencyWordsForm
from commonweal.measurement.operations.urgency import show_figure, show_words, take_off_board
from commonweal.measurement.queries.urgency import reason_of, urgency_board

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    shown = {
        "initiative": initiative,
        "board": urgency_board(request.user, initiative, at),
        "may_draft": rules.may_draft(request.user, initiative, at),
        "visibility": rules.DRAFT,
    }
    return render(request, "measurement/urgency.html", shown)


@require_http_methods(GET_OR_POST)
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    form = UrgencyFigureForm(request.POST if request.method == "POST" else None, initiative=initiative)
    by: dict[str, Any] = {"by": request.user, "initiative": initiative, "at": at}
    return _put(
        request, slug, form, lambda: show_figure(**by, asked=form.asked(), why=form.cleaned_data["why"]),
        initiative=initiative, title=_("Put a figure on the board"),
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
def words(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    form = UrgencyWordsForm(request.POST if request.method == "POST" else None, initiative=initiative)
    by: dict[str, Any] = {"by": request.user, "initiative": initiative, "at": at}
    return _put(
        request, slug, form, lambda: show_words(**by, voice=form.chosen(), why=form.cleaned_data["why"]),
        initiative=initiative, title=_("Put a sentence on the board"),
    )  # fmt: skip


def _put(request: HttpRequest, slug: str, form: Any, verb: Callable[[], Any], **shown: Any) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            verb()
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It stands on the board now."))
            return redirect("measurement:urgency", slug)
    context = {**shown, "form": form}
    return render(request, "measurement/urgency_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def off(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    found = reason_of(request.user, initiative, number, at)
    if found is None:
        raise Http404
    if request.method == "POST":
        take_off_board(by=request.user, reason=found, at=at)
        messages.success(request, _("It stands on the board no longer."))
        return redirect("measurement:urgency", slug)
    return render(request, "measurement/urgency_off.html", {"initiative": initiative, "reason": found})
