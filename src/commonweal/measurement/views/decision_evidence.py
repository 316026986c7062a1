"""Where a figure is put beside a proposal, by those who may still change it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.governance.models import Decision
from commonweal.governance.queries import initiative_for_member
from commonweal.governance.queries.decisions import decision_for, may_edit
from commonweal.measurement.forms.decision_evidence import EvidenceForm
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.operations.decision_evidence import put_beside, take_out


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    decision = _draft(request, slug, number)
    form = EvidenceForm(request.POST or None, initiative=decision.initiative)
    if request.method == "POST" and form.is_valid():
        try:
            put_beside(by=request.user, decision=decision, asked=form.asked(), at=timezone.now())
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The figure stands beside the proposal, as it is today."))
            return redirect("governance:decision", slug, number)
    shown = {"initiative": decision.initiative, "decision": decision, "form": form}
    return render(request, "measurement/decision_evidence.html", shown, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, slug: str, number: int, key: int) -> HttpResponse:
    decision = _draft(request, slug, number)
    try:
        take_out(by=request.user, evidence=get_object_or_404(decision.evidence, pk=key), at=timezone.now())
    except (ValidationError, PermissionDenied):
        raise Http404 from None
    messages.success(request, _("The figure is taken out."))
    return redirect("governance:decision", slug, number)


def _draft(request: HttpRequest, slug: str, number: int) -> Decision:
    at = timezone.now()
    decision = decision_for(request.user, initiative_for_member(request.user, slug, at), number, at)
    if not may_edit(request.user, decision, at):
        raise Http404
    return decision
