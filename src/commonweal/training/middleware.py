"""A room with a thousand phones votes and looks within the same seconds."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import add_never_cache_headers

from commonweal.training.views.poll_phone import kept_results, refusal

ADDRESS = re.compile(r"/poll/([0-9]{6})/(results/now/)?")


class PollsAtOnce:
    """Counts a vote and gives a result that is already made, before sessions and sign-in are looked at.

    Nobody who votes is signed in, so nothing of that could change the answer. Whatever is not plain goes the way of
    every other page and is told there what is wrong: a form that is not ours, a phone without a mark, a closed poll.
    It stands after the language is known and after what sets the headers of safety.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.own_form = OwnForm(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.at_once(request) or self.get_response(request)

    def at_once(self, request: HttpRequest) -> HttpResponse | None:
        address = ADDRESS.fullmatch(request.path_info)
        if address is None:
            return None
        code, looks = address.groups()
        answer: HttpResponse | None = None
        if looks and request.method == "GET":
            kept = kept_results(code)
            answer = None if kept is None else HttpResponse(kept)
        elif not looks and request.method == "POST" and self.own_form.sent(request) and not refusal(request, code):
            answer = HttpResponseRedirect(request.path)
        if answer is not None:
            add_never_cache_headers(answer)
        return answer


class OwnForm(CsrfViewMiddleware):
    """Django's own check that a form was sent from one of our pages, as a question."""

    def sent(self, request: HttpRequest) -> bool:
        self.process_request(request)
        return self.process_view(request, HttpResponse, (), {}) is None

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden()
