"""One seat: its terms, who speaks in it, and what is handed over with it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance import operations, queries, rules
from commonweal.governance.forms.cascade import EndSeatForm, OrganisationSeatForm, RenewForm, RepresentativeForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative, Seat
from commonweal.governance.queries.handover import may_read_handover
from commonweal.governance.queries.role_cards import card_of
from commonweal.governance.queries.seat_terms import WARNING, is_renewed, representatives_of, same_seats, speaker_of
from commonweal.governance.queries.stepping_down import aftermath
from commonweal.governance.views.groups import page as groups_page
from commonweal.governance.visibility import Visibility
from commonweal.ui.formats import day


def seat_for(initiative: Initiative, number: int) -> Seat:
    """Any term that was ever held; one that was written down by mistake is not there."""
    held = Seat.objects.select_related("group__initiative", "person", "organisation")
    return get_object_or_404(held.filter(group__initiative=initiative, voided_at=None), pk=number)


@require_GET
def seat(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    return page(request, initiative, seat_for(initiative, seat))


def page(request: HttpRequest, initiative: Initiative, held: Seat, **more: object) -> HttpResponse:
    at = timezone.now()
    on = rules.today(initiative, at)
    is_open = held.since <= on and (held.until is None or held.until >= on)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "seat": held,
        "is_held_now": is_open,
        "ends_soon": is_open and held.until is not None and held.until <= on + WARNING and not is_renewed(held),
        "days_left": (held.until - on).days if held.until else None,
        "speaker": speaker_of(held, on),
        "representatives": representatives_of(held),
        "terms": same_seats(held.group, held.role, held.holder).order_by("-since"),
        "card": card_of(held),
        "may_read_handover": may_read_handover(request.user, held, at),
        "is_own": held.person_id is not None and held.person_id == request.user.pk,
        "manages": rules.may_set_up(request.user, initiative, at),
        "renew_form": RenewForm(prefix="renew"),
        "speaker_form": RepresentativeForm(prefix="speaker", initial={"since": max(on, held.since)}),
    }
    return render(request, "governance/seat.html", context | more, status=422 if more else 200)


def to_seat(slug: str, held: Seat) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("governance:seat", args=[slug, held.pk]))


def renew(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    held = seat_for(initiative, seat)
    form = RenewForm(request.POST or None, prefix="renew")
    if request.method != "POST":
        return to_seat(slug, held)
    if form.is_valid():
        try:
            given = operations.renew_seat(
                by=request.user, seat=held, until=form.cleaned_data["until"], at=timezone.now()
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("A further term is written down."))
            return to_seat(slug, given)
    return page(request, initiative, held, renew_form=form)


def end(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    """Ask, and then end a term today or on another day."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    held = seat_for(initiative, seat)
    form = EndSeatForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        until = given["until"] or rules.the_day_before(initiative, at)
        ended = given["ended"] or Seat.Ended.OTHER
        try:
            operations.end_seat(by=request.user, seat=held, until=until, at=at, ended=ended)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The seat has ended. Give it again to undo this."))
            return HttpResponseRedirect(reverse("governance:group", args=[slug, held.group.code]))
    context = {"initiative": initiative, "seat": held, "form": form}
    return render(request, "governance/end_seat.html", context, status=422 if form.is_bound else 200)


def step_down(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    """One's own seat: ask, say what follows, and then give it back."""
    initiative = queries.initiative_for_member(request.user, slug)
    at = timezone.now()
    on = rules.today(initiative, at)
    held = seat_for(initiative, seat)
    if held.person_id != request.user.pk or (held.until is not None and held.until < on):
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            operations.step_down(by=request.user, seat=held, at=at)
        except ValidationError as problem:
            refusal = problem.messages[0]
        else:
            messages.success(request, _("You have given the seat back. Thank you for the time that you held it."))
            return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    context = {"initiative": initiative, "seat": held, "refusal": refusal, "after": aftermath(held, on)}
    return render(request, "governance/step_down.html", context, status=422 if refusal else 200)


def name_representative(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    held = seat_for(initiative, seat)
    if request.method != "POST":
        return to_seat(slug, held)
    form = RepresentativeForm(request.POST, prefix="speaker")
    if form.is_valid():
        since = form.cleaned_data["since"]
        try:
            made = operations.bring_representative(
                by=request.user, seat=held, person=form.draft(), since=since, at=timezone.now()
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            words = _("%(name)s speaks in this seat from %(day)s on, and was told by mail.")
            messages.success(request, words % {"name": made.person.name, "day": day(made.since)})
            return to_seat(slug, held)
    return page(request, initiative, held, speaker_form=form)


@require_POST
def add_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """A seat that an organisation holds; the form stands on the page of groups and people."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = OrganisationSeatForm(request.POST, prefix="org", initiative=initiative)
    if form.is_valid():
        at = timezone.now()
        group = get_object_or_404(queries.groups(initiative), code=form.cleaned_data["group"])
        draft = form.draft(rules.today(initiative, at))
        try:
            given = operations.give_seat(by=request.user, group=group, seat=draft, at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s has a seat now. Say who speaks in it.") % {"name": given.holder.name})
            return to_seat(slug, given)
    return groups_page(request, initiative, organisation_form=form)
