"""How many seats are held by people with lived experience: only who chose to be counted, and never a small number."""

from typing import Any

import pytest

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.people import LivedSeats, seats_with_lived_experience
from commonweal.people import operations
from commonweal.people.models import Person
from tests.cast import NOW, SINCE, person

TODAY = NOW.date()


@pytest.fixture
def seated(steering: Group) -> Any:
    """So many people with a seat who say something, and whether they may be counted."""

    def seat(many: int, *, name: str, words: str = "", counted: bool = False) -> list[Person]:
        people = [person(f"{name}{number}") for number in range(many)]
        for one in people:
            Seat.objects.create(group=steering, role="member", person=one, since=SINCE)
            if words:
                operations.describe_experience(by=one, person=one, words=words, at=NOW, is_counted=counted)
        return people

    return seat


@pytest.mark.covers("H2", "F-PRI-2")
def test_seats_of_who_chose_to_be_counted_are_counted(seated: Any, initiative: Initiative, chair: Person) -> None:
    seated(10, name="Counted", words="Mine.", counted=True)
    seated(11, name="Silent", words="Private.")
    assert seats_with_lived_experience(chair, initiative, TODAY) == LivedSeats(seats=22, counted=10)


@pytest.mark.parametrize(("counted", "others"), [(0, 30), (9, 30), (12, 3)])
def test_small_count_is_not_shown_and_neither_is_nearly_everybody(
    seated: Any, initiative: Initiative, chair: Person, counted: int, others: int
) -> None:
    seated(counted, name="Counted", words="Mine.", counted=True)
    seated(others, name="Other")
    told = seats_with_lived_experience(chair, initiative, TODAY)
    assert told == LivedSeats(seats=counted + others + 1, counted=None)


def test_who_takes_their_words_away_is_counted_no_longer(seated: Any, initiative: Initiative, chair: Person) -> None:
    people = seated(10, name="Counted", words="Mine.", counted=True)
    seated(10, name="Other")
    operations.describe_experience(by=people[0], person=people[0], words="", at=NOW)
    told = seats_with_lived_experience(chair, initiative, TODAY)
    assert told == LivedSeats(seats=21, counted=None)


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_who_has_no_seat_is_told_nothing(
    request: pytest.FixtureRequest, seated: Any, initiative: Initiative, who: str
) -> None:
    seated(20, name="Counted", words="Mine.", counted=True)
    assert seats_with_lived_experience(request.getfixturevalue(who), initiative, TODAY) is None


@pytest.mark.covers("H2")
def test_data_manager_reads_the_count_on_the_page_of_people(
    signed_in: Any, seated: Any, initiative: Initiative, analyst: Person
) -> None:
    seated(10, name="Counted", words="Mine.", counted=True)
    client, desk = signed_in(analyst), f"/desk/{initiative.slug}/people/"
    assert "fewer than 10 people" in client.get(desk).content.decode()
    seated(10, name="Other")
    assert "10 of 21 seats are held by people with lived experience" in client.get(desk).content.decode()
