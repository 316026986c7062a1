"""The log of decisions, one decision, and what its group and its chairs do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.delivery.queries import sends_by_itself
from commonweal.governance import about, queries, rules
from commonweal.governance.editing import EditedMeanwhileError
from commonweal.governance.forms.decisions import (
    AnswerForm,
    AsideForm,
    GroupForm,
    LogForm,
    ProposalForm,
    ReasonsForm,
    WhyForm,
    filled_from,
    not_to_pick,
)
from commonweal.governance.forms.votes import VoteForm, said_in_words
from commonweal.governance.models import Decision, DecisionSubject, Group, Initiative
from commonweal.governance.models.written import in_page_language
from commonweal.governance.operations import decisions as verbs
from commonweal.governance.operations.proposals import words_of
from commonweal.governance.queries import decisions as reads
from commonweal.governance.queries.charters import charter_in_force, may_change_asked
from commonweal.governance.queries.last_words import how_to_speak, vote_on
from commonweal.governance.queries.votes import leads, roll_of, seats_without_voter, standing_of

GET_OR_POST = ["GET", "HEAD", "POST"]


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view its initiative; for everybody else the page is not there."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        initiative = queries.initiative_for_member(request.user, slug)
        return view(request, initiative, **rest)

    return page


@require_safe
@for_members
def log(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    at = timezone.now()
    form = LogForm(request.GET or None, groups=list(queries.groups(initiative)))
    found = reads.log(request.user, initiative, form.wanted(), at).prefetch_related("options")
    context = {
        "initiative": initiative,
        "visibility": reads.VISIBILITY,
        "form": form,
        "is_filtered": any(request.GET.values()),
        "decisions": [
            {
                "decision": one,
                "sentence": reads.results.result_sentence(one),
                "beside_charter": reads.results.beside_the_charter(one),
            }
            for one in found
        ],
        "may_propose": bool(reads.proposable_groups(request.user, initiative, at)),
    }
    return render(request, "governance/decisions.html", context)


@require_safe
@for_members
def decision(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    found = find_decision(request, initiative, number)
    return decision_page(request, found)


@require_safe
@for_members
def to_decide(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """The packet: where we are, what was opened again, and each open vote with its figures, ready to vote on."""
    at = timezone.now()
    items = [
        {
            "card": card,
            "vote_form": VoteForm(decision=card.decision, ballot=card.ballot, auto_id=f"id_{card.decision.number}_%s"),
            "own_words": said_in_words(card.ballot, card.decision) if card.ballot else "",
        }
        for card in reads.waiting_for(request.user, initiative, at)
    ]
    context = {
        "initiative": initiative,
        "visibility": reads.VISIBILITY,
        "covers": about.covers(request.user, initiative),
        "items": items,
        "reopened": [one for one in reads.to_lead(request.user, initiative, at) if one.reopened_at],
    }
    return render(request, "governance/to_decide.html", context)


@require_http_methods(GET_OR_POST)
@for_members
def propose(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    at = timezone.now()
    groups = reads.proposable_groups(request.user, initiative, at)
    if not groups:
        raise Http404
    code = request.POST.get("group") or request.GET.get("group", "")
    group = next((one for one in groups if one.code == code), groups[0] if len(groups) == 1 else None)
    if group is None:
        return render(
            request, "governance/choose_group.html", {"initiative": initiative, "form": GroupForm(groups=groups)}
        )
    form = _proposal_form(request, group)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.propose(by=request.user, group=group, proposal=form.draft(), at=at)
        except ValidationError as problem:
            _add(form, problem)
        else:
            messages.success(request, _("The proposal is kept. Its vote opens when a chair opens it."))
            return back_to(made)
    return _form_page(request, "governance/propose.html", {"initiative": initiative, "group": group, "form": form})


@require_http_methods(GET_OR_POST)
@for_members
def edit(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    found = find_decision(request, initiative, number)
    at = timezone.now()
    if not reads.may_edit(request.user, found, at):
        raise Http404
    form = _proposal_form(request, found.group, found)
    if request.method == "POST" and form.is_valid():
        began = form.cleaned_data["started_from"]
        try:
            verbs.edit_proposal(by=request.user, decision=found, proposal=form.draft(), started_from=began, at=at)
        except EditedMeanwhileError as meanwhile:
            form.show_both(meanwhile)
        except ValidationError as problem:
            _add(form, problem)
        else:
            messages.success(request, _("The proposal is kept."))
            return back_to(found)
    context = {"initiative": initiative, "group": found.group, "form": form, "decision": found}
    return _form_page(request, "governance/propose.html", context)


@require_http_methods(GET_OR_POST)
@for_members
def open_vote(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Ask first: from then on nothing of it can be changed."""
    found = _led(request, initiative, number)
    at = timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            opened = verbs.open_vote(by=request.user, decision=found, at=at)
        except ValidationError as refused:
            problem = refused.messages[0]
        else:
            roll = opened.electors.count()
            words = ngettext("The vote is open: %(n)s person.", "The vote is open: %(n)s people.", roll) % {"n": roll}
            mailed = _("Each got a link of their own.")
            by_hand = _("No mail server is set up: what you send them stands in the outbox.")
            messages.success(request, f"{words} {mailed if sends_by_itself() else by_hand}")
            return back_to(found)
    on = rules.today(initiative, at)
    context = {
        "initiative": initiative,
        "card": reads.card(request.user, found, at),
        "roll": roll_of(found.group, on),
        "without_voter": seats_without_voter(found.group, on),
        "sends": sends_by_itself(),
        "problem": problem,
    }
    return render(request, "governance/open_vote.html", context, status=422 if problem else 200)


@require_http_methods(GET_OR_POST)
@for_members
def close_vote(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Ask first, with room for the reasons."""
    found = _led(request, initiative, number)
    form = ReasonsForm(request.POST or None, waits=False, required=False)

    def close() -> None:
        verbs.close_vote(by=request.user, decision=found, at=timezone.now(), reasons=form.reasons())

    act = Act("governance/close_vote.html", close, _("The vote is closed and counted."))
    at = timezone.now()
    return asked(request, found, form, act, card=reads.card(request.user, found, at), standing=standing_of(found, at))


@require_http_methods(GET_OR_POST)
@for_members
def withdraw(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    found = find_decision(request, initiative, number)
    at = timezone.now()
    if not (reads.may_edit(request.user, found, at) or leads(request.user, found, at)):
        raise Http404
    form = WhyForm(request.POST or None)

    def take_back() -> None:
        verbs.withdraw(by=request.user, decision=found, why=form.cleaned_data["why"], at=at)

    return asked(request, found, form, Act("governance/withdraw_proposal.html", take_back, _("It is withdrawn.")))


@require_http_methods(GET_OR_POST)
@for_members
def conclude(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Why it was decided so; after gradients of agreement also what follows."""
    found = _led(request, initiative, number)
    form = ReasonsForm(request.POST or None, waits=found.outcome == Decision.Outcome.TO_CONCLUDE)

    def say() -> None:
        verbs.conclude(by=request.user, decision=found, reasons=form.reasons(), at=timezone.now())

    return asked(request, found, form, Act("governance/conclude.html", say, _("The reasons are on record.")))


@require_http_methods(GET_OR_POST)
@for_members
def reopen(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    found = _led(request, initiative, number)
    form = WhyForm(request.POST or None)

    def again() -> None:
        verbs.reopen(by=request.user, decision=found, why=in_page_language(form.cleaned_data["why"]), at=timezone.now())

    act = Act("governance/reopen.html", again, _("It is open again, and marked so."))
    return asked(request, found, form, act)


@require_http_methods(GET_OR_POST)
@for_members
def stands(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    found = _led(request, initiative, number)
    form = AnswerForm(request.POST or None)

    def settle() -> None:
        given = form.cleaned_data
        answer = (given["answer_en"], given["answer_es"])
        verbs.say_it_stands(by=request.user, decision=found, answer=answer, at=timezone.now())

    return asked(request, found, form, Act("governance/say_it_stands.html", settle, _("The answer is on record.")))


def decision_page(request: HttpRequest, found: Decision, status: int = 200, **more: Any) -> HttpResponse:
    at = timezone.now()
    shown = reads.card(request.user, found, at)
    vote_form = VoteForm(decision=found, ballot=shown.ballot) if shown.may_vote else None
    context = {
        "initiative": found.initiative,
        "visibility": reads.VISIBILITY,
        "card": shown,
        "vote_form": vote_form,
        "aside_form": AsideForm(),
        "own_words": said_in_words(shown.ballot, found) if shown.ballot else "",
        "votes": [
            (one.elector, said_in_words(one, found), one.reason) for one in reads.how_each_voted(request.user, found)
        ],
        "reasons_given": reads.reasons_given(found),
        "about": [_told(found.initiative, one) for one in found.subjects.all()],
        "evidence_forms": about.evidence_forms(found) if reads.may_edit(request.user, found, at) else [],
        "may_edit": reads.may_edit(request.user, found, at),
        "may_close": shown.may_lead and found.is_open and standing_of(found, at).may_close,
        "may_withdraw": found.is_draft or (found.is_open and shown.may_lead and not about.is_about_who_leads(found)),
        "may_change_charter": may_change_asked(request.user, found, at),
        "reopenings": found.reopenings.all(),
        "charters": found.charters.select_related("group"),
        "word_to_say": how_to_speak(request.user, found, at),
        "word_vote": vote_on(found.last_word) if found.outcome == Decision.Outcome.RESIDENTS else None,
        **more,
    }
    return render(request, "governance/decision.html", context, status=status)


def _told(initiative: Initiative, subject: DecisionSubject) -> tuple[str, str]:
    """A thing in the page's language, as it is called now; as it was called then where it is gone."""
    pair = (subject.kind, subject.key)
    return about.label_of(initiative, pair) or subject.label, about.url_of(initiative, pair)


def find_decision(request: HttpRequest, initiative: Initiative, number: int) -> Decision:
    return reads.decision_for(request.user, initiative, number, timezone.now())


def _led(request: HttpRequest, initiative: Initiative, number: int) -> Decision:
    """For those who lead the group; to everybody else these pages do not exist."""
    found = find_decision(request, initiative, number)
    if not leads(request.user, found, timezone.now()):
        raise Http404
    return found


def _proposal_form(request: HttpRequest, group: Group, found: Decision | None = None) -> ProposalForm:
    charter = charter_in_force(group, rules.today(group.initiative, timezone.now()))
    return ProposalForm(
        request.POST or None,
        initiative=group.initiative,
        charter=charter,
        kept=not_to_pick(found) if found else [],
        held=words_of(found) if found else None,
        initial=filled_from(found) if found else {"subjects": request.GET.getlist("about")},
    )


@dataclass(frozen=True)
class Act:
    """A page with one form before an act: what is done, and what is said when it is."""

    template: str
    do: Callable[[], Any]
    done: str


def asked(request: HttpRequest, found: Decision, form: Any, act: Act, **more: Any) -> HttpResponse:
    """What keeps the act from happening stands above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            act.do()
        except ValidationError as problem:
            _add(form, problem)
        else:
            messages.success(request, act.done)
            return back_to(found)
    context = {"initiative": found.initiative, "decision": found, "form": form, **more}
    return _form_page(request, act.template, context)


def _form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


def _add(form: Any, problem: ValidationError) -> None:
    """At the field that it names, where the form has it."""
    if hasattr(problem, "error_dict"):
        for name, errors in problem.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, problem)


def back_to(found: Decision) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("governance:decision", args=[found.initiative.slug, found.number]))
