"""The partner's answers other than new numbers: the last value carried forward, or no, and why."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.measurement.forms.other_answers import CarryForm, DeclineForm, MeasuresForm
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.operations.intake import RoundClosed
from commonweal.measurement.operations.other_answers import carry_forward, decline, undo_decline
from commonweal.measurement.queries.other_answers import other_answers, own_decline
from commonweal.measurement.views.doors import Door


@require_http_methods(["GET", "HEAD", "POST"])
def other(request: HttpRequest, door: Door) -> HttpResponse:
    found = other_answers(door.invitation)
    do = request.POST.get("do", "")
    post = request.POST if request.method == "POST" else None
    carry = CarryForm(post if do == "carry" else None, offered=found.to_carry, prefix="carry")
    no = DeclineForm(post if do == "decline" else None, offered=found.to_decline, prefix="decline")
    sent = carry if do == "carry" else no
    if request.method == "POST" and sent.is_bound and sent.is_valid():
        try:
            return _answer(request, door, sent)
        except ValidationError as refusal:
            show_refusal(sent, refusal)
        except RoundClosed:
            messages.error(request, _("The round closed meanwhile. Nothing was sent."))
            return redirect(door.url())
    shown: dict[str, Any] = {
        "door": door,
        "invitation": door.invitation,
        "found": found,
        "carry": carry,
        "no": no,
        "wrong": sent if sent.errors else None,
    }
    return render(request, "measurement/partner_other.html", shown, status=422 if sent.errors else 200)


@require_POST
def undo(request: HttpRequest, door: Door, code: str) -> HttpResponse:
    try:
        undo_decline(by=door.by, declined=own_decline(door.invitation, code), at=timezone.now())
    except RoundClosed:
        messages.error(request, _("The round closed meanwhile. Nothing was sent."))
    else:
        messages.success(request, _("It is asked for again. You can send the number now."))
    return redirect(door.url())


def _answer(request: HttpRequest, door: Door, form: MeasuresForm) -> HttpResponse:
    chosen, at = form.chosen(), timezone.now()
    if isinstance(form, CarryForm):
        made = carry_forward(by=door.by, place_in_round=door.invitation, measures=chosen, at=at)
        return redirect(door.url("sent", number=made.number))
    reason = form.cleaned_data["reason"]
    decline(by=door.by, place_in_round=door.invitation, measures=chosen, reason=reason, at=at)
    messages.success(request, _("Thank you for saying so. Nobody reminds you of it in this round."))
    return redirect(door.url())
