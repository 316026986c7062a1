"""A question about a hand-in, and its answer: on the page that the mail opens, and on the partner's own page."""

import pytest

from commonweal.delivery.models import Message
from commonweal.measurement.models import Submission
from commonweal.measurement.operations.intake import hand_in
from commonweal.measurement.operations.review import return_submission
from commonweal.measurement.operations.rounds import close_round
from tests.cast import NOW
from tests.measurement.partner_work import GOOD, as_file, link_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(invitation, analyst):
    made = hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    return_submission(by=analyst, submission=made, comment="Is the west complete?", at=NOW)
    return made


def answer(client, page, submission):
    client.post(f"{page}sent/{submission.number}/answer/", {"text": "Yes, since March."})
    return Submission.objects.get(pk=submission.pk)


@pytest.mark.covers("B4", "J1", "J2")
def test_partner_answers_on_the_page_that_the_mail_opens(client, asked, on_the_day):
    page = link_of(Message.objects.get(cause__startswith="measurement.question."))
    assert "Is the west complete?" in text_of(client.get(page))
    answered = answer(client, page, asked)
    assert answered.state == Submission.State.SUBMITTED
    assert [remark.text for remark in answered.remarks.all()] == ["Is the west complete?", "Yes, since March."]


def test_partner_answers_on_its_own_page(client, link, asked):
    assert answer(client, link, asked).state == Submission.State.SUBMITTED


def test_question_is_answered_after_the_closing_too(client, link, asked, invitation, analyst):
    close_round(by=analyst, round=invitation.round, at=NOW)
    assert answer(client, link, asked).state == Submission.State.SUBMITTED


def test_nobody_answers_in_the_thread_of_another_partner(client, link, asked, open_for_two, invitation):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    theirs = hand_in(by=other, place_in_round=other, file=as_file(GOOD[:1]), answers={}, at=NOW)
    assert client.post(f"{link}sent/{theirs.number}/answer/", {"text": "Hello."}).status_code == 404
