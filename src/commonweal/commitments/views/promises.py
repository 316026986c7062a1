"""The members' page of promises, a promise by itself, and the page behind a mailed link."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.commitments import operations, queries, rules
from commonweal.commitments.forms import AccountForm, ChampionForm, CommitmentForm, HeardForm, ResourceForm
from commonweal.commitments.models import Account, Commitment
from commonweal.commitments.queries.outreach import asked_of
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.frame import enter
from commonweal.governance.models import Initiative
from commonweal.governance.queries.composition import sector_words
from commonweal.governance.queries.interests import holder_key
from commonweal.governance.visibility import Visibility


@require_GET
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = queries.promises(request.user, initiative, at)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "own": queries.own(request.user, initiative, found, at),
        "manages": seats.may_set_up(request.user, initiative, at),
        "records": queries.records(found),
    }
    return render(request, "commitments/promises.html", context)


def add(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    form = CommitmentForm(
        request.POST or None,
        holders=queries.holders_for(request.user, initiative, at),
        everybody=queries.everybody(initiative, seats.today(initiative, at)),
        groups=list(governance.groups(initiative)),
        initial=to_lend(request, initiative, at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.promise(
                by=request.user, initiative=initiative, holder=form.chosen_holder(), commitment=form.draft(), at=at
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        except PermissionDenied:
            form.add_error("holder", _("You write down promises of your own groups. Ask their chairs for this one."))
        else:
            messages.success(request, _("The promise is written down: “%(text)s”.") % {"text": made.text})
            return back(slug)
    return render(
        request, "commitments/add.html", {"initiative": initiative, "form": form}, status=422 if form.is_bound else 200
    )


def to_lend(request: HttpRequest, initiative: Initiative, at: datetime) -> dict[str, str]:
    """Whoever comes from the page of what is needed promises it to who needs it."""
    asked = request.GET.get("need", "")
    needs = [need.resource for need in queries.exchange(request.user, initiative, at).needs]
    need = next((one for one in needs if str(one.pk) == asked), None)
    return {"text": need.words, "to": holder_key(need.holder), "source": Commitment.Source.TALK} if need else {}


def back(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("commitments:promises", args=[slug]))


@require_GET
def promise(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    return page(request, initiative, promise_for(request, initiative, number))


def promise_for(request: HttpRequest, initiative: Initiative, number: int) -> queries.Promise:
    found = queries.promise_of(request.user, initiative, number, timezone.now())
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest,
    initiative: Initiative,
    found: queries.Promise,
    form: AccountForm | HeardForm | None = None,
) -> HttpResponse:
    today = seats.today(initiative, timezone.now())
    commitment = found.commitment
    stands = commitment.ended_at is None
    side = rules.side_of(request.user, commitment, today) if stands else None
    speaks = side in (Account.Side.PROMISER, Account.Side.BACKBONE)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "promise": found,
        "accounts": commitment.accounts.all(),
        "form": form if isinstance(form, AccountForm) else AccountForm() if speaks else None,
        "heard_form": form if isinstance(form, HeardForm) else HeardForm() if side == Account.Side.RECEIVER else None,
        "may_release": stands and rules.may_release(request.user, commitment, today),
        "may_disown": stands
        and rules.speaks_for(request.user, commitment.holder, today)
        and rules.was_written_by_another(request.user, commitment),
        "shown": form,
    }
    return render(request, "commitments/promise.html", context, status=422 if form else 200)


@require_POST
def account(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the one who promised says, or the backbone on what it was told."""
    sides = (Account.Side.PROMISER, Account.Side.BACKBONE)
    return _give(request, slug, number, AccountForm(request.POST), sides)


@require_POST
def heard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the other side says."""
    return _give(request, slug, number, HeardForm(request.POST), (Account.Side.RECEIVER,))


def _give(
    request: HttpRequest, slug: str, number: int, form: AccountForm | HeardForm, sides: tuple[str, ...]
) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    found = promise_for(request, initiative, number)
    side = rules.side_of(request.user, found.commitment, seats.today(initiative, timezone.now()))
    if side not in sides:
        raise Http404
    if form.is_valid():
        try:
            operations.give_account(
                by=request.user, commitment=found.commitment, side=side, account=form.draft(), at=timezone.now()
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Noted. Thank you for saying so."))
            return back(initiative.slug)
    return page(request, initiative, found, form)


def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _end(request, slug, number, "release")


def disown(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _end(request, slug, number, "disown")


def _end(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    """Ask, and then take a promise off the list; its own page still tells it."""
    initiative = governance.initiative_for_member(request.user, slug)
    found = promise_for(request, initiative, number)
    at = timezone.now()
    today = seats.today(initiative, at)
    may = (
        rules.may_release(request.user, found.commitment, today)
        if act == "release"
        else rules.speaks_for(request.user, found.commitment.holder, today)
        and rules.was_written_by_another(request.user, found.commitment)
    )
    if not may or found.commitment.ended_at is not None:
        raise Http404
    if request.method == "POST":
        verb = operations.release if act == "release" else operations.disown
        verb(by=request.user, commitment=found.commitment, at=at)
        messages.success(request, _("It stands on the list no longer."))
        return back(slug)
    return render(request, "commitments/end.html", {"initiative": initiative, "promise": found, "act": act})


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of one promise behind a mailed link: one question, no account."""
    at = timezone.now()
    try:
        commitment = queries.by_link(token, at)
    except queries.UnusableLinkError as problem:
        return render(request, "commitments/link_closed.html", {"why": problem.why}, status=410)
    enter(request, commitment.initiative)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = operations.account_by_link(by=None, token=token, account=form.draft(), at=at)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return render(request, "commitments/thanks.html", {"commitment": commitment, "said": said, "token": token})
    context = {
        "commitment": commitment,
        "token": token,
        "form": form,
        "may_disown": rules.was_written_by_another(commitment.person, commitment),
    }
    return render(request, "commitments/by_link.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
def disown_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and then take off the list what somebody else wrote down."""
    try:
        commitment = queries.by_link(token, timezone.now())
    except queries.UnusableLinkError as problem:
        return render(request, "commitments/link_closed.html", {"why": problem.why}, status=410)
    if not rules.was_written_by_another(commitment.person, commitment):
        raise Http404
    enter(request, commitment.initiative)
    context = {"commitment": commitment, "token": token, "said": None}
    if request.method == "POST":
        operations.disown_by_link(by=None, token=token, at=timezone.now())
        return render(request, "commitments/thanks.html", context)
    return render(request, "commitments/disown_by_link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest, slug: str) -> HttpResponse:
    """What is needed and who could lend it, and the form for one's own."""
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    form = ResourceForm(
        request.POST if request.method == "POST" else None,
        holders=queries.holders_for(request.user, initiative, at),
        places=list(governance.places(initiative)),
    )
    if form.is_bound and form.is_valid():
        try:
            operations.note_resource(
                by=request.user, initiative=initiative, holder=form.chosen_holder(), resource=form.draft(), at=at
            )
        except PermissionDenied:
            form.add_error("holder", _("You write this down for yourself and where you work. Ask them for theirs."))
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("It is written down. Members see it here."))
            return HttpResponseRedirect(reverse("commitments:exchange", args=[slug]))
    today = seats.today(initiative, at)
    shown = queries.exchange(request.user, initiative, at)
    every = [need.resource for need in shown.needs] + shown.offers
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "exchange": shown,
        "own": {one.pk for one in every if rules.may_record(request.user, initiative, one.holder, None, today)},
        "form": form,
    }
    return render(request, "commitments/exchange.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end_resource(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: afterwards it is on the page no more."""
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    found = queries.resource_of(request.user, initiative, number, at)
    if found is None:
        raise Http404
    if request.method == "POST":
        operations.end_resource(by=request.user, resource=found, at=at)
        messages.success(request, _("It stands on the page no longer."))
        return HttpResponseRedirect(reverse("commitments:exchange", args=[slug]))
    return render(request, "commitments/end_resource.html", {"initiative": initiative, "resource": found})


@require_GET
def champions(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_backbone(request.user, slug)
    found = queries.champions(request.user, initiative, timezone.now())
    context = {
        "initiative": initiative,
        "visibility": Visibility.PRIVATE,
        "champions": found.each,
        "gaps": [sector_words(sector) for sector in found.gaps],
    }
    return render(request, "commitments/champions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def champion(request: HttpRequest, slug: str, term: int) -> HttpResponse:
    """What is known of one champion, and the form for the next ask."""
    initiative = governance.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    found = next((one for one in queries.champions(request.user, initiative, at).each if one.term.pk == term), None)
    if found is None:
        raise Http404
    held = found.note
    initial = {"reach": held.reach, "ask": held.ask, "ask_on": held.ask_on} if held else {}
    form = ChampionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            operations.note_champion(
                by=request.user, initiative=initiative, champion=found.term.holder, note=form.draft(), at=at
            )
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Written down. The note before it is kept."))
            return HttpResponseRedirect(reverse("commitments:champions", args=[slug]))
    context = {
        "initiative": initiative,
        "visibility": Visibility.PRIVATE,
        "champion": found,
        "asked": asked_of(initiative, found.term.holder),
        "form": form,
    }
    return render(request, "commitments/champion.html", context, status=422 if form.is_bound else 200)
