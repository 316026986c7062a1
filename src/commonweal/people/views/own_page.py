"""My page: who I am here, what I did over time, what I say about myself, what I agree to, which mails I want."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.people import operations, rules
from commonweal.people.forms.own_page import AboutMeForm, ExperienceForm, MailsForm
from commonweal.people.models import Person
from commonweal.people.queries import own_page, roles_of


def me(request: HttpRequest) -> Person:
    """Everything here needs sign-in, and everything here is the reader's own."""
    return cast(Person, request.user)


def back(anchor: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people:me") + (f"#{anchor}" if anchor else ""))


@never_cache
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    person, at = me(request), timezone.now()
    today = at.date()
    chapters = own_page.history(person, person, today)
    context = {
        "person": person,
        "roles": roles_of(person, at),
        "now": [chapter for chapter in chapters if chapter.holds_on(today)],
        "before": [chapter for chapter in chapters if not chapter.holds_on(today)],
        "experience": own_page.experience_of(person, person, today),
        "consents": own_page.consents_now(person, person),
        "mails": [kind for kind, wanted in own_page.mail_choices(person) if wanted],
        "erasure_asked": own_page.erasure_asked(person),
    }
    return render(request, "people/me.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    person, at = me(request), timezone.now()
    held = person.capacities.filter(rules.in_force(at.date()), until=None).values_list("sector", flat=True)
    form = AboutMeForm(request.POST or None, initial={"name": person.name, "sectors": list(held)})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["name"] != person.name:
            operations.rename(by=person, person=person, name=form.cleaned_data["name"], at=at)
        operations.take_part_as(by=person, person=person, sectors=set(form.cleaned_data["sectors"]), at=at)
        messages.success(request, _("Your page says so now."))
        return back()
    return render(request, "people/about_me.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def experience(request: HttpRequest) -> HttpResponse:
    person, at = me(request), timezone.now()
    told = own_page.experience_of(person, person, at.date())
    initial = {"words": told.words, "seen_by": told.seen_by, "is_counted": told.is_counted} if told else None
    form = ExperienceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kept = operations.describe_experience(by=person, person=person, at=at, **form.cleaned_data)
        said = _("Your words are kept.") if kept else _("Your words are taken away. Only you can read the older ones.")
        messages.success(request, said)
        return back("experience")
    context = {"form": form, "told": own_page.experiences_over_time(person, person)}
    return render(request, "people/experience.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    person = me(request)
    context = {
        "consents": own_page.consents_now(person, person),
        "before": own_page.consents_over_time(person, person),
    }
    return render(request, "people/consents.html", context)


@require_POST
def choose_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree to the wording that the page showed, or agree no longer."""
    person, at = me(request), timezone.now()
    version = request.POST.get("version", "")
    try:
        if request.POST.get("choice") == "withdraw":
            operations.withdraw_consent(by=person, person=person, purpose=purpose, at=at)
            messages.success(request, _("You agree to it no longer, from now on."))
        else:
            number = int(version) if version.isdecimal() else 0
            operations.give_consent(by=person, person=person, purpose=purpose, version=number, at=at)
            messages.success(request, _("Your agreement is written down. You can withdraw it here at any time."))
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return HttpResponseRedirect(reverse("people:consents"))


@never_cache
@require_http_methods(["GET", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    person = me(request)
    form = MailsForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        none = "none" in request.POST
        wanted = {kind: yes and not none for kind, yes in form.cleaned_data.items()}
        operations.choose_mails(by=person, person=person, wanted=wanted, at=timezone.now())
        messages.success(
            request,
            _("You get only necessary mails from now on.") if none else _("You get these mails from now on."),
        )
        return back("mails")
    return render(request, "people/mails.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_work(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody says by themselves that they work at an organisation no longer."""
    person, at = me(request), timezone.now()
    work = get_object_or_404(own_page.affiliations(person).filter(until=None), pk=number)
    if request.method == "POST":
        operations.end_affiliation(by=person, affiliation=work, until=operations.the_day_before(at), at=at)
        messages.success(request, _("It has ended. That you worked there stays written down."))
        return back()
    return render(request, "people/end_work.html", {"work": work})
