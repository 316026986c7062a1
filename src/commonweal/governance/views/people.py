"""The people of an initiative, for its data manager: one list, and a page for each."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.governance import operations, queries
from commonweal.governance.forms.people import AddressForm, ProfileForm, WorkForm
from commonweal.governance.models import Initiative
from commonweal.governance.queries import people as read
from commonweal.people import operations as people
from commonweal.people.models import Merge, Organisation, Person
from commonweal.people.queries import duplicates, own_page
from commonweal.people.rules import may_look_after


def back(initiative: Initiative, person: Person | None = None) -> HttpResponseRedirect:
    if person is None:
        return HttpResponseRedirect(reverse("governance:people", args=[initiative.slug]))
    return HttpResponseRedirect(reverse("governance:person", args=[initiative.slug, person.pk]))


@require_http_methods(["GET", "POST"])
def people_list(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    form = ProfileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.bring_profile(by=request.user, initiative=initiative, at=at, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("%(name)s is here now.") % {"name": made.person})
            return back(initiative, made.person)
    everybody = list(read.people_of(request.user, initiative, at))
    here = [one for one in everybody if one.merged_into_id is None and one.erased_at is None]
    sought = duplicates.alike(request.GET.get("name", ""))
    found = [one for one in here if all(word in duplicates.alike(one.name) for word in sought.split())]
    organisations = read.organisations_of(request.user, initiative, at)
    merged_organisations = duplicates.merges_of(request.user, organisations, Merge.Kind.ORGANISATION)
    parts = read.parts_today(request.user, initiative, at)
    context = {
        "initiative": initiative,
        "people": [(one, parts.get(one.pk, "")) for one in found],
        "sought": request.GET.get("name", ""),
        "pairs": duplicates.possible_duplicates(request.user, here, at.date()),
        "organisation_pairs": duplicates.possible_duplicate_organisations(request.user, organisations, at.date()),
        "merges": duplicates.merges_of(request.user, here, Merge.Kind.PERSON) + merged_organisations,
        "organisations": organisations,
        "lived": read.seats_with_lived_experience(request.user, initiative, at.date()),
        "form": form,
    }
    return render(request, "governance/people.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def person(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """A person's page, as the data manager of one initiative sees it. A duplicate leads to the one that was kept."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    shown = read.person_in(request.user, initiative, key, timezone.now())
    if (kept := duplicates.kept_of(shown)) != shown:
        return back(initiative, kept)
    return page(request, initiative, shown)


def page(request: HttpRequest, initiative: Initiative, shown: Person, **more: object) -> HttpResponse:
    at = timezone.now()
    today = at.date()
    chapters = own_page.history(request.user, shown, today)
    context = {
        "initiative": initiative,
        "person": shown,
        "now": [one for one in chapters if one.holds_on(today)],
        "before": [one for one in chapters if not one.holds_on(today)],
        "works": own_page.affiliations(shown).filter(until=None),
        "experience": own_page.experience_of(request.user, shown, today),
        # Merging and erasing touch every initiative: one manages all, or asks those who do.
        "wholly": may_look_after(request.user, shown, today),
        "merges": duplicates.merges_of(request.user, [shown], Merge.Kind.PERSON),
        "erasure_asked": own_page.erasure_asked(shown),
        "address_form": AddressForm(initial={"email": shown.email}),
        "work_form": WorkForm(employers=read.organisations_of(request.user, initiative, at), initial={"since": today}),
        "sends_by_itself": bool(settings.EMAIL_HOST),
    }
    return render(request, "governance/person.html", context | more, status=422 if more else 200)


@require_POST
def add_work(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    form = WorkForm(request.POST, employers=read.organisations_of(request.user, initiative, at))
    if not form.is_valid():
        return page(request, initiative, shown, work_form=form)
    employer = get_object_or_404(Organisation, code=form.cleaned_data["organisation"])
    try:
        people.affiliate(
            by=request.user, person=shown, organisation=employer, since=form.cleaned_data["since"], at=at,
            title=form.cleaned_data["title"],
        )  # fmt: skip
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("It is written down."))
    return back(initiative, shown)


@require_http_methods(["GET", "POST"])
def end_work(request: HttpRequest, slug: str, key: int, work: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    held = get_object_or_404(own_page.affiliations(shown).filter(until=None), pk=work)
    if request.method == "POST":
        try:
            people.end_affiliation(by=request.user, affiliation=held, until=people.the_day_before(at), at=at)
        except PermissionDenied:
            messages.error(request, _("%(name)s takes part in another initiative too.") % {"name": shown})
        else:
            messages.success(request, _("It has ended, and stays written down."))
        return back(initiative, shown)
    return render(request, "governance/end_work.html", {"initiative": initiative, "person": shown, "work": held})


@require_POST
def address(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Where to write to somebody with a light profile."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            people.set_address(by=request.user, profile=shown, email=form.cleaned_data["email"], at=at)
        except ValidationError as problem:
            form.add_error("email", problem.messages)
        else:
            messages.success(request, _("The address is kept."))
            return back(initiative, shown)
    return page(request, initiative, shown, address_form=form)


@require_POST
def invite(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Mail the link by which a light profile becomes its owner's. Without a mail server it is shown, once."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    shown = read.person_in(request.user, initiative, key, at)
    try:
        link = operations.invite_to_claim(by=request.user, initiative=initiative, profile=shown, at=at)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return back(initiative, shown)
    if settings.EMAIL_HOST:
        messages.success(request, _("The link is on its way to %(email)s.") % {"email": shown.email})
        return back(initiative, shown)
    answer = page(request, initiative, shown, link=link)
    answer.status_code = 200
    return answer
