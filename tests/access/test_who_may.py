"""The seven people of the cast, every closed address, every phase of what stands there: who may, and who must not."""

from typing import Any

import pytest

from commonweal.config.public_urls import PUBLIC_URL_NAMES
from tests.access.table import CAST, CLOSED, TABLE, answers, may, route_of, rows
from tests.house.changes import ours
from tests.house.routes import routes

ROWS = list(rows(TABLE.read_text(encoding="utf-8")))


@pytest.mark.covers("H9", "C11", "D11")
@pytest.mark.parametrize("who", CAST)
def test_everybody_opens_what_the_table_says_and_nothing_else(
    request: pytest.FixtureRequest, things: dict[str, Any], signed_in: Any, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    wrong = {}
    for row in ROWS:
        status = answers(row, client, things)
        if (status not in CLOSED) != may(row, who):
            wrong[str(row)] = status
    assert wrong == {}


def test_every_closed_address_stands_in_the_table(things: dict[str, Any]) -> None:
    asked = {route_of(row, things) for row in ROWS}
    closed = {route.name for route in routes() if ours(route) and route.name not in PUBLIC_URL_NAMES}
    assert closed - asked == set()


def test_somebody_who_is_not_signed_in_opens_nothing(things: dict[str, Any], client: Any) -> None:
    assert {str(row) for row in ROWS if answers(row, client, things) != 302} == set()


def test_line_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(AssertionError, match="line 1"):
        list(rows("CA.TR  /desk/fork/\n"))
