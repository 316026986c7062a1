"""A question that fewer than the floor answered is told on no page, though enough sent a sheet."""

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.plans import work_plan
from commonweal.instruments.queries.pledges import pledges
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import answers_to, send

Ask = Callable[..., Survey]
pytestmark = pytest.mark.covers("A5")


@pytest.fixture
def closed(survey: Survey, analyst: Person, twenty: list[Person]) -> Survey:
    """Seven answered: all of them one question low, one of them another, and one in words."""
    for number, who in enumerate(twenty[:7]):
        send(survey, who, {"welcome": 2} | ({"voice": 1, "change": "My word"} if number == 0 else {}))
    return operations.close_survey(by=analyst, survey=survey, at=NOW)


def test_work_plan_has_no_piece_of_what_one_person_answered(
    closed: Survey, analyst: Person, twenty: list[Person]
) -> None:
    for reader in (analyst, twenty[0]):
        assert [piece.item.id for piece in work_plan(reader, closed, "", NOW).pieces] == ["welcome"]


def test_reading_gives_no_advice_on_what_one_person_answered(
    closed: Survey, twenty: list[Person], signed_in: Any
) -> None:
    page = signed_in(twenty[0]).get(f"/desk/fork/surveys/{closed.pk}/reading/")
    assert [question for _advice, question in page.context["advice"]] == ["I felt welcome here."]


@pytest.mark.parametrize(("lang", "words"), [("en", "fewer than 5 comments"), ("es", "menos de 5 comentarios")])
def test_number_of_few_comments_is_not_told(
    closed: Survey, twenty: list[Person], signed_in: Any, lang: str, words: str
) -> None:
    page = signed_in(twenty[0]).get(f"/desk/fork/surveys/{closed.pk}/reading/", headers={"accept-language": lang})
    section = page.content.decode().partition('id="words"')[2].partition("</section>")[0]
    assert (words in section, "1 com" in section) == (True, False)


def test_pulse_that_few_gave_is_not_told_beside_its_guideline(ask: Ask, analyst: Person, twenty: list[Person]) -> None:
    survey = ask(code="participation-pledge", mode="named")
    pulse = [key for key, value in answers_to(survey, 2).items() if value == 2]
    for number, who in enumerate(twenty[:7]):
        given = {key: value for key, value in answers_to(survey, 2).items() if key not in pulse[:1] or number == 0}
        send(survey, who, given)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    found = pledges(twenty[1], survey.initiative, NOW).guidelines
    assert [(one.is_hidden, one.middle) for one in found][:2] == [(True, None), (False, 4.0)]
