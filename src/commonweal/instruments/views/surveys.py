"""The desk's pages of surveys: which there are, opening one, and one of them with its counts."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from commonweal.engines.questionnaires import Instrument
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative
from commonweal.governance.models.written import written
from commonweal.instruments import operations, rules
from commonweal.instruments.forms.sheet import whole_sheet
from commonweal.instruments.forms.surveys import CountForm, OpenForm
from commonweal.instruments.queries import surveys as queries
from commonweal.instruments.queries.answer_tables import may_hand_out
from commonweal.instruments.queries.asking import open_invitations
from commonweal.instruments.queries.audience import RESPONDENTS, audience
from commonweal.instruments.queries.surveys import SurveyShown
from commonweal.instruments.wording import SHORT, promises_of
from commonweal.lib.languages import page_language
from commonweal.publication.queries import summaries_that_stand
from commonweal.ui.qr import qr_of


@require_GET
def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    found = [told(one) for one in queries.surveys(request.user, initiative, at)]
    context = {
        "initiative": initiative,
        "running": [one for one in found if one["shown"].survey.closed_at is None],
        "closed": [one for one in found if one["shown"].survey.closed_at is not None],
        "waiting": [(one, written(one.survey, "title")) for one in open_invitations(request.user, initiative, at)],
        "may_bring": rules.may_ask_somebody(request.user, initiative, at),
        "questions": [
            (one, one.instrument.title.said(page_language()), one.instrument.purpose.said(page_language()))
            for one in queries.questions_to_ask(request.user, initiative, at)
        ],
    }
    return render(request, "instruments/surveys.html", context)


def told(shown: SurveyShown) -> dict[str, Any]:
    survey = shown.survey
    return {"shown": shown, "survey": survey, "title": written(survey, "title"), "mode": SHORT[survey.mode]}


def open_survey(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    instrument = queries.questions_of(request.user, initiative, code, at)
    form = OpenForm(
        request.POST or None,
        instrument=instrument,
        groups=groups_to_ask(request, initiative, instrument, at),
        today=seats.today(initiative, at),
        chosen=request.GET.get("group", ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.open_survey(by=request.user, initiative=initiative, survey=form.draft(), at=at)
        except PermissionDenied:
            form.add_error("group", _("You ask the groups that you chair. Ask the data manager for others."))
        except ValidationError as problem:
            for field, words in problem.message_dict.items():
                form.add_error(field if field in form.fields else None, words)
        else:
            messages.success(request, _("The survey is open."))
            return back_to(slug, made.pk)
    context = {
        "initiative": initiative,
        "instrument": instrument,
        "title": instrument.title.said(page_language()),
        "purpose": instrument.purpose.said(page_language()),
        "steps": whole_sheet(instrument),
        "about_oneself": instrument.raters == "peer",
        "may_see_file": rules.may_ask_somebody(request.user, initiative, at),
        "form": form,
        "mails_go_out": bool(settings.EMAIL_HOST),
    }
    return render(request, "instruments/open.html", context, status=422 if form.is_bound else 200)


def groups_to_ask(
    request: HttpRequest, initiative: Initiative, instrument: Instrument, at: datetime
) -> list[tuple[Group | None, int, int]]:
    """Each with how many people are asked, and for how many organizations."""
    on, for_organisations = seats.today(initiative, at), instrument.raters == "organisation"
    about_oneself = instrument.raters == "peer"
    may = rules.may_ask_about_oneself if about_oneself else rules.may_ask
    groups: list[Group | None] = [None, *governance.groups(initiative)]
    asked = [one for one in groups if may(request.user, initiative, one, at)]
    found = [(one, audience(initiative, one, on, for_organisations=for_organisations)) for one in asked]
    return [
        (group, len({one.person for one in whom}) - about_oneself, len({one.organisation for one in whom} - {None}))
        for group, whom in found
    ]


@require_GET
def survey(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return survey_page(request, slug, number)


def survey_page(request: HttpRequest, slug: str, number: int, form: CountForm | None = None) -> HttpResponse:
    initiative, shown = found(request, slug, number)
    survey = shown.survey
    own, before = open_invitations(request.user, initiative, timezone.now()), queries.earlier(survey)
    publishes = rules.may_publish(request.user, survey, timezone.now())
    context = told(shown) | {
        "initiative": initiative,
        "promises": promises_of(survey),
        "splits": [RESPONDENTS[one] for one in survey.splits if one in RESPONDENTS],
        "own": [one for one in own if one.survey_id == survey.pk],
        "room_address": settings.COMMONWEAL_URL + reverse("instruments:room", args=[survey.room_code])
        if survey.room_code
        else "",
        "is_over": survey.closed_at is None and not shown.is_open,
        "has_newer": shown.may_run and queries.has_newer_version(survey),
        "earlier": before,
        "stands": summaries_that_stand(initiative, survey.key),
        "may_publish": not shown.is_withheld and publishes,
        "may_take_answers": may_hand_out(request.user, survey, timezone.now()),
        "mails_go_out": bool(settings.EMAIL_HOST),
        "reading_url": reverse("instruments:reading", args=[initiative.slug, number]),
        "form": form or CountForm(initial={"people": survey.people_in_room}),
    }
    return render(request, "instruments/survey.html", context, status=422 if form else 200)


def found(request: HttpRequest, slug: str, number: int) -> tuple[Initiative, SurveyShown]:
    initiative = governance.initiative_for_member(request.user, slug)
    return initiative, queries.survey_of(request.user, initiative, number, timezone.now())


def run(request: HttpRequest, slug: str, number: int, *, open_only: bool = True) -> tuple[Initiative, SurveyShown]:
    """For whoever runs it, while it is open; for everybody else there is nothing to do here."""
    initiative = governance.initiative_for_member(request.user, slug)
    shown = queries.run_by(request.user, initiative, number, timezone.now())
    if open_only and shown.survey.closed_at is not None:
        raise Http404
    return initiative, shown


def remind(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, and then write to all who are silent: how many they are is told, and nothing else."""
    initiative, shown = run(request, slug, number)
    if request.method == "POST":
        sent = operations.remind_the_silent(by=request.user, survey=shown.survey, at=timezone.now())
        words = ngettext("%(n)s reminder goes out.", "%(n)s reminders go out.", sent) % {"n": sent}
        messages.success(request, words if sent else _("Nobody was written to: today's reminders went out before."))
        return back_to(slug, number)
    context = told(shown) | {"initiative": initiative, "mails_go_out": bool(settings.EMAIL_HOST)}
    return render(request, "instruments/remind.html", context)


def close(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, and then close for good."""
    initiative = governance.initiative_for_member(request.user, slug)
    shown = queries.closed_by(request.user, initiative, number, timezone.now())
    if request.method == "POST":
        try:
            operations.close_survey(by=request.user, survey=shown.survey, at=timezone.now())
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, _("The survey is closed."))
        return back_to(slug, number)
    return render(request, "instruments/close.html", told(shown) | {"initiative": initiative})


@require_POST
def count(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How many were in the room."""
    _initiative, shown = run(request, slug, number, open_only=False)
    form = CountForm(request.POST)
    if not shown.survey.is_open_in_room or shown.survey.by_slips:
        raise Http404
    if not form.is_valid():
        return survey_page(request, slug, number, form)
    people = form.cleaned_data["people"]
    operations.count_the_room(by=request.user, survey=shown.survey, people=people, at=timezone.now())
    messages.success(request, _("Noted."))
    return back_to(slug, number)


@require_GET
def on_the_wall(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For a projector or a wall: the code, a picture for cameras, and how many sheets have come."""
    initiative, shown = run(request, slug, number)
    if not shown.survey.room_code:
        raise Http404
    address = settings.COMMONWEAL_URL + reverse("instruments:room", args=[shown.survey.room_code])
    context = told(shown) | {
        "initiative": initiative,
        "address": address,
        "door": settings.COMMONWEAL_URL.partition("//")[2] + reverse("instruments:room_door"),
        "qr": qr_of(address),
        "promise": promises_of(shown.survey)[0],
    }
    return render(request, "instruments/on_the_wall.html", context)


def back_to(slug: str, number: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("instruments:survey", args=[slug, number]))
