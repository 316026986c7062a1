"""What an initiative calls its levels and roles, where it has words of its own."""

from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import models

from commonweal.governance.models.initiatives import Initiative
from commonweal.lib.languages import page_language


class OwnName(models.Model):
    """Another name for a level or a role: “kind.steering”, “role.chair”. Rights follow from the code, never from it."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="own_names")
    code = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    name_es = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="own_name_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.name_en or self.name_es}"


Names = dict[str, tuple[str, str]]

# Read once for a page, however many seats stand on it. Outside of a request nothing is remembered.
_read: ContextVar[dict[int, Names] | None] = ContextVar("own_names", default=None)


def own_name(initiative: int, code: str) -> str:
    """In the language of the page; empty where the initiative has no word of its own."""
    known = _read.get()
    if known is None:
        names = _names_of(initiative)
    else:
        names = known[initiative] if initiative in known else known.setdefault(initiative, _names_of(initiative))
    english, spanish = names.get(code, ("", ""))
    # A word that was given in one language only says nothing about the other.
    return spanish if page_language() == "es" else english


def _names_of(initiative: int) -> Names:
    rows = OwnName.objects.filter(initiative=initiative).values_list("code", "name_en", "name_es")
    return {code: (english, spanish) for code, english, spanish in rows}


def forget_names() -> None:
    """After they were changed within the same request."""
    if _read.get() is not None:
        _read.set({})


def _begin(**_signal: Any) -> None:
    _read.set({})


def _end(**_signal: Any) -> None:
    _read.set(None)


request_started.connect(_begin, dispatch_uid="own names")
request_finished.connect(_end, dispatch_uid="own names")
