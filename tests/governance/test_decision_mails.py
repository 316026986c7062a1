"""Whoever has not voted hears of it twice before the close; who leads hears that a decision is open again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from commonweal.delivery.models import Message
from commonweal.governance.models import Decision, Elector
from commonweal.governance.operations.decision_mails import remind_voters
from commonweal.governance.operations.decisions import close_vote, reopen, step_aside
from commonweal.people.operations.own_words import choose_mails
from commonweal.trail.models import Entry
from tests.governance.deciding import vote

DAY = timedelta(days=1)
pytestmark = pytest.mark.covers("D6", "F-INF-3")


@pytest.fixture
def open_for_ten_days(settings: Any, opened: Any, at: datetime) -> Decision:
    settings.EMAIL_HOST = "mail.example"
    decision = opened(closes_at=at + 10 * DAY)
    Message.objects.all().delete()
    return decision


def reminded() -> list[str]:
    return sorted(Message.objects.filter(subject__startswith="Your vote still waits").values_list("to", flat=True))


def test_who_has_not_voted_is_reminded_a_week_and_a_day_before(
    open_for_ten_days: Decision, table: Any, at: Any
) -> None:
    vote(table["ana"], open_for_ten_days, "yes", at)
    sent = [remind_voters(by=None, at=at + days * DAY) for days in (1, 3, 4, 9, 9)]
    assert sent == [0, 4, 0, 4, 0]
    assert "ana@example.org" not in reminded()


@pytest.mark.parametrize(("question_es", "said"), [("", "¿no? (en inglés)"), ("¿Sí o no?", "¿Sí o no?\n")])
def test_question_of_the_other_language_is_marked_in_the_mails_and_on_the_page_of_the_vote(
    settings: Any, opened: Any, table: Any, client: Client, at: datetime, question_es: str, said: str
) -> None:
    settings.EMAIL_HOST = "mail.example"
    table["ana"].language = "es"
    table["ana"].save()
    opened(question_en="Shall we, ¿no?", question_es=question_es, closes_at=at + 10 * DAY)
    remind_voters(by=None, at=at + 3 * DAY)
    mails = Message.objects.filter(to="ana@example.org")
    assert [said in f"{mail.text}\n" for mail in mails] == [True, True]
    link = mails.latest("pk").link
    shown = client.get(link[link.index("/vote/") :], headers={"accept-language": "es"}).content.decode()
    assert ('<span lang="en">Shall we, ¿no?</span>' in shown) == (not question_es)


def test_the_link_in_the_mail_is_a_vote(open_for_ten_days: Decision, table: Any, client: Client, at: Any) -> None:
    Decision.objects.update(closes_at=datetime.now(tz=at.tzinfo) + 5 * DAY)
    remind_voters(by=None, at=datetime.now(tz=at.tzinfo).replace(hour=16))
    mail = Message.objects.get(to="ben@example.org")
    assert mail.secret
    answer = client.post(
        mail.link.partition("testserver")[2] or mail.link[mail.link.index("/vote/") :], {"choice": "yes"}
    )
    assert answer.status_code == 200
    assert open_for_ten_days.ballots.get().elector.person == table["ben"]


def test_whoever_stepped_aside_or_wants_no_such_mails_is_left_alone(
    open_for_ten_days: Decision, table: Any, at: Any
) -> None:
    step_aside(by=table["ben"], decision=open_for_ten_days, why="", at=at)
    choose_mails(by=table["wren"], person=table["wren"], wanted={"tasks": False}, at=at)
    remind_voters(by=None, at=at + 4 * DAY)
    assert reminded() == ["ana@example.org", "chair@example.org", "resident@example.org"]


def test_no_page_and_no_trail_names_who_has_not_voted(open_for_ten_days: Decision, table: Any, at: Any) -> None:
    remind_voters(by=None, at=at + 4 * DAY)
    entry = Entry.objects.get(verb="governance.remind_voters")
    assert entry.details == {"number": open_for_ten_days.number, "electors": 5}
    assert Message.objects.filter(secret=False).count() == 0


def test_without_a_mail_server_nobody_is_reminded(opened: Any, at: Any) -> None:
    opened(closes_at=at + 10 * DAY)
    assert (remind_voters(by=None, at=at + 4 * DAY), Elector.objects.exclude(reminded_at=None).count()) == (0, 0)


def test_vote_that_opened_a_day_before_its_close_is_not_followed_by_a_reminder(
    settings: Any, opened: Any, at: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    opened(closes_at=at + timedelta(hours=20))
    assert remind_voters(by=None, at=at + timedelta(hours=2)) == 0


def test_only_the_worker_reminds(table: Any, at: Any) -> None:
    with pytest.raises(PermissionDenied):
        remind_voters(by=table["chair"], at=at)


@pytest.mark.covers("F-MIS-1")
def test_chairs_hear_that_a_decision_is_open_again(opened: Any, table: Any, at: Any) -> None:
    decision = opened()
    vote(table["ana"], decision, "yes", at)
    close_vote(by=table["chair"], decision=decision, at=at)
    Message.objects.all().delete()
    reopen(by=None, decision=decision, why=("The figure was 11%, and is 12%.", "Era 11 %, y es 12 %."), at=at)
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == ("chair@example.org", f"Open again: {decision.question_en}")
    assert "The figure was 11%, and is 12%." in mail.text


def test_chair_who_opened_it_again_needs_no_mail(opened: Any, table: Any, at: Any) -> None:
    decision = opened()
    close_vote(by=table["chair"], decision=decision, at=at)
    Message.objects.all().delete()
    reopen(by=table["chair"], decision=decision, why=("We forgot the rent.", ""), at=at)
    assert not Message.objects.exists()


def test_data_manager_hears_it_where_nobody_chairs(opened: Any, table: Any, analyst: Any, at: Any) -> None:
    decision = opened()
    close_vote(by=table["chair"], decision=decision, at=at)
    table["chair"].seats.update(until=at.date() - DAY)
    Message.objects.all().delete()
    reopen(by=None, decision=decision, why=("A figure changed.", ""), at=at)
    assert [mail.to for mail in Message.objects.all()] == ["analyst@example.org"]
