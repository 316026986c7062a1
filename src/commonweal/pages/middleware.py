from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from commonweal.pages.cache import kept_page


class KeptPages:
    """Answers a public page that is already made, before sessions, sign-in and forms are looked at.

    A public page is the same for everybody, so nothing of that could change it. It stands after the language is
    known and after what sets the headers of safety.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a host that is not ours
        return kept_page(request) or self.get_response(request)
