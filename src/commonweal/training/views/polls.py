"""The trainer's polls: a list, a new one, one of them with its buttons, and the wall that the room looks at."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance import queries as governance
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.lib.tables import FORMS, as_file
from commonweal.training import operations, queries
from commonweal.training.forms import PollForm
from commonweal.training.gain_words import signed
from commonweal.training.models import Poll
from commonweal.training.views.poll_words import answers_of, bars, spoken_option
from commonweal.ui.qr import qr_of


@require_GET
def polls(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    found = queries.polls_of(request.user, initiative, timezone.now())
    shown = [
        {
            "poll": one, "question": written(one, "question"),
            "series": written(one.session.series, "title") if one.session else "",
        }
        for one in found.select_related("session__series")
    ]  # fmt: skip
    return render(request, "training/polls.html", {"initiative": initiative, "shown": shown})


def new(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    form = PollForm(request.POST or None, sessions=queries.sessions_to_poll(request.user, initiative, at))
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.draft_poll(by=request.user, initiative=initiative, poll=form.draft(), at=at)
        except ValidationError as problem:
            form.add_error(None, problem.messages[0])
        else:
            return HttpResponseRedirect(reverse("training:poll", args=[slug, made.number]))
    context = {"initiative": initiative, "form": form}
    return render(request, "training/poll_new.html", context, status=422 if form.is_bound else 200)


@require_GET
def poll(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, found = one_poll(request, slug, number)
    tally = queries.tally(found)
    is_over = found.state == Poll.State.CLOSED
    context = _told(initiative, found) | {
        "tally": tally,
        "answers": answers_of(found),
        "bars": bars(tally) if found.shows_results or is_over else None,
        "is_hidden": found.state == Poll.State.OPEN and not found.shows_results,
        "may_ask_again": is_over and found.phase == Poll.Phase.ONCE,
        **_shift(found),
    }
    return render(request, "training/poll.html", context)


@require_GET
def wall(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For the projector: the code and the count always, the bars once the trainer shows them."""
    initiative, found = one_poll(request, slug, number)
    if found.state == Poll.State.DRAFT:
        raise Http404
    tally = queries.tally(found)
    address = settings.COMMONWEAL_URL + reverse("training:poll_room", args=[found.room_code])
    context = _told(initiative, found) | {
        "tally": tally,
        "bars": bars(tally) if found.shows_results else None,
        "qr": qr_of(address),
        "door": settings.COMMONWEAL_URL.partition("//")[2] + reverse("training:poll_door"),
    }
    return render(request, "training/poll_wall.html", context)


@require_POST
def open_poll(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _initiative, found = one_poll(request, slug, number)
    return _done(request, slug, found, operations.open_poll)


@require_POST
def show_results(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _initiative, found = one_poll(request, slug, number)
    return _done(request, slug, found, operations.show_results)


@require_POST
def hide_results(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _initiative, found = one_poll(request, slug, number)
    return _done(request, slug, found, operations.hide_results)


def close_poll(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, and then close it for good."""
    initiative, found = one_poll(request, slug, number)
    if found.state != Poll.State.OPEN:
        raise Http404
    if request.method == "POST":
        return _done(request, slug, found, operations.close_poll)
    return render(request, "training/poll_close.html", _told(initiative, found))


@require_POST
def ask_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _initiative, found = one_poll(request, slug, number)
    return _done(request, slug, found, operations.ask_again)


@require_GET
def as_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Once it is closed, so that two files never tell what came between them."""
    _initiative, found = one_poll(request, slug, number)
    if found.state != Poll.State.CLOSED:
        raise Http404
    response = HttpResponse(as_file(queries.poll_table(found), "csv"), content_type=FORMS["csv"])
    response["Content-Disposition"] = f'attachment; filename="poll-{found.number}.csv"'
    return response


def one_poll(request: HttpRequest, slug: str, number: int) -> tuple[Initiative, Poll]:
    initiative = governance.initiative_for_member(request.user, slug)
    return initiative, queries.poll_of(request.user, initiative, number, timezone.now())


def _told(initiative: Initiative, poll: Poll) -> dict[str, Any]:
    return {"initiative": initiative, "poll": poll, "question": written(poll, "question")}


def _shift(poll: Poll) -> dict[str, Any]:
    """Both times side by side, as far as each may be shown."""
    shift = queries.shift(poll)
    if shift is None or shift.before.counted is None or shift.after.counted is None:
        return {"shift": shift, "shift_rows": []}
    points: list[float] | list[None] = shift.points or [None] * len(poll.options)
    both = zip(shift.before.counted, shift.after.counted, points, strict=True)
    rows = [
        {
            "answer": spoken_option(first.option),
            "before": first,
            "after": then,
            "points": moved,
            "moved": _signed(moved),
        }
        for first, then, moved in both
    ]
    return {"shift": shift, "shift_rows": rows}


def _signed(points: float | None) -> str:
    return "" if points is None else signed(points, 0)


def _done(request: HttpRequest, slug: str, poll: Poll, verb: Any) -> HttpResponse:
    where = poll
    try:
        where = verb(by=request.user, poll=poll, at=timezone.now())
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        if where.pk != poll.pk:
            messages.success(request, _("The same question stands here. Open it when the time has come."))
    return HttpResponseRedirect(reverse("training:poll", args=[slug, where.number]))
