"""Signing in through one's own organisation, by OpenID Connect, for the package that does it."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class OwnOrganisation(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - handed in
        """Their server says who somebody is, and the data manager here who takes part."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """The page says what to do; the reason is in the server's log, and in nobody's address bar."""
