"""Ways to take part, for members: the board, one of them, and what is done with it by who runs it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.commitments import operations, rules
from commonweal.commitments.forms.opportunities import AttendanceForm, FilterForm, OpportunityForm, WhyForm, filled_from
from commonweal.commitments.models import Opportunity
from commonweal.commitments.queries import opportunities as reads
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative
from commonweal.governance.visibility import Visibility

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    form = FilterForm(request.GET)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "form": form,
        "is_filtered": any(request.GET.values()),
        "ways": reads.open_to_members(request.user, initiative, form.wanted(), at),
        "may_offer": rules.may_offer(request.user, initiative, seats.today(initiative, at)),
    }
    return render(request, "commitments/opportunities.html", context)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    if not rules.may_offer(request.user, initiative, seats.today(initiative, at)):
        raise Http404
    form = _form(request, initiative)
    if form.is_bound and form.is_valid():
        try:
            made = operations.offer(by=request.user, initiative=initiative, opportunity=form.draft(), at=at)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Members see it now. Make it public when its words are right."))
            return _to(made)
    context = {"initiative": initiative, "form": form, "before": None}
    return render(request, "commitments/opportunity_form.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, initiative: Initiative, before: Opportunity | None = None) -> OpportunityForm:
    return OpportunityForm(
        request.POST if request.method == "POST" else None,
        initiative=initiative,
        groups=list(governance.groups(initiative)),
        initial=filled_from(before) if before else {},
    )


def _to(opportunity: Opportunity) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("commitments:opportunity", args=[opportunity.initiative.slug, opportunity.pk]))


def _find(request: HttpRequest, slug: str, number: int) -> reads.Way:
    initiative = governance.initiative_for_member(request.user, slug)
    found = reads.way_of(request.user, initiative, number, timezone.now())
    if found is None:
        raise Http404
    return found


def _run(request: HttpRequest, slug: str, number: int) -> Opportunity:
    """One that is still to come, for who runs it."""
    way = _find(request, slug, number)
    over = way.opportunity.cancelled_at is not None or way.opportunity.is_over(timezone.now())
    if not way.runs or over:
        raise Http404
    return way.opportunity


@require_safe
def opportunity(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    way = _find(request, slug, number)
    at = timezone.now()
    shown = way.opportunity
    context = {
        "initiative": shown.initiative,
        "visibility": Visibility.PUBLIC if shown.public_at else Visibility.NETWORK,
        "way": way,
        "is_open": shown.cancelled_at is None and not shown.is_over(at),
        "coming": reads.who_comes(request.user, shown, at),
        "has_begun": shown.cancelled_at is None and shown.starts_at <= at,
        "came": shown.joinings.coming().filter(came=True).count(),
    }
    return render(request, "commitments/opportunity.html", context)


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    held = _run(request, slug, number)
    form = _form(request, held.initiative, held)
    if form.is_bound and form.is_valid():
        try:
            operations.change_opportunity(by=request.user, opportunity=held, draft=form.draft(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Changed. Whoever comes hears of another time or place."))
            return _to(held)
    context = {"initiative": held.initiative, "form": form, "before": held}
    return render(request, "commitments/opportunity_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def public(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: afterwards everybody reads it."""
    held = _run(request, slug, number)
    if held.public_at is not None:
        raise Http404
    if request.method == "POST":
        operations.make_public(by=request.user, opportunity=held, at=timezone.now())
        messages.success(request, _("It is public now. Whoever has no account can join."))
        return _to(held)
    return render(request, "commitments/make_public.html", {"initiative": held.initiative, "opportunity": held})


@require_http_methods(GET_OR_POST)
def cancel(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first, and why: whoever wanted to come hears of it."""
    held = _run(request, slug, number)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["why"]
        operations.cancel_opportunity(by=request.user, opportunity=held, why=why, at=timezone.now())
        messages.success(request, _("Cancelled. Whoever wanted to come gets a mail."))
        return _to(held)
    context = {"initiative": held.initiative, "opportunity": held, "form": form}
    return render(request, "commitments/cancel_opportunity.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def attendance(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For who runs it, once it has begun."""
    way = _find(request, slug, number)
    held, at = way.opportunity, timezone.now()
    if not way.runs or held.cancelled_at is not None or held.starts_at > at:
        raise Http404
    form = AttendanceForm(request.POST if request.method == "POST" else None, opportunity=held)
    if form.is_bound and form.is_valid():
        operations.note_who_came(
            by=request.user, opportunity=held, came=form.keys(), others=form.cleaned_data["others"], at=at
        )
        messages.success(request, _("It is written down who came."))
        return _to(held)
    context = {"initiative": held.initiative, "opportunity": held, "form": form, "visibility": Visibility.NETWORK}
    return render(request, "commitments/attendance.html", context, status=422 if form.is_bound else 200)


@require_POST
def join(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One tap, for who is signed in."""
    way = _find(request, slug, number)
    try:
        operations.join(by=request.user, opportunity=way.opportunity, at=timezone.now())
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, _("You are on the list. The organizer sees your name."))
    return _to(way.opportunity)


@require_POST
def leave(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    way = _find(request, slug, number)
    try:
        operations.leave_opportunity(by=request.user, opportunity=way.opportunity, at=timezone.now())
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, _("You are off the list. Your place is free for somebody else."))
    return _to(way.opportunity)


@require_safe
def calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return calendar_answer(_find(request, slug, number).opportunity)


def calendar_answer(opportunity: Opportunity) -> HttpResponse:
    answer = HttpResponse(reads.calendar_of(opportunity), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{opportunity.initiative.slug}-{opportunity.pk}.ics"'
    return answer
