"""Renaming, pausing, resuming, merging and closing a group: each on a page that asks for the day and the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance import operations, queries, rules
from commonweal.governance.forms.cascade import ChangeForm, MergeForm, RenameForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Group, GroupChange
from commonweal.governance.queries.group_history import group_on, groups_on
from commonweal.governance.queries.seat_terms import seats_in

Kind = GroupChange.Kind


@dataclass(frozen=True)
class Step:
    """One way in which a group can change: what the page asks, what follows, and the verb."""

    asks: Any
    follows: Any
    button: Any
    is_grave: bool = False


STEPS = {
    Kind.RENAMED: Step(
        gettext_lazy("Rename %(group)s"),
        gettext_lazy("The old name stays with its days: whoever looks at an earlier day reads it."),
        gettext_lazy("Rename the group"),
    ),
    Kind.PAUSED: Step(
        gettext_lazy("Pause %(group)s"),
        gettext_lazy("It does not meet for a while. Its seats stay held."),
        gettext_lazy("Pause the group"),
    ),
    Kind.RESUMED: Step(
        gettext_lazy("Take up %(group)s again"),
        gettext_lazy("It meets again from that day on. Seats that ended are given anew."),
        gettext_lazy("Take up the group"),
    ),
    Kind.MERGED: Step(
        gettext_lazy("Merge %(group)s into another group"),
        gettext_lazy("Its seats end the day before, and its record stays."),
        gettext_lazy("Merge the groups"),
        is_grave=True,
    ),
    Kind.CLOSED: Step(
        gettext_lazy("Close %(group)s"),
        gettext_lazy("Its seats end the day before, and its record stays. It can be taken up again."),
        gettext_lazy("Close the group"),
        is_grave=True,
    ),
}


def change(request: HttpRequest, slug: str, code: str, kind: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    group = get_object_or_404(initiative.groups.select_related("initiative"), code=code)
    if kind not in STEPS:
        raise Http404
    step, chosen = STEPS[Kind(kind)], Kind(kind)
    form = form_of(chosen, group, request)
    if request.method == "POST" and form.is_valid():
        try:
            carry_out(chosen, group, form, request)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Written down. The record of the group has it."))
            return HttpResponseRedirect(reverse("governance:group", args=[slug, code]))
    on = rules.today(initiative, timezone.now())
    context = {
        "initiative": initiative,
        "group": group,
        "then": group_on(group, on),
        "seats": len(seats_in(group, on)) if step.is_grave else 0,
        "step": step,
        "heading": step.asks % {"group": group.name},
        "form": form,
    }
    return render(request, "governance/change_group.html", context, status=422 if form.is_bound else 200)


def form_of(kind: GroupChange.Kind, group: Group, request: HttpRequest) -> ChangeForm:
    given = request.POST if request.method == "POST" else None
    today = rules.today(group.initiative, timezone.now())
    initial: dict[str, Any] = {"on": today}
    if kind == Kind.RENAMED:
        return RenameForm(given, initial=initial | {"name_en": group.name_en, "name_es": group.name_es})
    if kind == Kind.MERGED:
        others = [then.group for then in groups_on(group.initiative, today) if then.group != group]
        return MergeForm(given, initial=initial, others=others)
    return ChangeForm(given, initial=initial)


def carry_out(kind: GroupChange.Kind, group: Group, form: ChangeForm, request: HttpRequest) -> None:
    by, at, given = request.user, timezone.now(), form.cleaned_data
    if kind == Kind.RENAMED:
        operations.rename_group(
            by=by, group=group, name_en=given["name_en"], name_es=given["name_es"], change=form.draft(), at=at
        )
    elif kind == Kind.MERGED:
        into = group.initiative.groups.get(code=given["into"])
        operations.merge_group(
            by=by, group=group, into=into, change=form.draft(), at=at, carry_members=given["carry_members"]
        )
    else:
        verbs: dict[GroupChange.Kind, Callable[..., GroupChange]] = {
            Kind.PAUSED: operations.pause_group,
            Kind.RESUMED: operations.resume_group,
            Kind.CLOSED: operations.close_group,
        }
        verbs[kind](by=by, group=group, change=form.draft(), at=at)
