"""The demo's cascade: the groups of its design, with their seats, what is open, and what became of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from commonweal.cli.demo.cascade import seat_everybody
from commonweal.cli.demo.founding import Founded, found
from commonweal.governance.queries.cascade import Cascade, cascade_on
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.composition import composition

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
BEGINNING = NOW - timedelta(days=380)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def founded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Founded]:
    with (
        django_db_blocker.unblock(),
        override_settings(COMMONWEAL_HOME=tmp_path_factory.mktemp("demo")),
        transaction.atomic(),
    ):
        made = found("ladder25", BEGINNING)
        seat_everybody(made, BEGINNING, NOW)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cascade(founded: Founded) -> Cascade:
    return cascade_on(founded.initiative, TODAY)


def test_groups_are_those_of_the_design(cascade: Cascade) -> None:
    assert {kind: len(nodes) for kind, nodes in cascade.levels} == {
        "steering": 1, "backbone": 1, "working": 7, "community": 2,
    }  # fmt: skip


def test_steering_committee_has_fifteen_seats_of_which_one_is_open(cascade: Cascade) -> None:
    (steering,) = cascade.of_kind("steering")
    assert (len(steering.seats), [one.role for one in steering.vacancies]) == (14, ["member"])


def test_steering_committee_is_as_its_charter_wants_it_but_for_the_open_seat(
    founded: Founded, cascade: Cascade
) -> None:
    (steering,) = cascade.of_kind("steering")
    found_ = composition(charter_in_force(steering.group, TODAY), steering.seats, TODAY)
    assert [(one.asked, one.is_so) for one in found_ if not one.holds] == [("member: 13", "12 held")]
