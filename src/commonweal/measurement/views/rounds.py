"""Pages of collection rounds: the list, a new one with its preview, the board, more time, closing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.governance.models import Initiative
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.forms.rounds import AskAlsoForm, MoreTimeForm, RoundForm, ticked_in
from commonweal.measurement.models import Round
from commonweal.measurement.operations import rounds as operations
from commonweal.measurement.queries import rounds as queries
from commonweal.measurement.queries.absent_if_closed import absent_if_closed
from commonweal.measurement.queries.asked_already import not_asked_again
from commonweal.measurement.queries.board import board
from commonweal.measurement.queries.late import late_log
from commonweal.measurement.queries.measures import measures_to_ask
from commonweal.measurement.queries.plans import plans_of
from commonweal.measurement.queries.reminding import Reminder, reminder_of_the_silent
from commonweal.measurement.rules import BOARD
from commonweal.measurement.views.desk import for_data_manager

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_GET
@for_data_manager
def rounds(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    at = timezone.now()
    plans = plans_of(request.user, initiative, at)
    shown = {
        "initiative": initiative,
        "rounds": queries.rounds_of(request.user, initiative, at),
        "plans": plans,
        "plan_is_due": any(one.is_due for one in plans),
        "at": at,
    }
    return render(request, "measurement/rounds.html", shown)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def new_round(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Fill in, look at whom it mails, open: the same values travel through all three."""
    form = RoundForm(request.POST or None, initiative=initiative)
    grid = _grid(request, initiative)
    step = request.POST.get("step", "")
    if request.method == "POST" and step != "change" and form.is_valid():
        try:
            if step == "open":
                opened = _open(request, initiative, form, grid)
                return redirect("measurement:round", initiative.slug, opened.pk)
            operations.check_asking(initiative, form.draft(), grid.chosen(), timezone.now())
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            again = not_asked_again(initiative, form.draft().periods, grid.chosen())
            shown = {"initiative": initiative, "form": form, "grid": grid, "due_at": form.due_at(), "again": again}
            return render(request, "measurement/rounds_preview.html", shown)
    if step == "change":
        form = RoundForm(initial=request.POST.dict(), initiative=initiative)
    columns = grid.measures if "population" in request.GET else grid.usual_columns
    shown = {"initiative": initiative, "form": form, "grid": grid, "columns": columns}
    return render(request, "measurement/rounds_form.html", shown, status=422 if form.errors else 200)


@require_GET
@for_data_manager
def round_board(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    at = timezone.now()
    found = queries.round_for(request.user, initiative, number, at)
    shown = {
        "initiative": initiative,
        "round": found,
        "board": board(request.user, found, at),
        "history": queries.history_of_round(request.user, found, at),
        "late": late_log(request.user, found, at) if found.closed_at else None,
        "visibility": BOARD,
        "at": at,
    }
    return render(request, "measurement/board.html", shown)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def remind_silent(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Say who would be mailed, then mail them."""
    at = timezone.now()
    found = queries.round_for(request.user, initiative, number, at)
    if request.method != "POST":
        if found.closed_at:
            return redirect("measurement:round", initiative.slug, found.pk)
        reminder = reminder_of_the_silent(request.user, found, at)
        shown = {"initiative": initiative, "round": found, "reminder": reminder}
        return render(request, "measurement/rounds_remind.html", shown)
    try:
        done = operations.remind_silent(by=request.user, round=found, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _reminded(done))
    return redirect("measurement:round", initiative.slug, found.pk)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def extend_round(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    return _more_time(request, initiative, number, reopen=False)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def reopen_round(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    return _more_time(request, initiative, number, reopen=True)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def ask_also(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    at = timezone.now()
    found = queries.round_for(request.user, initiative, number, at)
    partners = queries.partners_to_ask_also(request.user, found, at)
    form = AskAlsoForm(request.POST or None, partners=partners, offered=measures_to_ask(initiative))
    if request.method == "POST" and form.is_valid():
        partner, measures = form.partner_chosen(), form.measures_chosen()
        try:
            operations.ask_also(by=request.user, round=found, partner=partner, measures=measures, at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(partner)s is asked.") % {"partner": partner})
            return redirect("measurement:round", initiative.slug, found.pk)
    shown = {"initiative": initiative, "round": found, "form": form, "partners": partners}
    return render(request, "measurement/rounds_ask_also.html", shown, status=422 if form.errors else 200)


@require_http_methods(READ_OR_SEND)
@for_data_manager
def close_round(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    at = timezone.now()
    found = queries.round_for(request.user, initiative, number, at)
    if request.method == "POST":
        try:
            operations.close_round(by=request.user, round=found, at=at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("%(round)s is closed. You can publish its figures now.") % {"round": found})
        return redirect("measurement:round", initiative.slug, found.pk)
    if found.closed_at:
        return redirect("measurement:round", initiative.slug, found.pk)
    shown = {
        "initiative": initiative,
        "round": found,
        "board": board(request.user, found, at),
        "absent": absent_if_closed(request.user, found, at),
    }
    return render(request, "measurement/rounds_close.html", shown)


def _grid(request: HttpRequest, initiative: Initiative) -> queries.Grid:
    at = timezone.now()
    as_before = queries.grid_for_new_round(request.user, initiative, None, at)
    if request.method != "POST":
        return as_before
    partners = [row.partner.pk for row in as_before.rows]
    measures = [one.measure.pk for one in as_before.measures]
    ticked = ticked_in(request.POST, partners, measures)
    return queries.grid_for_new_round(request.user, initiative, ticked, at)


def _open(request: HttpRequest, initiative: Initiative, form: RoundForm, grid: queries.Grid) -> Round:
    opened = operations.open_round(
        by=request.user, initiative=initiative, draft=form.draft(), asked=grid.chosen(), at=timezone.now()
    )
    mailed = sum(row.has_address for row in grid.rows_asked())
    words = ngettext("%(count)s partner is mailed.", "%(count)s partners are mailed.", mailed) % {"count": mailed}
    messages.success(request, " ".join([_("The round is open."), words]))
    return opened


def _more_time(request: HttpRequest, initiative: Initiative, number: int, *, reopen: bool) -> HttpResponse:
    at = timezone.now()
    found = queries.round_for(request.user, initiative, number, at)
    operation: Any = operations.reopen_round if reopen else operations.extend_round
    form = MoreTimeForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            operation(by=request.user, round=found, due_at=form.due_at(), reason=form.cleaned_data["reason"], at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The new due time holds."))
            return redirect("measurement:round", initiative.slug, found.pk)
    shown = {"initiative": initiative, "round": found, "form": form, "reopen": reopen}
    return render(request, "measurement/rounds_more_time.html", shown, status=422 if form.errors else 200)


def _reminded(done: Reminder) -> str:
    mailed, had_one, without = len(done.mailed), len(done.had_one_today), len(done.without_address)
    parts = [ngettext("%(count)s partner is reminded.", "%(count)s partners are reminded.", mailed) % {"count": mailed}]
    if had_one:
        had = ngettext("%(count)s had a reminder today already.", "%(count)s had a reminder today already.", had_one)
        parts.append(had % {"count": had_one})
    if without:
        words = ngettext("%(count)s has no address.", "%(count)s have no address.", without)
        parts.append(words % {"count": without})
    return " ".join(parts)
