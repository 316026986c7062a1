"""One's own progress and certificate, on the phone: for who can make their own code again, and for nobody else."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.governance.frame import enter
from commonweal.governance.models.written import written
from commonweal.training import gain_words, queries
from commonweal.training.models import Participant
from commonweal.training.own_codes import own_code
from commonweal.training.queries.progress import Own, own_of
from commonweal.training.report_printing import printed_certificate
from commonweal.training.views.desk import spoken
from commonweal.training.views.phone import CODE_PARTS, known, remember
from commonweal.training.views.reports import as_pdf, not_yet
from commonweal.ui.printing import PAPERS, NotYetInstalled

#: A class that mistypes finds in; somebody who tries out codes does not: so many wrong ones in so many seconds.
MOST_TRIES, A_WHILE = 30, 300
BRAKES = ((MOST_TRIES, A_WHILE), (120, 24 * 60 * 60))


@login_not_required
@never_cache
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How often one was there, one's own points, and what to read again."""
    room = _room(request, code)
    participant = known(request, room)
    if participant is None:
        return _sign_in(request, room)
    own = own_of(queries.progress_of(room.series, participant))
    context = _told(room) | {
        "own": own, "sessions": room.series.sessions.count(), "papers": list(PAPERS), "languages": settings.LANGUAGES,
        "tests": [
            (gain_words.named(one.asked), gain_words.k_of_n(one.right, one.of), one.is_late) for one in own.tests
        ],
        "again": [(spoken(concept.title), spoken(concept.text)) for concept in own.again],
        "has_certificate": _may_be_certified(room, own),
    }  # fmt: skip
    return render(request, "training/progress.html", context)


@login_not_required
@never_cache
@require_safe
def certificate(request: HttpRequest, code: str, lang: str, paper: str) -> HttpResponse:
    room = _room(request, code)
    participant = known(request, room)
    if participant is None:
        return HttpResponseRedirect(reverse("training:progress", args=[code]))
    own = own_of(queries.progress_of(room.series, participant))
    if paper not in PAPERS or lang not in dict(settings.LANGUAGES) or not _may_be_certified(room, own):
        raise Http404
    try:
        with timezone.override(room.series.initiative.time_zone), override(lang):
            made = printed_certificate(room.series, own, paper)
    except NotYetInstalled:
        return not_yet(request, _told(room))
    return as_pdf(made, f"{room.series.initiative.slug}-certificate-{room.series.number}-{lang}.pdf")


def _room(request: HttpRequest, code: str) -> queries.Room:
    room = queries.room_by_code(code, timezone.now())
    if room is None:
        raise Http404
    enter(request, room.series.initiative)
    return room


def _may_be_certified(room: queries.Room, own: Own) -> bool:
    """When all sessions are over, and of somebody who was at one of them."""
    return room.series.ended_at is not None and bool(own.attended)


def _sign_in(request: HttpRequest, room: queries.Room) -> HttpResponse:
    """Nobody joins here: only who took part has something to see."""
    given = [" ".join(request.POST.get(part, "").split()) for part in CODE_PARTS]
    letter, problem, status = request.POST.get("letter", "").strip()[:1], "", 200
    if request.method == "POST" and _is_braked(room):
        problem, status = _("Too many wrong codes in this series. Wait five minutes, then try again."), 429
    elif request.method == "POST":
        participant, problem = _found(room, given, letter)
        if participant is not None:
            response = HttpResponseRedirect(reverse("training:progress", args=[room.code]))
            remember(response, room, participant)
            return response
        status = 422
        _count(room)
    context = _told(room) | {"given": given, "letter": letter, "problem": problem}
    return render(request, "training/progress_sign_in.html", context, status=status)


def _is_braked(room: queries.Room) -> bool:
    """Wrong codes of late, of the whole series: nobody tries out what a neighbor's code might be."""
    return any(cache.get(_counted(room, seconds), 0) >= most for most, seconds in BRAKES)


def _count(room: queries.Room) -> None:
    for _most, seconds in BRAKES:
        if not cache.add(_counted(room, seconds), 1, seconds):
            cache.incr(_counted(room, seconds))


def _counted(room: queries.Room, seconds: int) -> str:
    return f"training-tries-{room.series.pk}-{seconds}"


def _found(room: queries.Room, given: list[str], letter: str) -> tuple[Participant | None, str]:
    nobody = _("Nobody in this series has this code. Look at the three answers again.")
    try:
        found = queries.participant_by_code(room.series, own_code(given, letter))
    except ValidationError as problem:
        return None, f"{nobody} {problem.messages[0]}"
    return found, "" if found else nobody


def _told(room: queries.Room) -> dict[str, Any]:
    return {"room": room, "initiative": room.series.initiative, "title": written(room.series, "title")}
