"""The way home from any room: the page itself stands in a room above, so its address comes from the settings."""

from django import template
from django.conf import settings
from django.shortcuts import resolve_url

register = template.Library()


@register.simple_tag
def home_url() -> str:
    return resolve_url(settings.LOGIN_REDIRECT_URL)
