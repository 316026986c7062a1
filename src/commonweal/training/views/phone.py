"""What people in the room see on their phones: sign in with a code of one's own, and answer. No script is needed."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from commonweal.engines.questionnaires import instrument_from
from commonweal.governance.frame import enter
from commonweal.governance.models.written import written
from commonweal.instruments.forms.sheet import whole_sheet
from commonweal.lib.languages import page_language
from commonweal.lib.room_codes import typed_code
from commonweal.training import operations, queries
from commonweal.training.models import Assessment, Participant
from commonweal.training.own_codes import own_code
from commonweal.training.views.doors import door_address

SALT = "training.participant"
A_SESSION = timedelta(hours=14)
#: The three small questions that a code is made of; the same answers make the same code next week.
CODE_PARTS = ("code1", "code2", "code3")
#: What a sheet sends beside answers. An early tap on its button would count for good, so who leaves all empty says so.
NO_ANSWERS = ("csrfmiddlewaretoken", "assessment", "empty")


@login_not_required
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the wall."""
    code = typed_code(request.POST.get("code", ""))
    if request.method == "POST" and code:
        return HttpResponseRedirect(reverse("training:room", args=[code]))
    return render(request, "training/door.html")


@login_not_required
@never_cache
def room(request: HttpRequest, code: str) -> HttpResponse:
    """A session that runs; or the series, which asks once more 90 days after the last of them."""
    found = queries.room_by_code(code, timezone.now())
    if found is None:
        return render(request, "training/door.html", {"unknown": code}, status=404)
    enter(request, found.series.initiative)
    if found.session is None and not _is_asking(found):
        return render(request, "training/come_back.html", _told(found) | {"later": found.assessments.first()})
    participant = known(request, found)
    if participant is None:
        return _is_over(request, found) if found.is_over else _sign_in(request, found)
    if request.method == "POST" and "assessment" in request.POST:
        return _send(request, found, participant)
    return _what_waits(request, found, participant)


def _is_asking(room: queries.Room) -> bool:
    return room.assessments.exclude(opened_at=None).filter(closed_at=None).exists()


def _is_over(request: HttpRequest, room: queries.Room) -> HttpResponse:
    """Answers that wait on a phone of the session still come in; nobody signs in to it any more."""
    return render(request, "training/over.html", _told(room) | {"later": queries.follow_up_told_at(room)})


def _sign_in(request: HttpRequest, room: queries.Room) -> HttpResponse:
    given = [" ".join(request.POST.get(part, "").split()) for part in CODE_PARTS]
    context = _told(room) | {"given": given}
    if request.method != "POST" or "code1" not in request.POST:
        return render(request, "training/sign_in.html", context)
    who, letter = request.POST.get("who", ""), request.POST.get("letter", "").strip()
    try:
        code = own_code(given)
    except ValidationError as refused:
        return render(request, "training/sign_in.html", context | {"problem": refused.messages[0]}, status=422)
    if queries.may_be_two(room, code) and not (who == "me" or (who == "other" and letter.isalpha())):
        return render(request, "training/same_code.html", context | {"letter_missing": who == "other"}, status=409)
    participant, problem = _who_comes(room, own_code(given, letter if who == "other" else ""))
    if participant is None:
        return render(request, "training/sign_in.html", context | {"problem": problem}, status=422)
    response = HttpResponseRedirect(reverse("training:room", args=[room.code]))
    remember(response, room, participant)
    return response


def _who_comes(room: queries.Room, code: str) -> tuple[Participant | None, str]:
    """A session takes newcomers in; when all are over, only those who were there are asked."""
    if room.session is None:
        found = queries.participant_by_code(room.series, code)
        return found, "" if found else _("Nobody in this series has this code. Look at the three answers again.")
    try:
        joined = operations.join(
            by=None, session=room.session, code=code, language=get_language() or "", at=timezone.now()
        )
    except ValidationError as refused:
        return None, refused.messages[0]
    return joined.participant, ""


def _send(request: HttpRequest, room: queries.Room, participant: Participant) -> HttpResponse:
    key = request.POST.get("assessment", "")
    asked = room.assessments.filter(pk=int(key)).first() if key.isdecimal() else None
    if asked is None:
        return _what_waits(request, room, participant)
    answers = {name: str(value) for name, value in request.POST.items()}
    if not any(value.strip() for name, value in answers.items() if name not in NO_ANSWERS) and not answers.get("empty"):
        said = {"problem": _("Nothing is chosen yet. Answer what you can, and then send it."), "is_empty": True}
        return _what_waits(request, room, participant, said, status=422)
    try:
        operations.send_attempt(by=None, assessment=asked, participant=participant, answers=answers, at=timezone.now())
    except ValidationError as problem:
        return _what_waits(request, room, participant, {"problem": problem.messages[0]}, status=422)
    return HttpResponseRedirect(reverse("training:room", args=[room.code]))


def _what_waits(
    request: HttpRequest, room: queries.Room, participant: Participant, said: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    asked = queries.waiting(room, participant)
    context = _told(room) | {
        "participant": participant, "assessment": asked, **(said or {}),
        "sent": participant.attempts.filter(assessment__in=room.assessments).count(),
    }  # fmt: skip
    if asked is None:
        context |= {"later": queries.follow_up_told_at(room), "came_before": _came_before(room, participant)}
        return render(request, "training/waiting.html", context, status=status)
    if asked.is_test:
        context["questions"] = _questions(asked, participant)
        return render(request, "training/test.html", context, status=status)
    steps = whole_sheet(instrument_from(asked.content))
    return render(request, "training/scale.html", context | {"steps": steps}, status=status)


def _came_before(room: queries.Room, participant: Participant) -> bool:
    """Then somebody else's code would be noticed by its day."""
    return participant.attendances.exclude(session=room.session).exists()


def _questions(asked: Assessment, participant: Participant) -> list[dict[str, Any]]:
    language = page_language()
    return [
        {
            "id": question.id,
            "text": question.text.in_language(language),
            "answers": [(answer.id, answer.text.in_language(language)) for answer in question.answers],
        }
        for question in queries.questions_of(asked, participant)
    ]


def _told(room: queries.Room) -> dict[str, Any]:
    series = room.series
    return {
        "room": room, "session": room.session, "initiative": series.initiative, "title": written(series, "title"),
        "door": door_address(),
    }  # fmt: skip


def _cookie_of(room: queries.Room) -> str:
    return f"training-{room.series.pk}"


def known(request: HttpRequest, room: queries.Room) -> Participant | None:
    """Whoever signed in on this phone for this very session; next week the code is asked again."""
    try:
        kept = signing.loads(request.COOKIES.get(_cookie_of(room), ""), salt=SALT, max_age=A_SESSION)
    except signing.BadSignature:
        return None
    return queries.participant_of(room, kept["number"]) if kept.get("room") == room.code else None


def remember(response: HttpResponse, room: queries.Room, participant: Participant) -> None:
    kept = signing.dumps({"room": room.code, "number": participant.number}, salt=SALT)
    response.set_cookie(
        _cookie_of(room), kept, max_age=A_SESSION, httponly=True, samesite="Lax",
    )  # fmt: skip


def forget(response: HttpResponse, room: queries.Room) -> None:
    response.delete_cookie(_cookie_of(room), samesite="Lax")
