"""What somebody will do at a roundtable's end is asked after 30 and after 90 days, by a mailed link."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from commonweal.commitments.models import Commitment
from commonweal.commitments.operations import AccountDraft, account_by_link, disown_by_link, send_due_reminders
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.people.queries.everything import everything_about
from commonweal.training.models import Roundtable
from commonweal.training.operations.roundtable_promises import ActionDraft, promise_action
from commonweal.training.operations.roundtables import go_to_stage
from commonweal.training.queries.roundtables import promises_at
from tests.training.roundtable_world import arrived, running

ANA = ActionDraft("Bring the bus company to our group.", "Ana", "ana@example.org", agrees=True)


@pytest.fixture
def closing(initiative: Initiative, at: datetime) -> Roundtable:
    found = running(initiative, at, stage="closing")
    arrived(found, at, "a", "b")
    return found


def given(roundtable: Roundtable, at: datetime, action: ActionDraft = ANA) -> Commitment:
    return promise_action(by=None, roundtable=roundtable, action=action, at=at).commitment


def mails(days: int, at: datetime) -> list[str]:
    """What goes out on that day, and nothing else."""
    Message.objects.all().delete()
    send_due_reminders(by=None, at=at + timedelta(days=days))
    return list(Message.objects.values_list("subject", flat=True))


def token() -> str:
    return Message.objects.latest("pk").link.rstrip("/").rpartition("/")[2]


@pytest.mark.covers("G19", "F-RND-5")
def test_action_becomes_a_promise_of_somebody_without_an_account(closing: Roundtable, at: datetime) -> None:
    promise = given(closing, at)
    assert promise.person is not None
    assert (promise.person.name, promise.person.has_account) == ("Ana", False)
    assert (promise.source, promise.source_words) == (Commitment.Source.ROUNDTABLE, "34")
    assert (promise.due_on - promise.promised_on).days == 90
    assert Message.objects.get().to == "ana@example.org"


@pytest.mark.covers("G19")
def test_promise_is_asked_after_thirty_and_after_ninety_days_and_in_no_other_week(
    closing: Roundtable, at: datetime
) -> None:
    given(closing, at)
    asked = {day: mails(day, at) for day in (10, 29, 30, 31, 83, 89, 90, 91, 104)}
    assert [day for day, found in asked.items() if found] == [30, 90]


@pytest.mark.covers("G19")
def test_what_is_partly_done_after_thirty_days_is_asked_once_more(closing: Roundtable, at: datetime) -> None:
    given(closing, at)
    mails(30, at)
    draft = AccountDraft("partly", "They want a letter first.")
    account_by_link(by=None, token=token(), account=draft, at=at + timedelta(days=31))
    assert len(mails(90, at)) == 1
    account_by_link(by=None, token=token(), account=AccountDraft("done"), at=at + timedelta(days=91))
    assert promises_at(closing, at + timedelta(days=92)).counts["done"] == 1


def test_what_is_done_after_thirty_days_is_asked_no_more(closing: Roundtable, at: datetime) -> None:
    given(closing, at)
    mails(30, at)
    account_by_link(by=None, token=token(), account=AccountDraft("done"), at=at + timedelta(days=31))
    assert mails(90, at) == []


def test_promise_that_needs_more_time_is_asked_around_its_new_day(closing: Roundtable, at: datetime) -> None:
    given(closing, at)
    mails(30, at)
    later = AccountDraft("moved", "The company meets in summer.", (at + timedelta(days=120)).date())
    account_by_link(by=None, token=token(), account=later, at=at + timedelta(days=31))
    asked = {day: mails(day, at) for day in (32, 90, 113, 121)}
    assert [day for day, found in asked.items() if found] == [113, 121]


def test_whoever_was_written_down_by_somebody_else_says_that_they_promised_nothing(
    closing: Roundtable, at: datetime
) -> None:
    given(closing, at)
    disown_by_link(by=None, token=token(), at=at)
    record = promises_at(closing, at)
    assert (record.promises, mails(30, at)) == ([], [])


def test_address_that_is_known_is_that_person(closing: Roundtable, chair: Person, at: datetime) -> None:
    action = ActionDraft("Come to each meeting.", "Somebody", chair.email.upper(), agrees=True)
    assert given(closing, at, action).person == chair
    assert Person.objects.get(pk=chair.pk).name == "Chair"


def test_promises_are_brought_in_without_a_mail(closing: Roundtable, at: datetime) -> None:
    given(closing, at, ActionDraft("Call.", "Ben", "ben@example.org", agrees=True, is_told=False))
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (ActionDraft(" ", "Ana", "ana@example.org", True), "text"),
        (ActionDraft("Call.", " ", "ana@example.org", True), "name"),
        (ActionDraft("Call.", "Ana", "ana", True), "email"),
        (ActionDraft("Call.", "Ana", "ana@example.org", False), "agrees"),
        (ActionDraft("x" * 301, "Ana", "ana@example.org", True), "text"),
    ],
)
def test_promise_that_lacks_something_keeps_neither_name_nor_address(
    closing: Roundtable, at: datetime, action: ActionDraft, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        given(closing, at, action)
    assert list(refused.value.message_dict) == [field]
    assert (Person.objects.count(), Message.objects.count()) == (0, 0)


def test_promises_come_at_the_end_and_not_by_the_dozen(closing: Roundtable, at: datetime) -> None:
    typed = replace(ANA, typed_by="somebody")
    for _each in range(3):
        given(closing, at, typed)
    with pytest.raises(ValidationError, match="You have typed 3 promises here"):
        given(closing, at, typed)
    go_to_stage(by=None, roundtable=closing, stage="dots", at=at)
    with pytest.raises(ValidationError, match="not taken now"):
        given(closing, at)


def test_own_export_holds_to_which_words_somebody_agreed(closing: Roundtable, chair: Person, at: datetime) -> None:
    given(closing, at, ActionDraft("Call.", "Chair", chair.email, agrees=True))
    (agreed,) = next(one for one in everything_about(chair, chair) if one.name == "training.roundtablepromise").rows
    assert agreed["agreed_version"] == 1
