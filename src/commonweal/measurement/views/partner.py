"""The partner's page: what is asked, what was sent, and every way to send. No account, no script needed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.delivery.queries import sends_by_itself
from commonweal.lib.languages import page_language
from commonweal.measurement.forms.burden import MinutesForm
from commonweal.measurement.forms.partner import AnswerForm
from commonweal.measurement.operations.links import renew_data_link
from commonweal.measurement.operations.purge import purge_file
from commonweal.measurement.operations.review import remark
from commonweal.measurement.queries.asked_rows import asked_of
from commonweal.measurement.queries.burden import own_burden
from commonweal.measurement.queries.incoming import TYPED
from commonweal.measurement.queries.partner import own_rejected_file, own_submission, partner_page
from commonweal.measurement.queries.uses import uses_of
from commonweal.measurement.queries.wording import clock_words, due_words, moment_words
from commonweal.measurement.queries.workbook import workbook_for
from commonweal.measurement.views.doors import Door

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def partner(request: HttpRequest, door: Door) -> HttpResponse:
    return show_page(request, door)


def show_page(request: HttpRequest, door: Door, status: int = 200, **more: Any) -> HttpResponse:
    """The page, also as the answer to a file or a text that could not be taken."""
    page = partner_page(door.invitation, timezone.now())
    shown = {
        "door": door,
        "page": page,
        "invitation": door.invitation,
        "due": due_words(door.invitation.round.due_at),
        "answer_form": AnswerForm(),
        "asking": own_burden(door.invitation),
        "uses": uses_of(door.invitation, [one.definition.measure for one in page.measures]),
        "file_problem": "",
        "refusal": "",
        **more,
    }
    return render(request, "measurement/partner.html", shown, status=status)


@require_safe
def workbook(request: HttpRequest, door: Door) -> HttpResponse:
    """The workbook made for this partner, in the language of the page."""
    content = workbook_for(asked_of(door.invitation), page_language())
    response = HttpResponse(content, content_type=XLSX)
    name = f"{door.invitation.organisation.code}-{_slug(door.invitation.round.name)}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def sent(request: HttpRequest, door: Door, number: str) -> HttpResponse:
    submission = own_submission(door.invitation, number)
    page = partner_page(door.invitation, timezone.now())
    shown = {
        "door": door,
        "page": page,
        "invitation": door.invitation,
        "submission": submission,
        # All of it was typed on the page then, and it has no rows that anybody saw.
        "is_typed": submission.receipt.file_name in TYPED.values(),
        "clock": clock_words(submission.submitted_at),
        "when": moment_words(submission.submitted_at),
        "due": due_words(door.invitation.round.due_at),
        "before": "before" in request.GET,
        "minutes_form": MinutesForm(initial={"minutes": door.invitation.minutes_taken}),
    }
    return render(request, "measurement/partner_sent.html", shown)


@require_POST
def answer(request: HttpRequest, door: Door, number: str) -> HttpResponse:
    """A line in the thread of one submission."""
    submission = own_submission(door.invitation, number)
    try:
        remark(by=door.by, submission=submission, text=request.POST.get("text", ""), at=timezone.now())
    except ValidationError as refusal:
        return show_page(request, door, status=422, refusal=" ".join(refusal.messages))
    messages.success(request, _("Your answer is sent. Nothing more to do for now."))
    return redirect(door.url())


@require_http_methods(["GET", "HEAD", "POST"])
def delete_file(request: HttpRequest, door: Door, sequence: int) -> HttpResponse:
    """Ask, and then delete: a file that is gone cannot be brought back."""
    receipt = own_rejected_file(door.invitation, sequence)
    if request.method != "POST":
        ask = {
            "question": _("Delete %(file)s now?") % {"file": receipt.file_name},
            "what_follows": _("Its contents are gone for good. Its fingerprint, size and time stay on record."),
            "button": _("Delete my file"),
            "keep": _("Keep it"),
            "back": door.url(),
        }
        shown = {"door": door, "invitation": door.invitation, "ask": ask}
        return render(request, "measurement/partner_ask_first.html", shown)
    purge_file(by=door.by, receipt=receipt, at=timezone.now())
    messages.success(request, _("Your file is deleted. Its fingerprint, size and time stay on record."))
    return redirect(door.url())


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, door: Door) -> HttpResponse:
    """A new link in place of an expired one, mailed to the address on file; that address is not shown."""
    if request.method != "POST":
        return redirect(door.url())
    renew_data_link(by=door.by, invitation=door.invitation, at=timezone.now())
    shown = {"door": door, "mailed": True, "sends_by_itself": sends_by_itself()}
    return render(request, "measurement/partner_expired.html", shown)


renew.needs_fresh_link = False  # type: ignore[attr-defined]


def _slug(name: str) -> str:
    return "".join(character if character.isalnum() and character.isascii() else "-" for character in name).strip("-")
