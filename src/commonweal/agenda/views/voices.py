"""What residents hope for: noted, gathered into themes, led to outcomes. And since when they are involved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.voices import CommunityGroupForm, InvolvedForm, QuoteForm, ThemeForm, ThemesForm
from commonweal.agenda.models import Aspiration, Theme
from commonweal.agenda.operations.aspirations import (
    code_aspiration,
    name_group,
    note_aspiration,
    note_first_involved,
    set_theme,
    withdraw_aspiration,
)
from commonweal.agenda.queries.doors import initiative_to_draft, initiative_with_draft
from commonweal.agenda.queries.voices import groups_of, involved_table, voices_page
from commonweal.agenda.views.strategies import stored
from commonweal.governance.models import Initiative


@require_safe
def voices(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    shown = {
        "initiative": initiative,
        "page": voices_page(request.user, initiative, at),
        "may_draft": rules.may_draft(request.user, initiative, at),
        "visibility": rules.DRAFT,
    }
    return render(request, "agenda/voices.html", shown)


def _form_page(request: HttpRequest, initiative: Initiative, form: object, **words: object) -> HttpResponse:
    shown = {"initiative": initiative, "form": form, **words}
    return render(request, "agenda/voices_form.html", shown, status=422 if form.errors else 200)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def voice_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever has a seat may note what they heard."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    form = QuoteForm(request.POST or None, initiative=initiative)
    if form.is_bound and stored(
        form,
        lambda: note_aspiration(
            by=request.user,
            initiative=initiative,
            draft=form.draft(),
            themes=list(form.cleaned_data.get("themes", [])),
            at=at,
        ),
    ):
        messages.success(request, _("It is noted, without a name."))
        return redirect("agenda:voices", slug)
    return _form_page(request, initiative, form, title=_("Note what was said"), label=_("Note it"))


@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What one quote is about, and the way back: withdrawing it."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    quote = get_object_or_404(Aspiration, pk=number, initiative=initiative)
    if not rules.may_see_quote(request.user, quote, at):
        raise Http404
    may_draft = rules.may_draft(request.user, initiative, at)
    held = {"themes": [theme.pk for theme in quote.themes.all()]}
    form = ThemesForm(request.POST if request.method == "POST" else None, initiative=initiative, initial=held)
    if request.method == "POST" and not may_draft:
        raise Http404
    if request.method == "POST" and stored(
        form,
        lambda: code_aspiration(
            by=request.user, aspiration=quote, themes=list(form.cleaned_data.get("themes", [])), at=at
        ),
    ):
        messages.success(request, _("It is kept what this is about."))
        return redirect("agenda:voices", slug)
    may_withdraw = rules.may_withdraw(request.user, quote, at)
    shown = {
        "initiative": initiative,
        "quote": quote,
        "form": form,
        "may_draft": may_draft,
        "may_withdraw": may_withdraw,
    }
    return render(request, "agenda/voice.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def voice_withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: the words cannot be brought back."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    quote = get_object_or_404(Aspiration, pk=number, initiative=initiative)
    if not (rules.may_see_quote(request.user, quote, at) and rules.may_withdraw(request.user, quote, at)):
        raise Http404
    if request.method == "POST":
        withdraw_aspiration(by=request.user, aspiration=quote, at=at)
        messages.success(request, _("The words are taken away."))
        return redirect("agenda:voices", slug)
    return render(request, "agenda/voice_withdraw.html", {"initiative": initiative, "quote": quote})


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A new theme, or one that is there: its words, and which outcomes answer it."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    found = get_object_or_404(Theme, pk=number, initiative=initiative) if number is not None else None
    held = (
        {
            "name_en": found.name_en,
            "name_es": found.name_es,
            "outcomes": [str(outcome.pk) for outcome in found.outcomes.all()],
        }
        if found
        else {}
    )
    form = ThemeForm(request.POST or None, initiative=initiative, initial=held)
    if form.is_bound and stored(
        form, lambda: set_theme(by=request.user, initiative=initiative, theme=found, at=at, **form.cleaned_data)
    ):
        return redirect("agenda:voices", slug)
    title = found.name if found else _("Add a theme")
    return _form_page(request, initiative, form, title=title, label=_("Keep the theme"))


@require_http_methods(["GET", "HEAD", "POST"])
def involved(request: HttpRequest, slug: str) -> HttpResponse:
    """The first day of each group in each strategy."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    may_draft = rules.may_draft(request.user, initiative, at)
    if request.method == "POST" and not may_draft:
        raise Http404
    sent = request.POST.get("act", "")
    group = CommunityGroupForm(request.POST if sent == "group" else None, prefix="group")
    form = InvolvedForm(request.POST if sent == "since" else None, initiative=initiative, prefix="since")
    if group.is_bound and stored(
        group, lambda: name_group(by=request.user, initiative=initiative, at=at, **group.cleaned_data)
    ):
        return redirect("agenda:involved", slug)
    if form.is_bound and stored(form, lambda: note_first_involved(by=request.user, at=at, **form.cleaned_data)):
        return redirect("agenda:involved", slug)
    shown = {
        "initiative": initiative,
        "rows": involved_table(request.user, initiative, at),
        "groups": groups_of(initiative),
        "form": form,
        "group_form": group,
        "may_draft": may_draft,
        "visibility": rules.DRAFT,
    }
    return render(request, "agenda/involved.html", shown, status=422 if request.method == "POST" else 200)
