from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from commonweal.governance.queries import any_initiative_exists

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


class ContentSecurityPolicy:
    """No inline script or style and nothing from elsewhere: a page can only load what this server gives."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


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
