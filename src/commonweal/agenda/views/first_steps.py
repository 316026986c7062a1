"""The second and the third page of beginning: the first groups, and who comes in. Each can be left out."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.agenda.forms.first_steps import FirstGroupsForm, FirstPeopleForm
from commonweal.agenda.operations.first_groups import form_first_groups
from commonweal.agenda.queries.first_groups import groups_now, groups_to_form
from commonweal.delivery.queries import sends_by_itself
from commonweal.governance.operations import bring_people
from commonweal.governance.queries import initiative_for_backbone


@require_http_methods(["GET", "HEAD", "POST"])
def first_groups(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_for_backbone(request.user, slug, at)
    data = request.POST if request.method == "POST" else None
    form = FirstGroupsForm(data, initiative=initiative, offers=groups_to_form(initiative, at))
    if form.is_bound and form.is_valid():
        try:
            made = form_first_groups(by=request.user, initiative=initiative, groups=form.groups(), at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            words = ngettext("%(count)s group is here now.", "%(count)s groups are here now.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("agenda:first_people", slug)
    context = {"initiative": initiative, "form": form}
    return render(request, "agenda/first_groups.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def first_people(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_for_backbone(request.user, slug, at)
    form = FirstPeopleForm(request.POST if request.method == "POST" else None, groups_now(initiative, at))
    if form.is_bound and form.is_valid():
        try:
            given = bring_people(by=request.user, initiative=initiative, people=form.people(), at=at)
        except ValidationError as refusal:
            form.problems += refusal.messages
        else:
            words = ngettext("%(count)s person has a seat now.", "%(count)s people have a seat now.", len(given))
            messages.success(request, words % {"count": len(given)})
            return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    context = {"initiative": initiative, "form": form, "sends": sends_by_itself()}
    return render(request, "agenda/first_people.html", context, status=422 if form.is_bound else 200)
