"""Two ways to a partner's place in a round: its own link, and the backbone on its behalf. The pages are the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from commonweal.governance.frame import enter
from commonweal.measurement.models import Invitation
from commonweal.measurement.operations.links import note_opened
from commonweal.measurement.queries.partner import open_link
from commonweal.measurement.views.desk import for_data_manager

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """Whose place it is, who acts, and how the pages behind this door are addressed."""

    invitation: Invitation
    by: Any
    route: str
    address: dict[str, Any] = field(default_factory=dict)

    @property
    def on_behalf(self) -> bool:
        return not isinstance(self.by, Invitation)

    def url(self, page: str = "", **more: Any) -> str:
        name = f"{self.route}_{page}" if page else self.route
        return reverse(f"measurement:{name}", kwargs={**self.address, **more})


def with_link(view: View) -> View:
    """The partner's own door: whoever holds the link. No account, and nothing else is opened by it."""

    @wraps(view)
    @never_cache
    def opened(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        now = timezone.now()
        try:
            link = open_link(token, now)
        except Http404:
            return render(request, "measurement/partner_unknown.html", status=404)
        invitation = link.invitation
        enter(request, invitation.round.initiative)
        door = Door(invitation, invitation, "partner", {"token": token})
        with _in_words_of(request, invitation), timezone.override(invitation.round.initiative.time_zone):
            if link.expired and getattr(view, "needs_fresh_link", True):
                return render(request, "measurement/partner_expired.html", {"door": door}, status=410)
            note_opened(by=invitation, invitation=invitation, at=now)
            return view(request, door, **rest)

    return login_not_required(opened)


def on_behalf(view: View) -> View:
    """The backbone's door to a partner's place: for the initiative's data managers, marked on everything sent."""

    @wraps(view)
    @for_data_manager
    def opened(request: HttpRequest, initiative: Any, round_id: int, organisation: str, **rest: Any) -> HttpResponse:
        invitation = get_object_or_404(
            Invitation.objects.select_related("round__initiative", "organisation"),
            round__in=initiative.rounds.filter(pk=round_id),
            organisation__code=organisation,
        )
        address = {"slug": initiative.slug, "round_id": round_id, "organisation": organisation}
        return view(request, Door(invitation, request.user, "behalf", address), **rest)

    return opened


def _in_words_of(request: HttpRequest, invitation: Invitation) -> Any:
    """The contact's own language, until somebody has chosen one with the switch."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return translation.override(translation.get_language())
    request.LANGUAGE_CODE = invitation.language
    return translation.override(invitation.language)
