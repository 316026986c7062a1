"""Mail that nobody must have asks at the door whether its reader wants it; necessary mail always goes."""

import pytest

from commonweal.delivery import operations
from commonweal.delivery.models import Message
from commonweal.delivery.tasks import mail_of
from commonweal.people import operations as people
from commonweal.people.mail_kinds import NECESSARY
from commonweal.people.models import Person
from tests.cast import NOW


def write(kind: str, to: str) -> Message | None:
    return operations.send_if_wanted(by=None, kind=kind, to=to, subject="A word", text="…", cause=kind, at=NOW)


@pytest.mark.covers("C11")
@pytest.mark.parametrize(("kind", "goes"), [("tasks", True), ("digest", True), ("news", False), ("unknown", False)])
def test_who_chose_nothing_gets_the_usual_kinds(resident: Person, kind: str, goes: bool) -> None:
    assert (write(kind, resident.email) is not None) is goes


@pytest.mark.parametrize("wanted", [True, False])
def test_choice_is_respected(resident: Person, wanted: bool) -> None:
    people.choose_mails(by=resident, person=resident, wanted={"tasks": wanted, "news": wanted}, at=NOW)
    assert [write(kind, resident.email.upper()) is not None for kind in ("tasks", "news")] == [wanted, wanted]


def test_necessary_mail_goes_to_everybody(resident: Person) -> None:
    people.choose_mails(by=resident, person=resident, wanted={"tasks": False}, at=NOW)
    assert write(NECESSARY, resident.email) is not None
    assert write(NECESSARY, "nobody@example.org") is not None


def test_who_is_not_here_is_not_written_to_without_need(db: None) -> None:
    assert write("tasks", "nobody@example.org") is None
    assert Message.objects.count() == 0


def test_mail_says_where_to_choose(resident: Person) -> None:
    mail = write("tasks", resident.email)
    assert mail is not None
    assert mail.text.splitlines()[-2:] == [
        "Which mails you get, you choose here:",
        "http://127.0.0.1:8000/me/mails/",
    ]


def test_wanted_mail_has_a_button_that_leads_to_the_choice_and_a_necessary_one_has_none(resident: Person) -> None:
    wanted = write("tasks", resident.email)
    needed = operations.send(by=None, to=resident.email, subject="S", text="T", cause="b", at=NOW)
    assert wanted is not None
    headers = [mail_of(mail).extra_headers.get("List-Unsubscribe") for mail in (wanted, needed)]
    assert headers == ["<http://127.0.0.1:8000/me/mails/>", None]
