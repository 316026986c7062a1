"""From a file, or figures typed by hand, to "Send": what we understood is shown before anything is stored."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.engines.measures import DefinitionError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.lib.languages import page_language
from commonweal.measurement.forms.partner import TypedFigures, UploadForm
from commonweal.measurement.operations.intake import Rejected, RoundClosed, Unanswered, hand_in, look_at
from commonweal.measurement.operations.staging import change_staged, discard_staged, stage
from commonweal.measurement.operations.too_large import refuse_too_large
from commonweal.measurement.queries.asked_rows import asked_of, collection_with_own_places
from commonweal.measurement.queries.checking import Checking, cells_typed, checking_of, rows_kept, rows_struck_out
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.mapping import (
    columns_to_choose,
    refuse_too_many_to_choose,
    remembered_mapping,
    with_chosen,
)
from commonweal.measurement.queries.marking import marked_copy
from commonweal.measurement.queries.partner import rejected_file
from commonweal.measurement.queries.reading import Reading, read_incoming, sheet_names
from commonweal.measurement.queries.sent_before import recognised_at_once, sent_before
from commonweal.measurement.queries.staged import AlreadySent, Staged, holder_of, open_staged
from commonweal.measurement.queries.wording import due_words
from commonweal.measurement.views.doors import Door
from commonweal.measurement.views.partner import XLSX, show_page
from commonweal.measurement.views.uploads import too_large, too_large_words


@require_POST
def upload(request: HttpRequest, door: Door) -> HttpResponse:
    """Keep the file for a look; what came of it is told on the next page."""
    if refused := too_large(request):
        try:
            refuse_too_large(by=door.by, place_in_round=door.invitation, upload=refused, at=timezone.now())
        except RoundClosed:
            return _closed(request, door)
        return show_page(request, door, status=413, file_problem=too_large_words(refused))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_page(request, door, status=422, file_problem=_("Choose a file first, then press the button again."))
    return _look(request, door, form.incoming())


@require_http_methods(["GET", "HEAD", "POST"])
def typed(request: HttpRequest, door: Door) -> HttpResponse:
    """Figures by hand, for those who have only a few. They go the same way as a file."""
    post = request.POST if request.method == "POST" else None
    form = TypedFigures(post, asked=asked_of(door.invitation), language=page_language())
    if request.method == "POST" and form.is_valid():
        if not form.is_blank():
            return _look(request, door, form.incoming())
        form.add_error(None, _("Type at least one number."))
    shown = {
        "door": door,
        "form": form,
        "invitation": door.invitation,
        "due": due_words(door.invitation.round.due_at),
        "is_open": door.invitation.may_send,
    }
    return render(request, "measurement/partner_typed.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, door: Door, staged: str) -> HttpResponse:
    """What was understood. A POST corrects, answers, chooses a sheet or columns, and sends where nothing is open."""
    try:
        waiting = open_staged(holder_of(door.invitation), staged, timezone.now())
    except AlreadySent as sent:
        return redirect(door.url("sent", number=sent.number) + "?before=1")
    if request.method != "POST":
        return _show_check(request, door, waiting)
    waiting = change_staged(by=door.by, staged=waiting, at=timezone.now(), **_said_on_page(request, waiting))
    if request.POST.get("do") != "send":
        return redirect(door.url("check", staged=staged))
    is_known = sent_before(door.invitation, waiting.file) is not None
    try:
        submission = hand_in(
            by=door.by,
            place_in_round=door.invitation,
            file=waiting.file,
            answers=waiting.answers,
            at=timezone.now(),
            on_behalf=door.on_behalf,
        )
    except (Rejected, Unanswered, UnreadableFile):
        return _show_check(request, door, waiting, status=422)
    except RoundClosed:
        return _closed(request, door)
    discard_staged(by=door.by, staged=waiting, at=timezone.now(), sent_as=submission.number)
    return redirect(door.url("sent", number=submission.number) + ("?before=1" if is_known else ""))


@require_safe
def marked(request: HttpRequest, door: Door, staged: str) -> HttpResponse:
    """Their own file with a note on each cell to check."""
    return _marked(door, open_staged(holder_of(door.invitation), staged, timezone.now()).file)


@require_POST
def again(request: HttpRequest, door: Door, sequence: int) -> HttpResponse:
    """Go on with a file that had errors, from the bytes that came: nothing arrives a second time."""
    file = remembered_mapping(door.invitation, rejected_file(door.invitation, sequence))
    waiting = stage(by=door.by, holder=holder_of(door.invitation), file=file, at=timezone.now())
    return redirect(door.url("check", staged=waiting.token))


@require_safe
def marked_again(request: HttpRequest, door: Door, sequence: int) -> HttpResponse:
    """The marked copy of a file that had errors, as long as we have its bytes."""
    try:
        return _marked(door, remembered_mapping(door.invitation, rejected_file(door.invitation, sequence)))
    except UnreadableFile as unreadable:
        return show_page(request, door, status=422, file_problem=unreadable.message_to_partner(page_language()))


def _marked(door: Door, file: IncomingFile) -> HttpResponse:
    reading = read_incoming(file, collection_with_own_places(door.invitation))
    response = HttpResponse(marked_copy(reading, page_language()), content_type=XLSX)
    name = file.name.rsplit(".", 1)[0].encode("ascii", "ignore").decode().replace('"', "") or "file"
    response["Content-Disposition"] = f'attachment; filename="{name}-marked.xlsx"'
    return response


@require_POST
def forget(request: HttpRequest, door: Door, staged: str) -> HttpResponse:
    """“Another file”: nothing of this one is kept here."""
    waiting = open_staged(holder_of(door.invitation), staged, timezone.now())
    discard_staged(by=door.by, staged=waiting, at=timezone.now())
    return redirect(door.url())


def _look(request: HttpRequest, door: Door, file: IncomingFile) -> HttpResponse:
    if (earlier := recognised_at_once(door.invitation, file)) is not None:
        return redirect(door.url("sent", number=earlier.number) + "?before=1")
    file = remembered_mapping(door.invitation, file)
    try:
        look_at(by=door.by, place_in_round=door.invitation, file=file, at=timezone.now())
    except UnreadableFile as unreadable:
        return show_page(request, door, status=422, file_problem=unreadable.message_to_partner(page_language()))
    except DefinitionError as refusal:
        return show_page(request, door, status=422, file_problem=refusal.message(page_language()))
    except RoundClosed:
        return _closed(request, door)
    waiting = stage(by=door.by, holder=holder_of(door.invitation), file=file, at=timezone.now())
    return redirect(door.url("check", staged=waiting.token))


def _closed(request: HttpRequest, door: Door) -> HttpResponse:
    door.invitation.round.refresh_from_db()
    messages.error(request, _("The round closed meanwhile. Nothing was sent."))
    return show_page(request, door, status=409)


def _said_on_page(request: HttpRequest, waiting: Staged) -> dict[str, Any]:
    """Only what this form had: what was typed before and is not shown any more stays."""
    post = request.POST.dict()
    corrections = {**waiting.file.corrections, **cells_typed(post, "fix")}
    undone = set(cells_typed(post, "undo"))
    said: dict[str, Any] = {
        "corrections": {cell: text for cell, text in corrections.items() if cell not in undone},
        "answers": {**waiting.answers, **cells_typed(post, "why")},
    }
    said["dropped"] = tuple(sorted({*waiting.file.dropped, *rows_struck_out(post)} - set(rows_kept(post))))
    if sheet := post.get("sheet", ""):
        said["sheet"] = sheet
    chosen = {name.removeprefix("column:"): theirs for name, theirs in post.items() if name.startswith("column:")}
    if chosen:
        said["mapping"] = with_chosen(waiting.file.mapping, chosen)
    return said


def _show_check(request: HttpRequest, door: Door, waiting: Staged, status: int = 200) -> HttpResponse:
    try:
        reading = read_incoming(waiting.file, collection_with_own_places(door.invitation), waiting.answers)
        refuse_too_many_to_choose(reading)
    except UnreadableFile as unreadable:
        return show_page(request, door, status=422, file_problem=unreadable.message_to_partner(page_language()))
    shown = {
        "door": door,
        "staged": waiting,
        "invitation": door.invitation,
        "check": _checking(door, reading),
        "due": due_words(door.invitation.round.due_at),
        "sheets": sheet_names(waiting.file.content),
        "is_open": door.invitation.may_send,
        "nothing_sent": status == 422,
    }
    if reading.missing_columns:
        shown["choices"] = columns_to_choose(reading, page_language())
        return render(request, "measurement/partner_columns.html", shown, status=status)
    return render(request, "measurement/partner_check.html", shown, status=status)


def _checking(door: Door, reading: Reading) -> Checking:
    definitions = {definition.measure.code: definition for definition in asked_of(door.invitation).definitions}
    return checking_of(reading, page_language(), definitions)
