"""Somebody who is quicker than what the first start still fetches."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from commonweal.config.urls import urlpatterns as addresses


@login_not_required
def leans_on(request: HttpRequest, library: str) -> HttpResponse:
    raise ModuleNotFoundError(f"No module named '{library}'", name=library)


urlpatterns = [path("leans-on/<str:library>/", leans_on), *addresses]


@pytest.fixture
def visitor(settings: Any, client: Client, db: None) -> Client:
    settings.ROOT_URLCONF = __name__
    return client


def test_page_that_leans_on_what_is_not_here_yet_asks_to_wait(visitor: Client) -> None:
    answer = visitor.get("/leans-on/scipy.stats/", headers={"accept-language": "es"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Esta página necesita una parte que todavía se está descargando" in answer.content.decode()


def test_library_that_nobody_fetches_is_our_fault(visitor: Client) -> None:
    with pytest.raises(ModuleNotFoundError):
        visitor.get("/leans-on/alchemy/")
