"""The agenda at work: the draft with its parts, and the page on which one part is written and talked about."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.parts import CommentForm, part_form
from commonweal.agenda.forms.refusals import show_refusal
from commonweal.agenda.forms.strategies import IdeaForm
from commonweal.agenda.lent import goal_lines
from commonweal.agenda.models import Comment
from commonweal.agenda.operations.parts import resolve, say, write_part
from commonweal.agenda.queries.doors import initiative_with_agenda, initiative_with_draft
from commonweal.agenda.queries.draft import backbone_sets_it, draft_of, held_words, shares_by_source
from commonweal.agenda.queries.part_page import PartPage, part_page
from commonweal.agenda.queries.strategies import strategies_page
from commonweal.agenda.queries.versions import in_force, versions_of
from commonweal.governance.editing import EditedMeanwhileError
from commonweal.governance.models import Initiative
from commonweal.governance.rules import is_member, today


@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever only takes part reads what is in force; whoever has a seat sees the draft."""
    at = timezone.now()
    initiative = initiative_with_agenda(request.user, slug, at)
    force = in_force(initiative)
    if not rules.may_read_draft(request.user, initiative, at):
        if force is None:
            return render(request, "agenda/none_in_force.html", {"initiative": initiative})
        return redirect("agenda:version", initiative.slug, force.number)
    draft = draft_of(request.user, initiative, at)
    shown = {
        "initiative": initiative,
        "draft": draft,
        "in_force": force,
        "versions": versions_of(initiative),
        "strategies": strategies_page(initiative),
        "shares": shares_by_source(draft),
        "backbone_sets_it": backbone_sets_it(draft),
        "goal_lines": goal_lines(request.user, initiative, at),
        "idea": IdeaForm(prefix="idea"),
        "may_draft": rules.may_draft(request.user, initiative, at),
        "may_set_goal": rules.may_set_goal(request.user, initiative, at),
        "may_make_version": rules.may_make_version(request.user, initiative, at),
        "is_member": is_member(request.user, initiative, today(initiative, at)),
        "visibility": rules.DRAFT,
    }
    return render(request, "agenda/agenda.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write a part, and read what is said about it."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    page = part_page(request.user, initiative, key, at)
    if not page.may_write and request.method == "POST":
        raise Http404
    form = part_form(
        request.POST if request.method == "POST" else None,
        held_words(initiative, key),
        named=page.strategy is not None,
    )
    if form.is_bound and form.is_valid():
        try:
            write_part(
                by=request.user,
                initiative=initiative,
                part=key,
                words=form.words(),
                started_from=form.started,
                at=at,
            )
        except EditedMeanwhileError as meanwhile:
            form.show_both(meanwhile)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It is kept. The words before stay below, with who wrote them."))
            return redirect(request.path)
    return _part(request, initiative, page, form=form)


def _part(request: HttpRequest, initiative: Initiative, page: PartPage, **more: object) -> HttpResponse:
    shown = {"initiative": initiative, "page": page, "comment": CommentForm(prefix="say"), **more}
    refused = any(getattr(shown[name], "errors", None) for name in ("form", "comment") if name in shown)
    return render(request, "agenda/part.html", shown, status=422 if refused else 200)


@require_POST
def comment(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A comment, or an answer in a thread."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    page = part_page(request.user, initiative, key, at)
    form = CommentForm(request.POST, prefix="say")
    if form.is_valid():
        number = form.cleaned_data["answers"]
        answers = get_object_or_404(Comment, pk=number, initiative=initiative, part=key) if number else None
        text = form.cleaned_data["text"]
        said = say(by=request.user, initiative=initiative, part=key, text=text, answers=answers, at=at)
        return redirect(f"{_address(slug, key)}#comment-{said.answers_id or said.pk}")
    held = held_words(initiative, key)
    return _part(request, initiative, page, form=part_form(None, held, named=page.strategy is not None), comment=form)


@require_POST
def settle_thread(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    thread = get_object_or_404(Comment, pk=number, initiative=initiative, answers=None)
    resolve(by=request.user, thread=thread, at=at)
    messages.success(request, _("The thread is settled. An answer opens it again."))
    return redirect(_address(slug, thread.part))


def _address(slug: str, key: str) -> str:
    return reverse("agenda:part", args=[slug, key])
