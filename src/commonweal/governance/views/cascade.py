"""The map of the whole cascade on any day, and each group's place in it."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonweal.governance import queries, rules
from commonweal.governance.cascade_picture import picture_of
from commonweal.governance.forms.interests import DayForm
from commonweal.governance.models import Group, Initiative
from commonweal.governance.queries.cascade import cascade_on
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.composition import composition
from commonweal.governance.queries.group_history import changes_of, group_on
from commonweal.governance.queries.meetings import BOARD, next_meeting
from commonweal.governance.queries.seat_terms import terms_ending, terms_of
from commonweal.governance.queries.sector_coverage import sector_coverage
from commonweal.governance.visibility import Visibility
from commonweal.ui.registry import link_to


def asked_day(request: HttpRequest, initiative: Initiative) -> tuple[DayForm, date, bool]:
    """The form, the day that the page is about, and whether that is not today."""
    today = rules.today(initiative, timezone.now())
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    on = form.day() or today
    return form, on, on != today


@require_GET
def cascade(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    form, on, is_other_day = asked_day(request, initiative)
    at = timezone.now()
    found = cascade_on(initiative, on, request.GET.get("here", ""))
    manages = rules.may_set_up(request.user, initiative, at)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "cascade": found,
        "picture": picture_of(found),
        "day_form": form,
        "on": on,
        "day_asked": on.isoformat() if is_other_day else "",
        "ending": [] if is_other_day else terms_ending(initiative, on),
        "manages": manages,
    }
    return render(request, "governance/cascade.html", context)


def group_for(request: HttpRequest, slug: str, code: str) -> Group:
    """A group of an initiative in which the reader has a seat."""
    initiative = queries.initiative_for_member(request.user, slug)
    return get_object_or_404(initiative.groups.select_related("initiative"), code=code)


@require_GET
def group(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    asked = group_for(request, slug, code)
    initiative = asked.initiative
    form, on, is_other_day = asked_day(request, initiative)
    then = group_on(asked, on)
    if then is None and is_other_day:
        messages.info(request, _("%(group)s was not there on that day yet.") % {"group": asked.name})
        return HttpResponseRedirect(reverse("governance:cascade", args=[slug]) + f"?on={on.isoformat()}")
    found = cascade_on(initiative, on, code)
    node = found.here
    charter = charter_in_force(asked, on)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "group": asked,
        "then": then,
        "node": node,
        "cascade": found,
        "charter": charter,
        "composition": composition(charter, node.seats, on) if node else [],
        "changes": changes_of(asked),
        "next_meeting": next_meeting(asked, on),
        "board": link_to(BOARD, slug),
        "terms": [seat for seat in terms_of(asked) if seat.until is not None and seat.until < on],
        "day_form": form,
        "on": on,
        "day_asked": on.isoformat() if is_other_day else "",
        "manages": rules.may_set_up(request.user, initiative, timezone.now()),
        "may_invite": rules.may_invite_guests(request.user, asked, timezone.now()),
    }
    return render(request, "governance/group.html", context)


@require_GET
def sectors(request: HttpRequest, slug: str) -> HttpResponse:
    """Which sectors have a seat, group by group, on any day."""
    initiative = queries.initiative_for_member(request.user, slug)
    form, on, is_other_day = asked_day(request, initiative)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "coverage": sector_coverage(initiative, on),
        "day_form": form,
        "on": on,
        "day_asked": on.isoformat() if is_other_day else "",
    }
    return render(request, "governance/sectors.html", context)
