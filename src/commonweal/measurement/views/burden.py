"""The list of what partners are asked for in minutes, and what a partner says that it took."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance.models import Initiative
from commonweal.measurement.forms.burden import SLIP, MinutesForm
from commonweal.measurement.operations.burden import state_minutes
from commonweal.measurement.queries.burden import burden
from commonweal.measurement.queries.partner import own_submission
from commonweal.measurement.views.desk import for_data_manager
from commonweal.measurement.views.doors import Door


@require_GET
@for_data_manager
def minutes(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    shown = {"initiative": initiative, "burden": burden(request.user, initiative, timezone.now())}
    return render(request, "measurement/burden.html", shown)


@require_POST
def took(request: HttpRequest, door: Door, number: str) -> HttpResponse:
    """Said on the page of a hand-in that was received."""
    submission = own_submission(door.invitation, number)
    form = MinutesForm(request.POST)
    if form.is_valid():
        state_minutes(
            by=door.by, place_in_round=door.invitation, minutes=form.cleaned_data["minutes"], at=timezone.now()
        )
        messages.success(request, _("Thank you. We count with it."))
    else:
        messages.error(request, SLIP)
    return redirect(door.url("sent", number=submission.number))
