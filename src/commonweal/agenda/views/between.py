"""The board between the groups: the week of each, what they ask of each other, and what they wait for."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.between import AnswerForm, DependencyForm, WeekForm
from commonweal.agenda.forms.refusals import show_refusal
from commonweal.agenda.operations.between import answer_dependency, depend, say_week
from commonweal.agenda.queries import between as reads
from commonweal.agenda.queries.doors import initiative_with_agenda
from commonweal.governance.models import Group
from commonweal.governance.queries.group_history import groups_on
from commonweal.governance.rules import today

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    found = reads.board(request.user, initiative, at, _day(request.GET.get("week", "")))
    context = {"initiative": initiative, "board": found}
    return render(request, "agenda/between.html", context)


def _day(asked: str) -> date | None:
    """A week that nobody can mean is this one."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


@require_http_methods(GET_OR_POST)
def week(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = _spoken_for(request, slug, code)
    at = timezone.now()
    held = reads.week_now(group, at)
    names = ("done", "next", "in_the_way")
    form = WeekForm(request.POST or None, initial={name: getattr(held, name) for name in names} if held else {})
    if request.method == "POST" and form.is_valid():
        try:
            say_week(by=request.user, group=group, week=form.draft(), at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Everybody who takes part reads it on the board."))
            return redirect("agenda:between", slug)
    context = {
        "initiative": group.initiative,
        "group": group,
        "form": form,
        "before": reads.week_before(group, at),
        "monday": reads.monday_of(today(group.initiative, at)),
    }
    return render(request, "agenda/week.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = _spoken_for(request, slug, code)
    at = timezone.now()
    others = [one.group for one in groups_on(group.initiative, today(group.initiative, at)) if one.group != group]
    promises = reads.promises_to_point_to(request.user, group.initiative, at)
    form = DependencyForm(request.POST or None, groups=others, promises=promises)
    if request.method == "POST" and form.is_valid():
        try:
            depend(by=request.user, group=group, draft=form.draft(), at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It stands on the board."))
            return redirect("agenda:between", slug)
    context = {"initiative": group.initiative, "group": group, "form": form}
    return render(request, "agenda/depend.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: an answer stays."""
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    found = reads.dependency_of(request.user, initiative, number, at)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_dependency(by=request.user, dependency=found, at=at, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It is answered. It stays on the board for four weeks."))
            return redirect("agenda:between", slug)
    context = {"initiative": initiative, "dependency": found, "form": form}
    return render(request, "agenda/dependency_answer.html", context, status=422 if form.is_bound else 200)


def _spoken_for(request: HttpRequest, slug: str, code: str) -> Group:
    """A group for which the reader may speak; to everybody else these pages do not exist."""
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    group = get_object_or_404(initiative.groups.select_related("initiative"), code=code)
    if not rules.may_speak_for(request.user, group, at):
        raise Http404
    return group
