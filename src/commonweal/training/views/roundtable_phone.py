"""A roundtable on a phone that nobody has signed in on: arrive, write for a table, give dots, say how it was.

No script is needed. What a phone is asked follows the stage that the facilitator has chosen.
"""

from collections.abc import Callable
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.frame import enter
from commonweal.lib.room_codes import typed_code
from commonweal.training.forms.roundtables import ActionForm, ArrivalForm, FeedbackForm
from commonweal.training.models import Roundtable, RoundtableNote, RoundtableSignIn
from commonweal.training.operations.roundtable_promises import promise_action
from commonweal.training.operations.roundtable_rooms import (
    NoteDraft,
    give_dots,
    give_feedback,
    put_note_back,
    sign_in,
    take_out_note,
    write_note,
)
from commonweal.training.operations.roundtables import RUNNING
from commonweal.training.queries import roundtable_rooms as queries
from commonweal.training.views.roundtables import figures, told
from commonweal.training.views.voters import Mark

VOTER = Mark("roundtable-voter", door="training:roundtable_door")
SALT = "training.roundtable-sign-in"
AN_EVENING = timedelta(hours=14)


@login_not_required
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the wall."""
    code = typed_code(request.POST.get("code", ""))
    if request.method == "POST" and code:
        return HttpResponseRedirect(reverse("training:roundtable_room", args=[code]))
    return render(request, "training/roundtable_door.html")


@login_not_required
@never_cache
def room(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.roundtable_by_code(code)
    if found is None:
        return render(request, "training/roundtable_door.html", {"unknown": code}, status=404)
    enter(request, found.initiative)
    if found.stage == Roundtable.Stage.OVER:
        context = told(found) | figures(found) | {"wall": queries.wall_of(found)}
        return render(request, "training/roundtable_over.html", context)
    here, token = _known(request, found), VOTER.read(request)
    if here is None or not token:
        return _arrive(request, found, request.path)
    acts: dict[str, Callable[[], HttpResponse]] = {
        "dots": lambda: _dots(request, found, token),
        "feedback": lambda: _feedback(request, found, token),
        "promise": lambda: _promise(request, found, token),
    }
    act = acts.get(request.POST.get("act", "")) if request.method == "POST" else None
    return act() if act else _what_now(request, found, token)


@login_not_required
@never_cache
def table(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What one table says, by whoever writes for it."""
    found = queries.roundtable_by_code(code)
    if found is None or not 1 <= number <= found.tables:
        return render(request, "training/roundtable_door.html", {"unknown": code}, status=404)
    enter(request, found.initiative)
    if found.stage not in RUNNING:
        return HttpResponseRedirect(reverse("training:roundtable_room", args=[code]))
    if _known(request, found) is None or not VOTER.read(request):
        return _arrive(request, found, request.path)
    problem = ""
    if request.method == "POST":
        try:
            _write(request, found, number)
        except ValidationError as refused:
            problem = refused.messages[0]
        else:
            return HttpResponseRedirect(request.path)
    context = told(found) | {
        "number": number, "problem": problem, "notes": queries.notes_of_table(found, number),
        "kinds": RoundtableNote.Kind.choices, "once": request.POST.get("once") or token_urlsafe(12),
        "kind": request.POST.get("kind", ""), "words": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "training/roundtable_table.html", context, status=422 if problem else 200)


def _write(request: HttpRequest, roundtable: Roundtable, table: int) -> None:
    at, key = timezone.now(), request.POST.get("note", "")
    if key.isdecimal():
        verb = put_note_back if request.POST.get("act") == "put-back" else take_out_note
        verb(by=None, roundtable=roundtable, table=table, note=int(key), at=at)
        return
    given = [request.POST.get(name, "") for name in ("kind", "words", "once")]
    write_note(by=None, roundtable=roundtable, note=NoteDraft(table, *given), at=at)


def _arrive(request: HttpRequest, roundtable: Roundtable, onward: str) -> HttpResponse:
    """Sign in, and go on to where one was going."""
    if roundtable.stage not in RUNNING:
        raise Http404
    arrives = request.method == "POST" and "code1" in request.POST
    there = queries.come_for(roundtable.initiative, roundtable)
    form = ArrivalForm(request.POST if arrives else None, there=there)
    if arrives and form.is_valid():
        try:
            made = sign_in(by=None, roundtable=roundtable, arrival=form.arrival(), at=timezone.now()).sign_in
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            response = HttpResponseRedirect(onward)
            _remember(request, response, made)
            if not VOTER.read(request):
                VOTER.give(request, response)
            return response
    context = told(roundtable) | {"form": form}
    return render(request, "training/roundtable_arrive.html", context, status=422 if arrives else 200)


def _dots(request: HttpRequest, roundtable: Roundtable, token: str) -> HttpResponse:
    chosen = {int(key) for key in request.POST.getlist("note") if key.isdecimal()}
    voter = queries.phone_hash(roundtable, queries.DOTS, token)
    try:
        give_dots(by=None, roundtable=roundtable, voter=voter, notes=chosen, at=timezone.now())
    except ValidationError as refused:
        return _what_now(request, roundtable, token, problem=refused.messages[0], chosen=chosen)
    return _back(roundtable, "dots")


def _feedback(request: HttpRequest, roundtable: Roundtable, token: str) -> HttpResponse:
    form = FeedbackForm(request.POST)
    if form.is_valid():
        voter = queries.phone_hash(roundtable, queries.FEEDBACK, token)
        try:
            give_feedback(by=None, roundtable=roundtable, voter=voter, feedback=form.draft(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            return _back(roundtable, "feedback")
    return _what_now(request, roundtable, token, feedback=form)


def _promise(request: HttpRequest, roundtable: Roundtable, token: str) -> HttpResponse:
    form = _action_form(roundtable, request.POST)
    if form.is_valid():
        try:
            promise_action(by=None, roundtable=roundtable, action=form.draft(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            return _back(roundtable, "promise")
    return _what_now(request, roundtable, token, action=form)


def _what_now(request: HttpRequest, roundtable: Roundtable, token: str, **more: Any) -> HttpResponse:
    """The page of the stage; `more` is what did not go through, shown once more."""
    own = queries.dots_of_phone(roundtable, token)
    voter = queries.phone_hash(roundtable, queries.FEEDBACK, token)
    said = roundtable.feedback.filter(voter_hash=voter).first()
    first = {"learned": "yes" if said.learned else "no", "what": said.what, "change": said.change} if said else {}
    context = told(roundtable) | {
        "problem": "", "chosen": own, "feedback": FeedbackForm(initial=first), "action": _action_form(roundtable),
        "own": own, "said": said, "wall": queries.wall_of(roundtable), "done": request.GET.get("done", ""),
        "tables": range(1, roundtable.tables + 1),
    }  # fmt: skip
    return render(request, "training/roundtable_now.html", context | more, status=422 if more else 200)


def _action_form(roundtable: Roundtable, data: Any = None) -> ActionForm:
    _organisations, groups = queries.come_for(roundtable.initiative, roundtable)
    return ActionForm(data, groups=groups)


def _back(roundtable: Roundtable, done: str) -> HttpResponse:
    address = reverse("training:roundtable_room", args=[roundtable.room_code])
    return HttpResponseRedirect(f"{address}?done={done}")


def _cookie_of(roundtable: Roundtable) -> str:
    return f"roundtable-{roundtable.pk}"


def _known(request: HttpRequest, roundtable: Roundtable) -> RoundtableSignIn | None:
    """Whoever signed in on this phone for this evening; at the next roundtable the code is asked again."""
    try:
        kept = signing.loads(request.COOKIES.get(_cookie_of(roundtable), ""), salt=SALT, max_age=AN_EVENING)
    except signing.BadSignature:
        return None
    return queries.sign_in_of(roundtable, kept["number"]) if kept["roundtable"] == roundtable.pk else None


def _remember(request: HttpRequest, response: HttpResponse, made: RoundtableSignIn) -> None:
    kept = signing.dumps({"roundtable": made.roundtable_id, "number": made.number}, salt=SALT)
    response.set_cookie(
        _cookie_of(made.roundtable), kept, max_age=AN_EVENING, path=reverse(VOTER.door), httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
