"""One's own progress and certificate, on the phone: for who can make their own code again, and for nobody else."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonweal.governance.frame import enter
from commonweal.governance.models.written import written
from commonweal.training import gain_words, queries
from commonweal.training.forms.own_path import StepForm
from commonweal.training.models import Participant
from commonweal.training.operations.own_path import (
    count_wrong_code,
    do_step,
    note_step,
    take_answers_out,
    take_step_out,
)
from commonweal.training.own_codes import own_code
from commonweal.training.queries.own_path import is_braked, own_path
from commonweal.training.queries.progress import Own, own_of
from commonweal.training.report_printing import printed_certificate
from commonweal.training.views.desk import spoken
from commonweal.training.views.phone import CODE_PARTS, forget, known, remember
from commonweal.training.views.reports import as_pdf, not_yet
from commonweal.ui.printing import PAPERS, NotYetInstalled


@login_not_required
@never_cache
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How often one was there, one's own points, and what to read again."""
    room = _room(request, code)
    participant = known(request, room)
    return _sign_in(request, room) if participant is None else _own_page(request, room, participant)


def _own_page(
    request: HttpRequest, room: queries.Room, participant: Participant, form: StepForm | None = None
) -> HttpResponse:
    own, path = own_of(queries.progress_of(room.series, participant)), own_path(participant)
    context = _told(room) | {
        "own": own, "sessions": room.series.sessions.count(), "papers": list(PAPERS), "languages": settings.LANGUAGES,
        "tests": [
            (gain_words.named(one.asked), gain_words.k_of_n(one.right, one.of), one.is_late) for one in own.tests
        ],
        "again": [(spoken(concept.title), spoken(concept.text)) for concept in own.again],
        "has_certificate": _may_be_certified(room, own), "path": path,
        "offers": [(one, written(one, "about")) for one in path.offers],
        "form": form or StepForm(None),
    }  # fmt: skip
    return render(request, "training/progress.html", context, status=422 if form else 200)


@login_not_required
@never_cache
@require_POST
def steps(request: HttpRequest, code: str) -> HttpResponse:
    """Note a step, say that one is done, or take it out."""
    room = _room(request, code)
    participant, at = known(request, room), timezone.now()
    back = HttpResponseRedirect(reverse("training:progress", args=[code]))
    key = request.POST.get("step", "")
    if participant is None:
        return back
    if key.isdecimal():
        change = take_step_out if "out" in request.POST else do_step
        change(by=None, participant=participant, key=int(key), at=at)
        return back
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            note_step(by=None, participant=participant, step=form.draft(), at=at)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
    return _own_page(request, room, participant, form) if form.errors else back


@login_not_required
@never_cache
def take_out(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, and then keep nothing of what this person answered."""
    room = _room(request, code)
    participant = known(request, room)
    if participant is None:
        return HttpResponseRedirect(reverse("training:progress", args=[code]))
    if request.method != "POST":
        return render(request, "training/take_answers_out.html", _told(room))
    take_answers_out(by=None, participant=participant, at=timezone.now())
    response = render(request, "training/answers_out.html", _told(room))
    forget(response, room)
    return response


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
    if request.method == "POST" and is_braked(room.series, timezone.now()):
        problem, status = _("Too many wrong codes in this series. Wait five minutes, then try again."), 429
    elif request.method == "POST":
        participant, problem = _found(room, given, letter)
        if participant is not None:
            response = HttpResponseRedirect(reverse("training:progress", args=[room.code]))
            remember(response, room, participant)
            return response
        status = 422
        count_wrong_code(by=None, series=room.series, at=timezone.now())
    context = _told(room) | {"given": given, "letter": letter, "problem": problem}
    return render(request, "training/progress_sign_in.html", context, status=status)


def _found(room: queries.Room, given: list[str], letter: str) -> tuple[Participant | None, str]:
    nobody = _("Nobody in this series has this code. Look at the three answers again.")
    try:
        found = queries.participant_by_code(room.series, own_code(given, letter))
    except ValidationError as problem:
        return None, f"{nobody} {problem.messages[0]}"
    return found, "" if found else nobody


def _told(room: queries.Room) -> dict[str, Any]:
    return {"room": room, "initiative": room.series.initiative, "title": written(room.series, "title")}
