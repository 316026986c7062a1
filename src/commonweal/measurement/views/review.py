"""Reading what came in: a submission, its thread, and one partner's place in a round."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.governance.models import Initiative
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.forms.review import QuestionForm, RemarkForm
from commonweal.measurement.forms.rounds import ContactForm
from commonweal.measurement.models import Submission
from commonweal.measurement.operations import review as operations
from commonweal.measurement.operations import rounds
from commonweal.measurement.operations.links import address_of, make_data_link, revoke_data_links
from commonweal.measurement.queries import submissions as queries
from commonweal.measurement.queries.rounds import invitation_for
from commonweal.measurement.rules import HAND_IN
from commonweal.measurement.views.desk import for_data_manager


@require_GET
@for_data_manager
def submission(request: HttpRequest, initiative: Initiative, number: str) -> HttpResponse:
    return _submission_page(request, initiative, number)


@require_POST
@for_data_manager
def accept(request: HttpRequest, initiative: Initiative, number: str) -> HttpResponse:
    at = timezone.now()
    found = queries.submission_for(request.user, initiative, number, at)
    try:
        operations.accept_submission(by=request.user, submission=found, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The figures of %(partner)s are accepted.") % {"partner": found.organisation})
    return _back(initiative, found)


@require_POST
@for_data_manager
def ask(request: HttpRequest, initiative: Initiative, number: str) -> HttpResponse:
    """Return the figures with a question."""
    at = timezone.now()
    found = queries.submission_for(request.user, initiative, number, at)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            comment = form.cleaned_data["comment"]
            operations.return_submission(by=request.user, submission=found, comment=comment, at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(partner)s is asked.") % {"partner": found.organisation})
            return _back(initiative, found)
    return _submission_page(request, initiative, number, question_form=form)


@require_POST
@for_data_manager
def remark(request: HttpRequest, initiative: Initiative, number: str) -> HttpResponse:
    at = timezone.now()
    found = queries.submission_for(request.user, initiative, number, at)
    form = RemarkForm(request.POST, prefix="note")
    if form.is_valid():
        try:
            operations.remark(by=request.user, submission=found, text=form.cleaned_data["comment"], at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("measurement:submission", initiative.slug, number)
    return _submission_page(request, initiative, number, remark_form=form)


@require_GET
@for_data_manager
def partner(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    return _partner_page(request, initiative, number, code)


@never_cache
@require_POST
@for_data_manager
def copy_link(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    """A new link to pass on by telephone or chat. It is shown once: only its hash is kept."""
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    token = make_data_link(by=request.user, invitation=found, at=at)
    return _partner_page(request, initiative, number, code, address=address_of(token))


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def revoke_links(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    """Ask, and then close them: what a partner holds stops working at once, and cannot be opened again."""
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    if request.method != "POST":
        ask = {
            "question": _("Close all links of %(partner)s?") % {"partner": found.organisation},
            "what_follows": _(
                "Whoever holds one can no longer send numbers or read the page. You can make a new link."
            ),
            "button": _("Close all its links"),
            "keep": _("Keep them open"),
            "back": reverse("measurement:round_partner", args=[initiative.slug, number, code]),
        }
        return render(request, "measurement/ask_first.html", {"initiative": initiative, "ask": ask})
    revoke_data_links(by=request.user, invitation=found, at=at)
    messages.success(request, _("All links of %(partner)s are closed.") % {"partner": found.organisation})
    return redirect("measurement:round_partner", initiative.slug, number, code)


@require_POST
@for_data_manager
def remind(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    try:
        rounds.remind_partner(by=request.user, invitation=found, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(partner)s is reminded.") % {"partner": found.organisation})
    return redirect("measurement:round", initiative.slug, number)


@require_POST
@for_data_manager
def change_contact(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            rounds.change_contact(by=request.user, invitation=found, **form.cleaned_data, at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Mails of this round go to %(name)s now.") % {"name": found.contact_email})
            return redirect("measurement:round_partner", initiative.slug, number, code)
    return _partner_page(request, initiative, number, code, form=form)


@require_POST
@for_data_manager
def stop_asking(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    try:
        rounds.stop_asking(by=request.user, invitation=found, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("measurement:round_partner", initiative.slug, number, code)
    words = _("%(partner)s is no longer asked. You can ask it again.")
    messages.success(request, words % {"partner": found.organisation})
    return redirect("measurement:round", initiative.slug, number)


def _back(initiative: Initiative, found: Submission) -> HttpResponse:
    if found.round_id:
        return redirect("measurement:round", initiative.slug, found.round_id)
    return redirect("measurement:submission", initiative.slug, found.number)


def _submission_page(request: HttpRequest, initiative: Initiative, number: str, **forms: Any) -> HttpResponse:
    page = queries.submission_page(request.user, initiative, number, timezone.now())
    shown = {
        "initiative": initiative,
        "page": page,
        "submission": page.submission,
        "visibility": HAND_IN,
        "question_form": forms.get("question_form") or QuestionForm(),
        "remark_form": forms.get("remark_form") or RemarkForm(prefix="note"),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "measurement/submission.html", shown, status=422 if forms else 200)


def _partner_page(
    request: HttpRequest, initiative: Initiative, number: int, code: str, *, form: Any = None, address: str = ""
) -> HttpResponse:
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    held = {"name": found.contact_name, "email": found.contact_email, "language": found.language}
    shown = {
        "initiative": initiative,
        "round": found.round,
        "page": queries.partner_in_round(request.user, found, at),
        "form": form or ContactForm(initial=held),
        "wrong": form,
        "address": address,
    }
    return render(request, "measurement/rounds_partner.html", shown, status=422 if form else 200)
