"""The pages on which people answer: behind a mailed link, in a room, from their own page. No script is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from commonweal.engines.questionnaires import problems_of, what_counts
from commonweal.governance.frame import enter
from commonweal.governance.models.written import written
from commonweal.governance.rules import today
from commonweal.instruments import operations
from commonweal.instruments.forms.own_code import PARTS, code_of, fault_of_code
from commonweal.instruments.forms.sheet import OWN, Step, Typed, steps
from commonweal.instruments.models import Survey
from commonweal.instruments.queries import asking as queries
from commonweal.instruments.queries.asking import ANSWERED, UNKNOWN, Asking, NotAskedError
from commonweal.instruments.queries.audience import RESPONDENTS
from commonweal.instruments.queries.surveys import slips_told, too_few_by_link
from commonweal.instruments.rules import tells_everybody
from commonweal.instruments.views import kept_on_phone
from commonweal.instruments.wording import SHORT, limits_of, promises_of
from commonweal.lib.languages import page_language
from commonweal.lib.room_codes import typed_code
from commonweal.lib.slip_codes import typed_slip_code
from commonweal.ui.templatetags.ui import ErrorLine, error_heading

#: The step on which a pseudonym is made.
CODE = "~code"
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Door:
    """Where somebody came in: what they answer, and the address to which the form goes back."""

    asking: Asking
    address: str

    @property
    def survey(self) -> Survey:
        return self.asking.survey

    @property
    def is_room(self) -> bool:
        return self.asking.invitation is None


def leaves_no_line(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The address carries somebody's token: no answer of ours becomes a line in a log, whatever its status is."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        response = view(request, *args, **more)
        response._has_been_logged = True  # type: ignore[attr-defined]  # so Django knows it
        return response

    return quiet


@login_not_required
@never_cache
@leaves_no_line
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of a mail."""
    try:
        asking = queries.by_link(token, timezone.now())
    except NotAskedError as problem:
        return not_asked(request, problem)
    person = asking.invitation.person if asking.invitation else None
    if person and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and person.language != settings.LANGUAGE_CODE:
        # As in the mail. A language that is not the site's first was somebody's choice; the page's button goes first.
        speak(request, person.language)
    return ask(request, Door(asking, reverse("instruments:answer", args=[token])))


@never_cache
@leaves_no_line
def answer_own(request: HttpRequest, slug: str, number: int) -> HttpResponse:  # noqa: ARG001 - for the page's frame
    """From one's own page."""
    try:
        asking = queries.own(request.user, number, timezone.now())
    except NotAskedError as problem:
        return not_asked(request, problem)
    return ask(request, Door(asking, request.path))


@login_not_required
@never_cache
@leaves_no_line
def room(request: HttpRequest, code: str) -> HttpResponse:
    """By a code on the wall. The phone remembers that it has answered, which stops nobody who wants to do it twice."""
    try:
        asking = queries.in_room(code, timezone.now())
    except NotAskedError as problem:
        return not_asked(request, problem)
    door = Door(asking, reverse("instruments:room", args=[code]))
    if request.method != "POST" and cookie_of(asking.survey) in request.COOKIES and "another" not in request.GET:
        enter(request, asking.survey.initiative)
        return thanks(request, asking.survey, another=f"{door.address}?another=1")
    return ask(request, door)


@login_not_required
@never_cache
def room_door(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the wall, or on one's slip."""
    typed = request.POST.get("code", "")
    code = typed_slip_code(typed) or typed_code(typed)
    if request.method == "POST" and code:
        return HttpResponseRedirect(reverse("instruments:room", args=[code]))
    return render(request, "instruments/room_door.html")


def ask(request: HttpRequest, door: Door) -> HttpResponse:
    enter(request, door.survey.initiative)
    if request.method != "POST":
        return welcome(request, door)
    typed = Typed(door.asking.instrument, {name: request.POST.getlist(name) for name in request.POST})
    wants = typed.own("go")
    if wants not in LANGUAGES:
        return take(request, door, typed, wants)
    speak(request, wants)
    response = take(request, door, typed, "stay")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wants, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax")
    return response


def speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def take(request: HttpRequest, door: Door, typed: Typed, wants: str) -> HttpResponse:
    """One press of a button: begin, on, back, send, or the same step in another language."""
    if wants == "stay" and typed.own("step") == "":
        return welcome(request, door)
    if wants == "begin":
        typed.answers = {**draft_of(request, door), **typed.answers}
        return question_page(request, door, typed, first_open_step(door, typed.answers))
    try:
        if wants == "send":
            return send(request, door, typed)
        operations.save_draft(by=None, asking=door.asking, answers=typed.answers, at=timezone.now())
    except NotAskedError as problem:
        return not_asked(request, problem)
    return move(request, door, typed, wants)


def move(request: HttpRequest, door: Door, typed: Typed, wants: str) -> HttpResponse:
    ids = step_ids(door, typed.answers)
    here = ids.index(typed.own("step")) if typed.own("step") in ids else 0
    if wants == "save":
        return saved(request, door, typed, here)
    if wants == "back":
        return question_page(request, door, typed, max(here - 1, 0))
    if wants != "on":
        return question_page(request, door, typed, here)
    step = steps(door.asking.instrument, typed.answers)[here]
    asked_for, seen = {question.key for question in step.questions}, set(typed.own_list("seen"))
    faults = {key: words for key, words in faults_of(door, typed.answers).items() if key in asked_for}
    if {key: words for key, words in faults.items() if key in seen}:
        return question_page(request, door, typed, here, faults)
    if asked_for - seen:
        return question_page(request, door, typed, here, more=len(asked_for - seen))
    return question_page(request, door, typed, min(here + 1, len(ids) - 1))


def saved(request: HttpRequest, door: Door, typed: Typed, here: int) -> HttpResponse:
    """Where names stand with answers the server has kept them by now; else the phone alone does."""
    response = render(request, "instruments/saved.html", page(door))
    if door.asking.is_named or kept_on_phone.keep(response, door.asking, door.address, typed.answers):
        return response
    words = _("This is longer than a phone can keep. Send it now, or leave this page open.")
    return question_page(request, door, typed, here, {"": words})


def draft_of(request: HttpRequest, door: Door) -> dict[str, Any]:
    return queries.draft_of(door.asking) or kept_on_phone.kept(request, door.asking)


def send(request: HttpRequest, door: Door, typed: Typed) -> HttpResponse:
    code = ""
    if door.asking.makes_code:
        given = [typed.own(part) for part in PARTS]
        if words := fault_of_code(given):
            return question_page(request, door, typed, len(step_ids(door, typed.answers)) - 1, {CODE: words})
        code = code_of(given)
    try:
        operations.send_answers(
            by=None, asking=door.asking, answers=typed.answers, once=typed.own("once"), code=code, at=timezone.now()
        )
    except ValidationError as problem:
        return show_faults(request, door, typed, problem)
    response = HttpResponseRedirect(door.address)
    kept_on_phone.forget(response, door.asking, door.address)
    if not door.is_room:
        return response
    response.set_cookie(
        cookie_of(door.survey), "1", max_age=kept_on_phone.ON_THIS_PHONE, path="/room/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def show_faults(request: HttpRequest, door: Door, typed: Typed, problem: ValidationError) -> HttpResponse:
    """The first step on which something is to be changed."""
    found = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
    faults = {key: " ".join(words) for key, words in found.items()}
    made = steps(door.asking.instrument, typed.answers)
    wrong = [number for number, step in enumerate(made) if any(one.key in faults for one in step.questions)]
    return question_page(request, door, typed, wrong[0] if wrong else len(made) - 1, faults)


def question_page(
    request: HttpRequest, door: Door, typed: Typed, at: int, faults: Mapping[str, str] | None = None, more: int = 0
) -> HttpResponse:
    faults, answers = faults or {}, typed.answers
    made, ids = steps(door.asking.instrument, answers, faults), step_ids(door, answers)
    step = made[at] if at < len(made) else None
    visible = {question.key for question in step.questions} if step else set()
    context = page(door) | {
        "step": step,
        "step_id": ids[at],
        "number": at + 1,
        "total": len(ids),
        "is_last": at + 1 == len(ids),
        "carried": carried(typed, visible, is_code_step=step is None),
        "code_parts": code_parts(typed) if step is None else [],
        "once": typed.own("once") or token_urlsafe(12),
        "is_fresh": typed.own("go") == "begin",
        "more": more,
        "error_items": error_lines(step, faults),
    }
    context["error_heading"] = error_heading(len(context["error_items"]))
    return render(request, "instruments/questions.html", context, status=422 if faults else 200)


def step_ids(door: Door, answers: Mapping[str, Any]) -> list[str]:
    made = [step.id for step in steps(door.asking.instrument, answers)]
    return [*made, CODE] if door.asking.makes_code else made


def first_open_step(door: Door, answers: Mapping[str, Any]) -> int:
    """Where somebody who saved goes on: at the first step without any answer, or with one that is wrong or wanting.

    Where the step before has a question left to tick, they stopped there.
    """
    made, faults = steps(door.asking.instrument, answers), faults_of(door, answers)
    ready = [
        any(one.key in answers for one in step.questions) and not any(one.key in faults for one in step.questions)
        for step in made
    ]
    first = ready.index(False) if False in ready else len(made) - 1
    before = made[first - 1].questions if first else ()
    return first - 1 if any(not one.is_open and one.key not in answers for one in before) else first


def faults_of(door: Door, answers: Mapping[str, Any]) -> dict[str, str]:
    instrument = door.asking.instrument
    return {one.key: one.message(page_language()) for one in problems_of(instrument, what_counts(instrument, answers))}


def carried(typed: Typed, visible: set[str], *, is_code_step: bool) -> list[tuple[str, str]]:
    """What was typed on the other steps, as hidden fields."""
    found = []
    for key, value in typed.answers.items():
        if key not in visible:
            found += [(key, str(one)) for one in (value if isinstance(value, list) else [value])]
    if not is_code_step:
        found += [(f"{OWN}{part}", typed.own(part)) for part in PARTS if typed.own(part)]
    return found


def code_parts(typed: Typed) -> list[tuple[str, Any, str]]:
    return [(f"{OWN}{part}", label, typed.own(part)) for part, label in PARTS.items()]


def error_lines(step: Step | None, faults: Mapping[str, str]) -> list[ErrorLine]:
    if step is None:
        return [ErrorLine(words, "code") for words in faults.values()]
    asked = {question.key: question for question in step.questions}
    return [
        ErrorLine(f"{asked[key].text} {words}" if key in asked else words, f"q-{key}" if key in asked else "")
        for key, words in faults.items()
    ]


def welcome(request: HttpRequest, door: Door) -> HttpResponse:
    """What it is, how long it takes, who sees what: before the first question."""
    instrument, invitation = door.asking.instrument, door.asking.invitation
    context = page(door) | {
        "purpose": instrument.purpose.said(page_language()),
        "minutes": instrument.minutes,
        "promises": promises_of(door.survey),
        "limits": limits_of(door.survey),
        "answers_for": invitation.organisation if invitation else None,
        "counts_with": RESPONDENTS.get(invitation.respondents, "") if invitation else "",
        "results": instrument.results,
        "may_become_public": tells_everybody(door.survey),
        "has_draft": bool(draft_of(request, door)),
        "n_slips": slips_told(door.survey),
    }
    return render(request, "instruments/welcome.html", context)


def page(door: Door) -> dict[str, Any]:
    other = "es" if page_language() == "en" else "en"
    return {
        "survey": door.survey, "survey_title": written(door.survey, "title"), "mode_short": SHORT[door.survey.mode],
        "door": door, "other": other, "other_name": {"en": "English", "es": "Español"}[other],
        "keeps_on_phone": not door.asking.is_named,
    }  # fmt: skip


def not_asked(request: HttpRequest, problem: NotAskedError) -> HttpResponse:
    if problem.survey is not None:
        enter(request, problem.survey.initiative)
        if problem.why == ANSWERED:
            return thanks(request, problem.survey)
    status = 404 if problem.why == UNKNOWN else 410
    context = {"why": problem.why, "survey": problem.survey, "last_day": last_day(problem.survey)}
    return render(request, "instruments/not_asked.html", context, status=status)


def last_day(survey: Survey | None) -> date | None:
    """The day of the close, which may come early; of one that is over and not yet closed, the planned one."""
    if survey is None:
        return None
    planned = survey.closes_on
    return min(planned, today(survey.initiative, survey.closed_at)) if survey.closed_at else planned


def thanks(request: HttpRequest, survey: Survey, another: str = "") -> HttpResponse:
    return render(request, "instruments/thanks.html", {
        "survey": survey, "another": another, "is_deleted": too_few_by_link(survey),
    })  # fmt: skip


def cookie_of(survey: Survey) -> str:
    return f"answered-{survey.key.hex[:12]}"
