"""The framework's roles as cards, who has which, and what is handed over with a seat."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance import queries, rules
from commonweal.governance.forms.cascade import EndSeatForm, RoleTermForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative, RoleTerm
from commonweal.governance.operations.terms import lay_down_role, take_up_role, tick_first_step
from commonweal.governance.queries.handover import may_read_handover, may_tick, pack_for
from commonweal.governance.queries.role_cards import (
    cards_of,
    history_of,
    holders_by_seat,
    role_cards,
    roles_on,
    who_may_hold,
)
from commonweal.governance.views.cascade import asked_day
from commonweal.governance.views.seats import seat_for
from commonweal.governance.visibility import Visibility


@require_GET
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    form, on, is_other_day = asked_day(request, initiative)
    held, by_seat = roles_on(initiative, on), holders_by_seat(initiative, on)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "cards": [(card, held.get(code, []), by_seat.get(code, [])) for code, card in cards_of(initiative).items()],
        "day_form": form,
        "on": on,
        "day_asked": on.isoformat() if is_other_day else "",
    }
    return render(request, "governance/roles.html", context)


def role(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One card, and who had the role when. The data manager writes down who takes it up."""
    initiative = queries.initiative_for_member(request.user, slug)
    if code not in role_cards():
        raise Http404
    at = timezone.now()
    manages = rules.may_set_up(request.user, initiative, at)
    form = term_form(request, initiative, code) if manages else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                take_up_role(by=request.user, initiative=initiative, term=form.draft(), at=at)
            except ValidationError as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The role is written down."))
                return HttpResponseRedirect(reverse("governance:role", args=[slug, code]))
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "card": cards_of(initiative)[code],
        "terms": history_of(initiative, code),
        "by_seat": holders_by_seat(initiative, rules.today(initiative, at)).get(code, []),
        "on": rules.today(initiative, at),
        "form": form,
        "manages": manages,
    }
    return render(request, "governance/role.html", context, status=422 if form and form.is_bound else 200)


def term_form(request: HttpRequest, initiative: Initiative, code: str) -> RoleTermForm:
    at = timezone.now()
    people, organisations = who_may_hold(initiative, rules.today(initiative, at))
    return RoleTermForm(
        request.POST if request.method == "POST" else None,
        role=code,
        people=people,
        organisations=organisations,
        initial={"since": rules.today(initiative, at)},
    )


def end(request: HttpRequest, slug: str, term: int) -> HttpResponse:
    """Ask, and then end a role."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    held = get_object_or_404(RoleTerm.objects.select_related("initiative"), initiative=initiative, pk=term)
    form = EndSeatForm(request.POST if request.method == "POST" else None)
    del form.fields["ended"]
    if form.is_bound and form.is_valid():
        until = form.cleaned_data["until"] or rules.the_day_before(initiative, at)
        try:
            lay_down_role(by=request.user, term=held, until=until, at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The role has ended. That it was held stays written down."))
            return HttpResponseRedirect(reverse("governance:role", args=[slug, held.role]))
    context = {"initiative": initiative, "term": held, "card": cards_of(initiative)[held.role], "form": form}
    return render(request, "governance/end_role.html", context, status=422 if form.is_bound else 200)


@require_GET
def handover(request: HttpRequest, slug: str, seat: int) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    held = seat_for(initiative, seat)
    at = timezone.now()
    if not may_read_handover(request.user, held, at):
        raise Http404
    context = {"initiative": initiative, "pack": pack_for(request.user, held, at)}
    return render(request, "governance/handover.html", context)


@require_POST
def first_step(request: HttpRequest, slug: str, seat: int, step: int) -> HttpResponse:
    """Done, or not yet after all; the same button takes it back."""
    initiative = queries.initiative_for_member(request.user, slug)
    held = seat_for(initiative, seat)
    at = timezone.now()
    if not may_tick(request.user, held, at):
        raise Http404
    try:
        tick_first_step(by=request.user, seat=held, step=step, done="done" in request.POST, at=at)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return HttpResponseRedirect(reverse("governance:handover", args=[slug, seat]) + "#first-steps")
