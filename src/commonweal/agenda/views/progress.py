"""How far each group has come: cycles, one group's judgments, the handing over, and the committee's answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.progress import AnswerForm, JudgmentForm
from commonweal.agenda.forms.refusals import show_refusal
from commonweal.agenda.models import ProgressCycle
from commonweal.agenda.operations.progress import answer_progress, begin_cycle, hand_over, judge
from commonweal.agenda.queries import progress as reads
from commonweal.agenda.rubrics import NEWEST, criteria_of
from commonweal.governance.models import Group
from commonweal.governance.queries import initiative_for_member
from commonweal.governance.visibility import Visibility

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def cycles(request: HttpRequest, slug: str) -> HttpResponse:
    """All cycles, the criteria, and the button that begins the next one."""
    initiative = initiative_for_member(request.user, slug)
    at = timezone.now()
    may_judge = rules.may_judge_progress(request.user, initiative, at)
    if request.method == "POST":
        if not may_judge:
            raise Http404
        try:
            made = begin_cycle(by=request.user, initiative=initiative, at=at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("agenda:progress", slug)
        return redirect("agenda:progress_cycle", slug, made.number)
    found = list(reads.cycles(request.user, initiative, at))
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "cycles": found,
        "under_way": next((one for one in found if one.handed_at is None), None),
        "may_judge": may_judge,
        "criteria": criteria_of(NEWEST).values(),
    }
    return render(request, "agenda/progress.html", context)


@require_safe
def cycle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _cycle(request, slug, number)
    page = reads.cycle_page(request.user, found, timezone.now())
    context = {"initiative": found.initiative, "visibility": Visibility.NETWORK, "page": page}
    return render(request, "agenda/progress_cycle.html", context)


@require_safe
def group(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One group over the cycles."""
    initiative = initiative_for_member(request.user, slug)
    found = _group(initiative.groups.select_related("initiative"), code)
    over, trend = reads.trend_of(request.user, found, timezone.now())
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "group": found,
        "cycles": over,
        "trend": trend,
    }
    return render(request, "agenda/progress_group.html", context)


@require_http_methods(GET_OR_POST)
def judgments(request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
    """One group under all criteria; what is left empty is not judged."""
    found = _judged(request, slug, number)
    at = timezone.now()
    of = next((one for one in reads.groups_to_judge(found.initiative, at) if one.code == code), None)
    if of is None:
        raise Http404
    forms = _forms(request, found, of)
    refused = [form for form in forms if form.is_bound and not form.is_valid()]
    if request.method == "POST" and not refused and _kept(request, found, of, forms):
        messages.success(request, _("Kept. You can change it until the cycle is handed over."))
        return redirect("agenda:progress_cycle", slug, number)
    context = {"initiative": found.initiative, "cycle": found, "group": of, "forms": forms}
    wrong = any(form.errors for form in forms)
    return render(request, "agenda/judge.html", context, status=422 if wrong else 200)


def _forms(request: HttpRequest, cycle: ProgressCycle, group: Group) -> list[JudgmentForm]:
    held = {one.criterion: one for one in cycle.judgments.filter(group=group, replaced_at=None)}
    choices = reads.evidence_choices(group)
    names = ("level", "why", "evidence", "evidence_url")
    return [
        JudgmentForm(
            request.POST or None,
            criterion=criterion,
            choices=choices,
            initial={name: getattr(held[code], name) for name in names} if code in held else {},
        )
        for code, criterion in criteria_of(cycle.rubric).items()
    ]


def _kept(request: HttpRequest, cycle: ProgressCycle, group: Group, forms: list[JudgmentForm]) -> bool:
    """All of the page or nothing of it."""
    with transaction.atomic():
        for form in forms:
            if form.says_something:
                try:
                    judge(
                        by=request.user, cycle=cycle, group=group, criterion=form.criterion.code, draft=form.draft(),
                        at=timezone.now(),
                    )  # fmt: skip
                except ValidationError as refusal:
                    show_refusal(form, refusal)
        whole = not any(form.errors for form in forms)
        transaction.set_rollback(not whole)
    return whole


@require_http_methods(GET_OR_POST)
def hand(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: from then on it stays as it is."""
    found = _judged(request, slug, number)
    problem = ""
    if request.method == "POST":
        try:
            hand_over(by=request.user, cycle=found, at=timezone.now())
        except ValidationError as refusal:
            problem = refusal.messages[0]
        else:
            messages.success(request, _("It is handed over. Every member reads it now."))
            return redirect("agenda:progress_cycle", slug, number)
    page = reads.cycle_page(request.user, found, timezone.now())
    context = {"initiative": found.initiative, "page": page, "problem": problem}
    return render(request, "agenda/progress_hand_over.html", context, status=422 if problem else 200)


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What those who steer do because of it; said once."""
    found = _cycle(request, slug, number)
    at = timezone.now()
    if found.handed_at is None or not rules.may_answer_progress(request.user, found.initiative, at):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            answer_progress(by=request.user, cycle=found, en=given["answer_en"], es=given["answer_es"], at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The answer stands beside the cycle."))
            return redirect("agenda:progress_cycle", slug, number)
    context = {"initiative": found.initiative, "cycle": found, "form": form}
    return render(request, "agenda/progress_answer.html", context, status=422 if form.is_bound else 200)


def _cycle(request: HttpRequest, slug: str, number: int) -> ProgressCycle:
    initiative = initiative_for_member(request.user, slug)
    return reads.cycle_for(request.user, initiative, number, timezone.now())


def _judged(request: HttpRequest, slug: str, number: int) -> ProgressCycle:
    """For those who judge; to everybody else these pages do not exist."""
    found = _cycle(request, slug, number)
    if not rules.may_judge_progress(request.user, found.initiative, timezone.now()):
        raise Http404
    return found


def _group(groups: Any, code: str) -> Group:
    found: Group | None = groups.filter(code=code).first()
    if found is None:
        raise Http404
    return found
