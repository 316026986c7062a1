"""Every address of the site, and whether it turns a stranger away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# Something that each kind of part accepts, and nothing in the tests' data answers to.
NOBODY = "00000000-0000-0000-0000-000000000000"
EXAMPLES = {"int": "999999", "slug": "nothing-here", "str": "nothing-here", "uuid": NOBODY}


@dataclass(frozen=True)
class Route:
    name: str  # with its namespace
    path: str  # as one may ask for it
    view: Any


def routes(urlconf: str | None = None) -> list[Route]:
    return list(walk(get_resolver(urlconf).url_patterns, "", ""))


def walk(patterns: list[URLPattern | URLResolver], before: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        path = before + example(pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, path, inside)
        else:
            yield Route(name=f"{namespace}{pattern.name}", path="/" + path, view=pattern.callback)


def example(pattern: URLPattern | URLResolver) -> str:
    def fill(match: re.Match[str]) -> str:
        return EXAMPLES.get(match.group(1) or "str", "nothing-here")

    return re.sub(r"<(?:(\w+):)?\w+>", fill, str(pattern.pattern))


def turned_away(route: Route) -> bool:
    answer = Client().get(route.path)
    return answer.status_code == 302 and answer.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))


def open_by_mistake(urlconf: str | None, public: set[str]) -> list[str]:
    """Routes that answer a stranger and are not on the list."""
    return [route.name for route in routes(urlconf) if route.name not in public and not turned_away(route)]


def listed_for_nothing(urlconf: str | None, public: set[str]) -> list[str]:
    """Names on the list that no route has, or whose route is closed all the same."""
    by_name = {route.name: route for route in routes(urlconf)}
    return sorted(name for name in public if name not in by_name or getattr(by_name[name].view, "login_required", True))
