"""Everything is closed by default: an address answers a stranger only if it stands on one list."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from commonweal.config.public_urls import PUBLIC_URL_NAMES
from tests.house import routes


@login_not_required
def open_view(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse("for everybody")


def closed_view(request: HttpRequest, slug: str = "") -> HttpResponse:
    return HttpResponse("for some")


# An urlconf of its own, which the tests below break in.
urlpatterns = [
    path("open/<int:number>/", open_view, name="open"),
    path("closed/<slug:slug>/", closed_view, name="closed"),
    path("", closed_view, name="account_login"),
]


CLOSED = [route for route in routes.routes() if route.name not in PUBLIC_URL_NAMES]


@pytest.mark.django_db
@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.name)
def test_route_turns_a_stranger_away(route: routes.Route) -> None:
    assert routes.turned_away(route)


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 400])
def test_number_that_no_database_holds_finds_nothing(
    number: str, signed_in: Any, analyst: Any, initiative: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Nothing is there, or nothing is taken; an error would be raised here."""
    settings.ROOT_URLCONF = "tests.access.short_answers"
    monkeypatch.setitem(routes.EXAMPLES, "int", number)
    monkeypatch.setitem(routes.EXAMPLES, "slug", initiative.slug)
    browser = signed_in(analyst)
    numbered = [route for route in routes.routes() if number in route.path]
    answers = {browser.get(route.path).status_code for route in numbered}
    answers |= {browser.post(route.path).status_code for route in numbered}
    assert len(numbered) > 20
    assert answers <= {302, 404, 405}


def test_public_list_names_only_routes_that_are_open() -> None:
    assert routes.listed_for_nothing(None, PUBLIC_URL_NAMES) == []


def test_every_route_has_a_name() -> None:
    assert [route.path for route in routes.routes() if route.name.endswith("None")] == []


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, LOGIN_URL="/sign-in/")
def test_open_route_that_is_not_on_the_list_is_caught() -> None:
    assert routes.open_by_mistake(__name__, {"account_login"}) == ["open"]


def test_listed_route_that_is_closed_or_gone_is_caught() -> None:
    assert routes.listed_for_nothing(__name__, {"open", "closed", "gone"}) == ["closed", "gone"]
