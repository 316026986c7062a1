"""Notes which routes the tests have asked for, past the gate; a whole run lists those that none did."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

asked: set[str] = set()


class NoteRoute:
    """The innermost middleware: what is turned away at the gate does not come here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if request.resolver_match:
            asked.add(request.resolver_match.view_name)


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:  # in a process of xdist, which hands over what it knows
        output["asked"] = sorted(asked)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    asked.update(getattr(node, "workeroutput", {}).get("asked", []))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.args_source is not config.ArgsSource.TESTPATHS:
        return
    from tests.house.routes import routes

    if never := sorted({route.name for route in routes()} - asked):
        terminalreporter.write_line(f"\nRoutes that no test asked for: {', '.join(never)}")
