"""The same question is asked once for a page, and each time elsewhere."""

import pytest

from commonweal.lib.asked_once import asked_once, one_page


class Doorkeeper:
    """Counts how often it was really asked."""

    def __init__(self) -> None:
        self.times = 0

    def may(self, person: str, on: str = "today") -> bool:
        self.times += 1
        return person == "chair"


@pytest.fixture
def doorkeeper() -> Doorkeeper:
    return Doorkeeper()


def test_question_is_asked_once_for_a_page(doorkeeper: Doorkeeper) -> None:
    may = asked_once(doorkeeper.may)
    with one_page():
        assert [may("chair"), may("chair"), may("stranger"), may("stranger")] == [True, True, False, False]
    assert doorkeeper.times == 2


def test_question_is_asked_each_time_elsewhere(doorkeeper: Doorkeeper) -> None:
    may = asked_once(doorkeeper.may)
    may("chair")
    may("chair")
    assert doorkeeper.times == 2


def test_next_page_asks_anew(doorkeeper: Doorkeeper) -> None:
    may = asked_once(doorkeeper.may)
    for _page in range(2):
        with one_page():
            may("chair")
    assert doorkeeper.times == 2


def test_another_day_is_another_question(doorkeeper: Doorkeeper) -> None:
    may = asked_once(doorkeeper.may)
    with one_page():
        may("chair", on="today")
        may("chair", on="tomorrow")
    assert doorkeeper.times == 2
