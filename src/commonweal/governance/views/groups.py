"""Groups, seats, and how somebody gets in for the first time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonweal.governance import operations, queries, rules
from commonweal.governance.forms.cascade import OrganisationSeatForm
from commonweal.governance.forms.groups import GroupForm, PublicContactForm, SeatForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative, Seat
from commonweal.ui.formats import day


def groups(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, queries.initiative_for_backbone(request.user, slug))


def page(request: HttpRequest, initiative: Initiative, *, status: int = 422, **more: object) -> HttpResponse:
    context = {
        "initiative": initiative,
        "groups": queries.groups(initiative),
        "seats": queries.seats(request.user, initiative, timezone.now()),
        "form": GroupForm(prefix="group", initiative=initiative),
        "seat_form": SeatForm(prefix="seat", initiative=initiative),
        "organisation_form": OrganisationSeatForm(prefix="org", initiative=initiative),
        "contact_form": PublicContactForm(prefix="public", initial={"address": initiative.public_contact}),
    }
    return render(request, "governance/groups.html", context | more, status=status if more else 200)


def back(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("governance:groups", args=[slug]))


def seats(request: HttpRequest, slug: str) -> HttpResponse:
    """Seats stand on the page of their groups."""
    return back(queries.initiative_for_backbone(request.user, slug).slug)


@require_POST
def add_group(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = GroupForm(request.POST, prefix="group", initiative=initiative)
    if form.is_valid():
        try:
            made = operations.add_group(by=request.user, initiative=initiative, group=form.draft(), at=timezone.now())
        except ValidationError as problem:
            form.add_error("name_en", problem.messages)
        else:
            messages.success(request, _("The group %(name)s is here now.") % {"name": made.name})
            return back(slug)
    return page(request, initiative, form=form)


@require_POST
def add_seat(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = SeatForm(request.POST, prefix="seat", initiative=initiative)
    if form.is_valid():
        group = get_object_or_404(queries.groups(initiative), code=form.cleaned_data["group"])
        role = form.cleaned_data["role"]
        try:
            given = operations.bring_person(
                by=request.user, group=group, role=role, person=form.draft(), at=timezone.now(), term=form.term()
            )
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            was_held = form.term() is None and given.since < rules.today(initiative, timezone.now())
            messages.success(request, said_of(given, was_held=was_held))
            return back(slug)
    return page(request, initiative, seat_form=form)


def said_of(given: Seat, *, was_held: bool) -> str:
    """A seat that was held already is not given twice; its holder is only written to again."""
    if not was_held:
        return _("%(name)s has a seat now.") % {"name": given.person}
    words = _("%(name)s has held this seat since %(day)s. We wrote again how to come in.")
    return words % {"name": given.person, "day": day(given.since)}


@require_POST
def let_in(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    """Show a one-time link for somebody who was never here. It is shown once: only its hash is kept."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    held = get_object_or_404(queries.seats(request.user, initiative, at), pk=seat)
    try:
        link = operations.let_in(by=request.user, seat=held, at=at)
    except PermissionDenied:
        messages.error(
            request,
            _("%(name)s has been here before, or sits elsewhere too, and comes in by a code.") % {"name": held.person},
        )
        return back(slug)
    return page(request, initiative, status=200, link=link, link_for=held.person)


@require_POST
def public_contact(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = PublicContactForm(request.POST, prefix="public")
    if not form.is_valid():
        return page(request, initiative, contact_form=form)
    address = form.cleaned_data["address"]
    operations.set_public_contact(by=request.user, initiative=initiative, address=address, at=timezone.now())
    messages.success(request, _("The next release shows it, wherever a figure stands."))
    return back(slug)
