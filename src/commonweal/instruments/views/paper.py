"""Surveys on paper: a sheet to print, and boxes to type in what came back."""

from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonweal.governance.models import Initiative
from commonweal.instruments import operations
from commonweal.instruments.forms.own_code import PARTS, code_of, fault_of_code
from commonweal.instruments.forms.paper import numbers_to_type, questions_on, typed_answers
from commonweal.instruments.forms.sheet import OWN, whole_sheet
from commonweal.instruments.models import Invitation, Survey
from commonweal.instruments.queries.surveys import SurveyShown
from commonweal.instruments.views.surveys import run, told
from commonweal.instruments.wording import promises_of
from commonweal.ui.qr import qr_of
from commonweal.ui.templatetags.ui import ErrorLine, error_heading

#: Under which name a fault of somebody's own code stands.
CODE = "~code"


@require_GET
def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The sheet, with a number before each question and each answer."""
    initiative, shown = run_on_paper(request, slug, number)
    instrument = shown.survey.questions
    context = told(shown) | {
        "initiative": initiative,
        "steps": whole_sheet(instrument),
        "promises": promises_of(shown.survey),
        "code_parts": PARTS.values() if shown.survey.mode == Survey.Mode.PSEUDONYMOUS else [],
        "moves": any(item.show_if for item in instrument.items) or any(one.show_if for one in instrument.sections),
        "qr": qr_of(request.build_absolute_uri(reverse("instruments:room", args=[shown.survey.room_code])))
        if shown.survey.room_code
        else "",
    }
    return render(request, "instruments/paper.html", context)


def enter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One sheet after the other; the next one's boxes are there at once."""
    _initiative, shown = run_on_paper(request, slug, number)
    if request.method != "POST":
        return entry_page(request, shown, {}, {})
    fields = {name: request.POST.getlist(name) for name in request.POST}
    answers, problems = typed_answers(shown.survey.questions, fields)
    code, wrong = own_code(request, shown.survey)
    problems |= wrong
    if not problems:
        try:
            is_new = operations.type_in(
                by=request.user, survey=shown.survey, answers=answers, once=request.POST.get("~once", ""),
                invitation=whose(request, shown.survey), code=code, at=timezone.now(),
            )  # fmt: skip
        except ValidationError as problem:
            named = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
            problems = {key: " ".join(words) for key, words in named.items()}
        else:
            words = _("The sheet is in. Type in the next one.") if is_new else _("This sheet is in already.")
            messages.success(request, words)
            return HttpResponseRedirect(request.path)
    return entry_page(request, shown, {key: " ".join(values) for key, values in fields.items()}, problems)


def run_on_paper(request: HttpRequest, slug: str, number: int) -> tuple[Initiative, SurveyShown]:
    """Where each has a slip, nothing comes on paper: whoever types sheets in could surround those that came by slip."""
    initiative, shown = run(request, slug, number)
    if shown.survey.by_slips:
        raise Http404
    return initiative, shown


def whose(request: HttpRequest, survey: Survey) -> Invitation | None:
    key = request.POST.get("~invitation", "")
    return survey.invitations.filter(pk=int(key)).first() if key.isdigit() and key.isascii() else None


def own_code(request: HttpRequest, survey: Survey) -> tuple[str, dict[str, str]]:
    """The pseudonym, and what is wrong with it. Who wrote none counts in this survey, and in no comparison."""
    given = [request.POST.get(f"{OWN}{part}", "") for part in PARTS]
    if survey.mode != Survey.Mode.PSEUDONYMOUS or not any(one.strip() for one in given):
        return "", {}
    if not all(one.strip() for one in given):
        return "", {CODE: _("Type in all three parts of the code, or leave all three empty.")}
    fault = fault_of_code(given)
    return ("", {CODE: fault}) if fault else (code_of(given), {})


def entry_page(
    request: HttpRequest, shown: SurveyShown, typed: dict[str, str], problems: dict[str, str]
) -> HttpResponse:
    survey = shown.survey
    steps = whole_sheet(survey.questions)
    asked = {question.key: question for question in questions_on(steps)}
    lines = [
        ErrorLine(
            f"{asked[key].number}: {words}" if key in asked else words,
            f"box-{key}" if key in asked else "code" if key == CODE else "",
        )
        for key, words in problems.items()
    ]
    context: dict[str, Any] = told(shown) | {
        "initiative": survey.initiative,
        "steps": [
            (
                step,
                [
                    (one, typed.get(one.key, ""), problems.get(one.key, ""), numbers_to_type(one))
                    for one in step.questions
                ],
            )
            for step in steps
        ],
        "code_parts": [(f"{OWN}{part}", label, typed.get(f"{OWN}{part}", "")) for part, label in PARTS.items()]
        if survey.mode == Survey.Mode.PSEUDONYMOUS
        else [],
        "code_problem": problems.get(CODE, ""),
        "once": typed.get("~once") or token_urlsafe(12),
        "invitations": survey.invitations.filter(has_answered=False).select_related("person", "organisation")
        if survey.mode == Survey.Mode.NAMED
        else None,
        "chosen": typed.get("~invitation", ""),
        "error_items": lines,
        "error_heading": error_heading(len(lines)),
    }
    return render(request, "instruments/enter.html", context, status=422 if problems else 200)
