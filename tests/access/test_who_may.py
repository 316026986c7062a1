"""The seven people of the cast, every closed address, every phase of what stands there: who may, and who must not."""

from typing import Any

import pytest
from django.test import Client

from commonweal.config.public_urls import PUBLIC_URL_NAMES
from tests.access.table import CAST, CLOSED, TABLE, answers, may, route_of, rows
from tests.house.changes import ours
from tests.house.routes import routes

ROWS = list(rows(TABLE.read_text(encoding="utf-8")))


@pytest.mark.covers("H9", "C11", "D11")
def test_everybody_opens_what_the_table_says_and_nothing_else(
    request: pytest.FixtureRequest, things: dict[str, Any], signed_in: Any, settings: Any
) -> None:
    """One test for the whole cast, because the world behind the addresses takes longest."""
    settings.ROOT_URLCONF = "tests.access.short_answers"
    wrong = {}
    for who in CAST:
        client = signed_in(request.getfixturevalue(who))
        for row in ROWS:
            status = answers(row, client, things)
            if (status not in CLOSED) != may(row, who):
                wrong[who, str(row)] = status
    assert wrong == {}


class Anything(dict[str, str]):
    """Fills every brace of an address, where it does not matter with what."""

    def __missing__(self, name: str) -> str:
        return "1"


def test_every_closed_address_stands_in_the_table() -> None:
    asked = {route_of(row, Anything()) for row in ROWS}
    closed = {route.name for route in routes() if ours(route) and route.name not in PUBLIC_URL_NAMES}
    assert closed - asked == set()


@pytest.mark.django_db
def test_somebody_who_is_not_signed_in_opens_nothing(client: Client) -> None:
    assert {str(row) for row in ROWS if answers(row, client, Anything()) != 302} == set()


def test_line_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(AssertionError, match="line 1"):
        list(rows("CA.TR  /desk/fork/\n"))
