"""Contesting a stake that the records show, and answering."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.governance.forms.decisions import ContestAnswerForm, ContestForm
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Decision, Initiative
from commonweal.governance.operations.contests import answer_contest, contest_stake
from commonweal.governance.queries import decisions as reads
from commonweal.governance.queries.contests import may_answer, things_of
from commonweal.governance.queries.votes import elector_of
from commonweal.governance.views.decisions import find_decision, for_members

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@for_members
def contest(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """For those on the roll."""
    found = find_decision(request, initiative, number)
    at = timezone.now()
    if elector_of(request.user, found) is None:
        raise Http404
    form = ContestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            contest_stake(by=request.user, decision=found, why=form.cleaned_data["why"], at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It is said. Until somebody has answered, the interest holds."))
            return _back(found)
    context = {"initiative": initiative, "card": reads.card(request.user, found, at), "form": form}
    return render(request, "governance/contest.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
@for_members
def answer(request: HttpRequest, initiative: Initiative, number: int, contest: int) -> HttpResponse:
    """For those who lead the group, about somebody else."""
    found = find_decision(request, initiative, number)
    at = timezone.now()
    said = get_object_or_404(found.contests.select_related("person", "decision__group__initiative"), pk=contest)
    if not may_answer(request.user, said, at):
        raise Http404
    form = ContestAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            answer_contest(
                by=request.user, contest=said, is_none=given["is_none"] == "yes", answer=given["answer"], at=at
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The answer stands beside the decision."))
            return _back(found)
    context = {"initiative": initiative, "decision": found, "said": said, "things": things_of(said), "form": form}
    return render(request, "governance/answer_contest.html", context, status=422 if form.is_bound else 200)


def _back(found: Decision) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("governance:decision", args=[found.initiative.slug, found.number]))
