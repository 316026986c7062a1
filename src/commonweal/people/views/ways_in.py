"""Passkeys, and signing in through one's own organisation. What checks them is loaded when somebody comes that way."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.people import operations
from commonweal.people.models import Person
from commonweal.people.views.signing_in import has_just_come_in

OF_OIDC = "allauth.socialaccount.providers.openid_connect.views"
OF_PASSKEYS = "commonweal.people.passkey_views"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Asked by the page's script what to sign, then sent what the device signed."""
    return cast(HttpResponse, import_string(f"{OF_PASSKEYS}.sign_in")(request))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    must_be_configured(provider_id)
    return cast(HttpResponse, import_string(f"{OF_OIDC}.login")(request, provider_id))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    must_be_configured(provider_id)
    return cast(HttpResponse, import_string(f"{OF_OIDC}.callback")(request, provider_id))


def must_be_configured(provider_id: str) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    if provider_id not in [app["provider_id"] for app in apps]:
        raise Http404
    import_string("allauth.socialaccount.providers.registry").load()


@login_not_required
@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    return render(request, "people/not_signed_in.html", {"title": _("You did not sign in")})


@login_not_required
@require_GET
def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/not_signed_in.html", {"title": _("Signing in did not work")}, status=403)


@login_not_required
@require_GET
def nobody(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", status=403)


@never_cache
@require_GET
def passkeys(request: HttpRequest) -> HttpResponse:
    kept = own_passkeys(request)
    return render(request, "people/passkeys.html", {"kept": kept, "may_add": has_just_come_in(request)})


@never_cache
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """A further way in is opened only by who has just come in: not by who finds an open screen."""
    if not has_just_come_in(request):
        return HttpResponseRedirect(reverse("people:passkeys"))
    return cast(HttpResponse, import_string(f"{OF_PASSKEYS}.add")(request))


@require_http_methods(["GET", "POST"])
def remove_passkey(request: HttpRequest, number: int) -> HttpResponse:
    key = get_object_or_404(own_passkeys(request), pk=number)
    if request.method == "POST":
        operations.remove_passkey(by=cast(Person, request.user), passkey=key, at=timezone.now())
        messages.success(request, _("This passkey opens nothing here any longer."))
        return HttpResponseRedirect(reverse("people:passkeys"))
    return render(request, "people/remove_passkey.html", {"passkey": key})


def own_passkeys(request: HttpRequest) -> Any:
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(user=cast(Person, request.user), type=Authenticator.Type.WEBAUTHN)
