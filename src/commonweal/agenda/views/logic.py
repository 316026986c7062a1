"""The logic model: an outline for keyboard and phone, and the picture that is drawn from it."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.agenda import rules
from commonweal.agenda.forms.logic import AddLineForm, NodeForm, TableForm
from commonweal.agenda.forms.logic_table import Known, lines_from_table
from commonweal.agenda.forms.refusals import show_refusal
from commonweal.agenda.lent import codes_of_measures, measure_form_of, measures_of_nodes
from commonweal.agenda.models import LogicNode
from commonweal.agenda.operations.logic import add_node, change_node, move_node, remove_node
from commonweal.agenda.operations.logic_table import bring_lines
from commonweal.agenda.queries.doors import initiative_to_draft, initiative_with_draft
from commonweal.agenda.queries.logic import held_texts, logic_page, node_for, nodes_of
from commonweal.agenda.queries.logic_table import logic_table
from commonweal.agenda.queries.owners import owners
from commonweal.governance.editing import EditedMeanwhileError
from commonweal.governance.forms.tables import UnreadableTableError, bytes_of
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.lib.tables import FORMS, as_file


@require_http_methods(["GET", "HEAD", "POST"])
def logic(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole model. What is sent here is a new line."""
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    may_draft = rules.may_draft(request.user, initiative, at)
    if request.method == "POST" and not may_draft:
        raise Http404
    form = AddLineForm(request.POST or None, initiative=initiative, initial={"kind": LogicNode.Kind.GOAL})
    if form.is_bound and form.is_valid():
        try:
            draft, below = form.draft(page_language()), form.line_below()
            made = add_node(by=request.user, initiative=initiative, draft=draft, below=below, at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(_at(initiative, made))
    page = logic_page(request.user, initiative, at)
    if not form.is_bound:
        form.initial.update(_next_line(page, request.GET.get("at", "")))
    shown = {
        "initiative": initiative,
        "page": page,
        "form": form,
        "at": request.GET.get("at", ""),
        "moved": request.GET.get("moved", ""),
        "may_draft": may_draft,
        "visibility": rules.DRAFT,
        "forms": ("csv", "xlsx"),
    }
    return render(request, "agenda/logic.html", shown, status=422 if form.errors else 200)


def _next_line(page: object, key: str) -> dict[str, str]:
    """After a line the next one leads to the same, and is of the same kind."""
    lines = page.lines  # type: ignore[attr-defined]
    line = next((each for each in lines if each.node.key == key), None)
    if line is None:
        return {"kind": LogicNode.Kind.ACTIVITY if lines else LogicNode.Kind.GOAL}
    return {"kind": line.node.kind, "below": str(line.node.parent_id or "")}


def _at(initiative: Initiative, node: LogicNode, moved: str = "") -> str:
    more = f"&moved={moved}" if moved else ""
    return f"{reverse('agenda:logic', args=[initiative.slug])}?at={node.key}{more}#line-{node.key}"


@require_http_methods(["GET", "HEAD", "POST"])
def node(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One line: its words, who answers for it, what speaks for it, what measures it."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    found = node_for(request.user, initiative, key, at)
    typed = request.POST if request.method == "POST" else None
    form = NodeForm(typed, node=found, at=at, held=held_texts(found))
    if form.is_bound and form.is_valid():
        try:
            change_node(
                by=request.user,
                node=found,
                draft=form.draft(),
                also_to=form.other_targets(),
                started_from=form.cleaned_data["started_from"],
                at=at,
            )
        except EditedMeanwhileError as meanwhile:
            form.show_both(meanwhile)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(_at(initiative, found))
    shown = {
        "initiative": initiative,
        "node": found,
        "form": form,
        "measures": measures_of_nodes(request.user, initiative, at).get(found.pk, []),
        "measure_form": measure_form_of(found),
    }
    return render(request, "agenda/node.html", shown, status=422 if form.errors else 200)


@require_POST
def move(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    found, way = node_for(request.user, initiative, key, at), request.POST.get("move", "")
    try:
        if not move_node(by=request.user, node=found, move=way, at=at):
            messages.info(request, _("There is no room to move that way."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(_at(initiative, found, way if way in ("up", "down", "in", "out") else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask first, then take the line out."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    found = node_for(request.user, initiative, key, at)
    if request.method == "POST":
        remove_node(by=request.user, node=found, at=at)
        messages.success(request, _("The line is out. What stood below it moved to its place."))
        return redirect("agenda:logic", slug)
    return render(request, "agenda/node_remove.html", {"initiative": initiative, "node": found})


@require_safe
def table(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_with_draft(request.user, slug, at)
    if form not in ("csv", "xlsx"):
        raise Http404
    answer = HttpResponse(as_file(logic_table(request.user, initiative, at), form), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{initiative.slug}-logic-model.{form}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole model out of a table: all of it or nothing."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    form = TableForm(request.POST or None, request.FILES or None)
    problems = []
    if form.is_bound and form.is_valid():
        take_out = form.cleaned_data["take_out"]
        try:
            lines = lines_from_table(bytes_of(form.cleaned_data["file"]), _known(initiative, take_out, at))
            kept = bring_lines(by=request.user, initiative=initiative, lines=lines, take_out=take_out, at=at)
        except UnreadableTableError as unreadable:
            problems = unreadable.problems
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        else:
            words = ngettext("%(count)s line is kept.", "%(count)s lines are kept.", len(kept))
            messages.success(request, words % {"count": len(kept)})
            return redirect("agenda:logic", slug)
    shown = {"initiative": initiative, "form": form, "problems": problems}
    return render(request, "agenda/logic_upload.html", shown, status=422 if form.is_bound else 200)


def _known(initiative: Initiative, take_out: bool, at: datetime) -> Known:
    """Lines that a table does not have can be named in it, unless they are taken out."""
    strategies = {strategy.key: strategy.pk for strategy in initiative.strategies.all()}
    nodes = {} if take_out else {node.pk: node for node in nodes_of(initiative)}
    above = {node.key: nodes[node.parent_id].key if node.parent_id else "" for node in nodes.values()}
    return Known(owners(initiative, at), strategies, codes_of_measures(initiative), above)
