"""What signing in says and allows, for the package that does it. Its mails are wired one room up, in delivery."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class OurVoice(DefaultAccountAdapter):
    """People are added by somebody who may; nobody signs up by themselves. And the words are ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask the backbone team to open it again."),
        "email_password_mismatch": _("This address and this password do not go together. Check both, or use a code."),
        "incorrect_code": _("That is not the code that we sent. Check each character."),
        "invalid_login": _("We cannot sign you in with this address. Check how it is written."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth hands it in
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, message: str = "", **kwargs: Any) -> None:
        """Only what needs a reader: no "Successfully signed in" on a page that shows it anyway."""
        if message:
            super().add_message(request, level, *args, message=message, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Who asked to be written to in Spanish reads Spanish, unless they chose otherwise in this browser."""
        return keep_language(request, super().post_login(request, user, **kwargs), user.language)


def keep_language(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    # English is what everybody has who said nothing; it must not override what the browser asks for.
    if language != settings.LANGUAGE_CODE and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax"
        )
    return response
