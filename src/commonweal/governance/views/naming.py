"""Where an initiative calls its levels and roles by its own words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.governance import queries
from commonweal.governance.forms.naming import NamesForm
from commonweal.governance.operations.naming import name_terms


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = queries.initiative_for_backbone(request.user, slug, at)
    form = NamesForm(request.POST if request.method == "POST" else None, initiative=initiative)
    if form.is_bound and form.is_valid():
        name_terms(by=request.user, initiative=initiative, names=form.names(), at=at)
        messages.success(request, _("These words stand on all pages now."))
        return redirect("governance:names", slug)
    shown = {"initiative": initiative, "form": form}
    return render(request, "governance/names.html", shown, status=422 if form.errors else 200)
