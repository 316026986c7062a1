"""The page on which targets of groups are set, and the group that the others are compared with is named."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.measurement.forms.group_targets import GroupTargetForm, ReferenceForm
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.operations import group_targets as operations
from commonweal.measurement.queries.group_targets import GroupsOfMeasure, groups_of_measure
from commonweal.measurement.views.desk import for_data_manager


def _found(request: HttpRequest, initiative: Initiative, code: str) -> GroupsOfMeasure:
    lang = page_language()
    return groups_of_measure(request.user, initiative, code, timezone.now(), lang)


@require_safe
@for_data_manager
def groups(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    return _page(request, initiative, _found(request, initiative, code))


@require_POST
@for_data_manager
def set_target(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    found = _found(request, initiative, code)
    form = GroupTargetForm(request.POST, initiative=initiative, choices=found.choices)
    if form.is_valid():
        try:
            operations.set_group_target(
                by=request.user, measure=found.measure, whose=form.of_whom(), target=form.target(), at=timezone.now()
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The target holds. Pages judge the group by it from the next release on."))
            return redirect("measurement:measure_groups", initiative.slug, found.measure.code)
    return _page(request, initiative, found, form=form)


@require_POST
@for_data_manager
def end_target(request: HttpRequest, initiative: Initiative, code: str, target: int) -> HttpResponse:
    found = _found(request, initiative, code)
    held = next((each for _name, each in found.targets if each.pk == target), None)
    if held is None:
        raise Http404
    operations.end_group_target(by=request.user, target=held, at=timezone.now())
    messages.success(request, _("The target no longer holds. It stays on record."))
    return redirect("measurement:measure_groups", initiative.slug, found.measure.code)


@require_POST
@for_data_manager
def name_reference(request: HttpRequest, initiative: Initiative, code: str, dimension: str) -> HttpResponse:
    found = _found(request, initiative, code)
    way = next((way for way in found.ways if way.code == dimension), None)
    if way is None:
        raise Http404
    form = ReferenceForm(request.POST, way=way)
    if form.is_valid():
        chosen = form.cleaned_data["reference"]
        operations.name_reference(
            by=request.user,
            measure=found.measure,
            dimension=initiative.dimensions.get(code=way.code),
            category=next((one for one in way.categories if one.code == chosen), None),
            at=timezone.now(),
        )
        messages.success(request, _("The next release compares with this group."))
        return redirect("measurement:measure_groups", initiative.slug, found.measure.code)
    return _page(request, initiative, found)


def _page(request: HttpRequest, initiative: Initiative, found: GroupsOfMeasure, form: Any = None) -> HttpResponse:
    shown = {
        "initiative": initiative,
        "found": found,
        "form": form or GroupTargetForm(initiative=initiative, choices=found.choices),
        "references": [ReferenceForm(way=way) for way in found.ways],
        "wrong": form,
    }
    return render(request, "measurement/measure_groups.html", shown, status=422 if form else 200)
