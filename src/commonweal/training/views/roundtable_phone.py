"""A roundtable on a phone that nobody has signed in on: arrive, write for a table, give dots, say how it was.

No script is needed. What a phone is asked follows the stage that the facilitator has chosen.
"""

from collections.abc import Callable
from dataclasses import replace
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
    here = _known(request, found)
    if here is None:
        return _arrive(request, found, request.path)
    acts: dict[str, Callable[[HttpRequest, RoundtableSignIn], HttpResponse]] = {
        "dots": _dots, "feedback": _feedback, "promise": _promise
    }  # fmt: skip
    act = acts.get(request.POST.get("act", "")) if request.method == "POST" else None
    return act(request, here) if act else _what_now(request, here)


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
    here = _known(request, found)
    if here is None:
        return _arrive(request, found, request.path)
    writer = queries.mark_of(here, queries.NOTES)
    problem = ""
    if request.method == "POST":
        try:
            _write(request, found, number, writer)
        except ValidationError as refused:
            problem = refused.messages[0]
        else:
            return HttpResponseRedirect(request.path)
    context = told(found) | {
        "number": number, "problem": problem, "notes": queries.notes_of_table(found, number), "writer": writer,
        "kinds": RoundtableNote.Kind.choices, "once": request.POST.get("once") or token_urlsafe(12),
        "kind": request.POST.get("kind", ""), "words": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "training/roundtable_table.html", context, status=422 if problem else 200)


def _write(request: HttpRequest, roundtable: Roundtable, table: int, writer: str) -> None:
    at, key = timezone.now(), request.POST.get("note", "")
    if key.isdecimal():
        verb = put_note_back if request.POST.get("act") == "put-back" else take_out_note
        verb(by=None, roundtable=roundtable, note=int(key), writer=writer, at=at)
        return
    kind, words, once = (request.POST.get(name, "") for name in ("kind", "words", "once"))
    write_note(by=None, roundtable=roundtable, note=NoteDraft(table, kind, words, once, writer), at=at)


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
            return response
    context = told(roundtable) | {"form": form}
    return render(request, "training/roundtable_arrive.html", context, status=422 if arrives else 200)


def _dots(request: HttpRequest, here: RoundtableSignIn) -> HttpResponse:
    chosen = {int(key) for key in request.POST.getlist("note") if key.isdecimal()}
    voter = queries.mark_of(here, queries.DOTS)
    try:
        give_dots(by=None, roundtable=here.roundtable, voter=voter, notes=chosen, at=timezone.now())
    except ValidationError as refused:
        return _what_now(request, here, problem=refused.messages[0], chosen=chosen)
    return _back(here.roundtable, "dots")


def _feedback(request: HttpRequest, here: RoundtableSignIn) -> HttpResponse:
    form = FeedbackForm(request.POST)
    if form.is_valid():
        voter = queries.mark_of(here, queries.FEEDBACK)
        try:
            give_feedback(by=None, roundtable=here.roundtable, voter=voter, feedback=form.draft(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            return _back(here.roundtable, "feedback")
    return _what_now(request, here, feedback=form)


def _promise(request: HttpRequest, here: RoundtableSignIn) -> HttpResponse:
    form = _action_form(here.roundtable, request.POST)
    if form.is_valid():
        action = replace(form.draft(), typed_by=queries.mark_of(here, queries.PROMISES))
        try:
            promise_action(by=None, roundtable=here.roundtable, action=action, at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            return _back(here.roundtable, "promise")
    return _what_now(request, here, action=form)


def _what_now(request: HttpRequest, here: RoundtableSignIn, **more: Any) -> HttpResponse:
    """The page of the stage; `more` is what did not go through, shown once more."""
    own, roundtable = queries.dots_of(here), here.roundtable
    voter = queries.mark_of(here, queries.FEEDBACK)
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
        _cookie_of(made.roundtable), kept, max_age=AN_EVENING, path=reverse("training:roundtable_door"), httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
