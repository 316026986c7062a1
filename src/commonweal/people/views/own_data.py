"""My data: take it along, leave, be erased; and make a light profile mine."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.people import exporting, operations, queries
from commonweal.people.forms.own_page import ErasureForm
from commonweal.people.models import Person
from commonweal.people.queries import everything, own_page
from commonweal.people.views.own_page import back, me


@never_cache
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    person = me(request)
    tables = everything.everything_about(person, person)
    context = {"tables": tables, "rows": sum(len(table.rows) for table in tables)}
    return render(request, "people/data.html", context | {"erasure_asked": own_page.erasure_asked(person)})


@never_cache
@require_GET
def data_file(request: HttpRequest) -> HttpResponse:
    person, at = me(request), timezone.now()
    content = exporting.as_zip(everything.everything_about(person, person), at)
    name = f"my-data-{at:%Y-%m-%d}.zip"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """All that one has here ends today, signing in as well."""
    person = me(request)
    if request.method == "POST":
        try:
            operations.leave(by=person, person=person, at=timezone.now())
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return back()
        logout(request)
        return render(request, "people/gone.html", {"title": _("You have left")})
    return render(request, "people/leave.html")


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have the backbone team erase me; or no longer."""
    person, at = me(request), timezone.now()
    if "withdraw" in request.POST:
        operations.withdraw_erasure(by=person, person=person, at=at)
        messages.success(request, _("You stay as you are."))
    else:
        operations.ask_for_erasure(by=person, person=person, at=at)
        messages.success(request, _("Your backbone team sees that you ask to be erased."))
    return HttpResponseRedirect(reverse("people:data"))


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    person = me(request)
    form = ErasureForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            operations.erase(by=person, person=person, at=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            logout(request)
            return render(request, "people/gone.html", {"title": _("You are erased")})
    context = {"form": form, "person": person}
    return render(request, "people/erase.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the mailed link says whose profile it is; only the button spends it, so a link preview does not."""
    at = timezone.now()
    by = request.user if isinstance(request.user, Person) else None
    profile = queries.profile_of_claim(token, at)
    if request.method != "POST":
        return render(request, "people/claim.html", {"profile": profile}, status=200 if profile else 410)
    try:
        owner = operations.claim(by=by, token=token, at=at)
    except (operations.UnusableLinkError, ValidationError):
        return render(request, "people/claim.html", {"profile": None}, status=410)
    if by is not None:
        messages.success(request, _("It is on your page now."))
        return back()
    messages.success(
        request, _("It is yours now. Sign in with a code that we mail to %(email)s.") % {"email": owner.email}
    )
    return HttpResponseRedirect(reverse("account_request_login_code"))
