"""Ways to take part, for everybody: only what somebody made public; and the page behind one's own link."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commitments import operations
from commonweal.commitments.forms.opportunities import FilterForm, GuestForm
from commonweal.commitments.models import Joining
from commonweal.commitments.queries import opportunities as reads
from commonweal.commitments.views.opportunities import calendar_answer
from commonweal.governance import queries as governance
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.frame import enter

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.the_initiative(slug)
    form = FilterForm(request.GET)
    context = {
        "initiative": initiative,
        "form": form,
        "is_filtered": any(request.GET.values()),
        "ways": reads.open_to_everybody(initiative, form.wanted(), timezone.now()),
    }
    return render(request, "commitments/take_part.html", context)


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def one(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One way to take part, and the form by which whoever has no account joins."""
    initiative = governance.the_initiative(slug)
    way = _public(slug, number)
    at = timezone.now()
    few = way.opportunity.places is not None
    form = GuestForm(request.POST if request.method == "POST" else None, initiative=initiative, few_places=few)
    if form.is_bound and form.is_valid():
        try:
            guest = form.guest()
            token = operations.join_without_account(by=None, opportunity=way.opportunity, guest=guest, at=at)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            if token:
                return HttpResponseRedirect(reverse("commitments:coming", args=[token]))
            context = {"initiative": initiative, "way": way, "address": guest.email, "has_to_say_yes": few}
            return render(request, "commitments/joined.html", context)
    shown = way.opportunity
    context = {
        "initiative": initiative,
        "way": way,
        "form": form,
        "is_open": shown.cancelled_at is None and not shown.is_over(at),
    }
    return render(request, "commitments/take_part_one.html", context, status=422 if form.is_bound else 200)


def _public(slug: str, number: int) -> reads.Way:
    found = reads.public_way(governance.the_initiative(slug), number)
    if found is None:
        raise Http404
    return found


@login_not_required
@require_safe
def calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return calendar_answer(_public(slug, number).opportunity)


def _joining(request: HttpRequest, token: str) -> Joining:
    found = reads.joining_by_token(token)
    if found is None:
        raise Http404
    enter(request, found.opportunity.initiative)
    return found


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def coming(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind one's own link: a way to say yes, the calendar file, and a way to say no."""
    held, problem = _joining(request, token), ""
    if request.method == "POST":
        try:
            held = operations.confirm_by_link(by=None, token=token, at=timezone.now())
        except ValidationError as refused:
            problem = " ".join(refused.messages)
    context = {
        "initiative": held.opportunity.initiative,
        "joining": held,
        "opportunity": held.opportunity,
        "token": token,
        "problem": problem,
        "is_open": held.opportunity.cancelled_at is None and not held.opportunity.is_over(timezone.now()),
    }
    return render(request, "commitments/coming.html", context, status=422 if problem else 200)


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def not_coming(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first."""
    held = _joining(request, token)
    at = timezone.now()
    if held.left_at is not None or held.opportunity.is_over(at):
        return HttpResponseRedirect(reverse("commitments:coming", args=[token]))
    if request.method == "POST":
        try:
            operations.leave_by_link(by=None, token=token, at=at)
        except PermissionDenied:
            raise Http404 from None
        return HttpResponseRedirect(reverse("commitments:coming", args=[token]))
    context = {"initiative": held.opportunity.initiative, "joining": held, "token": token}
    return render(request, "commitments/not_coming.html", context)
