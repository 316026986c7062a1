"""Several partners' figures accepted at once, what was accepted, and how to take that back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Round, Submission
from commonweal.measurement.operations.review import accept_submissions, put_back_submissions
from commonweal.measurement.queries.board import board
from commonweal.measurement.queries.rounds import round_for
from commonweal.measurement.queries.submissions import submission_for
from commonweal.measurement.views.desk import for_data_manager


@require_POST
@for_data_manager
def accept_ready(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    at = timezone.now()
    found = round_for(request.user, initiative, number, at)
    # Only those that the page showed: what came in a moment ago was seen by nobody.
    seen = set(request.POST.getlist("submission"))
    ready = [
        one
        for case in board(request.user, found, at).ready
        for one in case.submissions
        if one.state == one.State.SUBMITTED and one.number in seen
    ]
    count = accept_submissions(by=request.user, submissions=ready, at=at)
    words = ngettext("%(count)s hand-in accepted.", "%(count)s hand-ins accepted.", count)
    messages.success(request, words % {"count": count})
    if count < 2:
        return redirect("measurement:round", initiative.slug, found.pk)
    numbers = QueryDict(mutable=True)
    numbers.setlist("submission", [one.number for one in ready])
    return redirect(f"{reverse('measurement:round_accepted', args=[initiative.slug, found.pk])}?{numbers.urlencode()}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_data_manager
def accepted(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """What was accepted just now, by name; a POST puts it back among what is to be read."""
    at = timezone.now()
    found = round_for(request.user, initiative, number, at)
    sent = request.POST if request.method == "POST" else request.GET
    named = in_round(found, sent.getlist("submission"))
    if request.method != "POST":
        shown = {"initiative": initiative, "round": found, "accepted": named}
        return render(request, "measurement/rounds_accepted.html", shown)
    _put_back(request, named)
    return redirect("measurement:round", initiative.slug, found.pk)


@require_POST
@for_data_manager
def put_back(request: HttpRequest, initiative: Initiative, number: str) -> HttpResponse:
    _put_back(request, [submission_for(request.user, initiative, number, timezone.now())])
    return redirect("measurement:submission", initiative.slug, number)


def in_round(round_: Round, numbers: list[str]) -> list[Submission]:
    """Those of them that stand accepted in this round."""
    accepted = Submission.objects.filter(round=round_, number__in=numbers, state=Submission.State.ACCEPTED)
    return list(accepted.select_related("organisation", "initiative", "invitation").order_by("organisation__name"))


def _put_back(request: HttpRequest, submissions: list[Submission]) -> None:
    try:
        count = put_back_submissions(by=request.user, submissions=submissions, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return
    words = ngettext("%(count)s hand-in waits to be read again.", "%(count)s hand-ins wait to be read again.", count)
    messages.success(request, words % {"count": count})
