"""A group's agenda: the next meeting's items in their order, who steps aside, and the duties that its chairs share."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.governance import rules
from commonweal.governance.forms.decisions import AsideForm
from commonweal.governance.forms.meetings import DutiesForm, ItemForm, SettleForm, filled_from
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import AgendaItem, Group
from commonweal.governance.operations import meetings as verbs
from commonweal.governance.queries import meetings as reads
from commonweal.governance.views.cascade import group_for
from commonweal.governance.visibility import Visibility
from commonweal.ui.registry import link_to

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def agenda(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = group_for(request, slug, code)
    at = timezone.now()
    key = f"{slug}/{code}"
    context = {
        "initiative": group.initiative,
        "visibility": Visibility.NETWORK,
        "group": group,
        "agenda": reads.agenda_of(request.user, group, at),
        "recusal": reads.recusal_of(group, rules.today(group.initiative, at)),
        "may_keep": rules.may_keep_agenda(request.user, group, at),
        "packet": link_to(reads.PACKET, key),
        "kit": link_to(reads.KIT, key),
    }
    return render(request, "governance/group_agenda.html", context)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return _written(request, _kept(request, slug, code), None)


@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, slug: str, code: str, item: int) -> HttpResponse:
    group = _kept(request, slug, code)
    return _written(request, group, reads.item_of(group, item))


def _written(request: HttpRequest, group: Group, item: AgendaItem | None) -> HttpResponse:
    at = timezone.now()
    on = rules.today(group.initiative, at)
    coming = reads.next_meeting(group, on)
    form = ItemForm(
        request.POST or None,
        initiative=group.initiative,
        people=reads.who_sits(group, on),
        initial=filled_from(item) if item else {"on": coming.on if coming else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            if item is None:
                verbs.put_on_agenda(by=request.user, group=group, item=form.draft(), at=at)
            else:
                verbs.change_item(by=request.user, item=item, draft=form.draft(), at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It stands on the agenda."))
            return _back(group)
    context = {"initiative": group.initiative, "group": group, "form": form, "item": item}
    return render(request, "governance/agenda_item.html", context, status=422 if form.is_bound else 200)


@require_POST
def order(request: HttpRequest, slug: str, code: str, item: int) -> HttpResponse:
    group = _kept(request, slug, code)
    moved = reads.item_of(group, item)
    try:
        verbs.order_item(by=request.user, item=moved, earlier="earlier" in request.POST, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return HttpResponseRedirect(f"{reverse('governance:group_agenda', args=[slug, code])}#item-{moved.pk}")


@require_http_methods(GET_OR_POST)
def settle(request: HttpRequest, slug: str, code: str, item: int) -> HttpResponse:
    """Ask first: from then on the item stays as it is, and who has a stake is written beside it."""
    group = _kept(request, slug, code)
    found = reads.item_of(group, item)
    form = SettleForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        verbs.settle_item(by=request.user, item=found, state=given["state"], note=given["note"], at=timezone.now())

    return _asked(request, found, form, ("governance/settle_item.html", act, _("It is written down.")))


@require_http_methods(GET_OR_POST)
def aside(request: HttpRequest, slug: str, code: str, item: int) -> HttpResponse:
    """Ask first; for who sits in the group."""
    group = group_for(request, slug, code)
    at = timezone.now()
    if not rules.may_step_aside(request.user, group, at):
        raise Http404
    found = reads.item_of(group, item)
    form = AsideForm(request.POST or None)

    def act() -> None:
        verbs.step_aside_from_item(by=request.user, item=found, why=form.cleaned_data["why"], at=at)

    stakes = reads.told_stakes(reads.stakes_in_item([request.user], found, at), group.initiative)  # type: ignore[list-item]
    told = ("governance/aside_from_item.html", act, _("You stepped aside on this item. It stands beside it."))
    return _asked(request, found, form, told, stakes=stakes)


@require_http_methods(GET_OR_POST)
def duties(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Read by members, agreed by those who lead the group."""
    group = group_for(request, slug, code)
    at = timezone.now()
    on = rules.today(group.initiative, at)
    may = rules.may_keep_agenda(request.user, group, at)
    if request.method == "POST" and not may:
        raise Http404
    shared = reads.duties_of(group, on)
    form = DutiesForm(request.POST or None, duties=shared, leads=reads.who_leads(group, on)) if may else None
    if form is not None and form.is_bound and form.is_valid():
        verbs.share_duties(by=request.user, group=group, duties=form.shared(), at=at)
        messages.success(request, _("The duties are shared so from today."))
        return redirect("governance:chair_duties", slug, code)
    context = {
        "initiative": group.initiative,
        "visibility": Visibility.NETWORK,
        "group": group,
        "duties": shared,
        "form": form,
    }
    return render(request, "governance/chair_duties.html", context, status=422 if form and form.is_bound else 200)


def _kept(request: HttpRequest, slug: str, code: str) -> Group:
    """For those who keep the group's agenda; to everybody else these pages do not exist."""
    group = group_for(request, slug, code)
    if not rules.may_keep_agenda(request.user, group, timezone.now()):
        raise Http404
    return group


def _asked(request: HttpRequest, item: AgendaItem, form: Any, act: tuple[str, Any, str], **more: Any) -> HttpResponse:
    template, do, done = act
    group = item.meeting.group
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, done)
            return _back(group)
    context = {"initiative": group.initiative, "group": group, "item": item, "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _back(group: Group) -> HttpResponse:
    return redirect("governance:group_agenda", group.initiative.slug, group.code)
