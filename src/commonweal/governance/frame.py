"""What the frame of a page says about the initiative: its name above, and the sentence that must stand everywhere."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import get_language

from commonweal.governance import queries
from commonweal.governance.models import Initiative
from commonweal.governance.queries import initiatives_visible, managed_initiatives
from commonweal.ui.registry import Brand

DESK = "/desk/"
AT_ITS_DOOR = "_initiative_at_its_door"


def enter(request: HttpRequest, initiative: Initiative) -> None:
    """A room above has let somebody in who is no member: the frame is this initiative's all the same."""
    request.__dict__[AT_ITS_DOOR] = initiative


def initiative_of(request: HttpRequest) -> Initiative | None:
    """The initiative that a reader is at. Public pages say it themselves, out of the release that they show."""
    if (at_its_door := request.__dict__.get(AT_ITS_DOOR)) is not None:
        return at_its_door
    if request.path.startswith(resolve_url(settings.LOGIN_URL)):
        return queries.the_only_initiative()
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    if not (request.path.startswith(DESK) or request.path == home):
        return None
    mine = initiatives_visible(request.user, timezone.now())
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    return (mine.filter(slug=slug) if slug else mine).first()


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
    return (initiative.banner_es if (get_language() or "").startswith("es") else "") or initiative.banner_en


def manages_here(request: HttpRequest) -> bool:
    """Whether the sections of the data manager's work are shown. Asked once for a page, however many they are."""
    known = "_manages_here"
    if known not in request.__dict__:
        initiative = initiative_of(request) if request.path.startswith(DESK) else None
        managed = managed_initiatives(request.user, timezone.now()) if initiative else []
        request.__dict__[known] = initiative in managed
    return bool(request.__dict__[known])
