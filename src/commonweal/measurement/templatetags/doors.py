"""Addresses of a partner's pages, behind whichever door the reader came through."""

from typing import Any

from django import template

from commonweal.measurement.views.doors import Door

register = template.Library()


@register.simple_tag
def door_url(door: Door, page: str = "", **more: Any) -> str:
    """`{% door_url door "sent" number=submission.number %}`."""
    return door.url(page, **more)
