"""How partners changed their own work: read by all who take part, written by who works there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda.forms.alignment import AlignmentForm
from commonweal.agenda.forms.refusals import show_refusal
from commonweal.agenda.models import Alignment
from commonweal.agenda.operations.alignment import state_alignment, withdraw_alignment
from commonweal.agenda.queries import alignment as reads
from commonweal.agenda.queries.doors import initiative_with_agenda, initiative_with_draft
from commonweal.agenda.queries.spread import spread
from commonweal.agenda.queries.standing_behind import standing_behind
from commonweal.agenda.rules import DRAFT
from commonweal.governance.models import Initiative
from commonweal.governance.queries import initiative_for_member
from commonweal.governance.rules import today
from commonweal.governance.visibility import Visibility


@require_safe
def alignments(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    context = {
        "initiative": initiative,
        "aligned": reads.alignments(request.user, initiative, at),
        "may_state": bool(reads.organisations_to_state(request.user, initiative, at)),
    }
    return render(request, "agenda/alignments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    return _written(request, initiative, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    return _written(request, initiative, _held(request, initiative, number))


def _written(request: HttpRequest, initiative: Initiative, held: Alignment | None) -> HttpResponse:
    at = timezone.now()
    organisations = [held.organisation] if held else reads.organisations_to_state(request.user, initiative, at)
    if not organisations:
        raise Http404
    form = AlignmentForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        strategies=reads.strategies_by_name(initiative),
        initial=_filled_from(held) if held else {"changed_on": today(initiative, at)},
    )
    if form.is_bound and form.is_valid():
        try:
            state_alignment(
                by=request.user,
                initiative=initiative,
                organisation=form.chosen_organisation(),
                draft=form.draft(),
                at=at,
                replaces=held,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It is stated. Everybody who takes part reads it."))
            return redirect("agenda:alignments", initiative.slug)
    context = {"initiative": initiative, "form": form, "held": held}
    return render(request, "agenda/alignment_form.html", context, status=422 if form.is_bound else 200)


def _filled_from(held: Alignment) -> dict[str, Any]:
    names = ("before_en", "before_es", "after_en", "after_es", "evidence", "changed_on")
    return {name: getattr(held, name) for name in names} | {"strategy": held.strategy.key if held.strategy else ""}


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first."""
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    held = _held(request, initiative, number)
    if request.method == "POST":
        withdraw_alignment(by=request.user, alignment=held, at=at)
        messages.success(request, _("It stands on the page no longer."))
        return redirect("agenda:alignments", slug)
    return render(request, "agenda/alignment_withdraw.html", {"initiative": initiative, "held": held})


def _held(request: HttpRequest, initiative: Initiative, number: int) -> Alignment:
    held = reads.alignment_of(request.user, initiative, number, timezone.now())
    if held is None:
        raise Http404
    return held


@require_safe
def who_carries(request: HttpRequest, slug: str) -> HttpResponse:
    """How far leadership is spread, for whoever reads the draft."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    context = {
        "initiative": initiative,
        "visibility": DRAFT,
        "spread": spread(request.user, initiative, at),
    }
    return render(request, "agenda/spread.html", context)


@require_safe
def stands_behind(request: HttpRequest, slug: str) -> HttpResponse:
    """Sector by sector, for whoever has a seat."""
    initiative = initiative_for_member(request.user, slug)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "behind": standing_behind(request.user, initiative, timezone.now()),
    }
    return render(request, "agenda/standing_behind.html", context)
