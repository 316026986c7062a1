"""The language switch and the error pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language


# Exempt from the CSRF token on purpose: the choice is a harmless preference, and a
# token in the header would make every public page personal and so uncacheable.
@csrf_exempt
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the visitor's language in a cookie and go back to the page they were on."""
    return set_language(request)


def _error_page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "status": status}
    return render(request, "ui/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what arrived could not be read."""
    return _error_page(
        request,
        400,
        _("We could not read that request"),
        _("Nothing was changed. Go back, check what you sent, and send it again."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not do this."""
    return _error_page(
        request,
        403,
        _("This step is not yours to take"),
        _("Nothing was changed. Sign in with another account, or ask the backbone team."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing this person may see."""
    return _error_page(
        request,
        404,
        _("There is no page at this address"),
        _("It may have moved, or it may not be open to you. Start from the front page."),
    )


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: the address is there, and takes another kind of request."""
    return _error_page(
        request,
        405,
        _("This address only works from its own page"),
        _("Nothing was changed. Go back to the page that you came from, and press its button."),
    )


def not_here_yet(request: HttpRequest) -> HttpResponse:
    """503: the page leans on a library that the first start fetches after the first page."""
    answer = _error_page(
        request,
        503,
        _("This page needs a part that is still being fetched"),
        _("It takes a minute or two after the first start. Try again then."),
    )
    answer.headers["Retry-After"] = "60"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; no trace is shown.

    Rendered without the request: the frame's look-ups may be what broke.
    """
    context = {
        "title": _("Something broke on our side"),
        "sentence": _("Nothing half done was kept. Try again in a minute."),
        "status": 500,
    }
    return HttpResponse(render_to_string("ui/error.html", context), status=500)
