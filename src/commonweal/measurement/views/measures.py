"""Pages on which measures and dimensions are defined."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.measurement.forms.measures import CareForm, DimensionForm, MeasureForm, NewVersionForm, TargetForm
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.operations import definitions as operations
from commonweal.measurement.queries import measures as queries
from commonweal.measurement.queries.member_figures import address_of_figures
from commonweal.measurement.views.desk import for_data_manager

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_GET
@for_data_manager
def measures(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    groups = queries.measures_by_group(request.user, initiative, timezone.now())
    return render(request, "measurement/measures.html", {"initiative": initiative, "groups": groups})


@require_http_methods(READ_OR_SEND)
@for_data_manager
def new_measure(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = MeasureForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.define_measure(
                by=request.user, initiative=initiative, measure=form.measure(), at=timezone.now()
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(code)s is defined. You can ask partners for it now.") % {"code": made.code})
            return redirect("measurement:measure", initiative.slug, made.code)
    shown = {"initiative": initiative, "form": form, "measure": None}
    return render(request, "measurement/measures_form.html", shown, status=_status(form))


@require_http_methods(READ_OR_SEND)
@for_data_manager
def new_version(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    page = queries.measure_page(request.user, initiative, code, timezone.now())
    before = operations.draft_of(page.shown.definition)
    initial = {name: getattr(before, name) for name in before.__dataclass_fields__}
    form = NewVersionForm(request.POST or None, initial=initial, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.redefine_measure(
                by=request.user,
                measure=page.shown.measure,
                definition=form.definition(),
                reason=form.cleaned_data["reason_en"],
                reason_es=form.cleaned_data["reason_es"],
                at=timezone.now(),
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Version %(number)s holds from now on.") % {"number": made.version})
            return redirect("measurement:measure", initiative.slug, page.shown.measure.code)
    shown = {"initiative": initiative, "form": form, "measure": page.shown}
    return render(request, "measurement/measures_form.html", shown, status=_status(form))


@require_GET
def measure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """For whoever may see the measure; who may not change it sees no forms."""
    initiative = the_initiative(slug)
    return _measure_page(request, initiative, code)


@require_POST
@for_data_manager
def set_target(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    found = queries.measure_page(request.user, initiative, code, timezone.now()).shown.measure
    form = TargetForm(request.POST, initiative=initiative)
    if form.is_valid():
        try:
            operations.set_target(by=request.user, measure=found, target=form.target(), at=timezone.now())
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The target holds. The one before it stays on record."))
            return redirect("measurement:measure", initiative.slug, found.code)
    return _measure_page(request, initiative, code, target_form=form)


@require_POST
@for_data_manager
def assign_measure(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    found = queries.measure_page(request.user, initiative, code, timezone.now()).shown.measure
    form = CareForm(request.POST, initiative=initiative)
    if form.is_valid():
        operations.assign_measure(by=request.user, measure=found, care=form.care(), at=timezone.now())
        messages.success(request, _("Kept who looks after %(code)s.") % {"code": found.code})
        return redirect("measurement:measure", initiative.slug, found.code)
    return _measure_page(request, initiative, code, care_form=form)


@require_POST
@for_data_manager
def retire_measure(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    found = queries.measure_page(request.user, initiative, code, timezone.now()).shown.measure
    try:
        operations.retire_measure(by=request.user, measure=found, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request, _("%(code)s is retired. You can take it up again at any time.") % {"code": found.code}
        )
    return redirect("measurement:measure", initiative.slug, found.code)


@require_POST
@for_data_manager
def take_up_measure(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    found = queries.measure_page(request.user, initiative, code, timezone.now()).shown.measure
    try:
        operations.take_up_measure(by=request.user, measure=found, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(code)s is in use again.") % {"code": found.code})
    return redirect("measurement:measure", initiative.slug, found.code)


@require_GET
@for_data_manager
def dimensions(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    found = queries.dimensions_of_initiative(request.user, initiative, timezone.now())
    return render(request, "measurement/measures_dimensions.html", {"initiative": initiative, "dimensions": found})


@require_http_methods(READ_OR_SEND)
@for_data_manager
def new_dimension(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = DimensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.define_dimension(
                by=request.user, initiative=initiative, dimension=form.dimension(), at=timezone.now()
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Measures can be split so from now on."))
            return redirect("measurement:dimensions", initiative.slug)
    shown = {"initiative": initiative, "form": form, "dimension": None}
    return render(request, "measurement/measures_dimension.html", shown, status=_status(form))


@require_http_methods(READ_OR_SEND)
@for_data_manager
def dimension(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    found = queries.dimension_for(request.user, initiative, code, timezone.now())
    lines = [f"{one.code}; {one.name_en}; {one.name_es}".rstrip("; ") for one in found.categories.all()]
    initial = {name: getattr(found, name) for name in ("code", "name_en", "name_es", "sensitive", "ordered")}
    form = DimensionForm(request.POST or None, initial=initial | {"categories": "\n".join(lines)})
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_dimension(by=request.user, dimension=found, draft=form.dimension(), at=timezone.now())
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The change is kept."))
            return redirect("measurement:dimensions", initiative.slug)
    shown = {"initiative": initiative, "form": form, "dimension": found}
    return render(request, "measurement/measures_dimension.html", shown, status=_status(form))


def _measure_page(request: HttpRequest, initiative: Initiative, code: str, **forms: Any) -> HttpResponse:
    """The page of one measure; a form that was refused comes back on it with what was typed."""
    page = queries.measure_page(request.user, initiative, code, timezone.now())
    found, target = page.shown.measure, page.shown.target
    held = {
        "group": found.group.code if found.group else "",
        "owner": found.owner,
        "origin": found.origin,
        "headline": found.headline,
        "visibility": found.visibility,
        "guards_partners": found.guards_partners,
    }
    names = ("baseline_period", "baseline_value", "target_period", "target_value")
    aimed = {name: getattr(target, name) for name in names} if target else {}
    shown = {
        "initiative": initiative,
        "page": page,
        "measure": page.shown,
        "figures_url": address_of_figures(request.user, found, timezone.now()),
        "care_form": forms.get("care_form") or CareForm(initial=held, initiative=initiative),
        "target_form": forms.get("target_form") or TargetForm(initial=aimed, initiative=initiative),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "measurement/measures_one.html", shown, status=422 if forms else 200)


def _status(form: Any) -> int:
    return 422 if form.errors else 200
