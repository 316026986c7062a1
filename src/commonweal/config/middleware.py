from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse

from commonweal.governance.queries import any_initiative_exists
from commonweal.ui.views import method_not_allowed, not_here_yet

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


def policy_for(providers: dict) -> str:
    """A browser follows a form only to allowed places: to the server of one's own organisation, if there is one."""
    apps = [app for provider in providers.values() for app in provider.get("APPS", [])]
    servers = [urlsplit(app["settings"]["server_url"]) for app in apps]
    allowed = "".join(f" {server.scheme}://{server.netloc}" for server in servers)
    return POLICY.replace("form-action 'self'", f"form-action 'self'{allowed}")


class ContentSecurityPolicy:
    """No inline script or style and nothing from elsewhere: a page can only load what this server gives."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_for(settings.SOCIALACCOUNT_PROVIDERS))
        return response


class BackToTheForm:
    """Who reloads a form's answer, or changes the language there, asks for an address that only takes what is sent.

    The form itself stands at the nearest address above it that is a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        page = page_above(request.path) if request.method in ("GET", "HEAD") else None
        answer = HttpResponseRedirect(page) if page else method_not_allowed(request)
        if not page:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer


def page_above(path: str) -> str | None:
    """The nearest address above this one that the desk or a partner's page knows."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            found = resolve(f"{path}/")
        except Http404:
            continue
        return None if found.app_name == "pages" else f"{path}/"
    return None


class StillFetching:
    """The first start of a demo shows its first page before these are there; whoever is quicker is asked to wait."""

    LATER = ("scipy", "typst", "vl_convert")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        is_missing = isinstance(fault, ModuleNotFoundError) and (fault.name or "").partition(".")[0] in self.LATER
        return not_here_yet(request) if is_missing else None


class FirstRun:
    """While there is no initiative, whoever comes to the front door or to sign in is led to the first-run page."""

    DOORS = ("/", "/sign-in/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_over and request.path in self.DOORS:
            # Once founded, always founded: asked of the database until then and never again.
            self.is_over = any_initiative_exists()
            if not self.is_over:
                return HttpResponseRedirect(reverse("agenda:start"))
        return self.get_response(request)
