"""Mail: written with the act that causes it, sent afterwards by the worker through a real server, and never twice."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commonweal.delivery import operations, tasks
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from tests.cast import NOW


class Received:
    """What a mail server does here: it keeps the mails, or refuses them."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        if self.refuses:
            return "451 Try again later"
        self.mails.append(envelope)
        return "250 Fine"


@pytest.fixture
def server(settings: Any) -> Iterator[Received]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    yield received
    controller.stop()


def send(to: str = "data@first-rung.example", cause: str = "round 1", at: Any = None, **words: Any) -> Message:
    words = {"subject": "Your figures for Q3", "text": "Open this link.", "link": "https://x.example/p/1/"} | words
    return operations.send(by=None, to=to, cause=cause, at=at or timezone.now(), **words)


def work() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_mail_reaches_a_real_server(server: Received) -> None:
    message = send(text="Hola, ¿cómo está?", language="es")
    work()
    message.refresh_from_db()
    envelope = server.mails[0]
    assert (len(server.mails), envelope.rcpt_tos) == (1, ["data@first-rung.example"])
    assert b"Subject: Your figures for Q3" in envelope.content
    assert b"Content-Language: es" in envelope.content
    assert message.sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_mail_of_an_act_that_was_undone_is_not_sent(server: Received) -> None:
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    work()
    assert (server.mails, Message.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_task_that_runs_twice_sends_once(server: Received) -> None:
    message = send()
    work()
    tasks.send_message.call(message.pk)
    assert len(server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_refused_mail_waits_and_is_tried_again(server: Received) -> None:
    server.refuses = True
    message = send()
    work()
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.leased_until) == (None, 1, None)
    assert "Try again later" in message.failure
    again = DBTaskResult.objects.get(status="READY")
    assert again.run_after > timezone.now()
    server.refuses = False
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    message.refresh_from_db()
    assert (len(server.mails), message.failure) == (1, "")


@pytest.mark.django_db(transaction=True)
def test_server_that_is_down_is_noted_and_tried_again(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    message = send()
    work()
    message.refresh_from_db()
    assert (message.attempts, "refused" in message.failure) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_mail_that_a_stopped_worker_took_is_picked_up(server: Received) -> None:
    stranded = send(cause="first")
    operations.lease(by=None, message=stranded.pk, at=timezone.now() - timedelta(hours=1))
    DBTaskResult.objects.all().delete()
    send(cause="second")
    work()
    assert len(server.mails) == 2


def test_waits_grow_and_end(db: None) -> None:
    message = send(at=NOW)
    waits = []
    while again := operations.mark_failed(by=None, message=message, failure="no", at=NOW):
        waits.append(again - NOW)
    assert waits == sorted(waits)
    assert (len(waits), waits[0], waits[-1]) == (7, timedelta(minutes=1), timedelta(days=1))


def test_one_mail_per_address_cause_and_day(db: None) -> None:
    first = send(at=NOW)
    again = send(at=NOW + timedelta(hours=2), text="Open this newer link.", link="https://x.example/p/2/")
    assert (again.pk, again.text, again.link) == (first.pk, "Open this newer link.", "https://x.example/p/2/")
    others = [send(at=NOW, cause="other"), send(at=NOW, to="x@y.example"), send(at=NOW + timedelta(days=1))]
    assert len({first.pk, *(other.pk for other in others)}) == 4


def test_mail_that_is_out_already_is_not_changed(db: None) -> None:
    first = send(at=NOW)
    operations.mark_sent(by=None, message=first, at=NOW)
    assert send(at=NOW, text="newer").text == "Open this link."


def test_leased_message_is_given_to_nobody_else(db: None) -> None:
    message = send(at=NOW)
    assert operations.lease(by=None, message=message.pk, at=NOW) is not None
    assert operations.lease(by=None, message=message.pk, at=NOW) is None
    assert operations.lease(by=None, message=message.pk, at=NOW + operations.LEASE) is not None


def test_the_workers_steps_are_nobodys_to_take(stranger: Person) -> None:
    message = send(at=NOW)
    for step in (operations.mark_sent, lambda **args: operations.mark_failed(failure="", **args)):
        with pytest.raises(PermissionDenied):
            step(by=stranger, message=message, at=NOW)
    with pytest.raises(PermissionDenied):
        operations.lease(by=stranger, message=message.pk, at=NOW)


def test_texts_are_purged_after_30_days(db: None) -> None:
    old, new = send(at=NOW - timedelta(days=31)), send(at=NOW - timedelta(days=29))
    assert operations.purge_texts(by=None, at=NOW) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.text, old.link, old.subject, new.text) == ("", "", "Your figures for Q3", "Open this link.")
    assert operations.purge_texts(by=None, at=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_sign_in_code_is_mailed_and_its_text_gone_at_once(server: Received, analyst: Person, client: Client) -> None:
    client.post("/sign-in/code/", {"email": analyst.email})
    work()
    assert (len(server.mails), server.mails[0].rcpt_tos) == (1, [analyst.email])
    assert Message.objects.get().text == ""


def test_sign_in_code_stands_on_no_outbox_page(
    settings: Any, signed_in: Any, initiative: Initiative, analyst: Person, chair: Person, client: Client
) -> None:
    settings.EMAIL_HOST = "mail.example"
    client.post("/sign-in/code/", {"email": chair.email})
    secret = Message.objects.get()
    page = signed_in(analyst).get("/desk/fork/outbox/").content.decode()
    assert "No mail yet" in page
    path = f"/desk/fork/outbox/{secret.pk}"
    assert [signed_in(analyst).post(f"{path}/{step}/").status_code for step in ("sent", "send")] == [404, 404]


def test_without_a_mail_server_links_are_taken_from_the_outbox(
    signed_in: Any, initiative: Initiative, analyst: Person
) -> None:
    message = send(at=NOW, initiative=initiative.pk)
    assert DBTaskResult.objects.count() == 0
    client = signed_in(analyst)
    page = client.get("/desk/fork/outbox/").content.decode()
    assert "No mail server is set up" in page
    assert "names a mail server in COMMONWEAL_SMTP_HOST" in page
    assert 'readonly value="http://127.0.0.1:8000/p/1/"' in page
    client.post(f"/desk/fork/outbox/{message.pk}/sent/")
    message.refresh_from_db()
    assert message.sent_at is not None


def test_outbox_of_another_initiative_stays_closed(signed_in: Any, initiative: Initiative, analyst: Person) -> None:
    foreign = send(at=NOW, initiative=initiative.pk + 1)
    client = signed_in(analyst)
    assert "No mail yet" in client.get("/desk/fork/outbox/").content.decode()
    assert client.post(f"/desk/fork/outbox/{foreign.pk}/sent/").status_code == 404


def test_secret_is_left_out_even_where_it_names_an_initiative(
    signed_in: Any, initiative: Initiative, analyst: Person
) -> None:
    message = send(at=NOW, initiative=initiative.pk)
    Message.objects.filter(pk=message.pk).update(secret=True)
    assert "No mail yet" in signed_in(analyst).get("/desk/fork/outbox/").content.decode()


def test_link_leads_to_where_the_site_answers_now_and_not_when_the_mail_was_written(settings: Any, db: None) -> None:
    mail = send(link="http://127.0.0.1:8000/p/abc/", text="Open this:\n\nhttp://127.0.0.1:8000/p/abc/\n\nThank you.")
    settings.COMMONWEAL_URL = "https://ladder.example"
    assert mail.link_today == "https://ladder.example/p/abc/"
    assert mail.text_today == "Open this:\n\nhttps://ladder.example/p/abc/\n\nThank you."


def test_mail_that_goes_out_later_carries_the_address_of_now(settings: Any, server: Received, db: None) -> None:
    mail = send(link="http://127.0.0.1:8000/p/abc/", text="http://127.0.0.1:8000/p/abc/")
    settings.COMMONWEAL_URL = "https://ladder.example"
    assert tasks.mail_of(mail).body == "https://ladder.example/p/abc/"


@pytest.mark.django_db
def test_words_of_a_waiting_mail_stand_closed_in_the_database() -> None:
    link = "https://here.example/answer/of-somebodys-own/"
    made = operations.send_secret(by=None, to="a@b.example", subject="Yours", text=f"Open {link}", link=link, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, link FROM delivery_message WHERE id = %s", [made.pk])
        stored = cursor.fetchone()
    assert [words.startswith("sealed:") and "somebody" not in words for words in stored] == [True, True]
    read = Message.objects.get(pk=made.pk)
    assert (read.text, read.link) == (f"Open {link}", link)


@pytest.mark.django_db
def test_words_written_before_they_were_closed_are_read_as_they_are() -> None:
    made = operations.send(by=None, to="a@b.example", subject="Yours", text="Later", cause="a test", at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delivery_message SET text = 'In plain words' WHERE id = %s", [made.pk])
    assert Message.objects.get(pk=made.pk).text == "In plain words"


@pytest.mark.django_db
def test_mail_whose_words_nobody_can_open_any_more_is_not_sent(settings: Any) -> None:
    made = operations.send(by=None, to="a@b.example", subject="Yours", text="Later", cause="a test", at=NOW)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    assert operations.lease(by=None, message=made.pk, at=NOW) is None
    settings.SECRET_KEY_FALLBACKS = [before]
    taken = operations.lease(by=None, message=made.pk, at=NOW)
    assert taken is not None
    assert taken.text == "Later"
