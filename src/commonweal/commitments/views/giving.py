"""What is given: the ledger for members, one's own for givers, one gift, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.commitments import operations, rules
from commonweal.commitments.forms.giving import (
    ArrivalForm,
    ContributionForm,
    CurrencyForm,
    EndForm,
    Offered,
    StrategyForm,
    ThanksForm,
)
from commonweal.commitments.models import Contribution
from commonweal.commitments.queries import giving as reads
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative
from commonweal.governance.queries.decisions import proposable_groups
from commonweal.governance.visibility import Visibility

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "ledger": reads.ledger(request.user, initiative, at),
        "manages": seats.may_set_up(request.user, initiative, at),
    }
    return render(request, "commitments/giving.html", context)


def initiative_of_giver(request: HttpRequest, slug: str) -> Initiative:
    """Whoever takes part may give, with a seat or without; for everybody else it is not there."""
    initiative = governance.the_initiative(slug)
    if not seats.takes_part(request.user, initiative, seats.today(initiative, timezone.now())):
        raise Http404
    return initiative


@require_safe
def own(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = initiative_of_giver(request, slug)
    at = timezone.now()
    context = {
        "initiative": initiative,
        "visibility": Visibility.PRIVATE,
        "gifts": reads.given_by(request.user, initiative, at),
        "is_member": seats.has_a_seat(request.user, initiative, at),
    }
    return render(request, "commitments/own_giving.html", context)


@require_http_methods(GET_OR_POST)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """First which kind, then only the questions that this kind needs."""
    initiative = initiative_of_giver(request, slug)
    kind = request.GET.get("kind", "")
    if kind not in Contribution.Kind.values:
        context = {"initiative": initiative, "kinds": Contribution.Kind.choices}
        return render(request, "commitments/give_what.html", context)
    form = _form(request, initiative, kind)
    if form.is_bound and form.is_valid():
        try:
            made = operations.give(
                by=request.user, initiative=initiative, giver=form.chosen_giver(), contribution=form.draft(),
                at=timezone.now(),
            )  # fmt: skip
        except PermissionDenied:
            form.add_error("giver", _("You write this down for yourself, where you work, and groups that you chair."))
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("It is written down: “%(words)s”.") % {"words": made.words})
            return _to(made)
    context = {"initiative": initiative, "form": form, "kind": Contribution.Kind(kind).label}
    return render(request, "commitments/give.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, initiative: Initiative, kind: str) -> ContributionForm:
    at = timezone.now()
    return ContributionForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        currency=initiative.currency,
        offered=Offered(
            givers=reads.givers_for(request.user, initiative, at),
            groups=list(governance.groups(initiative)),
            organisations=reads.organisations_here(initiative, at),
            strategies=reads.strategies_for(request.user, initiative, at),
        ),
        initial={"promised_on": seats.today(initiative, at)},
    )


def _to(contribution: Contribution) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("commitments:contribution", args=[contribution.initiative.slug, contribution.pk])
    )


def _find(request: HttpRequest, slug: str, number: int) -> reads.Gift:
    initiative = governance.the_initiative(slug)
    found = reads.gift_of(request.user, initiative, number, timezone.now())
    if found is None:
        raise Http404
    return found


@require_safe
def contribution(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _page(request, _find(request, slug, number))


def _page(request: HttpRequest, gift: reads.Gift, refused: ArrivalForm | ThanksForm | None = None) -> HttpResponse:
    at = timezone.now()
    shown, initiative = gift.contribution, gift.contribution.initiative
    today = seats.today(initiative, at)
    stands = shown.ended_on is None
    receives = stands and rules.may_receive(request.user, shown, today)
    arrival = refused if isinstance(refused, ArrivalForm) else ArrivalForm(contribution=shown, initial={"on": today})
    is_member = seats.has_a_seat(request.user, initiative, at)
    context: dict[str, Any] = {
        "initiative": initiative,
        "visibility": Visibility(shown.amounts_seen),
        "gift": gift,
        "is_member": is_member,
        "strategy": reads.strategy_of(shown),
        "arrival_form": arrival if receives else None,
        "thanks_form": (refused if isinstance(refused, ThanksForm) else ThanksForm()) if receives else None,
        "refused": refused,
        "may_say_which_strategy": stands
        and shown.is_money
        and rules.may_say_which_strategy(request.user, shown, today),
        "may_count": stands and seats.may_set_up(request.user, initiative, at),
        "may_end": stands and rules.may_end(request.user, shown, today),
    }
    if shown.is_money and is_member:
        context |= {
            "touched": reads.touched_by(request.user, shown, at),
            "decisions": reads.decisions_on(request.user, shown, at),
            "may_propose": stands and bool(proposable_groups(request.user, initiative, at)),
        }
    return render(request, "commitments/contribution.html", context, status=422 if refused else 200)


@require_POST
def arrived(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    gift = _received(request, slug, number)
    form = ArrivalForm(request.POST, contribution=gift.contribution)
    if form.is_valid():
        try:
            operations.note_arrival(
                by=request.user, contribution=gift.contribution, arrival=form.draft(), at=timezone.now()
            )
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Noted: it arrived."))
            return _to(gift.contribution)
    return _page(request, gift, form)


@require_POST
def thank(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    gift = _received(request, slug, number)
    form = ThanksForm(request.POST)
    if form.is_valid():
        try:
            operations.thank(
                by=request.user, contribution=gift.contribution, words=form.cleaned_data["words"], at=timezone.now()
            )
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Your thanks are on their way."))
            return _to(gift.contribution)
    return _page(request, gift, form)


def _received(request: HttpRequest, slug: str, number: int) -> reads.Gift:
    gift = _find(request, slug, number)
    today = seats.today(gift.contribution.initiative, timezone.now())
    if not rules.may_receive(request.user, gift.contribution, today):
        raise Http404
    return gift


@require_http_methods(GET_OR_POST)
def strategy(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Also of money that was written down before there was a strategy."""
    gift = _find(request, slug, number)
    shown, at = gift.contribution, timezone.now()
    may = rules.may_say_which_strategy(request.user, shown, seats.today(shown.initiative, at))
    if shown.ended_on is not None or not shown.is_money or not may:
        raise Http404
    form = StrategyForm(
        request.POST if request.method == "POST" else None,
        strategies=reads.strategies_for(request.user, shown.initiative, at),
        initial={"strategy": shown.paid_for},
    )
    if form.is_bound and form.is_valid():
        operations.say_which_strategy(
            by=request.user, contribution=shown, strategy=form.cleaned_data["strategy"], at=at
        )
        messages.success(request, _("Noted: this is the strategy it pays for."))
        return _to(shown)
    context = {"initiative": shown.initiative, "gift": gift, "form": form}
    return render(request, "commitments/strategy_of_money.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: afterwards it counts no longer."""
    gift = _find(request, slug, number)
    shown = gift.contribution
    may = rules.may_end(request.user, shown, seats.today(shown.initiative, timezone.now()))
    if shown.ended_on is not None or not may:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.end_contribution(
            by=request.user, contribution=shown, why=form.cleaned_data["why"], at=timezone.now()
        )
        messages.success(request, _("It counts no longer. Its page still tells it."))
        return _to(shown)
    context = {"initiative": shown.initiative, "gift": gift, "form": form}
    return render(request, "commitments/end_contribution.html", context, status=422 if form.is_bound else 200)


@require_http_methods(GET_OR_POST)
def currency(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_backbone(request.user, slug)
    posted = request.POST if request.method == "POST" else None
    form = CurrencyForm(posted, initiative=initiative, initial={"currency": initiative.currency})
    if form.is_bound and form.is_valid():
        try:
            operations.set_currency(
                by=request.user, initiative=initiative, currency=form.cleaned_data["currency"], at=timezone.now()
            )
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Money is told in this currency from now on."))
            return HttpResponseRedirect(reverse("commitments:giving", args=[slug]))
    context = {"initiative": initiative, "form": form}
    return render(request, "commitments/currency.html", context, status=422 if form.is_bound else 200)
