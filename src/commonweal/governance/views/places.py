"""The places of the initiative: as a list, as a table that is uploaded, as boundaries."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commonweal.governance import operations, queries
from commonweal.governance.drafts import PlaceDraft
from commonweal.governance.forms.organisations import UploadForm
from commonweal.governance.forms.places import (
    BoundariesForm,
    LiesInForm,
    PlaceForm,
    boundaries_from_geojson,
    places_from_csv,
)
from commonweal.governance.forms.tables import UnreadableTableError, bytes_of
from commonweal.governance.models import Initiative


def places(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, queries.initiative_for_backbone(request.user, slug))


def page(request: HttpRequest, initiative: Initiative, **more: object) -> HttpResponse:
    context = {
        "initiative": initiative,
        "places": queries.places(initiative),
        "form": PlaceForm(initiative=initiative),
        "upload": UploadForm(prefix="upload"),
        "boundaries": BoundariesForm(prefix="boundaries"),
    }
    return render(request, "governance/places.html", context | more, status=422 if more else 200)


def store(request: HttpRequest, initiative: Initiative, drafts: Sequence[PlaceDraft]) -> HttpResponse:
    operations.set_places(by=request.user, initiative=initiative, places=drafts, at=timezone.now())
    if all(draft.boundary is not None for draft in drafts):
        words = ngettext("%(count)s boundary is kept.", "%(count)s boundaries are kept.", len(drafts))
    else:
        words = ngettext("%(count)s place is up to date.", "%(count)s places are up to date.", len(drafts))
    messages.success(request, words % {"count": len(drafts)})
    return HttpResponseRedirect(reverse("governance:places", args=[initiative.slug]))


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = PlaceForm(request.POST, initiative=initiative)
    if form.is_valid():
        draft = form.draft()
        if initiative.places.filter(code=draft.code).exists():
            form.add_error("code", _("There is already a place with the code %(code)s.") % {"code": draft.code})
        else:
            try:
                return store(request, initiative, [draft])
            except ValidationError as problem:
                form.add_error(None, problem.messages)
    return page(request, initiative, form=form)


@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = UploadForm(request.POST, request.FILES, prefix="upload")
    if not form.is_valid():
        return page(request, initiative, upload=form)
    try:
        return store(request, initiative, places_from_csv(bytes_of(form.cleaned_data["file"]), initiative))
    except UnreadableTableError as unreadable:
        return page(request, initiative, upload=form, problems=unreadable.problems)
    except ValidationError as problem:
        form.add_error("file", problem.messages)
        return page(request, initiative, upload=form)


@require_POST
def boundaries(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = BoundariesForm(request.POST, request.FILES, prefix="boundaries")
    if not form.is_valid():
        return page(request, initiative, boundaries=form)
    try:
        content = bytes_of(form.cleaned_data["file"])
        drafts = boundaries_from_geojson(content, initiative, add_missing=form.cleaned_data["add_missing"])
        return store(request, initiative, drafts)
    except UnreadableTableError as unreadable:
        return page(request, initiative, boundaries=form, boundary_problems=unreadable.problems)
    except ValidationError as problem:
        form.add_error("file", problem.messages)
        return page(request, initiative, boundaries=form)


def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask, and then take one place off the list."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    place = get_object_or_404(queries.places(initiative), code=code)
    if request.method == "POST":
        operations.remove_place(by=request.user, place=place, at=timezone.now())
        messages.success(
            request, _("%(name)s is off the list. Add its code again to undo this.") % {"name": place.name}
        )
        return HttpResponseRedirect(reverse("governance:places", args=[slug]))
    context = {"initiative": initiative, "place": place, "parts": [part.part for part in place.parts.all()]}
    return render(request, "governance/remove_place.html", context)


MORE_LINES = 2


def lies_in(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """In which places one lies, and from which period to which."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    place = get_object_or_404(queries.places(initiative), code=code)
    others = [other for other in queries.places(initiative) if other.pk != place.pk]
    held = [
        {"whole": line.whole.code, "since": line.since, "until": line.until}
        for line in place.wholes.select_related("whole").order_by("since", "pk")
    ]
    forms = [
        LiesInForm(request.POST or None, places=others, initial=held[n] if n < len(held) else None, prefix=f"line{n}")
        for n in range(len(held) + MORE_LINES)
    ]
    problems: list[str] = []
    if request.method == "POST" and all(form.is_valid() for form in forms):
        lines = [line for form in forms if (line := form.line())]
        try:
            operations.place_in(by=request.user, place=place, lines=lines, at=timezone.now())
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            messages.success(request, _("It is kept where %(name)s lies, and when.") % {"name": place.name})
            return HttpResponseRedirect(reverse("governance:places", args=[slug]))
    context = {"initiative": initiative, "place": place, "forms": forms, "refusals": problems}
    return render(request, "governance/lies_in.html", context, status=422 if request.method == "POST" else 200)
