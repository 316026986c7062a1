"""While a roundtable runs: the facilitator's buttons, the wall, the themes, and a card for each table."""

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

from commonweal.lib.tables import FORMS, as_file
from commonweal.training.forms.roundtables import guidelines
from commonweal.training.models import Roundtable
from commonweal.training.operations.roundtables import (
    RUNNING,
    end_roundtable,
    gather_notes,
    go_to_stage,
    open_roundtable,
    take_off_wall,
)
from commonweal.training.queries.roundtable_file import notes_table
from commonweal.training.queries.roundtable_rooms import Wall, wall_of
from commonweal.training.queries.roundtables import promises_at
from commonweal.training.roundtable_words import stages
from commonweal.training.views.roundtables import figures, led, told
from commonweal.ui.qr import qr_of


@require_GET
def lead(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = led(request, slug, number)
    wall = wall_of(found)
    context = told(found) | at_the_door(found) | figures(found) | {
        "is_running": found.stage in RUNNING, "stages": stages(found), "wall": wall,
        "tables": _tables(found, wall), "promises": promises_at(found, timezone.now()),
    }  # fmt: skip
    return render(request, "training/roundtable_lead.html", context)


@require_GET
def wall(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For the projector: what the room is asked now, and what has come in. Dots show once nobody gives any more."""
    found = led(request, slug, number)
    if not found.room_code:
        raise Http404
    shown = wall_of(found)
    context = told(found) | at_the_door(found) | figures(found) | {
        "wall": shown, "guidelines": [words for _key, words in guidelines()],
        "shows_dots": shown.dots and found.stage in (Roundtable.Stage.CLOSING, Roundtable.Stage.OVER),
        "most": max((one.dots for one in shown.themes), default=0) or 1,
        "promises": promises_at(found, timezone.now()),
    }  # fmt: skip
    return render(request, "training/roundtable_wall.html", context)


def themes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Choose the notes that say one thing, and name it: the wall has it at once."""
    found = led(request, slug, number)
    problem = ""
    if request.method == "POST":
        try:
            _sort(request, found)
        except ValidationError as refused:
            problem = refused.messages[0]
        else:
            return HttpResponseRedirect(request.path)
    context = told(found) | {"wall": wall_of(found), "problem": problem}
    return render(request, "training/roundtable_themes.html", context, status=422 if problem else 200)


def _sort(request: HttpRequest, roundtable: Roundtable) -> None:
    """The chosen notes go under a theme, or off the wall; raises ValidationError."""
    chosen, at = [int(key) for key in request.POST.getlist("note") if key.isdecimal()], timezone.now()
    if request.POST.get("act") == "take-off":
        take_off_wall(by=request.user, roundtable=roundtable, notes=chosen, at=at)
        return
    key = request.POST.get("theme", "")
    known = roundtable.themes.filter(pk=int(key)).first() if key.isdecimal() else None
    into = known or request.POST.get("words", "").strip()
    if not into and key != "none":
        raise ValidationError(_("Name what these notes say, or choose a theme that stands there."))
    gather_notes(by=request.user, roundtable=roundtable, notes=chosen, theme="" if key == "none" else into, at=at)


@require_GET
def cards(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A card for each table, with the code that its scribe's phone opens."""
    found = led(request, slug, number)
    if not found.room_code:
        raise Http404
    each = [(table, qr_of(_address("training:roundtable_table", found, table))) for table in _numbers(found)]
    return render(request, "training/roundtable_cards.html", told(found) | at_the_door(found) | {"cards": each})


@require_GET
def notes_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Once it is over, so that two files never tell what came between them."""
    found = led(request, slug, number)
    if found.stage != Roundtable.Stage.OVER:
        raise Http404
    response = HttpResponse(as_file(notes_table(found), "csv"), content_type=FORMS["csv"])
    response["Content-Disposition"] = f'attachment; filename="roundtable-{number}-notes.csv"'
    return response


@require_POST
def open_(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _done(request, slug, led(request, slug, number), open_roundtable)


@require_POST
def stage(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = led(request, slug, number)
    return _done(request, slug, found, go_to_stage, stage=request.POST.get("stage", ""))


def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, and then end it for good."""
    found = led(request, slug, number)
    if found.stage not in RUNNING:
        raise Http404
    if request.method == "POST":
        end_roundtable(by=request.user, roundtable=found, at=timezone.now())
        messages.success(request, _("It is over. Write down now what paper told."))
        return HttpResponseRedirect(reverse("training:roundtable_paper", args=[slug, number]))
    return render(request, "training/roundtable_end.html", told(found))


def at_the_door(roundtable: Roundtable) -> dict[str, Any]:
    """The code for phones, where there is one."""
    if not roundtable.room_code:
        return {}
    return {
        "qr": qr_of(_address("training:roundtable_room", roundtable)),
        "door": settings.COMMONWEAL_URL.partition("//")[2] + reverse("training:roundtable_door"),
    }


def _address(page: str, roundtable: Roundtable, *more: int) -> str:
    return settings.COMMONWEAL_URL + reverse(page, args=[roundtable.room_code, *more])


def _numbers(roundtable: Roundtable) -> range:
    return range(1, roundtable.tables + 1)


def _tables(roundtable: Roundtable, wall: Wall) -> list[tuple[int, int]]:
    """How many notes each table has written; those that wrote none too."""
    written = {table: len(notes) for table, notes in wall.by_table}
    return [(table, written.get(table, 0)) for table in _numbers(roundtable)]


def _done(request: HttpRequest, slug: str, roundtable: Roundtable, verb: Any, **what: str) -> HttpResponse:
    try:
        verb(by=request.user, roundtable=roundtable, at=timezone.now(), **what)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return HttpResponseRedirect(reverse("training:roundtable_lead", args=[slug, roundtable.number]))
