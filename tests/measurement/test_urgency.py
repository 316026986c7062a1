"""Why it cannot wait: published figures as they were and are, people's words, and how members rate it over time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.operations.aspirations import QuoteDraft, note_aspiration, withdraw_aspiration
from commonweal.governance.models import Initiative
from commonweal.instruments.operations.surveys import close_survey
from commonweal.measurement.models import UrgencyReason
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.operations.urgency import show_figure, show_words, take_off_board
from commonweal.measurement.queries.lineage import Asked
from commonweal.measurement.queries.urgency import urgency_board
from commonweal.people.models import Organisation, Person
from tests.instruments.conftest import ask, send, twenty, working  # noqa: F401 - fixtures
from tests.measurement.accepted_facts import accepted, fact

pytestmark = pytest.mark.covers("A3")
PAGE = "/desk/fork/urgency/"
FIGURE = Asked("P1", "2025")
WHY = "Each year 200 children begin school behind."


@pytest.fixture
def released(
    initiative: Initiative,
    enrolled: Any,
    places: Any,
    partner_organisation: Organisation,
    analyst: Person,
    at: datetime,
) -> Initiative:
    accepted(initiative, [fact("P1", "2025", 120.0, place="east")], organisation=partner_organisation)
    accepted(initiative, [fact("P1", "2025", 80.0, place="west")], organisation=partner_organisation)
    publish(by=analyst, initiative=initiative, at=at)
    return initiative


def voice(initiative: Initiative, at: datetime) -> Any:
    draft = QuoteDraft("I count coins.", "en", at.date(), "Library", "inside")
    return note_aspiration(by=None, initiative=initiative, draft=draft, at=at)


def test_figure_stands_as_it_was_and_the_newest_release_beside_it(
    released: Initiative, partner_organisation: Organisation, chair: Person, analyst: Person, at: datetime
) -> None:
    show_figure(by=chair, initiative=released, asked=FIGURE, why=WHY, at=at)
    one = urgency_board(chair, released, at).figures[0]
    assert (one.value.startswith("200"), one.release, one.now) == (True, 1, "")
    accepted(released, [fact("P1", "2025", 90.0, place="west")], organisation=partner_organisation)
    publish(by=analyst, initiative=released, at=at)
    one = urgency_board(chair, released, at).figures[0]
    assert (one.value.startswith("200"), one.now.startswith("210")) == (True, True)


def test_words_go_from_the_board_with_their_consent(initiative: Initiative, chair: Person, at: datetime) -> None:
    draft = QuoteDraft("I count coins.", "en", at.date(), "Library", "inside")
    said = note_aspiration(by=chair, initiative=initiative, draft=draft, at=at)
    show_words(by=chair, initiative=initiative, voice=said, why=WHY, at=at)
    assert [one.aspiration for one in urgency_board(chair, initiative, at).voices] == [said]
    withdraw_aspiration(by=chair, aspiration=said, at=at)
    assert urgency_board(chair, initiative, at).voices == []


def test_rating_is_told_by_the_day_of_each_closed_survey(
    ask: Any,  # noqa: F811
    twenty: list[Person],  # noqa: F811
    initiative: Initiative,
    analyst: Person,
    at: datetime,  # noqa: F811
) -> None:
    survey = ask(code="readiness")
    for person in twenty[:10]:
        send(survey, person)
    close_survey(by=analyst, survey=survey, at=at + timedelta(days=1))
    rated = urgency_board(analyst, initiative, at + timedelta(days=2)).ratings
    # One of its questions is reversed, so that a four there is a two.
    assert [(round(one.median, 2), one.highest, one.answers, one.apart) for one in rated] == [(3.67, 5, 10, False)]


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_who_does_not_draft_puts_nothing_there(
    request: pytest.FixtureRequest, initiative: Initiative, steering: Any, at: datetime, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        show_words(by=person, initiative=initiative, voice=voice(initiative, at), why=WHY, at=at)
    assert urgency_board(person, initiative, at).voices == []


@pytest.mark.parametrize(("asked", "why", "field"), [(Asked("P1", "1999"), WHY, "figure"), (FIGURE, " ", "why")])
def test_what_is_not_there_or_has_no_reason_is_refused(
    released: Initiative, chair: Person, at: datetime, asked: Asked, why: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        show_figure(by=chair, initiative=released, asked=asked, why=why, at=at)
    assert (list(refused.value.message_dict), UrgencyReason.objects.count()) == ([field], 0)


def test_twice_is_once_and_what_was_taken_off_is_kept(released: Initiative, chair: Person, at: datetime) -> None:
    made = show_figure(by=chair, initiative=released, asked=FIGURE, why=WHY, at=at)
    with pytest.raises(ValidationError, match="stands on the board already"):
        show_figure(by=chair, initiative=released, asked=FIGURE, why=WHY, at=at)
    take_off_board(by=chair, reason=made, at=at)
    assert (urgency_board(chair, released, at).figures, UrgencyReason.objects.count()) == ([], 1)


def test_pages_put_a_figure_and_a_sentence_there_and_take_one_off(
    released: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    client, said = signed_in(chair), voice(released, at)
    assert client.post(f"{PAGE}figure/", {"figure": "P1|2025", "why": WHY}).status_code == 302
    assert client.post(f"{PAGE}words/", {"voice": str(said.pk), "why": "Listen."}).status_code == 302
    page = client.get(PAGE).content.decode()
    assert [words in page for words in (WHY, "I count coins.", "release 1")] == [True] * 3
    made = UrgencyReason.objects.get(aspiration=said)
    assert client.post(f"{PAGE}{made.pk}/off/").status_code == 302
    assert "I count coins." not in client.get(PAGE).content.decode()
