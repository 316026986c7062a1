"""The trainer's pages: series, sessions, and what to teach again."""

from datetime import time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.training import operations, queries, rules
from commonweal.training.content import built_in
from commonweal.training.formats import Asking
from commonweal.training.forms import MoveForm, OpenForm
from commonweal.training.models import Assessment, Series, Session
from commonweal.training.queries.audience import audience
from commonweal.training.queries.gains import FLOOR
from commonweal.training.queries.series import may_be_reopened
from commonweal.training.syllabus import Syllabus, Text, syllabus_from
from commonweal.training.views.doors import door_address, room_address
from commonweal.ui.qr import qr_of

#: What a trainer can take in before the session goes on.
AT_A_GLANCE = 4


def spoken(text: Text) -> str:
    return text.in_language(page_language())


@require_GET
def training(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    shown = [
        {"series": one, "title": written(one, "title"), "starts": queries.when(one.sessions.all()[0]).starts_at}
        for one in queries.teaching(request.user, initiative, at)
    ]
    context = {
        "initiative": initiative, "shown": shown, "syllabus_title": spoken(built_in("collective-impact").title),
        "may_grow": rules.may_grow(request.user, initiative, at),
    }  # fmt: skip
    return render(request, "training/training.html", context)


def open_series(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    queries.teaching(request.user, initiative, at)
    on = seats.today(initiative, at)
    title = built_in("collective-impact").title
    first = {
        "first_day": on + timedelta(weeks=2), "starts": time(13, 0), "ends": time(17, 30), "format": "one-session",
        "title_en": title.en, "title_es": title.es, "syllabus": "collective-impact",
    }  # fmt: skip
    form = OpenForm(
        request.POST or None, hosts=queries.hosts(request.user, initiative, at), first=first,
        syllabi=[one.content for one in queries.syllabi(request.user, initiative, at)], time_zone=initiative.time_zone,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.open_series(by=request.user, initiative=initiative, series=form.draft(), at=at)
        except ValidationError as problem:
            form.add_error(None, problem.messages[0])
        else:
            messages.success(request, _("The series stands. Open each session when people arrive."))
            if form.cleaned_data["first_day"] < on:
                messages.warning(request, _("Its first day is past: type in its roll and its sheets from paper."))
            return HttpResponseRedirect(reverse("training:series", args=[slug, made.number]))
    context = {"initiative": initiative, "form": form}
    return render(request, "training/open.html", context, status=422 if form.is_bound else 200)


@require_GET
def series(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, found = run(request, slug, number)
    syllabus = syllabus_from(found.syllabus.content)
    titles = {part.id: spoken(part.title) for part in syllabus.parts}
    sessions = [
        {
            "session": one,
            "when": queries.when(one),
            "parts": [titles[part] for part in one.parts],
            "there": one.attendances.count(),
            "asked": list(one.assessments.all()),
        }
        for one in found.sessions.all()
    ]
    context = {
        "initiative": initiative, "series": found, "title": written(found, "title"), "sessions": sessions,
        "participants": found.participants.filter(left_on=None).count(), "adaptation": written(found, "adaptation"),
        "notices": queries.notices_of(request.user, found, timezone.now()),
        "later": [(one, one.answered) for one in found.assessments.filter(session=None)],
        "audience": audience(request.user, found, timezone.now()),
        "door": door_address(), "qr": qr_of(room_address(found.room_code)) if found.room_code else "",
    }  # fmt: skip
    return render(request, "training/series.html", context)


@require_GET
def session(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    """On the trainer's screen or the wall: the code, who is there as a number, and how many have answered what."""
    initiative, found = one_session(request, slug, number, session)
    address = room_address(found.room_code) if found.room_code else ""
    context = _told(initiative, found) | {
        "may_be_reopened": may_be_reopened(found, timezone.now()),
        "is_running": found.roll_opened_at is not None and found.ended_at is None,
        "address": address,
        "door": door_address(),
        "qr": qr_of(address) if address else "",
        "there": found.attendances.count(),
        "asked": [(one, one.answered, _follows(one)) for one in found.assessments.all()],
        "today": seats.today(initiative, timezone.now()),
        "planned": queries.held_on(found),
        "skipped": found.series.sessions.filter(number__lt=found.number, roll_opened_at=None).first(),
    }
    return render(request, "training/session.html", context)


def _follows(asked: Assessment) -> bool:
    """It opens together with the last test, and is not opened by itself."""
    return asked.opened_at is None and Asking(asked.phase, asked.moment).follows_the_last_test


@require_POST
def open_roll(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    _initiative, found = one_session(request, slug, number, session)
    return _done(request, slug, found, operations.open_roll, session=found)


@require_POST
def open_assessment(request: HttpRequest, slug: str, number: int, session: int, assessment: int) -> HttpResponse:
    _initiative, found = one_session(request, slug, number, session)
    asked = get_object_or_404(found.assessments, pk=assessment)
    return _done(request, slug, found, operations.open_assessment, assessment=asked)


def end_session(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    """Ask, saying what nobody has been asked yet, and then end it."""
    initiative, found = one_session(request, slug, number, session)
    if found.roll_opened_at is None or found.ended_at is not None:
        raise Http404
    if request.method == "POST":
        return _done(request, slug, found, operations.end_session, session=found)
    last = found.assessments.filter(phase=Assessment.Phase.POST).first()
    context = _told(initiative, found) | {
        "last": last, "answered": last.answered if last else 0, "there": found.attendances.count(),
    }  # fmt: skip
    return render(request, "training/end.html", context)


@require_POST
def reopen_session(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    """The way back from a session that was ended too soon."""
    _initiative, found = one_session(request, slug, number, session)
    return _done(request, slug, found, operations.reopen_session, session=found)


def move_session(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    initiative, found = one_session(request, slug, number, session)
    said = queries.when(found)
    now = operations.When(said.starts_at, said.ends_at, said.place)
    form = MoveForm(request.POST or None, time_zone=initiative.time_zone, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            operations.move_session(
                by=request.user, session=found, when=form.when(), reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages[0])
        else:
            messages.success(request, _("The session is moved. The time before stays on record."))
            return HttpResponseRedirect(reverse("training:series", args=[slug, number]))
    context = _told(initiative, found) | {"form": form}
    return render(request, "training/move.html", context, status=422 if form.is_bound else 200)


@require_GET
def reteach(request: HttpRequest, slug: str, number: int, session: int, assessment: int) -> HttpResponse:
    """Which concepts to teach again, with the question missed most and what was believed."""
    initiative, found = one_session(request, slug, number, session)
    asked = get_object_or_404(found.assessments, pk=assessment)
    if not asked.is_test:
        raise Http404
    shown = queries.understanding(request.user, asked, timezone.now())
    again = [concept_words(one) for one in shown.concepts if one.is_to_teach_again]
    context = _told(initiative, found) | {
        "assessment": asked,
        "is_few": asked.answered < FLOOR,
        "again": again[:AT_A_GLANCE],
        "more": again[AT_A_GLANCE:],
        "understood": [concept_words(one) for one in shown.concepts if not one.is_to_teach_again],
        "same_people": shown.same_people,
        "there": found.attendances.count(),
        "answered": asked.answered,
        "is_open": asked.closed_at is None,
    }
    return render(request, "training/reteach.html", context)


@require_GET
def syllabus(request: HttpRequest, slug: str) -> HttpResponse:
    """What is taught, as the trainer reads it beforehand."""
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    queries.teaching(request.user, initiative, at)
    found = built_in("collective-impact")
    context = {"initiative": initiative, "title": spoken(found.title), "parts": parts_told(found)}
    return render(request, "training/syllabus.html", context)


def parts_told(syllabus: Syllabus) -> list[dict[str, Any]]:
    beliefs = {belief.id: spoken(belief.title) for belief in syllabus.misconceptions}
    return [
        {
            "part": part,
            "minutes": part.minutes,
            "title": spoken(part.title),
            "intro": spoken(part.intro),
            "notes": spoken(part.notes).strip().splitlines(),
            "concepts": [
                (spoken(one.title), spoken(one.text), spoken(one.teach).strip().splitlines())
                for one in syllabus.concepts
                if one.part == part.id
            ],
            "cases": [
                (one.kind, spoken(one.title), spoken(one.text), [spoken(ask) for ask in one.asks])
                for one in syllabus.cases
                if part.id in one.parts
            ],
            "prompts": [spoken(one.text) for one in syllabus.prompts if one.part == part.id],
            "questions": [
                (one, spoken(one.text), [(spoken(a.text), beliefs.get(a.misconception, "")) for a in one.answers],
                 spoken(one.explanation))
                for form in ("A", "B") for one in syllabus.of_parts([part.id], form)
            ],
        }
        for part in syllabus.parts
    ]  # fmt: skip


def _without_quotes(answer: str) -> str:
    """An answer that is speech itself, for a page that quotes it: one pair of quotation marks is enough."""
    return answer.removesuffix(".").strip('"«»') if answer[:1] in {'"', "«"} else answer


def concept_words(one: queries.ConceptShown) -> dict[str, Any]:
    hardest = one.hardest
    return {
        "title": spoken(one.concept.title), "text": spoken(one.concept.text), "n": one.n, "right": one.right,
        "question": spoken(hardest.question.text), "question_n": hardest.n, "question_right": hardest.right,
        "answer": spoken(hardest.question.right.text), "explanation": spoken(hardest.question.explanation),
        "wrong": _without_quotes(spoken(hardest.wrong.text)) if hardest.wrong else "", "chosen": hardest.chosen,
        "believed": spoken(hardest.believed.title) if hardest.believed else "",
    }  # fmt: skip


def _told(initiative: Initiative, session: Session) -> dict[str, Any]:
    return {
        "initiative": initiative, "series": session.series, "session": session, "when": queries.when(session),
        "title": written(session.series, "title"),
    }  # fmt: skip


def run(request: HttpRequest, slug: str, number: int) -> tuple[Initiative, Series]:
    initiative = governance.initiative_for_member(request.user, slug)
    return initiative, queries.run_by(request.user, initiative, number, timezone.now())


def one_session(request: HttpRequest, slug: str, number: int, session: int) -> tuple[Initiative, Session]:
    initiative = governance.initiative_for_member(request.user, slug)
    return initiative, queries.session_run_by(request.user, initiative, number, session, timezone.now())


def _done(request: HttpRequest, slug: str, where: Session, verb: Any, **what: Session | Assessment) -> HttpResponse:
    try:
        verb(by=request.user, at=timezone.now(), **what)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return HttpResponseRedirect(reverse("training:session", args=[slug, where.series.number, where.number]))
