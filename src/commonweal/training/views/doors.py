"""The addresses that stand on the wall and on paper."""

from django.conf import settings
from django.urls import reverse


def door_address() -> str:
    """Where a code is typed, as one says it aloud."""
    return settings.COMMONWEAL_URL.partition("//")[2] + reverse("training:door")


def room_address(code: str) -> str:
    return settings.COMMONWEAL_URL + reverse("training:room", args=[code])
