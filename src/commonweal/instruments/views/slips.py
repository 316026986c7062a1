"""Slips that serve once: made and printed in one step, since their codes can be read only then, and made void."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.cache import never_cache

from commonweal.governance.models import Initiative
from commonweal.instruments import operations
from commonweal.instruments.forms.slips import MakeForm, VoidForm
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.surveys import SurveyShown, last_number
from commonweal.instruments.views.surveys import run, told
from commonweal.lib.slip_codes import as_printed
from commonweal.ui.formats import day
from commonweal.ui.qr import qr_of


@never_cache
def slips(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How many are out, and the slips themselves once they are made."""
    initiative, shown = run_by_slips(request, slug, number)
    form = MakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_slips(by=request.user, survey=shown.survey, at=timezone.now(), **form.cleaned_data)
        except ValidationError as problem:
            form.add_error("number", problem.messages)
        else:
            return to_print(request, initiative, shown, made)
    context = told(shown) | {"initiative": initiative, "form": form, "after": last_number(shown.survey)}
    return render(request, "instruments/slips.html", context, status=422 if form.is_bound else 200)


def to_print(
    request: HttpRequest, initiative: Initiative, shown: SurveyShown, made: list[tuple[int, str]]
) -> HttpResponse:
    """Each slip speaks both languages: nobody knows who will draw it."""
    survey = shown.survey
    context = told(shown) | {
        "initiative": initiative,
        "titles": dict.fromkeys(filter(None, (survey.title_en, survey.title_es))),
        "door": settings.COMMONWEAL_URL.partition("//")[2] + reverse("instruments:room_door"),
        "slips": [
            (one, as_printed(code), qr_of(settings.COMMONWEAL_URL + reverse("instruments:room", args=[code])))
            for one, code in made
        ],
        "words": [words_on_a_slip(survey, language) for language, _name in settings.LANGUAGES],
    }
    return render(request, "instruments/slips_to_print.html", context)


def words_on_a_slip(survey: Survey, language: str) -> tuple[str, str]:
    with override(language):
        words = _(
            "This slip opens the questions once, on any phone, until %(day)s. Nobody notes who has it. "
            "Keep its number apart: with it a lost slip can be made void."
        )
        return language, words % {"day": day(survey.closes_on)}


def void(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Those that were lost or are left over, by the numbers that stand on them."""
    initiative, shown = run_by_slips(request, slug, number)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = operations.void_slips(
                by=request.user, survey=shown.survey, numbers=form.cleaned_data["numbers"], at=timezone.now()
            )
        except ValidationError as problem:
            form.add_error("numbers", problem.messages)
        else:
            words = ngettext("%(n)s slip is void now.", "%(n)s slips are void now.", changed) % {"n": changed}
            messages.success(request, words)
            return HttpResponseRedirect(reverse("instruments:slips", args=[slug, number]))
    context = told(shown) | {"initiative": initiative, "form": form}
    return render(request, "instruments/void_slips.html", context, status=422 if form.is_bound else 200)


def run_by_slips(request: HttpRequest, slug: str, number: int) -> tuple[Initiative, SurveyShown]:
    initiative, shown = run(request, slug, number)
    if not shown.survey.by_slips:
        raise Http404
    return initiative, shown
