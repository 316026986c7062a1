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

from commonweal.governance.frame import enter
from commonweal.governance.models.written import written
from commonweal.lib.room_codes import typed_code
from commonweal.training import operations, queries
from commonweal.training.models import Assessment, Participant, Session

SALT = "training.participant"
A_SESSION = timedelta(hours=14)
#: The three small questions that a code is made of; the same answers make the same code next week.
CODE_PARTS = ("code1", "code2", "code3")


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
    session = queries.session_by_code(code)
    if session is None:
        return render(request, "training/door.html", {"unknown": code}, status=404)
    enter(request, session.series.initiative)
    participant = _known(request, session)
    if participant is None:
        return _sign_in(request, session)
    if request.method == "POST" and "assessment" in request.POST:
        return _send(request, session, participant)
    return _what_waits(request, session, participant)


def _sign_in(request: HttpRequest, session: Session) -> HttpResponse:
    given = [" ".join(request.POST.get(part, "").split()) for part in CODE_PARTS]
    problem = ""
    if request.method == "POST" and "code1" in request.POST:
        if all(given):
            try:
                joined = operations.join(
                    by=None, session=session, code="|".join(given), language=get_language() or "", at=timezone.now()
                )
            except ValidationError as refused:
                problem = refused.messages[0]
            else:
                response = HttpResponseRedirect(reverse("training:room", args=[session.room_code]))
                _remember(response, session, joined.participant)
                return response
        else:
            problem = _("Answer all three, so that you get the same code next time.")
    context = _told(session) | {"given": given, "problem": problem}
    return render(request, "training/sign_in.html", context, status=422 if problem else 200)


def _send(request: HttpRequest, session: Session, participant: Participant) -> HttpResponse:
    key = request.POST.get("assessment", "")
    asked = session.assessments.filter(pk=int(key)).first() if key.isdecimal() else None
    if asked is None:
        return _what_waits(request, session, participant)
    answers = {name: str(value) for name, value in request.POST.items()}
    try:
        operations.send_attempt(by=None, assessment=asked, participant=participant, answers=answers, at=timezone.now())
    except ValidationError as problem:
        return _what_waits(request, session, participant, problem=problem.messages[0], status=422)
    return HttpResponseRedirect(reverse("training:room", args=[session.room_code]))


def _what_waits(
    request: HttpRequest, session: Session, participant: Participant, problem: str = "", status: int = 200
) -> HttpResponse:
    asked = queries.waiting(session, participant)
    context = _told(session) | {
        "participant": participant, "assessment": asked, "problem": problem,
        "questions": _questions(asked, participant) if asked else [],
        "sent": participant.attempts.filter(assessment__session=session).count(),
    }  # fmt: skip
    return render(request, "training/waiting.html", context, status=status)


def _questions(asked: Assessment, participant: Participant) -> list[dict[str, Any]]:
    language = get_language() or "en"
    return [
        {
            "id": question.id,
            "text": question.text.in_language(language),
            "answers": [(answer.id, answer.text.in_language(language)) for answer in question.answers],
        }
        for question in queries.questions_of(asked, participant)
    ]


def _told(session: Session) -> dict[str, Any]:
    return {"session": session, "initiative": session.series.initiative, "title": written(session.series, "title")}


def _cookie_of(session: Session) -> str:
    return f"training-{session.series_id}"


def _known(request: HttpRequest, session: Session) -> Participant | None:
    """Whoever signed in on this phone for this very session; next week the code is asked again."""
    try:
        kept = signing.loads(request.COOKIES.get(_cookie_of(session), ""), salt=SALT, max_age=A_SESSION)
    except signing.BadSignature:
        return None
    return queries.participant_of(session, kept["number"]) if kept["session"] == session.pk else None


def _remember(response: HttpResponse, session: Session, participant: Participant) -> None:
    kept = signing.dumps({"session": session.pk, "number": participant.number}, salt=SALT)
    response.set_cookie(
        _cookie_of(session), kept, max_age=A_SESSION, httponly=True, samesite="Lax",
    )  # fmt: skip
