"""Pages of signing in that are ours: the one-time link and the password."""

import ipaddress
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.people import operations, queries
from commonweal.people.forms.signing_in import PasswordForm
from commonweal.people.models import Person
from commonweal.people.sign_in import keep_language

CAME_BY_LINK = "came_by_link_at"
FRESH = timedelta(minutes=15)
ANY_WAY = ("code", "password", "mfa", "socialaccount")


def is_loopback(request: HttpRequest) -> bool:
    """From this machine, and not handed on by a proxy that runs on it."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def once(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: looking at it says whom it is for, and only the button spends it, so a link preview does not."""
    if not (settings.COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE or is_loopback(request)):
        return render(request, "people/link_refused.html", status=403)
    at = timezone.now()
    if request.method != "POST":
        person = queries.holder_of_link(token, at)
        status = 200 if person else 410
        roles = queries.roles_of(person, at) if person else []
        return render(request, "people/once.html", {"person": person, "roles": roles}, status=status)
    try:
        person = operations.use_sign_in_link(by=None, token=token, at=at)
    except operations.UnusableLinkError:
        return render(request, "people/once.html", {"person": None}, status=410)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[CAME_BY_LINK] = time.time()
    return keep_language(request, HttpResponseRedirect(settings.LOGIN_REDIRECT_URL), person.language)


def has_just_come_in(request: HttpRequest, ways: Sequence[str] = ANY_WAY) -> bool:
    """Within the last quarter of an hour, by a one-time link or in one of these ways."""
    times = [request.session.get(CAME_BY_LINK, 0)]
    methods = request.session.get("account_authentication_methods", [])
    times += [method.get("at", 0) for method in methods if method.get("method") in ways]
    return time.time() - max(times) < FRESH.total_seconds()


@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)  # everything needs sign-in but for the public list
    # That is how a forgotten password is replaced; who typed the old one at the door can type it again.
    ask = person.has_usable_password() and not has_just_come_in(request, ways=["code"])
    form = PasswordForm(request.POST or None, person=person, ask_for_old=ask)
    if request.method == "POST" and form.is_valid():
        operations.set_password(by=person, person=person, password=form.cleaned_data["new"], at=timezone.now())
        update_session_auth_hash(request, person)
        messages.success(request, _("Your new password works from now on."))
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def mail_language(request: HttpRequest) -> HttpResponse:
    """In which language we write to the person who asks."""
    person = cast(Person, request.user)
    try:
        operations.choose_language(
            by=person, person=person, language=request.POST.get("language", ""), at=timezone.now()
        )
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("From now on we write to you in this language."))
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
def form_is_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - for developers only
    """A form came without this browser's key: mostly because it was open since before signing in or out."""
    return render(request, "people/form_is_too_old.html", status=403)
