"""What the early work needs a year, what is committed for it, and for which lines a gift or a post counts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commitments import operations
from commonweal.commitments.forms.resources import LinesForm, NeedForm, filled_from_need
from commonweal.commitments.models import Contribution, Post, ResourceLine
from commonweal.commitments.queries import resources as reads
from commonweal.commitments.queries.capacity import post_of
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative
from commonweal.governance.visibility import Visibility

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "resources": reads.resources(request.user, initiative, at),
        "manages": seats.may_set_up(request.user, initiative, at),
    }
    return render(request, "commitments/resources.html", context)


@require_http_methods(GET_OR_POST)
def need(request: HttpRequest, slug: str, line: str) -> HttpResponse:
    initiative = governance.initiative_for_backbone(request.user, slug)
    if line not in ResourceLine.values:
        raise Http404
    initial = filled_from_need(reads.need_of(initiative, line))
    posted = request.POST if request.method == "POST" else None
    form = NeedForm(posted, line=line, currency=initiative.currency, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            operations.note_resource_need(by=request.user, initiative=initiative, need=form.draft(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Noted. What was needed before is kept."))
            return redirect("commitments:resources", slug)
    context = {"initiative": initiative, "form": form, "line": ResourceLine(line).label}
    return render(request, "commitments/resource_need.html", context, status=422 if form.is_bound else 200)


def gift(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative = governance.initiative_for_backbone(request.user, slug)
    return _count(request, initiative, reads.gift_to_count(request.user, initiative, number, timezone.now()))


def post(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative = governance.initiative_for_backbone(request.user, slug)
    return _count(request, initiative, post_of(request.user, initiative, number, timezone.now()))


@require_http_methods(GET_OR_POST)
def _count(request: HttpRequest, initiative: Initiative, source: Contribution | Post | None) -> HttpResponse:
    if source is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = LinesForm(posted, source=source, currency=initiative.currency, initial=_held(source))
    if form.is_bound and form.is_valid():
        try:
            operations.count_for_lines(by=request.user, source=source, lines=form.lines(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Noted: this is what it counts for."))
            return redirect("commitments:resources", initiative.slug)
    context = {"initiative": initiative, "form": form, "source": source, "is_post": isinstance(source, Post)}
    return render(request, "commitments/count_for_lines.html", context, status=422 if form.is_bound else 200)


def _held(source: Contribution | Post) -> dict[str, Any]:
    """Where nobody counts, a line is only ticked."""
    return {
        line: next((each for each in (share.money, share.hours) if each is not None), True)
        for line, share in reads.shares_of(source).items()
    }
