"""Until when the backbone is paid, and what it lacks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commitments import operations
from commonweal.commitments.forms.capacity import NeededHoursForm, PostForm, filled_from
from commonweal.commitments.models import Post
from commonweal.commitments.queries import capacity as reads
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
        "capacity": reads.capacity(request.user, initiative, at),
        "manages": seats.may_set_up(request.user, initiative, at),
    }
    return render(request, "commitments/capacity.html", context)


def add(request: HttpRequest, slug: str) -> HttpResponse:
    return _write(request, governance.initiative_for_backbone(request.user, slug), None)


def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A change is a new row from today; the page of earlier days still tells the old one."""
    initiative = governance.initiative_for_backbone(request.user, slug)
    return _write(request, initiative, _post(request, initiative, number))


def _post(request: HttpRequest, initiative: Initiative, number: int) -> Post:
    found = reads.post_of(request.user, initiative, number, timezone.now())
    if found is None:
        raise Http404
    return found


@require_http_methods(GET_OR_POST)
def _write(request: HttpRequest, initiative: Initiative, before: Post | None) -> HttpResponse:
    at = timezone.now()
    form = PostForm(
        request.POST if request.method == "POST" else None,
        people=reads.people_for_posts(initiative, at),
        lines=reads.money_lines(initiative),
        initial=filled_from(before) if before else {},
    )
    if form.is_bound and form.is_valid():
        try:
            operations.write_post(by=request.user, initiative=initiative, post=form.draft(), at=at, replaces=before)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("The post is written down."))
            return _back(initiative)
    context = {"initiative": initiative, "form": form, "before": before}
    return render(request, "commitments/post.html", context, status=422 if form.is_bound else 200)


def _back(initiative: Initiative) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("commitments:capacity", args=[initiative.slug]))


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first."""
    initiative = governance.initiative_for_backbone(request.user, slug)
    post = _post(request, initiative, number)
    if request.method == "POST":
        operations.end_post(by=request.user, post=post, at=timezone.now())
        messages.success(request, _("The post has ended."))
        return _back(initiative)
    return render(request, "commitments/end_post.html", {"initiative": initiative, "post": post})


@require_http_methods(GET_OR_POST)
def needed(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_backbone(request.user, slug)
    held = {f"hours_{code}": hours for code, hours in reads.needed_hours(initiative).items()}
    form = NeededHoursForm(request.POST if request.method == "POST" else None, initial=held)
    if form.is_bound and form.is_valid():
        operations.note_needed_hours(by=request.user, initiative=initiative, hours=form.hours(), at=timezone.now())
        messages.success(request, _("Noted. What was needed before is kept."))
        return _back(initiative)
    context = {"initiative": initiative, "form": form}
    return render(request, "commitments/needed_hours.html", context, status=422 if form.is_bound else 200)
