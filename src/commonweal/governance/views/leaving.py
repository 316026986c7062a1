"""What changes who somebody is here: leaving, coming back, merging duplicates, erasing. Each asks first."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.governance import operations, queries, rules
from commonweal.governance.forms.people import MergeForm
from commonweal.governance.lent_to_people import keeps_from_leaving, work_ends_with_leaving, work_that_lets_in
from commonweal.governance.queries import people as read
from commonweal.governance.views.people import back
from commonweal.people import operations as people
from commonweal.people.forms.own_page import ErasureForm
from commonweal.people.models import Organisation
from commonweal.people.queries import everything


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """All parts in this initiative end today; for who has none elsewhere, so does signing in."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    if request.method == "POST":
        try:
            operations.leave_initiative(by=request.user, initiative=initiative, person=shown, at=at)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, _("%(name)s has left. What they did stays written down.") % {"name": shown})
        return back(initiative, shown)
    why_not = keeps_from_leaving(shown, rules.today(initiative, at), initiative)
    works = work_that_lets_in(shown, initiative, rules.today(initiative, at))
    ends = [one for one in works if work_ends_with_leaving(request.user, one, initiative, at)]
    stays = [one for one in works if one not in ends]
    context = {"initiative": initiative, "person": shown, "why_not": why_not, "ends": ends, "stays": stays}
    return render(request, "governance/leave_initiative.html", context)


@require_POST
def let_back(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    try:
        people.let_back(by=request.user, person=shown, at=at)
    except (PermissionDenied, ValidationError):
        messages.error(request, _("%(name)s cannot be let back from here.") % {"name": shown})
    else:
        messages.success(request, _("%(name)s can sign in again. Give them a seat anew.") % {"name": shown})
    return back(initiative, shown)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Into the person of this page. Both sides are shown before, and it can be undone."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    others = read.people_of(request.user, initiative, at).filter(merged_into=None, erased_at=None).exclude(pk=shown.pk)
    parts, chosen = read.parts_today(request.user, initiative, at), {"other": request.GET.get("other", "")}
    form = MergeForm(request.POST or None, others=others, parts=parts, initial=chosen)
    if request.method == "POST" and form.is_valid():
        duplicate = others.get(pk=form.cleaned_data["other"])
        try:
            made = people.merge_people(
                by=request.user, kept=shown, duplicate=duplicate, why=form.cleaned_data["why"], at=at
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        except PermissionDenied:
            form.add_error(None, _("One of the two takes part in an initiative that is not yours to manage."))
        else:
            messages.success(request, _("Both are %(name)s now. You can undo it here.") % {"name": shown})
            if made.stayed:
                messages.warning(request, _("Some rows stand once for each person, and stayed with the duplicate."))
            return back(initiative, shown)
    context = {"initiative": initiative, "person": shown, "form": form}
    return render(request, "governance/merge_person.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def merge_organisation(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    here = read.organisations_of(request.user, initiative, at)
    shown = next((one for one in here if one.code == code), None)
    if shown is None:
        raise Http404
    others = Organisation.objects.filter(pk__in=[one.pk for one in here if one != shown])
    form = MergeForm(request.POST or None, others=others, initial={"other": request.GET.get("other", "")})
    if request.method == "POST" and form.is_valid():
        duplicate = others.get(pk=form.cleaned_data["other"])
        try:
            people.merge_organisations(
                by=request.user, kept=shown, duplicate=duplicate, why=form.cleaned_data["why"], at=at
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        except PermissionDenied:
            form.add_error(None, _("One of the two takes part in an initiative that is not yours to manage."))
        else:
            messages.success(request, _("Both are %(name)s now. You can undo it here.") % {"name": shown})
            return back(initiative)
    context = {"initiative": initiative, "organisation": shown, "form": form}
    return render(request, "governance/merge_organisation.html", context, status=422 if form.errors else 200)


@require_POST
def undo_merge(request: HttpRequest, slug: str, merge: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    row = next((one for one in read.merges_in(request.user, initiative, at) if one.pk == merge), None)
    if row is None:
        raise Http404
    try:
        people.undo_merge(by=request.user, merge=row, at=at)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("They are two again. Each has its rows back."))
    return back(initiative)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Name, address and own words go; the history of seats stays without a name."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    form = ErasureForm(request.POST or None, person=shown)
    if request.method == "POST" and form.is_valid():
        traces = (shown.name, shown.email)
        try:
            people.erase(by=request.user, person=shown, at=at)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            left = everything.still_named(request.user, traces, at.date())
            return render(request, "governance/erased.html", {"initiative": initiative, "left": left})
    context = {"initiative": initiative, "person": shown, "form": form}
    return render(request, "governance/erase_person.html", context, status=422 if form.errors else 200)
