"""Where a line of the logic model is pointed to what measures it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.agenda.queries.doors import initiative_to_draft
from commonweal.agenda.queries.logic import node_for
from commonweal.measurement.forms.node_measures import NodeMeasuresForm
from commonweal.measurement.operations.node_measures import point_to_measures


@require_http_methods(["GET", "HEAD", "POST"])
def node_measures(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    node = node_for(request.user, initiative, key, at)
    form = NodeMeasuresForm(request.POST if request.method == "POST" else None, node=node)
    if form.is_bound and form.is_valid():
        point_to_measures(by=request.user, node=node, measures=form.chosen(), at=at)
        messages.success(request, _("It is kept what measures this line."))
        return redirect("agenda:node", slug, key)
    shown = {"initiative": initiative, "node": node, "form": form}
    return render(request, "measurement/node_measures.html", shown, status=422 if form.errors else 200)
