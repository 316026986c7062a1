"""Colleagues are asked by the one whom it is about; of two parallel forms one is asked."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import answers_of
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import asking_of, send
from tests.instruments.test_surveys import open_by_form

PEER = "soft-skills-peer"


@pytest.mark.covers("G10")
def test_colleagues_are_asked_by_the_one_whom_it_is_about_and_by_nobody_else(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, chair: Person
) -> None:
    survey = ask(code=PEER, by=twenty[0])
    assert (survey.about_person, survey.title_en) == (twenty[0], "How does this colleague work with strong partners?")
    assert not survey.invitations.filter(person=twenty[0]).exists()
    assert survey.invitations.count() == 19
    for who in (analyst, chair):
        with pytest.raises(PermissionDenied):
            ask(code=PEER, by=who)


def test_page_says_whom_it_is_about_and_who_reads_the_results(
    ask: Callable[..., Survey], twenty: list[Person], signed_in: Any
) -> None:
    survey = ask(code=PEER, by=twenty[0], closes_on=date.today() + timedelta(days=7))
    asked = survey.invitations.get(person=twenty[1])
    page = signed_in(twenty[1]).get(f"/desk/fork/answer/{asked.pk}/").content.decode()
    assert page.count("It is about Member00, who asks you.") == 1
    assert page.count("Member00 and those who run this survey read the results after the close.") == 1


def test_whoever_asked_about_themselves_reads_the_results_and_colleagues_do_not(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    survey = ask(code=PEER, by=twenty[0])
    for one in twenty[1:8]:
        send(survey, one)
    address = f"/desk/fork/surveys/{survey.pk}/reading/"
    assert signed_in(twenty[0]).get(address).status_code == 404
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    found = [signed_in(who).get(address).status_code for who in (twenty[0], analyst, twenty[1])]
    assert found == [200, 200, 404]


def test_paper_and_the_page_to_type_it_in_say_whom_it_is_about(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    survey, client = ask(code=PEER, by=twenty[0]), signed_in(analyst)
    for way in ("paper", "enter"):
        page = client.get(f"/desk/fork/surveys/{survey.pk}/{way}/").content.decode()
        assert (way, page.count("It is about Member00.")) == (way, 1)


def test_whoever_asked_about_themselves_closes_it_and_colleagues_do_not(
    ask: Callable[..., Survey], twenty: list[Person], signed_in: Any
) -> None:
    survey = ask(code=PEER, by=twenty[0])
    address = f"/desk/fork/surveys/{survey.pk}/close/"
    with pytest.raises(PermissionDenied):
        operations.close_survey(by=twenty[1], survey=survey, at=NOW)
    assert signed_in(twenty[1]).post(address).status_code == 404
    client = signed_in(twenty[0])
    assert f'href="{address}"' in client.get(f"/desk/fork/surveys/{survey.pk}/").content.decode()
    assert (client.get(address).status_code, client.post(address).status_code) == (200, 302)
    survey.refresh_from_db()
    assert survey.closed_at is not None


def test_member_finds_the_questions_about_themselves_and_no_others(twenty: list[Person], signed_in: Any) -> None:
    client, soon = signed_in(twenty[0]), (date.today() + timedelta(days=7)).isoformat()
    page = client.get("/desk/fork/surveys/")
    assert ([one.code for one, *_words in page.context["questions"]], page.context["may_bring"]) == ([PEER], False)
    assert open_by_form(client, PEER, closes_on=soon).status_code == 302
    assert client.get("/desk/fork/surveys/open/readiness/").status_code == 404
    assert client.get(f"/desk/fork/surveys/instruments/{PEER}/").status_code == 404


@pytest.mark.covers("G7")
def test_one_of_two_forms_is_chosen_at_opening_and_asked_alone(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    told = {}
    for form in ("A", "B"):
        survey = ask(code="basics-check", mode="anonymous", form=form)
        told[form] = {item.form for item in asking_of(survey, twenty[0]).instrument.items}
        for one in twenty[:6]:
            send(survey, one)
        closed = operations.close_survey(by=analyst, survey=survey, at=NOW)
        assert {item.form for item in answers_of(analyst, closed, NOW).instrument.items} == {form}
        assert (len(survey.questions.items), len(answers_of(analyst, closed, NOW).columns)) == (6, 6)
    assert told == {"A": {"A"}, "B": {"B"}}


def test_form_that_was_not_chosen_or_is_not_there_is_refused(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    for code, form in (("basics-check", ""), ("basics-check", "C"), ("readiness", "A")):
        with pytest.raises(ValidationError, match="one of the two forms"):
            ask(code=code, mode="anonymous", form=form)
    client, soon = signed_in(analyst), (date.today() + timedelta(days=7)).isoformat()
    assert open_by_form(client, "basics-check", closes_on=soon).status_code == 422
    assert open_by_form(client, "basics-check", closes_on=soon, form="B").status_code == 302
    assert Survey.objects.get().form == "B"
