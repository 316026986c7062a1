"""Roundtables for members, and for who facilitates them: the list with its curve, one of them, and its paper."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_safe

from commonweal.commitments.words import record_words
from commonweal.governance import queries as governance
from commonweal.governance import rules as seats
from commonweal.governance.forms.refusals import show_refusal
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.governance.queries.composition import sector_words
from commonweal.governance.visibility import Visibility
from commonweal.training import rules
from commonweal.training.forms.roundtables import (
    CameForm,
    PaperForm,
    RoundtableForm,
    draft_of,
    first_draft,
    guidelines,
)
from commonweal.training.models import Roundtable
from commonweal.training.operations.roundtables import (
    announce_roundtable,
    change_roundtable,
    count_on_paper,
    say_what_came,
)
from commonweal.training.queries import roundtables as queries
from commonweal.training.queries.roundtable_absence import absence
from commonweal.training.queries.roundtable_rooms import come_for, wall_of
from commonweal.training.roundtable_printing import printed_record
from commonweal.training.roundtable_words import again_words, columns, learned_in_short, learned_words
from commonweal.training.views.reports import as_pdf, not_yet
from commonweal.ui.printing import PAPERS, NotYetInstalled


@require_GET
def roundtables(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, with how many came and how many came again."""
    initiative, at = governance.the_initiative(slug), timezone.now()
    every = queries.roundtables(request.user, initiative, at)
    shown = [
        {"held": one, "topic": written(one.roundtable, "topic"), "learned": learned_in_short(one.learned)}
        for one in every
    ]
    newest = next((one for one in every if one.has_been), None)
    promises = queries.promises_at_all(initiative, at)
    context = {
        "initiative": initiative, "visibility": Visibility.NETWORK, "shown": shown, "curve": columns(every),
        "newest": newest, "may_lead": rules.may_teach(request.user, initiative, at),
        "learned": learned_words(newest.learned) if newest and newest.learned else "",
        "again": again_words(newest) if newest else "",
        "kept": record_words(promises) if promises.promises else "",
    }  # fmt: skip
    return render(request, "training/roundtables.html", context)


@require_GET
def roundtable(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One of them: who came, what the tables said, what people promised, and what came of it."""
    initiative, at = governance.the_initiative(slug), timezone.now()
    found = queries.roundtable_of(request.user, initiative, number, at)
    signed, promises = queries.signed_guidelines(found), queries.promises_at(found, at)
    context = told(found) | figures(found) | {
        "visibility": Visibility.NETWORK, "wall": wall_of(found),
        "promises": promises, "kept": record_words(promises),
        # Whoever promised said yes to members reading it, and to nobody else.
        "reads_promises": seats.has_a_seat(request.user, initiative, at),
        "may_lead": rules.may_teach(request.user, initiative, at),
        "said": queries.said_in_words(request.user, found, at),
        "signed": [(words, signed[key]) for key, words in guidelines() if key in signed],
    }  # fmt: skip
    return render(request, "training/roundtable.html", context)


@require_safe
def record(request: HttpRequest, slug: str, number: int, lang: str, paper: str) -> HttpResponse:
    """It on one page of paper, as a PDF without a name in it."""
    initiative, at = governance.the_initiative(slug), timezone.now()
    found = queries.roundtable_of(request.user, initiative, number, at)
    held = queries.one_held(found)
    if paper not in PAPERS or lang not in dict(settings.LANGUAGES) or not held.has_been:
        raise Http404
    try:
        with override(lang):
            made = printed_record(held, wall_of(found), queries.promises_at(found, at), paper)
    except NotYetInstalled:
        return not_yet(request, told(found))
    return as_pdf(made, f"{initiative.slug}-roundtable-{number}-{lang}.pdf")


def new(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = facilitated(request, slug)
    at = timezone.now()
    form = RoundtableForm(request.POST or None, first=first_draft(initiative, seats.today(initiative, at)))
    if request.method == "POST" and form.is_valid():
        try:
            made = announce_roundtable(by=request.user, initiative=initiative, roundtable=form.draft(), at=at)
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("It stands. Open it when people arrive, or write down its paper."))
            return HttpResponseRedirect(reverse("training:roundtable_lead", args=[slug, made.number]))
    return _form(request, form, {"initiative": initiative, "number": None})


def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = led(request, slug, number)
    form = RoundtableForm(request.POST or None, first=draft_of(found), keeps_number=True)
    if request.method == "POST" and form.is_valid():
        try:
            change_roundtable(by=request.user, roundtable=found, draft=form.draft(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            return HttpResponseRedirect(reverse("training:roundtable_lead", args=[slug, number]))
    return _form(request, form, told(found) | {"number": number})


def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Heads counted by hand, feedback on paper, and who was there for whom."""
    found = led(request, slug, number)
    form = PaperForm(request.POST or None, roundtable=found, there=come_for(found.initiative, found))
    if request.method == "POST" and form.is_valid():
        try:
            count_on_paper(by=request.user, roundtable=found, told=form.told(), at=timezone.now())
        except ValidationError as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("It is written down beside what phones told."))
            return HttpResponseRedirect(reverse("training:roundtable", args=[slug, number]))
    context = told(found) | {"form": form, "held": queries.one_held(found)}
    return render(request, "training/roundtable_paper.html", context, status=422 if form.is_bound else 200)


def came(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what came of what people said."""
    found = led(request, slug, number)
    form = CameForm(request.POST or None, initial={"words_en": found.came_of_it_en, "words_es": found.came_of_it_es})
    if request.method == "POST" and form.is_valid():
        say_what_came(by=request.user, roundtable=found, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Members read it here, and people behind the code of the evening."))
        return HttpResponseRedirect(reverse("training:roundtable", args=[slug, number]))
    context = told(found) | {"form": form}
    return render(request, "training/roundtable_came.html", context, status=422 if form.is_bound else 200)


@require_GET
def absent(request: HttpRequest, slug: str) -> HttpResponse:
    """Who never came, among organizations, sectors and groups."""
    initiative = facilitated(request, slug)
    found = absence(request.user, initiative, timezone.now())
    context = {
        "initiative": initiative, "absence": found,
        "organisations": [(one, sector_words(one.sector)) for one in found.organisations],
        "sectors": [sector_words(one) for one in found.sectors],
    }  # fmt: skip
    return render(request, "training/roundtable_absent.html", context)


def facilitated(request: HttpRequest, slug: str) -> Initiative:
    """For who facilitates; for everybody else it does not exist."""
    initiative = governance.initiative_for_member(request.user, slug)
    queries.only_facilitators(request.user, initiative, timezone.now())
    return initiative


def led(request: HttpRequest, slug: str, number: int) -> Roundtable:
    initiative = governance.initiative_for_member(request.user, slug)
    return queries.led_by(request.user, initiative, number, timezone.now())


def told(roundtable: Roundtable) -> dict[str, Any]:
    return {
        "initiative": roundtable.initiative, "roundtable": roundtable, "topic": written(roundtable, "topic"),
        "came_of_it": written(roundtable, "came_of_it"),
    }  # fmt: skip


def figures(roundtable: Roundtable) -> dict[str, Any]:
    held = queries.one_held(roundtable)
    return {
        "held": held, "again": again_words(held), "learned": learned_words(held.learned) if held.learned else "",
    }  # fmt: skip


def _form(request: HttpRequest, form: Form, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "training/roundtable_form.html", context | {"form": form}, status=status)
