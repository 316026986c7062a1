"""Which addresses change something: those whose view takes a POST."""

import inspect
from collections.abc import Iterator
from typing import Any

from tests.house.routes import Route, routes


def methods_of(view: Any) -> set[str] | None:
    """What `require_http_methods` allows, beneath whatever else is wrapped around the view; None where nothing says."""
    while view is not None:
        if inspect.isfunction(view):
            allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list")
            if allowed:
                return set(allowed)
        view = getattr(view, "__wrapped__", None)
    return None


def ours(route: Route) -> bool:
    return inspect.unwrap(route.view).__module__.startswith("commonweal.")


def changing_routes() -> Iterator[Route]:
    for route in routes():
        methods = methods_of(route.view)
        if ours(route) and (methods is None or "POST" in methods):
            yield route
