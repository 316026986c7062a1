"""After the closing: leave for one partner to send late, and its end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.governance.models import Initiative
from commonweal.measurement.forms.late import LateForm
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.operations import late as operations
from commonweal.measurement.queries.rounds import invitation_for
from commonweal.measurement.views.desk import for_data_manager


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def let_send_late(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    form = LateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.let_send_late(by=request.user, invitation=found, reason=form.cleaned_data["reason"], at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(partner)s can send late now.") % {"partner": found.organisation})
            return redirect("measurement:round_partner", initiative.slug, number, code)
    shown = {"initiative": initiative, "round": found.round, "invitation": found, "form": form}
    return render(request, "measurement/rounds_late.html", shown, status=422 if form.errors else 200)


@require_POST
@for_data_manager
def end_late(request: HttpRequest, initiative: Initiative, number: int, code: str) -> HttpResponse:
    at = timezone.now()
    found = invitation_for(request.user, initiative, number, code, at)
    operations.end_late(by=request.user, invitation=found, at=at)
    messages.success(request, _("The round is closed for %(partner)s again.") % {"partner": found.organisation})
    return redirect("measurement:round_partner", initiative.slug, number, code)
