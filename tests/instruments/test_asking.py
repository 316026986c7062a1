"""Answering: behind a link, from one's own page, in a room; with no script, on a bad line, in both languages."""

import re
from typing import Any

import pytest
from django.test import Client

from commonweal.instruments.models import AnswerLink, Invitation, Survey
from commonweal.instruments.operations.urns import folder_of, peek
from commonweal.lib.tokens import make_token
from commonweal.people.models import Person
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def link_of(survey: Survey, who: Person) -> str:
    token, token_hash = make_token()
    AnswerLink.objects.create(invitation=Invitation.objects.get(survey=survey, person=who), token_hash=token_hash)
    return f"/answer/{token}/"


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def in_urn(survey: Survey) -> list[dict[str, Any]]:
    return [sheet["answers"] for sheet in peek(bytes(survey.urn.sealed), folder_of(survey))]


def test_first_page_says_the_mode_before_any_question(client: Client, survey: Survey, twenty: list[Person]) -> None:
    page = text_of(client.get(link_of(survey, twenty[0])))
    assert "nobody can tell what you answered" in page
    assert 'type="radio"' not in page
    assert "Open until" in page
