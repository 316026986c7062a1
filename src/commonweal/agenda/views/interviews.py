"""Conversations at the start: what came up with whom, one of them, and the guide."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.interviews import GuideForm, InterviewForm, TakeQuoteForm
from commonweal.agenda.models import Interview
from commonweal.agenda.operations.interviews import note_interview, take_quote, withdraw_interview, write_guide
from commonweal.agenda.queries.doors import initiative_to_draft, initiative_with_draft
from commonweal.agenda.queries.interviews import guide_of, interview_of, landscape, quotes_of
from commonweal.agenda.views.strategies import stored

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def interviews(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    shown = {
        "initiative": initiative,
        "landscape": landscape(request.user, initiative, at),
        "may_draft": rules.may_draft(request.user, initiative, at),
        "visibility": rules.DRAFT,
    }
    return render(request, "agenda/interviews.html", shown)


@require_http_methods(GET_OR_POST)
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    held = guide_of(initiative)
    initial = {"text_en": held.text_en, "text_es": held.text_es} if held else {}
    form = GuideForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and stored(
        form, lambda: write_guide(by=request.user, initiative=initiative, at=at, **form.cleaned_data)
    ):
        messages.success(request, _("The guide is kept, and the one before it too."))
        return redirect("agenda:interviews", slug)
    shown = {"initiative": initiative, "form": form}
    return render(request, "agenda/interview_guide.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    form = InterviewForm(request.POST if request.method == "POST" else None, initiative=initiative)
    made: list[Interview] = []
    if form.is_bound and stored(
        form,
        lambda: made.append(note_interview(by=request.user, initiative=initiative, draft=form.draft(), at=at)),
    ):
        messages.success(request, _("It is noted, without a name. Take out the sentences that others should read."))
        return redirect("agenda:interview", slug, made[0].pk)
    shown = {"initiative": initiative, "form": form, "guide": guide_of(initiative)}
    return render(request, "agenda/interview_form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def interview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    found = interview_of(request.user, initiative, number, at)
    if found is None:
        raise Http404
    form = TakeQuoteForm(request.POST if request.method == "POST" else None, initiative=initiative)
    if form.is_bound and stored(
        form,
        lambda: take_quote(
            by=request.user,
            interview=found,
            quote=form.cleaned_data["quote"],
            themes=list(form.cleaned_data.get("themes", [])),
            at=at,
        ),
    ):
        messages.success(request, _("It is noted, without a name."))
        return redirect("agenda:interview", slug, number)
    shown = {
        "initiative": initiative,
        "interview": found,
        "quotes": quotes_of(found),
        "form": form,
        "may_withdraw": rules.may_withdraw(request.user, found, at),
        "visibility": rules.DRAFT,
    }
    return render(request, "agenda/interview.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: the words cannot be brought back."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    found = interview_of(request.user, initiative, number, at)
    if found is None or not rules.may_withdraw(request.user, found, at):
        raise Http404
    if request.method == "POST":
        withdraw_interview(by=request.user, interview=found, at=at)
        messages.success(request, _("The words are taken away."))
        return redirect("agenda:interviews", slug)
    return render(request, "agenda/interview_withdraw.html", {"initiative": initiative, "interview": found})
