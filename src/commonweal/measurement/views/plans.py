"""Pages of a plan of rounds: its days, the next round, and who is asked for what in each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.governance.models import Initiative
from commonweal.measurement.forms.plans import PlanForm, held_by
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.forms.rounds import ticked_in
from commonweal.measurement.operations import plans as operations
from commonweal.measurement.queries import plans as queries
from commonweal.measurement.views.desk import for_data_manager
from commonweal.ui import formats

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_SEND)
@for_data_manager
def new_plan(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_plan(by=request.user, initiative=initiative, draft=form.draft(), at=timezone.now())
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The plan stands. Now choose who is asked for what."))
            return redirect("measurement:plan_standing", initiative.slug, made.pk)
    shown = {"initiative": initiative, "form": form}
    return render(request, "measurement/plan.html", shown, status=422 if form.errors else 200)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def plan(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    at = timezone.now()
    found = queries.plan_for(request.user, initiative, number, at)
    form = PlanForm(request.POST or None, initial=held_by(found))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_plan(by=request.user, plan=found, draft=form.draft(), at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The plan is kept."))
            return redirect("measurement:plan", initiative.slug, number)
    found = queries.plan_for(request.user, initiative, number, at)
    shown = {"initiative": initiative, "form": form, "plan": found, "coming": queries.in_use(found, at)}
    return render(request, "measurement/plan.html", shown, status=422 if form.errors else 200)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def standing(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """The table of partners and measures that every round of the plan starts from."""
    at = timezone.now()
    found = queries.plan_for(request.user, initiative, number, at)
    grid = queries.standing_grid(request.user, found, None, at)
    if request.method == "POST":
        partners = [row.partner.pk for row in grid.rows]
        ticked = ticked_in(request.POST, partners, [one.measure.pk for one in grid.measures])
        chosen = queries.standing_grid(request.user, found, ticked, at).chosen()
        operations.assign_standing(by=request.user, plan=found, asked=chosen, at=at)
        words = ngettext(
            "%(count)s partner is asked from now on.", "%(count)s partners are asked from now on.", len(chosen)
        )
        messages.success(request, words % {"count": len(chosen)})
        return redirect("measurement:plan", initiative.slug, number)
    columns = grid.measures if "population" in request.GET else grid.usual_columns
    as_table = "table" in request.GET
    shown = {"initiative": initiative, "plan": found, "grid": grid, "columns": columns, "as_table": as_table}
    return render(request, "measurement/plan_standing.html", shown)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def open_next(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Ask, and then open the next round as the plan has it."""
    at = timezone.now()
    found = queries.plan_for(request.user, initiative, number, at)
    coming = queries.in_use(found, at)
    if request.method == "POST":
        try:
            opened = operations.open_planned_round(by=request.user, plan=found, at=at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("measurement:plan", initiative.slug, number)
        messages.success(request, _("The round is open."))
        return redirect("measurement:round", initiative.slug, opened.pk)
    period = formats.period(coming.next.period)
    follows = ngettext(
        "%(count)s partner is asked and mailed its link. It is due on %(day)s.",
        "%(count)s partners are asked and mailed their links. They are due on %(day)s.",
        coming.partners,
    )
    ask = {
        "question": _("Open the round for %(period)s now?") % {"period": period},
        "what_follows": follows % {"count": coming.partners, "day": formats.day(coming.next.due_on)},
        "button": _("Open the round"),
        "keep": _("Not yet"),
        "back": reverse("measurement:plan", args=[initiative.slug, number]),
    }
    return render(request, "measurement/ask_first.html", {"initiative": initiative, "ask": ask})


@require_http_methods(READ_OR_SEND)
@for_data_manager
def end(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    at = timezone.now()
    found = queries.plan_for(request.user, initiative, number, at)
    if request.method == "POST":
        operations.end_plan(by=request.user, plan=found, at=at)
        messages.success(request, _("The plan has ended. Its rounds stay as they are."))
        return redirect("measurement:rounds", initiative.slug)
    ask = {
        "question": _("End the plan %(plan)s?") % {"plan": found},
        "what_follows": _("No more rounds come from it. Rounds that are open stay open."),
        "button": _("End the plan"),
        "keep": _("Keep it"),
        "back": reverse("measurement:plan", args=[initiative.slug, number]),
    }
    return render(request, "measurement/ask_first.html", {"initiative": initiative, "ask": ask})
