"""Where to turn, beyond one's own place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonweal.governance import queries as governance
from commonweal.governance.models.written import written
from commonweal.training import rules
from commonweal.training.forms.resources import ResourceForm
from commonweal.training.models import Resource
from commonweal.training.operations.resources import add_resource, look_again, take_resource_out
from commonweal.training.queries.resources import own_resources
from commonweal.training.queries.resources import resources as shown_to


@require_GET
def resources(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = governance.the_initiative(slug), timezone.now()
    shown = shown_to(request.user, initiative, at)
    kinds = {
        str(name): [(one, written(one.resource, "about")) for one in shown if one.resource.kind == kind]
        for kind, name in Resource.Kind.choices
    }
    kept_by_reader = rules.may_teach(request.user, initiative, at)
    out = own_resources(request.user, initiative, at).exclude(taken_out_at=None) if kept_by_reader else []
    context = {
        "initiative": initiative, "may_keep": kept_by_reader, "out": out,
        "kinds": [(name, entries) for name, entries in kinds.items() if entries],
    }  # fmt: skip
    return render(request, "training/resources.html", context)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = governance.the_initiative(slug), timezone.now()
    own_resources(request.user, initiative, at)
    form = ResourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_resource(by=request.user, initiative=initiative, resource=form.draft(), at=at)
        return HttpResponseRedirect(reverse("training:resources", args=[slug]))
    return render(
        request,
        "training/resource.html",
        {"initiative": initiative, "form": form},
        status=422 if form.is_bound else 200,
    )


def change(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Look whether it still holds: saving says that it does, as of today."""
    initiative, at = governance.the_initiative(slug), timezone.now()
    found = get_object_or_404(own_resources(request.user, initiative, at), pk=key)
    form = ResourceForm(request.POST or None, resource=found)
    if request.method == "POST" and form.is_valid():
        look_again(by=request.user, resource=found, told=form.draft(), at=at)
        messages.success(request, _("It holds as of today."))
        return HttpResponseRedirect(reverse("training:resources", args=[slug]))
    context = {"initiative": initiative, "form": form, "resource": found}
    return render(request, "training/resource.html", context, status=422 if form.is_bound else 200)


@require_POST
def take_out(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    initiative, at = governance.the_initiative(slug), timezone.now()
    found = get_object_or_404(own_resources(request.user, initiative, at), pk=key)
    take_resource_out(by=request.user, resource=found, is_back=found.taken_out_at is not None, at=at)
    return HttpResponseRedirect(reverse("training:resources", args=[slug]))
