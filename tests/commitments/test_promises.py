"""Promises: who writes them down, who says what became of them, who is reminded, and who never sees them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from commonweal.commitments.models import Account, Commitment
from commonweal.commitments.operations import (
    AccountDraft,
    CommitmentDraft,
    disown,
    give_account,
    promise,
    release,
    send_due_reminders,
)
from commonweal.commitments.queries import promises, records
from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE

TODAY = date(2026, 3, 4)
SENTENCE = "Bring ten parents to the reading day."


def draft(**more: Any) -> CommitmentDraft:
    return CommitmentDraft(**{"text": SENTENCE, "due_on": TODAY + timedelta(days=30), "to": "the parents"} | more)


def promised(holder: Person | Organisation, initiative: Initiative, by: Any = None, **more: Any) -> Commitment:
    return promise(by=by or holder, initiative=initiative, holder=holder, commitment=draft(**more), at=NOW)


@pytest.fixture
def given(initiative: Initiative, resident: Person, steering: Group) -> Commitment:
    """The resident promised it to the steering committee."""
    return promised(resident, initiative, to=steering, group=steering)


def told(by: Any, commitment: Commitment, state: str, side: str = "promiser", at: Any = NOW, **more: Any) -> Account:
    return give_account(by=by, commitment=commitment, side=side, account=AccountDraft(state, **more), at=at)


def states(reader: Person, initiative: Initiative, at: Any = NOW) -> list[str]:
    return [one.state for one in promises(reader, initiative, at)]


@pytest.mark.covers("B6", "F-CON-2")
def test_promise_is_under_way_until_it_is_due_and_then_without_a_word(
    initiative: Initiative, resident: Person, given: Commitment
) -> None:
    after = NOW + timedelta(days=31)
    assert [states(resident, initiative, at) for at in (NOW, after)] == [["open"], ["silent"]]


def test_promise_leaves_one_entry_in_the_trail(given: Commitment) -> None:
    assert [entry.verb for entry in Entry.objects.all()] == ["commitments.promise"]


@pytest.mark.covers("B6", "F-RND-5")
def test_who_promised_says_what_became_of_it(initiative: Initiative, resident: Person, given: Commitment) -> None:
    told(resident, given, "partly", word="Six came.")
    assert states(resident, initiative) == ["partly"]


@pytest.mark.parametrize("state", ["partly", "no", "moved"])
def test_what_is_not_simply_done_needs_a_word(resident: Person, given: Commitment, state: str) -> None:
    with pytest.raises(ValidationError) as problem:
        told(resident, given, state)
    assert problem.value.message_dict == {"word": ["Say in a word why, so that others can help."]}


def test_more_time_moves_the_day_and_says_why(resident: Person, given: Commitment) -> None:
    later = TODAY + timedelta(days=60)
    told(resident, given, "moved", word="The hall is closed.", due_on=later)
    given.refresh_from_db()
    assert (given.due_on, [one.word for one in given.accounts.all()]) == (later, ["The hall is closed."])


def test_more_time_needs_a_day_to_come(resident: Person, given: Commitment) -> None:
    with pytest.raises(ValidationError) as problem:
        told(resident, given, "moved", word="The hall is closed.", due_on=TODAY)
    assert problem.value.message_dict == {"due_on": ["Choose the new day, from tomorrow on."]}


@pytest.mark.covers("B6")
def test_other_side_that_sees_it_differently_stands_beside_it(
    initiative: Initiative, resident: Person, chair: Person, given: Commitment
) -> None:
    told(resident, given, "done")
    told(chair, given, "partly", side="receiver", word="We counted six.")
    assert [(one.state, one.is_disputed) for one in promises(chair, initiative, NOW)] == [("done", True)]


def test_other_side_alone_settles_nothing(initiative: Initiative, chair: Person, given: Commitment) -> None:
    told(chair, given, "done", side="receiver")
    assert states(chair, initiative) == ["open"]


@pytest.mark.parametrize(
    ("who", "side"), [("chair", "promiser"), ("trainer", "promiser"), ("trainer", "receiver"), ("resident", "backbone"),
                      ("stranger", "promiser"), ("funder", "receiver")]
)  # fmt: skip
def test_nobody_speaks_for_a_side_that_is_not_theirs(
    request: pytest.FixtureRequest, given: Commitment, who: str, side: str
) -> None:
    with pytest.raises(PermissionDenied):
        told(request.getfixturevalue(who), given, "done", side=side)


def test_data_manager_writes_down_what_was_told(initiative: Initiative, analyst: Person, given: Commitment) -> None:
    told(analyst, given, "done", side="backbone")
    assert states(analyst, initiative) == ["done"]


def test_promise_let_go_counts_neither_as_kept_nor_as_broken(
    initiative: Initiative, chair: Person, given: Commitment
) -> None:
    release(by=chair, commitment=given, at=NOW)
    assert states(chair, initiative) == []


def test_who_promised_cannot_let_themselves_go(initiative: Initiative, resident: Person) -> None:
    alone = promised(resident, initiative)
    with pytest.raises(PermissionDenied):
        release(by=resident, commitment=alone, at=NOW)


def test_own_promise_cannot_be_disowned(resident: Person, given: Commitment) -> None:
    with pytest.raises(PermissionDenied):
        disown(by=resident, commitment=given, at=NOW)


def test_promise_that_another_wrote_down_is_mailed_and_can_be_disowned(
    initiative: Initiative, analyst: Person, resident: Person
) -> None:
    written = promised(resident, initiative, by=analyst)
    assert Message.objects.get().to == resident.email
    disown(by=resident, commitment=written, at=NOW)
    assert states(resident, initiative) == []


@pytest.mark.parametrize("who", ["trainer", "partner", "funder", "stranger"])
def test_promise_of_another_is_not_theirs_to_write_down(
    request: pytest.FixtureRequest, initiative: Initiative, resident: Person, steering: Group, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        promised(resident, initiative, by=request.getfixturevalue(who), group=steering)


def test_chair_writes_down_what_was_promised_in_the_group(
    initiative: Initiative, chair: Person, resident: Person, steering: Group
) -> None:
    assert promised(resident, initiative, by=chair, group=steering).holder == resident


def test_chair_of_one_group_does_not_write_for_another(
    initiative: Initiative, chair: Person, resident: Person, backbone: Group
) -> None:
    with pytest.raises(PermissionDenied):
        promised(resident, initiative, by=chair, group=backbone)


def test_promise_is_not_due_before_it_was_given(initiative: Initiative, resident: Person) -> None:
    with pytest.raises(ValidationError) as problem:
        promised(resident, initiative, due_on=TODAY - timedelta(days=1))
    assert problem.value.message_dict == {"due_on": ["It cannot be due before it was promised."]}


@pytest.mark.covers("B6")
def test_kept_promises_are_counted_by_group(
    initiative: Initiative, resident: Person, steering: Group, backbone: Group
) -> None:
    soon = TODAY + timedelta(days=1)
    for state in ("done", "done", "no"):
        told(resident, promised(resident, initiative, group=steering, due_on=soon), state, word="a word")
    promised(resident, initiative, group=steering, due_on=soon)
    promised(resident, initiative, group=backbone)
    found = records(promises(resident, initiative, NOW + timedelta(days=2)))
    told_of = {one.group.code if one.group else "": (one.counts["done"], one.due) for one in found}
    assert told_of == {"steering": (2, 4), "backbone": (0, 0)}


def test_promises_are_read_with_the_same_number_of_queries(
    initiative: Initiative, resident: Person, steering: Group, django_assert_num_queries: Any, signed_in: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    browser = signed_in(resident)
    for _turn in range(2):
        for _one in range(4):
            promised(resident, initiative, to=steering, group=steering)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get("/desk/fork/promises/")
        counted.append(len(seen))
    assert counted[0] == counted[1]


# ---- Reminders


def mails() -> list[str]:
    return [message.subject for message in Message.objects.order_by("pk")]


@pytest.mark.covers("B6", "G19")
def test_reminders_come_before_after_and_two_weeks_after_and_then_no_more(given: Commitment) -> None:
    came = {}
    for day in range(-10, 40):
        at = NOW + timedelta(days=30 + day)
        if send_due_reminders(by=None, at=at):
            came[day] = mails()[-1]
    assert came == {
        -7: "Due on 3 April 2026: your promise",
        1: "What became of your promise?",
        14: "What became of your promise?",
    }


def test_reminder_goes_out_once_however_often_the_task_runs(given: Commitment) -> None:
    at = NOW + timedelta(days=31)
    assert [send_due_reminders(by=None, at=at) for _turn in range(3)] == [1, 0, 0]


def test_settled_promise_is_not_asked_about(resident: Person, given: Commitment) -> None:
    told(resident, given, "done")
    assert send_due_reminders(by=None, at=NOW + timedelta(days=31)) == 0


def test_moved_promise_is_reminded_of_at_its_new_day(resident: Person, given: Commitment) -> None:
    told(resident, given, "moved", word="later", due_on=TODAY + timedelta(days=60))
    sent = [send_due_reminders(by=None, at=NOW + timedelta(days=days)) for days in (31, 61)]
    assert sent == [0, 1]


def test_organization_is_reminded_through_its_contact(
    initiative: Initiative, analyst: Person, partner_organisation: Organisation
) -> None:
    promised(partner_organisation, initiative, by=analyst, due_on=TODAY + timedelta(days=3))
    send_due_reminders(by=None, at=NOW + timedelta(days=1))
    assert [message.to for message in Message.objects.all()] == ["data@first-rung.example"] * 2


def test_reminder_speaks_the_language_of_its_reader(resident: Person, given: Commitment) -> None:
    resident.language = "es"
    resident.save()
    send_due_reminders(by=None, at=NOW + timedelta(days=31))
    assert mails() == ["¿Qué pasó con su promesa?"]


# ---- The mailed link


@pytest.fixture
def link(resident: Person, initiative: Initiative, analyst: Person) -> str:
    """The address in the mail about a promise that the data manager wrote down."""
    at = timezone.now()
    promise(
        by=analyst, initiative=initiative, holder=resident, at=at,
        commitment=draft(due_on=at.date() + timedelta(days=30)),
    )  # fmt: skip
    return Message.objects.get().link.partition("//")[2].partition("/")[2]


@pytest.mark.covers("B6", "G19")
def test_mailed_link_says_what_became_of_it_without_signing_in(client: Client, link: str) -> None:
    page = client.get(f"/{link}").content.decode()
    assert SENTENCE in page
    answer = client.post(f"/{link}", {"state": "partly", "word": "Six came."}).content.decode()
    assert "Noted: partly done." in answer
    assert [(one.state, one.side) for one in Account.objects.all()] == [("partly", "promiser")]


def test_mailed_link_keeps_what_was_typed(client: Client, link: str) -> None:
    answer = client.post(f"/{link}", {"state": "no", "word": ""})
    assert answer.status_code == 422
    assert "Say in a word why, so that others can help." in answer.content.decode()


@pytest.mark.covers("B6")
def test_mailed_link_disowns_what_another_wrote_down(client: Client, link: str) -> None:
    asked = client.get(f"/{link}disown/").content.decode()
    client.post(f"/{link}disown/")
    assert "Was this no promise?" in asked
    assert Commitment.objects.get().ended_why == "disowned"
    assert client.get(f"/{link}").status_code == 410


def test_link_that_nobody_was_mailed_opens_nothing(client: Client, db: None) -> None:
    assert client.get("/promise/nothing/").status_code == 410


def test_link_closes_after_sixty_days(client: Client, link: str) -> None:
    from commonweal.commitments.models import AccountLink

    AccountLink.objects.update(expires_at=timezone.now())
    assert client.get(f"/{link}").status_code == 410


# ---- Pages


@pytest.mark.covers("B6")
def test_promise_is_written_down_and_answered_through_pages(
    initiative: Initiative, resident: Person, steering: Group, signed_in: Any
) -> None:
    browser = signed_in(resident)
    due = timezone.now().date() + timedelta(days=20)
    browser.post(
        "/desk/fork/promises/add/",
        {"text": SENTENCE, "holder": f"person:{resident.pk}", "due_on": due.isoformat(), "to": f"group:{steering.pk}",
         "group": steering.pk, "source": "roundtable", "source_words": "Roundtable 34"},
    )  # fmt: skip
    made = Commitment.objects.get()
    browser.post(f"/desk/fork/promises/{made.pk}/account/", {"state": "done"})
    page = browser.get("/desk/fork/promises/").content.decode()
    assert "1 of 1 promise that was due is kept." in page


def test_page_never_shows_a_rate_of_a_person(given: Commitment, resident: Person, signed_in: Any) -> None:
    page = signed_in(resident).get("/desk/fork/promises/").content.decode()
    assert "%" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
@pytest.mark.parametrize("page", ["", "add/", "1/"])
def test_pages_do_not_exist_for_who_has_no_seat(
    request: pytest.FixtureRequest, given: Commitment, signed_in: Any, who: str, page: str
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(f"/desk/fork/promises/{page}").status_code == 404


def test_member_of_another_initiative_finds_no_promise(given: Commitment, stranger: Person, signed_in: Any) -> None:
    other = Initiative.objects.create(slug="bend", name="Bend Reads", place_name="Bend", founded_at=NOW)
    group = other.groups.create(code="steering", name_en="Steering", kind="steering")
    Seat.objects.create(group=group, role=Seat.Role.CHAIR, person=stranger, since=SINCE)
    browser = signed_in(stranger)
    assert browser.get(f"/desk/bend/promises/{given.pk}/").status_code == 404


def test_letting_go_asks_first(given: Commitment, chair: Person, signed_in: Any) -> None:
    browser = signed_in(chair)
    asked = browser.get(f"/desk/fork/promises/{given.pk}/release/").content.decode()
    browser.post(f"/desk/fork/promises/{given.pk}/release/")
    given.refresh_from_db()
    assert "Let go of this promise?" in asked
    assert given.ended_why == "released"
