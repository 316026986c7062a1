"""A group's charter: the version in force, earlier ones and what changed, a new one, and its guests."""

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
from commonweal.governance.models import Charter
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.queries.charters import (
    Difference,
    charter_in_force,
    charters_of,
    differences,
    facts_of,
    lacks_spanish,
    one_before,
    parts_of,
)
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
    initiative = queries.initiative_for_backbone(request.user, slug)
    group = get_object_or_404(initiative.groups.select_related("initiative"), code=code)
    at = timezone.now()
    versions = charters_of(group)
    before = versions[0] if versions else None
    form = CharterForm(
        request.POST if request.method == "POST" else None,
        group=group,
        before=before,
        initial={"since": rules.today(initiative, at)},
    )
    if form.is_bound and form.is_valid():
        try:
            made = write_charter(by=request.user, group=group, charter=form.draft(), at=at)
        except EditedMeanwhileError as meanwhile:
            form.show_both(meanwhile)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Version %(number)s of the charter is written.") % {"number": made.version})
            return HttpResponseRedirect(reverse("governance:charter", args=[slug, code]))
    context = {"initiative": initiative, "group": group, "before": before, "form": form, "both": form.both}
    return render(request, "governance/write_charter.html", context, status=422 if form.is_bound else 200)
