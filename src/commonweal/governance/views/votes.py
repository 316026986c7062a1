"""An elector's own acts: on the decision's page after signing in, or by the mailed link without."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.governance.forms.decisions import AsideForm
from commonweal.governance.forms.votes import VoteForm, said_in_words
from commonweal.governance.frame import enter
from commonweal.governance.models import Decision, Elector, Initiative
from commonweal.governance.operations.vote_links import make_own_link
from commonweal.governance.operations.votes import cast_vote, step_aside, withdraw_vote
from commonweal.governance.queries import decisions as reads
from commonweal.governance.queries.votes import OpenedLink, elector_of, open_vote_link
from commonweal.governance.views.decisions import decision_page, find_decision, for_members
from commonweal.ui.qr import qr_of

GET_OR_POST = ["GET", "HEAD", "POST"]
COUNTED, TAKEN_BACK, ASIDE = (
    translation.gettext_lazy("Counted. You can change it until the vote closes."),
    translation.gettext_lazy("Your vote is withdrawn."),
    translation.gettext_lazy("You stepped aside. It stands beside the decision."),
)


# ---- Signed in ---------------------------------------------------------------------------------------


@require_POST
@for_members
def vote(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    decision, _elector = _own(request, initiative, number)
    form = VoteForm(request.POST, decision=decision)
    if _cast(request.user, decision, form):
        messages.success(request, COUNTED)
        return HttpResponseRedirect(_where_to(request, decision))
    return decision_page(request, decision, status=422, vote_form=form)


@require_POST
@for_members
def take_back(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    decision, _elector = _own(request, initiative, number)
    try:
        withdraw_vote(by=request.user, decision=decision, at=timezone.now())
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, TAKEN_BACK)
    return HttpResponseRedirect(_address(decision))


@require_http_methods(GET_OR_POST)
@for_members
def aside(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Ask first: who has stepped aside does not come back to this decision."""
    decision, _elector = _own(request, initiative, number)
    form = AsideForm(request.POST or None)
    if request.method == "POST" and _step_aside(request.user, decision, form):
        messages.success(request, ASIDE)
        return HttpResponseRedirect(_where_to(request, decision))
    context = {
        "initiative": initiative,
        "card": reads.card(request.user, decision, timezone.now()),
        "form": form,
        "back": _address(decision),
        "next": request.GET.get("next", ""),
    }
    return render(request, "governance/step_aside.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_members
def own_link(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """A link for the reader's own phone, shown this once, as text and as a picture to point the camera at."""
    decision, elector = _own(request, initiative, number)
    try:
        link = make_own_link(by=request.user, elector=elector, at=timezone.now())
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return HttpResponseRedirect(_address(decision))
    return decision_page(request, decision, link=link, qr=qr_of(link, "big-qr"))


def _own(request: HttpRequest, initiative: Initiative, number: int) -> tuple[Decision, Elector]:
    """For those on the roll; for everybody else there is nothing to do here."""
    decision = find_decision(request, initiative, number)
    elector = elector_of(request.user, decision)
    if elector is None:
        raise Http404
    return decision, elector


def _where_to(request: HttpRequest, decision: Decision) -> str:
    """Back to the packet, for who came from it."""
    packet = reverse("governance:to_decide", args=[decision.initiative.slug])
    return packet if request.POST.get("next") == packet else _address(decision)


def _address(decision: Decision) -> str:
    return reverse("governance:decision", args=[decision.initiative.slug, decision.number])


# ---- By the mailed link ------------------------------------------------------------------------------


def with_vote_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever holds the link is the elector, on this one decision and for nothing else."""

    @wraps(view)
    @never_cache
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = open_vote_link(token)
        except Http404:
            return render(request, "governance/vote_unknown.html", status=404)
        decision = link.elector.decision
        enter(request, decision.initiative)
        with _in_words_of(request, link.elector), timezone.override(decision.initiative.time_zone):
            if link.is_replaced or link.is_over:
                return _over(request, link)
            return view(request, token, link.elector)

    return cast(Callable[..., HttpResponse], login_not_required(opened))


@with_vote_link
@require_http_methods(GET_OR_POST)
def vote_by_link(request: HttpRequest, token: str, elector: Elector) -> HttpResponse:
    decision = elector.decision
    form = VoteForm(request.POST, decision=decision) if request.method == "POST" else None
    done: Any = ""
    if form is not None and _cast(elector.person, decision, form):
        form, done = None, COUNTED
    return _ballot_page(request, token, elector, form, done)


@with_vote_link
@require_POST
def take_back_by_link(request: HttpRequest, token: str, elector: Elector) -> HttpResponse:
    try:
        withdraw_vote(by=elector.person, decision=elector.decision, at=timezone.now())
    except ValidationError as problem:
        return _ballot_page(request, token, elector, None, problem.messages[0])
    return _ballot_page(request, token, elector, None, TAKEN_BACK)


@with_vote_link
@require_http_methods(GET_OR_POST)
def aside_by_link(request: HttpRequest, token: str, elector: Elector) -> HttpResponse:
    decision = elector.decision
    form = AsideForm(request.POST or None)
    if request.method == "POST" and _step_aside(elector.person, decision, form):
        elector.refresh_from_db()
        return _ballot_page(request, token, elector, None, ASIDE)
    context = {
        "initiative": decision.initiative,
        "card": reads.card(elector.person, decision, timezone.now()),
        "form": form,
        "back": reverse("governance:vote_by_link", args=[token]),
        "by_link": True,
    }
    return render(request, "governance/step_aside.html", context, status=422 if form.is_bound else 200)


def _ballot_page(request: HttpRequest, token: str, elector: Elector, form: VoteForm | None, done: Any) -> HttpResponse:
    decision = elector.decision
    card = reads.card(elector.person, decision, timezone.now())
    if not card.decision.is_open:
        return _over(request, OpenedLink(elector, is_over=True, is_replaced=False))
    context = {
        "token": token,
        "card": card,
        "done": done,
        "vote_form": form or VoteForm(decision=decision, ballot=card.ballot),
        "own_words": said_in_words(card.ballot, decision) if card.ballot else "",
    }
    return render(request, "governance/vote.html", context, status=422 if form is not None else 200)


def _over(request: HttpRequest, link: OpenedLink) -> HttpResponse:
    """The link outlives the vote so far that it tells what became of it."""
    card = reads.card(link.elector.person, link.elector.decision, timezone.now())
    context = {"card": card, "is_replaced": link.is_replaced and not link.is_over}
    return render(request, "governance/vote_over.html", context, status=410)


def _cast(by: Any, decision: Decision, form: VoteForm) -> bool:
    """Whether it counts; what is in the way stands in the form afterwards."""
    if not form.is_valid():
        return False
    try:
        cast_vote(by=by, decision=decision, vote=form.draft(), at=timezone.now())
    except ValidationError as problem:
        named = problem.error_dict if hasattr(problem, "error_dict") else {None: problem}
        for name, errors in named.items():
            form.add_error(name if name in form.fields else None, errors)
        return False
    except PermissionDenied:
        raise Http404 from None
    return True


def _step_aside(by: Any, decision: Decision, form: AsideForm) -> bool:
    if not form.is_valid():
        return False
    try:
        step_aside(by=by, decision=decision, why=form.cleaned_data["why"], at=timezone.now())
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _in_words_of(request: HttpRequest, elector: Elector) -> Any:
    """The elector's own language, until somebody has chosen one with the switch."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return translation.override(translation.get_language())
    request.LANGUAGE_CODE = elector.person.language
    return translation.override(elector.person.language)
