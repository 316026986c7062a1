"""The register of interests, and the conflicts that the records show."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.governance import conflict_decisions, queries, rules
from commonweal.governance.forms.interests import (
    ConflictAnswerForm,
    ConflictWordForm,
    DayForm,
    InterestForm,
    filled_from,
)
from commonweal.governance.models import Group, Initiative
from commonweal.governance.models.interests import Interest
from commonweal.governance.operations.interests import (
    answer_conflict,
    declare_interest,
    end_interest,
    review_interest,
    say_about_conflict,
)
from commonweal.governance.queries.conflicts import conflicts, has_nobody_to_answer, may_answer
from commonweal.governance.queries.decisions import proposable_groups
from commonweal.governance.queries.interests import holders_for, interests, register
from commonweal.governance.visibility import Visibility


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    at = timezone.now()
    form = DayForm(request.GET if "on" in request.GET else None)
    day = form.day()
    lines = register(request.user, initiative, at, day)
    found = conflicts(request.user, initiative, at, day)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "day": day,
        "day_form": form,
        "conflicts": found,
        "answerable": [one.pair for one in found if day is None and may_answer(request.user, one, initiative, at)],
        "named_in": [one.pair for one in found if day is None and one.names(request.user)],
        "for_the_committee": [
            (one.pair, conflict_decisions.subject_of(one))
            for one in found
            if day is None and has_nobody_to_answer(one, initiative, rules.today(initiative, at))
        ],
        "steering": may_ask_the_committee(request.user, initiative, at),
        "own": [line for line in lines if line.may_change],
        "others": [line for line in lines if not line.may_change],
    }
    return render(request, "governance/interests.html", context)


def may_ask_the_committee(reader: Any, initiative: Initiative, at: datetime) -> Group | None:
    """The steering committee, where the reader may propose a decision to it."""
    found = proposable_groups(reader, initiative, at)
    return next((group for group in found if group.kind == Group.Kind.STEERING), None)


def back(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("governance:interests", args=[slug]))


def declare(request: HttpRequest, slug: str) -> HttpResponse:
    return _declare(request, queries.initiative_for_member(request.user, slug), None)


def change(request: HttpRequest, slug: str, interest: int) -> HttpResponse:
    """A change is a new declaration in the place of the old one, which stays on the register's past days."""
    initiative = queries.initiative_for_member(request.user, slug)
    return _declare(request, initiative, _own(request, initiative, interest))


def _declare(request: HttpRequest, initiative: Initiative, before: Interest | None) -> HttpResponse:
    at = timezone.now()
    form = InterestForm(
        request.POST or None,
        initiative=initiative,
        holders=[before.holder] if before else holders_for(request.user, initiative, at),
        initial=filled_from(before) if before else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            declare_interest(
                by=request.user,
                initiative=initiative,
                holder=form.chosen_holder(),
                interest=form.draft(),
                at=at,
                replaces=before,
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("It stands on the register now."))
            return back(initiative.slug)
    context = {"initiative": initiative, "form": form, "before": before}
    return render(request, "governance/declare_interest.html", context, status=422 if form.is_bound else 200)


def end(request: HttpRequest, slug: str, interest: int) -> HttpResponse:
    """Ask, and then end it today."""
    initiative = queries.initiative_for_member(request.user, slug)
    held = _own(request, initiative, interest)
    if request.method == "POST":
        end_interest(by=request.user, interest=held, at=timezone.now())
        messages.success(request, _("The interest ends today. The register of earlier days still shows it."))
        return back(slug)
    return render(request, "governance/end_interest.html", {"initiative": initiative, "interest": held})


@require_POST
def still_so(request: HttpRequest, slug: str, interest: int) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    review_interest(by=request.user, interest=_own(request, initiative, interest), at=timezone.now())
    messages.success(request, _("Noted: it is still so. We ask again in a year."))
    return back(slug)


def _own(request: HttpRequest, initiative: Initiative, interest: int) -> Interest:
    at = timezone.now()
    found = get_object_or_404(interests(request.user, initiative, at), pk=interest, until=None)
    if not rules.may_declare(request.user, initiative, found.holder, rules.today(initiative, at)):
        raise Http404
    return found


def answer(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    initiative = queries.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = next((one for one in conflicts(request.user, initiative, at) if (one.kind, one.key) == (kind, key)), None)
    if found is None or not may_answer(request.user, found, initiative, at):
        raise Http404
    form = ConflictAnswerForm(request.POST or None, initial={"answer": found.answer.answer if found.answer else ""})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            answer_conflict(
                by=request.user,
                initiative=initiative,
                conflict=(kind, key),
                answer=given["answer"],
                review_on=given["review_on"],
                at=at,
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The answer is on file."))
            return back(slug)
    context = {"initiative": initiative, "form": form, "conflict": found}
    return render(request, "governance/answer_conflict.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    """Whom a conflict names says what is not so."""
    initiative = queries.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = next((one for one in conflicts(request.user, initiative, at) if (one.kind, one.key) == (kind, key)), None)
    if found is None or not found.names(request.user):
        raise Http404
    form = ConflictWordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        say_about_conflict(by=request.user, initiative=initiative, conflict=(kind, key), words=words, at=at)
        messages.success(request, _("It stands beside the conflict, and asks for an answer."))
        return back(slug)
    context = {"initiative": initiative, "form": form, "conflict": found}
    return render(request, "governance/say_about_conflict.html", context, status=422 if form.is_bound else 200)
