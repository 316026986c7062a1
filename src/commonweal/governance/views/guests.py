"""Guests of a group, and the one page that a guest reads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from commonweal.governance import frame, rules
from commonweal.governance.forms.charters import GuestForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.guest_items import shown_to_guest
from commonweal.governance.models import Group, GuestAccess
from commonweal.governance.operations.guests import invite_guest, open_as_guest, revoke_guest
from commonweal.governance.queries.guests import guests_of
from commonweal.governance.views.cascade import group_for


def group_of_host(request: HttpRequest, slug: str, code: str) -> Group:
    """For who may invite guests; to everybody else this page does not exist."""
    group = group_for(request, slug, code)
    if not rules.may_invite_guests(request.user, group, timezone.now()):
        raise Http404
    return group


def guests(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = group_of_host(request, slug, code)
    at = timezone.now()
    form = GuestForm(request.POST if request.method == "POST" else None, group=group)
    if form.is_bound and form.is_valid():
        try:
            made = invite_guest(by=request.user, group=group, guest=form.draft(), at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s gets the link by mail.") % {"name": made.name})
            return HttpResponseRedirect(reverse("governance:guests", args=[slug, code]))
    context = {
        "initiative": group.initiative,
        "group": group,
        "guests": guests_of(request.user, group, at),
        "form": form,
    }
    return render(request, "governance/guests.html", context, status=422 if form.is_bound else 200)


def revoke(request: HttpRequest, slug: str, code: str, guest: int) -> HttpResponse:
    """Ask, and then close the link for good."""
    group = group_of_host(request, slug, code)
    held = get_object_or_404(GuestAccess.objects.select_related("group__initiative"), group=group, pk=guest)
    if request.method == "POST":
        revoke_guest(by=request.user, guest=held, at=timezone.now())
        messages.success(request, _("The link opens nothing any more."))
        return HttpResponseRedirect(reverse("governance:guests", args=[slug, code]))
    context = {"initiative": group.initiative, "group": group, "guest": held}
    return render(request, "governance/revoke_guest.html", context)


@login_not_required
@never_cache
@require_GET
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """One thing, for whoever holds the link, while it holds."""
    held = open_as_guest(token=token, at=timezone.now())
    shown = shown_to_guest(held.group, held.item_kind, held.item_key) if held else None
    if held is None or shown is None:
        return render(request, "governance/guest_refused.html", status=404)
    initiative = held.group.initiative
    frame.enter(request, initiative)
    context = {"initiative": initiative, "group": held.group, "guest": held, "shown": shown}
    # Guests read the same closing time as members: by the clocks of the place.
    with timezone.override(initiative.time_zone):
        return render(request, "governance/guest.html", context | shown.context)
