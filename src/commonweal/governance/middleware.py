"""Pages of the work: by the clocks of the place that they are about, and each right of the reader looked up once."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from commonweal.governance.frame import DESK
from commonweal.governance.models import Initiative
from commonweal.lib.asked_once import one_page


class ClockOfThePlace:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if "slug" in kwargs and request.path.startswith(DESK) and request.user.is_authenticated:
            zone = Initiative.objects.filter(slug=kwargs["slug"]).values_list("time_zone", flat=True).first()
            if zone:
                timezone.activate(zone)


class RightsAskedOnce:
    """While a page is read. Where something is sent, rights are looked up each time: it may change them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_page():
            return self.get_response(request)
