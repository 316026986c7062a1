"""A series is called something else, is hosted by somebody else, or was opened by mistake."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.governance.models.written import written
from commonweal.training import queries
from commonweal.training.forms import ChangeForm
from commonweal.training.operations.changing_series import change_series, remove_series
from commonweal.training.queries.series import may_be_removed
from commonweal.training.views.desk import run


def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, series = run(request, slug, number)
    at = timezone.now()
    form = ChangeForm(request.POST or None, series=series, hosts=queries.hosts(request.user, initiative, at))
    if request.method == "POST" and form.is_valid():
        change_series(by=request.user, series=series, change=form.change(), at=at)
        messages.success(request, _("Changed. Reports made from now on say it so."))
        return HttpResponseRedirect(reverse("training:series", args=[slug, number]))
    context = {
        "initiative": initiative, "series": series, "title": written(series, "title"), "form": form,
        "may_be_removed": may_be_removed(series),
    }  # fmt: skip
    return render(request, "training/change.html", context, status=422 if form.is_bound else 200)


def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, and then take it out; there is no such page once anybody took part."""
    initiative, series = run(request, slug, number)
    if not may_be_removed(series):
        raise Http404
    if request.method == "POST":
        try:
            remove_series(by=request.user, series=series, at=timezone.now())
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return HttpResponseRedirect(reverse("training:series", args=[slug, number]))
        messages.success(request, _("The series is taken out."))
        return HttpResponseRedirect(reverse("training:training", args=[slug]))
    context = {"initiative": initiative, "series": series, "title": written(series, "title")}
    return render(request, "training/remove.html", context)
