"""A poll on a phone that nobody has signed in on: one vote, changed until the poll closes. No script is needed.

A second phone, or a phone that forgets its cookie, votes anew. The page says so, and a poll is for a room and not for
an election.
"""

from typing import Any, cast

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
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
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
    problem = ""
    if request.method == "POST":
        problem = refusal(request, code)
        if not problem:
            return HttpResponseRedirect(reverse("training:poll_room", args=[code]))
    found = queries.poll_by_code(code)
    if found is None:
        return render(request, "training/poll_door.html", {"unknown": code}, status=404)
    enter(request, found.initiative)
    return _page(request, found, VOTER.read(request), problem)


def refusal(request: HttpRequest, code: str) -> str:
    """Why the vote that was sent does not count, or nothing: then it is counted."""
    phone = VOTER.read(request)
    if not phone:
        return _("Your phone did not keep our mark. Vote once more.")
    option = request.POST.get("option", "")
    try:
        operations.vote_with_the_room(by=None, code=code, phone=phone, option=option, at=timezone.now())
    except ValidationError as refused:
        return str(refused.messages[0])
    return ""


@login_not_required
@never_cache
@require_GET
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What the wall shows, in one's own hand."""
    found = _poll_at(code)
    enter(request, found.initiative)
    return render(request, "training/poll_results.html", _shown(found))


@login_not_required
@never_cache
@require_GET
def results_now(request: HttpRequest, code: str) -> HttpResponse:
    """The middle of that page, which a thousand open views ask for again and again: made anew once a second."""
    kept = kept_results(code)
    if kept is None:
        kept = f"<main>{render_to_string('training/poll_now.html', _shown(_poll_at(code)))}</main>"
        cache.set(_place(code), kept, A_SECOND)
    return HttpResponse(kept)


def kept_results(code: str) -> str | None:
    """The middle of the page, in the language of the request, where it was made within this second."""
    return cast(str | None, cache.get(_place(code)))


def _place(code: str) -> str:
    return f"training.poll.{code}.{page_language()}"


def _poll_at(code: str) -> Poll:
    found = queries.poll_by_code(code)
    if found is None:
        raise Http404
    return found


def _shown(poll: Poll) -> dict[str, Any]:
    """The answers are there while the trainer shows them."""
    tally = queries.tally(poll)
    return _told(poll) | {"tally": tally, "bars": bars(tally) if poll.shows_results else None}


def _page(request: HttpRequest, poll: Poll, phone: str, problem: str) -> HttpResponse:
    chosen = queries.choice_of(poll, operations.voter_hash(poll, phone)) if phone else ""
    context = _told(poll) | {
        "answers": answers_of(poll), "chosen": chosen, "problem": problem, "is_open": poll.state == Poll.State.OPEN,
    }  # fmt: skip
    response = render(request, "training/poll_phone.html", context, status=422 if problem else 200)
    if not phone:
        VOTER.give(request, response)
    return response


def _told(poll: Poll) -> dict[str, Any]:
    return {"poll": poll, "initiative": poll.initiative, "question": written(poll, "question")}
