"""What the frame of a page says about the initiative: its name above, and the sentence that must stand everywhere."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone

from commonweal.governance import queries
from commonweal.governance.models import Initiative
from commonweal.governance.queries import initiatives_visible
from commonweal.governance.rules import takes_part, today
from commonweal.lib.languages import page_language
from commonweal.ui.registry import Brand

DESK = "/desk/"
OWN_PAGE = "/me/"
AT_ITS_DOOR = "_initiative_at_its_door"
MINE = "_initiative_of_mine"
OF_THE_PAGE = "_initiative_of_the_page"


def enter(request: HttpRequest, initiative: Initiative) -> None:
    """A room above has let somebody in who is no member: the frame is this initiative's all the same."""
    request.__dict__[AT_ITS_DOOR] = initiative


def initiative_of(request: HttpRequest) -> Initiative | None:
    """The initiative that a reader is at: also on a page that is not there, and behind a link that was closed.

    Public pages that are there say it themselves, out of the release that they show.
    """
    known = request.__dict__
    if AT_ITS_DOOR in known:
        return cast(Initiative, known[AT_ITS_DOOR])
    if OF_THE_PAGE not in known:
        known[OF_THE_PAGE] = _mine(request) or _at_its_public_address(request.path) or queries.the_only_initiative()
    return cast(Initiative | None, known[OF_THE_PAGE])


def _mine(request: HttpRequest) -> Initiative | None:
    """Asked once for a page: its name, its banner and its sections all want it."""
    if MINE not in request.__dict__:
        request.__dict__[MINE] = _look_for_mine(request)
    return cast(Initiative | None, request.__dict__[MINE])


def _look_for_mine(request: HttpRequest) -> Initiative | None:
    user = getattr(request, "user", None)  # a request that failed early has none
    inside = request.path.startswith((DESK, OWN_PAGE)) or request.path == resolve_url(settings.LOGIN_REDIRECT_URL)
    if user is None or not inside:
        return None
    now = timezone.now()
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    if slug is None:
        return initiatives_visible(user, now).first()
    initiative = Initiative.objects.filter(slug=slug).first()
    return initiative if initiative and takes_part(user, initiative, today(initiative, now)) else None


def _at_its_public_address(path: str) -> Initiative | None:
    return Initiative.objects.filter(slug=path.split("/")[1]).first()


def brand(request: HttpRequest) -> Brand | None:
    initiative = initiative_of(request)
    if initiative is None:
        return None
    user = getattr(request, "user", None)
    return Brand(initiative.name, resolve_url(settings.LOGIN_REDIRECT_URL) if user and user.is_authenticated else "/")


def banner(request: HttpRequest) -> str | None:
    initiative = initiative_of(request)
    if initiative is None:
        return None
    return (initiative.banner_es if page_language() == "es" else "") or initiative.banner_en


def initiative_at_work(request: HttpRequest) -> Initiative | None:
    """Whose sections of work stand beneath the header: on its desk, and on the home of who has no other."""
    known = "_initiative_at_work"
    if known not in request.__dict__:
        found = None
        if request.path.startswith(DESK):
            found = _mine(request)
        elif request.path == resolve_url(settings.LOGIN_REDIRECT_URL):
            mine = list(initiatives_visible(request.user, timezone.now())[:2])
            found = mine[0] if len(mine) == 1 else None
        request.__dict__[known] = found
    return cast(Initiative | None, request.__dict__[known])


def workplace(request: HttpRequest) -> str | None:
    initiative = initiative_at_work(request)
    return initiative.slug if initiative else None


def open_to(may: Callable[[Any, Initiative, datetime], bool]) -> Callable[[HttpRequest], bool]:
    """A section is shown to who may do its work. Each rule is asked once for a page, however many sections share it."""

    def shown(request: HttpRequest) -> bool:
        asked: dict[object, bool] = request.__dict__.setdefault("_may_at_work", {})
        if may not in asked:
            initiative = initiative_at_work(request)
            asked[may] = initiative is not None and may(request.user, initiative, timezone.now())
        return asked[may]

    return shown
