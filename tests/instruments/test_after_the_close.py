"""What somebody reads who comes back once a survey is closed: when, and whether their answers were kept."""

import pytest
from django.test import Client

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.people.models import Person
from commonweal.ui.formats import day
from tests.cast import NOW
from tests.instruments.conftest import send
from tests.instruments.test_asking import link_of, press, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("A5")]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_page_after_the_close_says_that_answers_are_in_where_enough_came(
    client: Client, survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    for who in twenty[1:5]:
        send(survey, who)
    address = link_of(survey, twenty[0])
    press(client, address, press(client, address, client.get(address), "begin"), "send", welcome=4)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    told = text_of(client.get(address))
    assert ("Your answers are in" in told, "The survey is closed. No more answers come in." in told) == (True, True)


def test_pages_after_an_early_close_name_its_day_and_not_the_planned_one(
    client: Client, survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    silent, answered = link_of(survey, twenty[0]), link_of(survey, twenty[1])
    press(client, answered, press(client, answered, client.get(answered), "begin"), "send", welcome=4)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    planned = day(survey.closes_on)
    assert f"It was closed on {day(NOW.date())}." in text_of(client.get(silent))
    told = text_of(client.get(answered))
    assert "Fewer than 5 answered by link, so those answers were deleted unread." in told
    assert "Your answers are in" not in told
    assert [planned in text_of(client.get(address)) for address in (silent, answered)] == [False, False]
