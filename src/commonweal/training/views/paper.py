"""A series on paper: sheets to print by number, the roll, and boxes to type in what came back."""

from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.training import operations, queries
from commonweal.training.forms.paper import AsideForm, RollForm
from commonweal.training.models import Assessment, Attempt, Series
from commonweal.training.sheets import PaperSheet, answers_typed, as_typed_before, sheet_of
from commonweal.training.views.desk import one_session, run
from commonweal.ui.templatetags.ui import ErrorLine, error_heading

#: Sheets that ask people for their code: the first of each session.
WITH_A_CODE = (Assessment.Phase.PRE, Assessment.Phase.QUIZ)


@require_GET
def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything on paper in one place: numbers, rolls, sheets to print and to type in."""
    initiative, found = run(request, slug, number)
    return _overview(request, initiative, found, AsideForm(initial={"how_many": 30}))


@require_POST
def set_aside(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, found = run(request, slug, number)
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _overview(request, initiative, found, form)
    made = operations.set_numbers_aside(
        by=request.user, series=found, how_many=form.cleaned_data["how_many"], at=timezone.now()
    )
    words = _("Numbers %(first)s to %(last)s are for paper. Phones go on behind them.")
    messages.success(request, words % {"first": made.first, "last": made.last})
    return HttpResponseRedirect(reverse("training:paper", args=[slug, number]))


def roll(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    """The list to tick, and the box to type it in."""
    initiative, found = one_session(request, slug, number, session)
    form = RollForm(request.POST or None, there=queries.there_on_paper(found))
    if request.method == "POST" and form.is_valid():
        numbers = form.cleaned_data["numbers"]
        try:
            operations.call_roll_on_paper(by=request.user, session=found, numbers=numbers, at=timezone.now())
        except ValidationError as problem:
            form.add_error("numbers", problem.messages[0])
        else:
            messages.success(request, _("The roll is in. Numbers there: %(n)s.") % {"n": len(numbers)})
            return HttpResponseRedirect(reverse("training:paper", args=[slug, number]))
    context = _told(initiative, found.series) | {
        "session": found, "form": form, "when": queries.when(found), "numbers": queries.numbers_of(found.series)
    }  # fmt: skip
    return render(request, "training/paper_roll.html", context, status=422 if form.is_bound else 200)


@require_GET
def sheets(request: HttpRequest, slug: str, number: int, assessment: int) -> HttpResponse:
    """One sheet for each number, with the form that the number is given on a phone too."""
    initiative, found = run(request, slug, number)
    asked = queries.asking_of(request.user, found, assessment, timezone.now())
    first, last = (_whole(request.GET.get(name, "")) for name in ("from", "to"))
    by_form: dict[str, PaperSheet] = {}
    shown = []
    for each in queries.numbers_of(found):
        if (first or each) <= each <= (last or each):
            form = queries.form_of_number(asked, each)
            shown.append((each, form, by_form.setdefault(form, sheet_of(asked, form))))
    context = _told(initiative, found) | {
        "assessment": asked, "shown": shown, "from": first or "", "to": last or "",
        "keeps_number": asked.phase == Assessment.Phase.PRE, "has_code": asked.phase in WITH_A_CODE,
    }  # fmt: skip
    return render(request, "training/paper_sheets.html", context)


def type_in(request: HttpRequest, slug: str, number: int, assessment: int) -> HttpResponse:
    """One sheet after the other, by its number; the next number stands there at once."""
    initiative, found = run(request, slug, number)
    asked = queries.asking_of(request.user, found, assessment, timezone.now())
    if request.method != "POST":
        wanted = _whole(request.GET.get("number", ""))
        return _boxes(request, initiative, asked, _before(asked, wanted) if wanted else {}, {})
    typed = {name: request.POST.get(name, "").strip() for name in request.POST}
    whose = _whole(typed.get("number", ""))
    if not whose:
        return _boxes(request, initiative, asked, typed, {"number": _("Type the number that stands on the sheet.")})
    sheet = sheet_of(asked, queries.form_of_number(asked, whose))
    answers, wrong = answers_typed(sheet, {line.key: typed.get(f"q{line.number}", "") for line in sheet.lines})
    problems = {f"q{line.number}": wrong[line.key] for line in sheet.lines if line.key in wrong}
    if not problems and not any(answers.values()):
        problems = {"number": _("No answer is typed. A sheet that came back empty stays out: it is no test.")}
    if not problems:
        given = operations.SheetTyped(
            whose, answers, typed.get("once", "")[:40], bool(typed.get("corrects")), typed.get("code", "")[:60]
        )
        try:
            is_new = operations.type_in_sheet(by=request.user, assessment=asked, sheet=given, at=timezone.now())
        except ValidationError as problem:
            named = problem.message_dict if hasattr(problem, "error_dict") else {"number": problem.messages}
            problems = {key: " ".join(words) for key, words in named.items()}
        else:
            words = _("Sheet %(number)s is in. Type in the next one.") if is_new else _("This sheet is in already.")
            messages.success(request, words % {"number": whose} if is_new else words)
            return HttpResponseRedirect(request.path)
    return _boxes(request, initiative, asked, typed, problems)


def _overview(request: HttpRequest, initiative: Initiative, series: Series, form: AsideForm) -> HttpResponse:
    shown = queries.on_paper(request.user, series, timezone.now())
    sessions = list(series.sessions.all())
    context = _told(initiative, series) | {
        "form": form,
        "aside": [(block.first, block.last) for block in series.paper_numbers.all()],
        "parts": [(one, queries.when(one), _of(shown, one.pk)) for one in sessions],
        "later": _of(shown, None),
    }
    return render(request, "training/paper.html", context, status=422 if form.is_bound else 200)


def _of(shown: list[queries.OnPaper], session: int | None) -> list[queries.OnPaper]:
    return [one for one in shown if one.assessment.session_id == session]


def _boxes(
    request: HttpRequest, initiative: Initiative, asked: Assessment, typed: dict[str, str], problems: dict[str, str]
) -> HttpResponse:
    """A box for each line, without its words: they stand on the sheet, and each form has others."""
    is_in = sorted(asked.attempts.filter(way=Attempt.Way.PAPER).values_list("participant__number", flat=True))
    answered = set(asked.attempts.values_list("participant__number", flat=True))
    missing = [number for number in queries.numbers_of(asked.series) if number not in answered]
    lines = sheet_of(asked, queries.form_of_number(asked, missing[0] if missing else 1)).lines
    names = {f"q{line.number}": _("Question %(number)s") % {"number": line.number} for line in lines}
    errors = [
        ErrorLine(f"{names[key]}: {words}" if key in names else words, f"box-{key}") for key, words in problems.items()
    ]
    context = _told(initiative, asked.series) | {
        "assessment": asked,
        "number": typed.get("number", str(missing[0]) if missing else ""),
        "code": typed.get("code", ""), "corrects": bool(typed.get("corrects")), "asks_code": asked.phase in WITH_A_CODE,
        "boxes": [
            (line, f"q{line.number}", typed.get(f"q{line.number}", ""), f"q{line.number}" in problems) for line in lines
        ],
        "once": typed.get("once") or token_urlsafe(12),
        "is_in": queries.as_ranges(is_in), "missing": queries.as_ranges(missing),
        "problems": problems, "error_items": errors, "error_heading": error_heading(len(errors)),
    }  # fmt: skip
    return render(request, "training/paper_type.html", context, status=422 if problems else 200)


def _before(asked: Assessment, number: int) -> dict[str, str]:
    """A sheet that is in, as it was typed: to be corrected."""
    attempt = asked.attempts.filter(participant__number=number, way=Attempt.Way.PAPER).first()
    if attempt is None:
        return {"number": str(number)}
    sheet = sheet_of(asked, attempt.form)
    kept = as_typed_before(sheet, attempt.answers)
    boxes = {f"q{line.number}": kept.get(line.key, "") for line in sheet.lines}
    return boxes | {"number": str(number), "corrects": "yes"}


def _told(initiative: Initiative, series: Series) -> dict[str, Any]:
    return {"initiative": initiative, "series": series, "title": written(series, "title")}


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None
