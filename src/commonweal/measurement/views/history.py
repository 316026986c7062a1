"""Ten years of old spreadsheets: looked at, corrected, and taken in without a round."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.engines.measures import DefinitionError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.measurement.forms.history import HistoryForm, TakeOutForm
from commonweal.measurement.operations.history import MixedCadences, import_history, look_at_history, take_out_history
from commonweal.measurement.operations.intake import Rejected
from commonweal.measurement.operations.purge import purge_file
from commonweal.measurement.operations.staging import change_staged, discard_staged, stage
from commonweal.measurement.operations.too_large import refuse_too_large_history
from commonweal.measurement.queries.cadences import other_cadences
from commonweal.measurement.queries.checking import cells_typed, checking_of, rows_kept, rows_struck_out
from commonweal.measurement.queries.collections import collection_for_history, definitions_of
from commonweal.measurement.queries.history import (
    import_that_counts,
    imports_of_history,
    refused_history_file,
    refused_history_files,
)
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.mapping import columns_to_choose, with_chosen
from commonweal.measurement.queries.melting import MeasureNeeded, read_history
from commonweal.measurement.queries.staged import AlreadySent, Staged, holder_of, open_staged
from commonweal.measurement.queries.unknown_words import words_settled
from commonweal.measurement.views.desk import for_data_manager
from commonweal.measurement.views.uploads import takes_upload, too_large, too_large_words
from commonweal.people.models import Organisation


@takes_upload
@for_data_manager
def history(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """What came in so far, and the form for more."""
    if request.method != "POST":
        return _page(request, initiative, HistoryForm(initiative=initiative))
    if refused := too_large(request):
        refuse_too_large_history(by=request.user, initiative=initiative, upload=refused, at=timezone.now())
        return _page(request, initiative, HistoryForm(initiative=initiative), 413, too_large_words(refused))
    kept = _kept(request, initiative)
    form = HistoryForm(request.POST, request.FILES, initiative=initiative, kept=kept.file if kept else None)
    if not form.is_valid():
        return _page(request, initiative, form, 422, kept=_keep(request, initiative, form, kept))
    file = form.incoming()
    try:
        look_at_history(
            by=request.user, initiative=initiative, file=file, organisation=_owner(file.organisation), at=timezone.now()
        )
    except (UnreadableFile, DefinitionError) as refusal:
        return _page(request, initiative, form, 422, refusal.message(page_language()))
    except MeasureNeeded:
        form.add_error("measure", _("This sheet has a column for each period. Choose the measure that it holds."))
        return _page(request, initiative, form, 422, kept=_keep(request, initiative, form, kept))
    waiting = stage(by=request.user, holder=holder_of(initiative), file=file, at=timezone.now())
    if kept:
        discard_staged(by=request.user, staged=kept, at=timezone.now())
    return redirect("measurement:history_check", initiative.slug, waiting.token)


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def check(request: HttpRequest, initiative: Initiative, staged: str) -> HttpResponse:
    """What was understood; a POST chooses columns, corrects cells, or takes the figures in."""
    try:
        waiting = open_staged(holder_of(initiative), staged, timezone.now())
    except AlreadySent:
        return redirect("measurement:history", initiative.slug)
    if request.method != "POST":
        return _show_check(request, initiative, waiting)
    waiting = change_staged(by=request.user, staged=waiting, at=timezone.now(), **_said_on_page(request, waiting))
    if request.POST.get("do") != "send":
        return redirect("measurement:history_check", initiative.slug, staged)
    try:
        submission = import_history(
            by=request.user,
            initiative=initiative,
            file=waiting.file,
            organisation=_owner(waiting.file.organisation),
            at=timezone.now(),
        )
    except (Rejected, MixedCadences, UnreadableFile):
        return _show_check(request, initiative, waiting, status=422)
    discard_staged(by=request.user, staged=waiting, at=timezone.now(), sent_as=submission.number)
    figures = submission.understood["figures"]
    words = ngettext(
        "%(count)s figure is in, as hand-in %(number)s.", "%(count)s figures are in, as hand-in %(number)s.", figures
    )
    messages.success(request, words % {"count": figures, "number": submission.number})
    return redirect("measurement:history", initiative.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def take_out(request: HttpRequest, initiative: Initiative, number: str) -> HttpResponse:
    """Asks why; then the figures count no more."""
    submission = import_that_counts(request.user, initiative, number, timezone.now())
    form = TakeOutForm(request.POST or None) if request.method == "POST" else TakeOutForm()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            take_out_history(by=request.user, submission=submission, reason=reason, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The figures of %(number)s are out.") % {"number": number})
            return redirect("measurement:history", initiative.slug)
    shown = {"initiative": initiative, "submission": submission, "form": form}
    return render(request, "measurement/history_take_out.html", shown, status=422 if form.errors else 200)


@require_POST
@for_data_manager
def forget(request: HttpRequest, initiative: Initiative, staged: str) -> HttpResponse:
    waiting = open_staged(holder_of(initiative), staged, timezone.now())
    discard_staged(by=request.user, staged=waiting, at=timezone.now())
    return redirect("measurement:history", initiative.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def delete_file(request: HttpRequest, initiative: Initiative, sequence: int) -> HttpResponse:
    """Ask, and then delete: a file that is gone cannot be brought back."""
    now = timezone.now()
    receipt = refused_history_file(request.user, initiative, sequence, now)
    if request.method != "POST":
        ask = {
            "question": _("Delete %(file)s now?") % {"file": receipt.file_name},
            "what_follows": _("Its contents are gone for good. Its fingerprint, size and time stay on record."),
            "button": _("Delete my file"),
            "keep": _("Keep it"),
            "back": reverse("measurement:history", args=[initiative.slug]),
        }
        return render(request, "measurement/ask_first.html", {"initiative": initiative, "ask": ask})
    purge_file(by=request.user, receipt=receipt, at=now)
    messages.success(request, _("Your file is deleted. Its fingerprint, size and time stay on record."))
    return redirect("measurement:history", initiative.slug)


def _kept(request: HttpRequest, initiative: Initiative) -> Staged | None:
    """The file that came with an earlier try of the form; None where it lies there no more."""
    token = request.POST.get("kept", "")
    try:
        return open_staged(holder_of(initiative), token, timezone.now()) if token else None
    except Http404:
        return None


def _keep(request: HttpRequest, initiative: Initiative, form: HistoryForm, kept: Staged | None) -> Staged | None:
    """Hold on to the chosen file while another field is put right."""
    name, content = form.brought()
    if not content or (kept and content == kept.file.content):
        return kept
    return stage(by=request.user, holder=holder_of(initiative), file=IncomingFile(name, content), at=timezone.now())


def _page(
    request: HttpRequest,
    initiative: Initiative,
    form: HistoryForm,
    status: int = 200,
    file_problem: str = "",
    kept: Staged | None = None,
) -> HttpResponse:
    shown = {
        "kept": kept,
        "initiative": initiative,
        "form": form,
        "imports": imports_of_history(request.user, initiative, timezone.now()),
        "refused": refused_history_files(request.user, initiative, timezone.now()),
        "file_problem": file_problem,
    }
    return render(request, "measurement/history.html", shown, status=status)


def _show_check(request: HttpRequest, initiative: Initiative, waiting: Staged, status: int = 200) -> HttpResponse:
    collection = collection_for_history(initiative, waiting.file.cadence, waiting.file.as_of, timezone.now().year)
    try:
        reading = read_history(waiting.file, collection)
    except UnreadableFile as unreadable:
        form = HistoryForm(initiative=initiative)
        return _page(request, initiative, form, 422, unreadable.message(page_language()))
    definitions = {each.measure.code: each for each in definitions_of(initiative.measures.all())}
    shown: dict[str, Any] = {
        "initiative": initiative,
        "staged": waiting,
        "check": replace(checking_of(reading, page_language(), definitions), asks_words=True),
        "other_cadences": other_cadences(initiative, reading),
        "choices": columns_to_choose(reading, page_language()) if reading.missing_columns else [],
        "here": reverse("measurement:history", args=[initiative.slug]),
        "nothing_sent": status == 422,
    }
    return render(request, "measurement/history_check.html", shown, status=status)


def _said_on_page(request: HttpRequest, waiting: Staged) -> dict[str, Any]:
    post = request.POST.dict()
    said: dict[str, Any] = {"corrections": {**waiting.file.corrections, **cells_typed(post, "fix")}}
    said |= {name: name in post for name in ("beside", "quotients_only")}
    said["dropped"] = tuple(sorted({*waiting.file.dropped, *rows_struck_out(post)} - set(rows_kept(post))))
    columns, texts, choices = (request.POST.getlist(f"word-{part}") for part in ("column", "text", "choice"))
    shown = set(zip(columns, texts, strict=False))
    kept = {word: said for word, said in waiting.file.words.items() if word not in shown}
    said["words"] = kept | words_settled(columns, texts, choices, rest="leave-the-rest" in post)
    chosen = {name.removeprefix("column:"): theirs for name, theirs in post.items() if name.startswith("column:")}
    if chosen:
        said["mapping"] = with_chosen(waiting.file.mapping, chosen)
    return said


def _owner(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first() if code else None
