"""Who is in the room, by sector, and of which sector nobody is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.governance.models.written import written
from commonweal.training.forms.audience import AudienceForm
from commonweal.training.operations.audience import count_audience
from commonweal.training.queries.audience import audience, counted
from commonweal.training.views.desk import run


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, series = run(request, slug, number)
    at = timezone.now()
    form = AudienceForm(request.POST if request.method == "POST" else None, initial=counted(series))
    if form.is_bound and form.is_valid():
        count_audience(by=request.user, series=series, people=form.people(), at=at)
        messages.success(request, _("Counted. Nobody’s code leads to these numbers."))
        return redirect("training:audience", slug, number)
    context = {
        "initiative": initiative, "series": series, "title": written(series, "title"), "form": form,
        "audience": audience(request.user, series, at),
    }  # fmt: skip
    return render(request, "training/audience.html", context, status=422 if form.is_bound else 200)
