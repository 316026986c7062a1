"""A poll on a phone that nobody has signed in on: one vote, changed until the poll closes. No script is needed.

A second phone, or a phone that forgets its cookie, votes anew. The page says so, and a poll is for a room and not for
an election.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from commonweal.governance.frame import enter
from commonweal.governance.models.written import page_language, written
from commonweal.lib.room_codes import typed_code
from commonweal.training import operations, queries
from commonweal.training.models import Poll
from commonweal.training.views.poll_words import answers_of, bars
from commonweal.training.views.voters import Mark

VOTER = Mark("poll-voter", door="training:poll_door")
A_SECOND = 1


@login_not_required
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the wall."""
    code = typed_code(request.POST.get("code", ""))
    if request.method == "POST" and code:
        return HttpResponseRedirect(reverse("training:poll_room", args=[code]))
    return render(request, "training/poll_door.html")


@login_not_required
@never_cache
def poll(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.poll_by_code(code)
    if found is None:
        return render(request, "training/poll_door.html", {"unknown": code}, status=404)
    enter(request, found.initiative)
    token = VOTER.read(request)
    if request.method != "POST":
        return _page(request, found, token)
    if not token:
        return _page(request, found, "", problem=_("Your phone did not keep our mark. Vote once more."))
    try:
        operations.vote(
            by=None, poll=found, voter=operations.voter_hash(found, token),
            option=request.POST.get("option", ""), at=timezone.now(),
        )  # fmt: skip
    except ValidationError as refused:
        return _page(request, queries.poll_by_code(code) or found, token, problem=refused.messages[0])
    return HttpResponseRedirect(reverse("training:poll_room", args=[code]))


@login_not_required
@never_cache
@require_GET
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What the wall shows, in one's own hand; it is there once the trainer shows it."""
    found = queries.poll_by_code(code)
    if found is None or not found.shows_results:
        raise Http404
    enter(request, found.initiative)
    tally = queries.tally(found)
    context = _told(found) | {"tally": tally, "bars": bars(tally)}
    return render(request, "training/poll_results.html", context)


@login_not_required
@never_cache
@require_GET
def results_now(request: HttpRequest, code: str) -> HttpResponse:
    """The middle of that page, which a thousand open views ask for again and again: made anew once a second."""
    key = f"training.poll.{code}.{page_language()}"
    kept = cache.get(key)
    if kept is None:
        found = queries.poll_by_code(code)
        if found is None or not found.shows_results:
            raise Http404
        tally = queries.tally(found)
        context = _told(found) | {"tally": tally, "bars": bars(tally)}
        kept = f"<main>{render_to_string('training/poll_now.html', context)}</main>"
        cache.set(key, kept, A_SECOND)
    return HttpResponse(kept)


def _page(request: HttpRequest, poll: Poll, token: str, problem: str = "") -> HttpResponse:
    chosen = queries.choice_of(poll, operations.voter_hash(poll, token)) if token else ""
    context = _told(poll) | {
        "answers": answers_of(poll), "chosen": chosen, "problem": problem, "is_open": poll.state == Poll.State.OPEN,
    }  # fmt: skip
    response = render(request, "training/poll_phone.html", context, status=422 if problem else 200)
    if not token:
        VOTER.give(request, response)
    return response


def _told(poll: Poll) -> dict[str, Any]:
    return {"poll": poll, "initiative": poll.initiative, "question": written(poll, "question")}
