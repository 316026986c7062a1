"""Versions of the agenda: made, read, compared, printed."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.parts import VersionForm
from commonweal.agenda.operations.versions import bring_before_committee, make_version, take_anew
from commonweal.agenda.printing import printed_agenda
from commonweal.agenda.queries.authors import names_of
from commonweal.agenda.queries.changes import DRAFT, changes_between
from commonweal.agenda.queries.doors import initiative_for, initiative_with_agenda, initiative_with_draft
from commonweal.agenda.queries.draft import draft_of
from commonweal.agenda.queries.versions import (
    decisions_about,
    in_force,
    lines_of,
    shown,
    text_of,
    version_for,
    versions_of,
)
from commonweal.agenda.views.strategies import stored
from commonweal.lib.languages import page_language
from commonweal.ui.printing import PAPERS, NotYetInstalled


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions, and the form that freezes the draft as the next one."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    may_make = rules.may_make_version(request.user, initiative, at)
    if request.method == "POST" and not may_make:
        raise Http404
    form = VersionForm(request.POST or None)
    if form.is_bound and stored(
        form, lambda: make_version(by=request.user, initiative=initiative, at=at, **form.cleaned_data)
    ):
        made = versions_of(initiative)[0]
        messages.success(request, _("Version %(number)s is frozen.") % {"number": made.number})
        return redirect("agenda:version", slug, made.number)
    found = versions_of(initiative)
    names = names_of(version.made_by for version in found)
    page = {
        "initiative": initiative,
        "versions": [(line, names[line.version.made_by]) for line in lines_of(found)],
        "in_force": in_force(initiative),
        "form": form if may_make else None,
        "draft": draft_of(request.user, initiative, at),
    }
    return render(request, "agenda/versions.html", page, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    found = version_for(request.user, initiative, number, at)
    text = text_of(found)
    earlier = [each for each in versions_of(initiative) if each.number < number]
    if not rules.may_read_draft(request.user, initiative, at):
        earlier = [each for each in earlier if each.ratified_at]
    decisions = decisions_about(found) if rules.may_read_draft(request.user, initiative, at) else []
    page = {
        "initiative": initiative,
        "version": found,
        "text": text,
        "shown": shown(text.content),
        "in_force": in_force(initiative),
        "earlier": earlier[:1],
        "may_take": found.ratified_at is None and rules.may_make_version(request.user, initiative, at),
        "may_read_draft": rules.may_read_draft(request.user, initiative, at),
        "visibility": rules.DRAFT,
        "decisions": decisions,
        "before_committee": any(not each.decision.is_closed for each in decisions),
        "lang": page_language(),
    }
    return render(request, "agenda/version.html", page)


@require_safe
def printed(request: HttpRequest, slug: str, number: int, lang: str, paper: str) -> HttpResponse:
    """A version on one page of paper, as a PDF."""
    at = timezone.now()
    if paper not in PAPERS or lang not in dict(settings.LANGUAGES):
        raise Http404
    initiative = initiative_with_agenda(request.user, slug, at)
    found = version_for(request.user, initiative, number, at)
    try:
        with override(lang):
            made = printed_agenda(found, paper, is_in_force=found == in_force(initiative))
    except NotYetInstalled:
        waiting = render(request, "agenda/not_printed_yet.html", {"initiative": initiative}, status=503)
        waiting["Retry-After"] = "60"
        return waiting
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{initiative.slug}-agenda-{number}-{lang}.pdf"'
    return answer


@require_safe
def changes(request: HttpRequest, slug: str, before: int, after: str) -> HttpResponse:
    at = timezone.now()
    rule = rules.may_read_draft if after == DRAFT else rules.may_read
    initiative = initiative_for(rule, request.user, slug, at)
    found = changes_between(request.user, initiative, before, after, at)
    return render(request, "agenda/changes.html", {"initiative": initiative, "changes": found})


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask first: it becomes a proposal that the committee's members are to decide."""
    at = timezone.now()
    initiative = initiative_for(rules.may_make_version, request.user, slug, at)
    found = version_for(request.user, initiative, number, at)
    if request.method == "POST":
        try:
            made = bring_before_committee(by=request.user, version=found, at=at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("agenda:version", slug, number)
        messages.success(request, _("It is before the committee. Its chairs open the vote."))
        return redirect("governance:decision", slug, made.number)
    return render(request, "agenda/bring.html", {"initiative": initiative, "version": found})


@require_POST
def take(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The version says what the draft says now."""
    at = timezone.now()
    initiative = initiative_for(rules.may_make_version, request.user, slug, at)
    found = version_for(request.user, initiative, number, at)
    try:
        take_anew(by=request.user, version=found, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The version says what the draft says now."))
    return redirect("agenda:version", slug, number)
