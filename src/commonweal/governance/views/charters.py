"""A group's charter: the version in force, earlier ones and what changed, and a new one: written or asked for."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonweal.governance import queries, rules
from commonweal.governance.editing import EditedMeanwhileError
from commonweal.governance.forms.charters import CharterForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Charter, Group
from commonweal.governance.operations.charter_proposals import change_charter_asked, propose_charter
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.queries.charters import (
    Difference,
    asked_about,
    charter_asked_in,
    charter_in_force,
    charters_of,
    differences,
    facts_of,
    lacks_spanish,
    may_change_asked,
    one_before,
    parts_of,
)
from commonweal.governance.queries.decisions import decision_for, decisions
from commonweal.governance.views.cascade import group_for
from commonweal.governance.visibility import Visibility


@require_GET
def charter(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = group_for(request, slug, code)
    at = timezone.now()
    on = rules.today(group.initiative, at)
    versions = charters_of(group)
    in_force = charter_in_force(group, on)
    shown = _asked(request, versions) if "version" in request.GET else in_force or (versions[0] if versions else None)
    context = {
        "initiative": group.initiative,
        "visibility": Visibility.NETWORK,
        "group": group,
        "charter": shown,
        "in_force": in_force,
        "parts": parts_of(shown) if shown else [],
        "facts": facts_of(shown) if shown else [],
        "lacks_spanish": shown is not None and lacks_spanish(shown),
        "before": one_before(versions, shown) if shown else None,
        "changes": _changes(versions, shown),
        "versions": versions,
        "on": on,
        "manages": rules.may_set_up(request.user, group.initiative, at),
        "may_ask": rules.may_lead_decisions(request.user, group, at),
        "asked_in": decisions(request.user, group.initiative, at).filter(pk__in=asked_about(group)),
        "may_invite": rules.may_invite_guests(request.user, group, at),
    }
    return render(request, "governance/charter.html", context)


def _asked(request: HttpRequest, versions: list[Charter]) -> Charter:
    found = next((one for one in versions if str(one.version) == request.GET["version"]), None)
    if found is None:
        raise Http404
    return found


def _changes(versions: list[Charter], shown: Charter | None) -> list[Difference]:
    before = one_before(versions, shown) if shown else None
    return differences(before, shown) if before and shown else []


def write(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The data manager writes down what was decided, or what needs no decision."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    group = get_object_or_404(initiative.groups.select_related("initiative"), code=code)
    at = timezone.now()

    def keep(form: CharterForm) -> HttpResponseRedirect:
        made = write_charter(by=request.user, group=group, charter=form.draft(), at=at)
        messages.success(request, _("Version %(number)s of the charter is written.") % {"number": made.version})
        return HttpResponseRedirect(reverse("governance:charter", args=[slug, code]))

    return _form_page(request, _form(request, group, at), keep, group=group)


def propose(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Whoever leads the group writes a charter, and the group votes on it."""
    group = group_for(request, slug, code)
    at = timezone.now()
    if not rules.may_lead_decisions(request.user, group, at):
        raise Http404

    def ask(form: CharterForm) -> HttpResponseRedirect:
        made = propose_charter(by=request.user, group=group, charter=form.draft(), at=at)
        messages.success(request, _("The charter stands as a proposal. Open the vote, and the group decides."))
        return HttpResponseRedirect(reverse("governance:decision", args=[slug, made.number]))

    return _form_page(request, _form(request, group, at, asks=True), ask, group=group)


def change_asked(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Other words or numbers, as long as nobody has voted."""
    initiative = queries.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = decision_for(request.user, initiative, number, at)
    if not may_change_asked(request.user, found, at):
        raise Http404

    def change(form: CharterForm) -> HttpResponseRedirect:
        change_charter_asked(by=request.user, decision=found, charter=form.draft(), at=at)
        messages.success(request, _("The proposal is kept."))
        return HttpResponseRedirect(reverse("governance:decision", args=[slug, number]))

    asked = charter_asked_in(found)
    return _form_page(request, _form(request, found.group, at, asks=True, asked=asked), change, group=found.group)


def _form(
    request: HttpRequest, group: Group, at: datetime, *, asks: bool = False, asked: Charter | None = None
) -> CharterForm:
    """Filled in with the version before, or with what is asked for so far."""
    versions = charters_of(group)
    return CharterForm(
        request.POST if request.method == "POST" else None,
        group=group,
        before=asked or (versions[0] if versions else None),
        is_first=not versions,
        asks=asks,
        initial={"since": asked.since if asked else rules.today(group.initiative, at)},
    )


def _form_page(
    request: HttpRequest, form: CharterForm, do: Callable[[CharterForm], HttpResponseRedirect], *, group: Group
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            return do(form)
        except EditedMeanwhileError as meanwhile:
            form.show_both(meanwhile)
        except ValidationError as refusal:
            show_refusal(form, refusal)
    versions = charters_of(group)
    context = {
        "initiative": group.initiative,
        "group": group,
        "before": versions[0] if versions else None,
        "form": form,
        "both": form.both,
        "may_ask": rules.may_lead_decisions(request.user, group, timezone.now()),
    }
    return render(request, "governance/write_charter.html", context, status=422 if form.is_bound else 200)
