"""Which further ways in there are, for the page of signing in, which is allauth's own view."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def organisations_to_sign_in_through() -> list[tuple[str, str]]:
    """Each by its name and address; none where no server is configured."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return [(app["name"], reverse("openid_connect_login", args=[app["provider_id"]])) for app in apps]
