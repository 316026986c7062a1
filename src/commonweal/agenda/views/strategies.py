"""Outcomes and strategies: added, bound, begun, tried, let go."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.agenda.decided import STRATEGY
from commonweal.agenda.forms.refusals import show_refusal
from commonweal.agenda.forms.strategies import (
    BindForm,
    CapForm,
    IdeaForm,
    OutcomeForm,
    StatusForm,
    StrategyForm,
    TrialEndForm,
    TrialForm,
)
from commonweal.agenda.models import Outcome
from commonweal.agenda.operations.strategies import (
    add_outcome,
    add_strategy,
    bind_strategy,
    end_trial,
    retire_outcome,
    set_most_active,
    set_status,
    start_trial,
)
from commonweal.agenda.queries.doors import initiative_for, initiative_to_draft, initiative_with_draft
from commonweal.agenda.queries.draft import most_active
from commonweal.agenda.queries.strategies import StrategyPage, strategy_page
from commonweal.agenda.rules import may_set_goal
from commonweal.commitments.queries.giving import money_for
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language


def stored(form: BaseForm, write: Callable[[], object]) -> bool:
    """True where the form held and the verb took it; what it refuses stands at the fields."""
    if not form.is_valid():
        return False
    try:
        write()
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _agenda(initiative: Initiative, anchor: str) -> str:
    return reverse("agenda:agenda", args=[initiative.slug]) + anchor


@require_http_methods(["GET", "HEAD", "POST"])
def outcome_new(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    form = OutcomeForm(request.POST or None)
    if form.is_bound and stored(
        form, lambda: add_outcome(by=request.user, initiative=initiative, draft=form.draft(), at=at)
    ):
        return redirect(_agenda(initiative, "#outcome"))
    shown = {"initiative": initiative, "form": form, "title": _("Add an outcome"), "label": _("Add the outcome")}
    return render(request, "agenda/add.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def strategy_new(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    form = StrategyForm(request.POST or None, initiative=initiative)
    if form.is_bound and stored(
        form, lambda: add_strategy(by=request.user, initiative=initiative, draft=form.draft(), at=at)
    ):
        messages.success(request, _("The strategy is in the draft. It has not begun."))
        return redirect(_agenda(initiative, "#strategy"))
    shown = {"initiative": initiative, "form": form, "title": _("Add a strategy"), "label": _("Add the strategy")}
    return render(request, "agenda/add.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def idea_new(request: HttpRequest, slug: str) -> HttpResponse:
    """One line, from anybody with a seat."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    form = IdeaForm(request.POST or None, prefix="idea")
    if form.is_bound and stored(
        form,
        lambda: add_strategy(by=request.user, initiative=initiative, draft=form.draft(page_language()), at=at),
    ):
        messages.success(request, _("Your idea is there. Whoever carries it can try it small."))
        return redirect(_agenda(initiative, "#ideas"))
    shown = {"initiative": initiative, "form": form, "title": _("Add an idea"), "label": _("Add the idea")}
    return render(request, "agenda/add.html", shown, status=422 if form.errors else 200)


@require_POST
def outcome_retire(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Out of the draft, or back into it."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    outcome = retire_outcome(
        by=request.user, outcome=get_object_or_404(Outcome, pk=number, initiative=initiative), at=at
    )
    words = _("It is out of the draft. Versions that have it keep it.") if outcome.retired_at else _("It is back.")
    messages.success(request, words)
    return redirect("agenda:part", slug, outcome.part)


@require_http_methods(["GET", "HEAD", "POST"])
def strategy(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One strategy. The button that was pressed says which of its forms was sent."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    page = strategy_page(request.user, initiative, key, at)
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, initiative, page, sent)
    if sent in forms and stored(forms[sent], _act(request, page, sent, forms[sent])):
        messages.success(request, _("It is kept."))
        return redirect("agenda:strategy", slug, key)
    shown = {"initiative": initiative, "page": page, "forms": forms, "sent": forms.get(sent)}
    shown["money"] = money_for(request.user, initiative, f"{STRATEGY}:{page.named.strategy.pk}", at)
    return render(request, "agenda/strategy.html", shown, status=422 if sent else 200)


def _forms(request: HttpRequest, initiative: Initiative, page: StrategyPage, sent: str) -> dict[str, BaseForm]:
    """Those that the reader may use now; only the one that was sent has what was typed."""
    strategy = page.named.strategy

    def typed(name: str) -> Any:
        return request.POST if sent == name else None

    forms: dict[str, BaseForm] = {}
    if page.may_draft:
        held = {"group": strategy.group_id, "outcomes": [str(outcome.pk) for outcome, _words in page.outcomes]}
        forms["bind"] = BindForm(typed("bind"), initiative=initiative, initial=held, prefix="bind")
        forms["status"] = StatusForm(typed("status"), initial={"status": strategy.status}, prefix="status")
    if page.may_try and page.named.is_backlog:
        forms["try"] = TrialForm(typed("try"), prefix="try")
    if page.may_try and page.named.trial is not None:
        forms["end"] = TrialEndForm(typed("end"), prefix="end")
    return forms


def _act(request: HttpRequest, page: StrategyPage, sent: str, form: BaseForm) -> Callable[[], object]:
    strategy, trial, at = page.named.strategy, page.named.trial, timezone.now()

    def act() -> object:
        given = form.cleaned_data
        if sent == "bind":
            outcomes = given.get("outcomes", [])
            return bind_strategy(by=request.user, strategy=strategy, group=given["group"], outcomes=outcomes, at=at)
        if sent == "status":
            return set_status(by=request.user, strategy=strategy, at=at, **given)
        if sent == "try":
            return start_trial(by=request.user, strategy=strategy, at=at, **given)
        assert trial is not None
        return end_trial(by=request.user, trial=trial, at=at, **given)

    return act


@require_http_methods(["GET", "HEAD", "POST"])
def cap(request: HttpRequest, slug: str) -> HttpResponse:
    """How many strategies may be active at once."""
    at = timezone.now()
    initiative = initiative_for(may_set_goal, request.user, slug, at)
    form = CapForm(request.POST or None, initial={"most": most_active(initiative)})
    if form.is_bound and stored(
        form, lambda: set_most_active(by=request.user, initiative=initiative, at=at, **form.cleaned_data)
    ):
        return redirect(_agenda(initiative, "#strategy"))
    title, label = _("How much at once"), _("Keep this number")
    shown = {"initiative": initiative, "form": form, "title": title, "label": label}
    return render(request, "agenda/add.html", shown, status=422 if form.errors else 200)
