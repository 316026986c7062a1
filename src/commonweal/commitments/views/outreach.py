"""What we ask of people: all asks, one with its talking points and reach, and what came back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commitments import operations, rules
from commonweal.commitments.forms.outreach import ApproachForm, AskForm, ResponseForm
from commonweal.commitments.queries import everybody
from commonweal.commitments.queries import outreach as reads
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.visibility import Visibility

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def asks(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "asks": reads.asks(request.user, initiative, at),
        "may_open": rules.may_offer(request.user, initiative, seats.today(initiative, at)),
    }
    return render(request, "commitments/asks.html", context)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    if not rules.may_offer(request.user, initiative, seats.today(initiative, at)):
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None, groups=list(governance.groups(initiative)))
    if form.is_bound and form.is_valid():
        try:
            made = operations.open_ask(by=request.user, initiative=initiative, ask=form.draft(), at=at)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("The ask is open. Everybody with a seat can ask."))
            return _to(slug, made.pk)
    context = {"initiative": initiative, "form": form}
    return render(request, "commitments/ask_form.html", context, status=422 if form.is_bound else 200)


def _to(slug: str, number: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("commitments:ask", args=[slug, number]))


@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One ask, whom it reached, and the form for whom one asked oneself."""
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = reads.ask_of(request.user, initiative, number, at)
    if found is None:
        raise Http404
    today = seats.today(initiative, at)
    form = ApproachForm(
        request.POST if request.method == "POST" else None,
        everybody=[one for one in everybody(initiative, today) if one != request.user],
        audiences=reads.audiences(initiative),
        initial={"asked_on": today},
    )
    if form.is_bound and form.is_valid():
        try:
            operations.note_approach(by=request.user, ask=found.ask, approach=form.draft(), at=at)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Noted. Say what came back as soon as you know it."))
            return _to(slug, number)
    context = {"initiative": initiative, "visibility": Visibility.NETWORK, "shown": found, "form": form}
    return render(request, "commitments/ask.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def response(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = reads.approach_of(request.user, initiative, number, at)
    if found is None:
        raise Http404
    form = ResponseForm(request.POST if request.method == "POST" else None, initial={"people": found.reached})
    if form.is_bound and form.is_valid():
        try:
            operations.note_response(by=request.user, approach=found, response=form.draft(), at=at)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Noted. What was said before is kept."))
            return _to(slug, found.ask_id)
    context = {"initiative": initiative, "approach": found, "form": form}
    return render(request, "commitments/response.html", context, status=422 if form.is_bound else 200)
