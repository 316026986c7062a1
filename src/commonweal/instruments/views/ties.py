"""The map of who works with whom, and the pages on which an organization changes what it says."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance import rules as seats
from commonweal.governance.forms.interests import DayForm
from commonweal.governance.models import Initiative
from commonweal.governance.visibility import Visibility
from commonweal.instruments import rules
from commonweal.instruments.forms.ties import OfferForm, TieForm
from commonweal.instruments.operations import ties as operations
from commonweal.instruments.queries.tie_reading import reading_of
from commonweal.instruments.queries.tie_scores import own_scores, rated_on
from commonweal.instruments.queries.tie_tables import network_files as files_of
from commonweal.instruments.queries.ties import (
    initiative_with_network,
    network_on,
    other_organisation,
    own_organisation,
    own_ties,
    spoken_for,
    tie_between,
)
from commonweal.instruments.tie_picture import numbers_of, picture_of
from commonweal.lib.archives import packed
from commonweal.lib.languages import page_language


@require_GET
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """The network on any day. Who speaks for an organization and has no seat is led to their own ties."""
    at = timezone.now()
    try:
        initiative = initiative_with_network(request.user, slug, at)
    except Http404:
        spoken_for(request.user, slug, at)
        return redirect("instruments:own_networks", slug)
    today = seats.today(initiative, at)
    form, on = _day_of(request, today)
    found = network_on(initiative, on)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "network": found,
        "numbers": numbers_of(found),
        "picture": picture_of(found),
        "reading": reading_of(initiative, found, page_language()),
        "day_form": form,
        "is_other_day": on != today,
        "speaks": rules.organisations_spoken_for(request.user, initiative, today).exists(),
        "may_take_wave": on == today and rules.may_take_wave(request.user, initiative, at),
    }
    return render(request, "instruments/network.html", context)


@require_GET
def network_files(request: HttpRequest, slug: str) -> HttpResponse:
    """Ties and organizations of a day, as the command on networks reads them."""
    at = timezone.now()
    initiative = initiative_with_network(request.user, slug, at)
    on = _day_of(request, seats.today(initiative, at))[1]
    answer = HttpResponse(packed(files_of(network_on(initiative, on))), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{initiative.slug}-network-{on.isoformat()}.zip"'
    return answer


def _day_of(request: HttpRequest, today: date) -> tuple[DayForm, date]:
    """The day that is asked for; nobody knows yet who will work with whom tomorrow."""
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    return form, min(form.day() or today, today)


@require_POST
def take_wave(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = initiative_with_network(request.user, slug, timezone.now())
    try:
        operations.take_wave(by=request.user, initiative=initiative, at=timezone.now())
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, _("Kept for today. Later days are compared with this one."))
    return redirect("instruments:network", slug)


@require_GET
def own_networks(request: HttpRequest, slug: str) -> HttpResponse:
    """Which organization? Most speak for one, and are there at once."""
    initiative, found = spoken_for(request.user, slug, timezone.now())
    if len(found) == 1:
        return redirect("instruments:own_network", slug, found[0].code)
    context = {"initiative": initiative, "organisations": found}
    return render(request, "instruments/own_networks.html", context)


@require_GET
def own_network(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    at = timezone.now()
    initiative, organisation = own_organisation(request.user, slug, code, at)
    today = seats.today(initiative, at)
    context = {
        "initiative": initiative,
        "own": own_ties(initiative, organisation, at),
        "scores": own_scores(initiative, organisation, today),
        "sees_network": rules.may_see_network(request.user, initiative, at),
    }
    return render(request, "instruments/own_network.html", context)


@require_POST
def nothing_changed(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    initiative, organisation = own_organisation(request.user, slug, code, timezone.now())
    operations.say_nothing_changed(by=request.user, initiative=initiative, organisation=organisation, at=timezone.now())
    messages.success(request, _("Noted: your ties are still so. Thank you for looking."))
    return _back(initiative, code)


def own_offer(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What the organization brings, and whom it would like to meet."""
    at = timezone.now()
    initiative, organisation = own_organisation(request.user, slug, code, at)
    form = OfferForm(
        request.POST if request.method == "POST" else None, offer=own_ties(initiative, organisation, at).offer
    )
    if request.method == "POST" and form.is_valid():
        operations.say_offer(
            by=request.user, initiative=initiative, organisation=organisation, offer=form.draft(), at=at
        )
        messages.success(request, _("Kept: what you bring, and whom you seek."))
        return _back(initiative, code)
    context = {"initiative": initiative, "organisation": organisation, "form": form}
    return render(request, "instruments/own_offer.html", context, status=422 if form.is_bound else 200)


def one_tie(request: HttpRequest, slug: str, code: str, other: str) -> HttpResponse:
    """What is said of one other organization: how often and of what are filled in, ratings never are."""
    at = timezone.now()
    initiative, organisation = own_organisation(request.user, slug, code, at)
    their = other_organisation(initiative, organisation, other, at)
    form = TieForm(request.POST if request.method == "POST" else None, tie=tie_between(initiative, organisation, their))
    if request.method == "POST" and form.is_valid():
        try:
            operations.say_tie(
                by=request.user, initiative=initiative, organisation=organisation, other=their, tie=form.draft(), at=at
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("Kept: your tie with %(name)s.") % {"name": their.name})
            return _back(initiative, code)
    context = {
        "initiative": initiative,
        "organisation": organisation,
        "other": their,
        "form": form,
        "rated_on": rated_on(initiative, organisation, their),
    }
    return render(request, "instruments/one_tie.html", context, status=422 if form.is_bound else 200)


def _back(initiative: Initiative, code: str) -> HttpResponse:
    return redirect("instruments:own_network", initiative.slug, code)
