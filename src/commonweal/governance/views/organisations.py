"""Who takes part, and whom to ask at each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commonweal.governance import operations, queries
from commonweal.governance.forms.organisations import ContactForm, OrganisationForm, UploadForm, newcomers_from_csv
from commonweal.governance.forms.tables import UnreadableTableError, bytes_of
from commonweal.governance.models import Initiative, Participation
from commonweal.governance.visibility import CONTACTS


def organisations(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, queries.initiative_for_backbone(request.user, slug))


def page(request: HttpRequest, initiative: Initiative, **more: object) -> HttpResponse:
    context = {
        "initiative": initiative,
        "participations": queries.participations(request.user, initiative, timezone.now()),
        "visibility": CONTACTS,
        "form": OrganisationForm(),
        "upload": UploadForm(prefix="upload"),
    }
    return render(request, "governance/organisations.html", context | more, status=422 if more else 200)


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return page(request, initiative, form=form)
    try:
        operations.bring_organisations(
            by=request.user, initiative=initiative, newcomers=[form.newcomer()], at=timezone.now()
        )
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return page(request, initiative, form=form)
    messages.success(request, _("%(name)s takes part now.") % {"name": form.cleaned_data["name"]})
    return HttpResponseRedirect(reverse("governance:organisations", args=[slug]))


@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    form = UploadForm(request.POST, request.FILES, prefix="upload")
    if not form.is_valid():
        return page(request, initiative, upload=form)
    try:
        newcomers = newcomers_from_csv(bytes_of(form.cleaned_data["file"]))
        came = operations.bring_organisations(
            by=request.user, initiative=initiative, newcomers=newcomers, at=timezone.now()
        )
    except UnreadableTableError as unreadable:
        return page(request, initiative, upload=form, problems=unreadable.problems)
    except ValidationError as problem:
        form.add_error("file", problem.messages)
        return page(request, initiative, upload=form)
    words = ngettext("%(count)s organization is here now.", "%(count)s organizations are here now.", len(came))
    messages.success(request, words % {"count": len(came)})
    return HttpResponseRedirect(reverse("governance:organisations", args=[slug]))


def the_participation(request: HttpRequest, initiative: Initiative, code: str) -> Participation:
    found = queries.participations(request.user, initiative, timezone.now()).filter(organisation__code=code).first()
    if found is None:
        raise Http404
    return found


def contact(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change whom to ask at one organisation."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    participation = the_participation(request, initiative, code)
    fields = ("contact_name", "contact_email", "contact_language")
    form = ContactForm(request.POST or None, initial={name: getattr(participation, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        operations.welcome_organisation(
            by=request.user,
            initiative=initiative,
            organisation=participation.organisation,
            contact=form.contact(),
            at=timezone.now(),
        )
        messages.success(request, _("From now on we write to this contact."))
        return HttpResponseRedirect(reverse("governance:organisations", args=[slug]))
    context = {"initiative": initiative, "participation": participation, "form": form}
    return render(request, "governance/contact.html", context, status=422 if form.errors else 200)


def leave(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask, and then end an organisation's part."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    participation = the_participation(request, initiative, code)
    if request.method == "POST":
        operations.end_participation(by=request.user, participation=participation, at=timezone.now())
        messages.success(
            request,
            _("%(name)s takes part no longer. Add it again to undo this.") % {"name": participation.organisation},
        )
        return HttpResponseRedirect(reverse("governance:organisations", args=[slug]))
    return render(request, "governance/leave.html", {"initiative": initiative, "participation": participation})
