"""Coming in: by password, by a mailed code, by a one-time link; and all that does not let anybody in."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.governance.models import Initiative
from commonweal.people import operations
from commonweal.people.models import Person, SignInLink
from commonweal.trail.models import Entry

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    from django.core.cache import cache

    cache.clear()


def link_for(person: Person) -> str:
    token = operations.make_sign_in_link(by=None, person=person, at=timezone.now(), lifetime=HOUR)
    return f"/sign-in/once/{token}/"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.covers("B13")
def test_password_signs_in_and_leads_home(client: Client, analyst: Person) -> None:
    operations.set_password(by=analyst, person=analyst, password="a plain long sentence", at=timezone.now())
    answer = client.post("/sign-in/", {"login": analyst.email, "password": "a plain long sentence"})
    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (302, "/home/", True)


def test_wrong_password_keeps_the_address_and_says_what_to_do(client: Client, analyst: Person) -> None:
    answer = client.post("/sign-in/", {"login": analyst.email, "password": "not this one"})
    page = answer.content.decode()
    assert f'value="{analyst.email}"' in page
    assert "This address and this password do not go together." in page
    assert not is_signed_in(client)


def test_many_wrong_passwords_are_slowed_down(client: Client, analyst: Person) -> None:
    for _ in range(6):
        answer = client.post("/sign-in/", {"login": analyst.email, "password": "not this one"})
    assert "Too many tries." in answer.content.decode()


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert client.get("/sign-in/signup/").status_code in {302, 404}
    assert Person.objects.count() == 0


def test_mailed_code_signs_in(client: Client, analyst: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        client.post("/sign-in/code/", {"email": analyst.email})
    code = re.search(r"Sign-in code for \S+: (\S+)", caplog.text)
    assert code is not None
    answer = client.post("/sign-in/code/confirm/", {"code": code[1]})
    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (302, "/home/", True)


def test_code_for_an_unknown_address_looks_the_same_and_writes_to_nobody(
    client: Client, analyst: Person, caplog: pytest.LogCaptureFixture
) -> None:
    known = client.post("/sign-in/code/", {"email": analyst.email})
    caplog.clear()
    unknown = Client().post("/sign-in/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "Sign-in code" not in caplog.text


def test_wrong_code_is_refused(client: Client, analyst: Person) -> None:
    client.post("/sign-in/code/", {"email": analyst.email})
    answer = client.post("/sign-in/code/confirm/", {"code": "AAAA-BBBB"})
    assert "That is not the code that we sent." in answer.content.decode()
    assert not is_signed_in(client)


def test_who_waits_for_a_code_can_come_in_another_way(client: Client, analyst: Person) -> None:
    client.post("/sign-in/code/", {"email": analyst.email})
    assert client.post("/sign-in/out/", {"next": "/sign-in/"})["Location"] == "/sign-in/"
    assert client.get("/sign-in/").status_code == 200


def test_looking_at_a_one_time_link_says_whom_it_is_for_and_does_not_spend_it(client: Client, analyst: Person) -> None:
    link = link_for(analyst)
    for _ in range(3):
        assert "Sign in as Analyst, data manager" in client.get(link).content.decode()
    assert SignInLink.objects.get().used_at is None
    assert not is_signed_in(client)


def test_pressing_the_button_signs_in_once(client: Client, analyst: Person) -> None:
    link = link_for(analyst)
    assert client.post(link)["Location"] == "/home/"
    assert is_signed_in(client)
    again = Client()
    assert (again.post(link).status_code, is_signed_in(again)) == (410, False)


def test_expired_link_signs_nobody_in(client: Client, analyst: Person) -> None:
    past = timezone.now() - 2 * HOUR
    token = operations.make_sign_in_link(by=None, person=analyst, at=past, lifetime=HOUR)
    assert client.post(f"/sign-in/once/{token}/").status_code == 410
    assert not is_signed_in(client)


def test_link_is_refused_off_loopback_and_stays_unspent(client: Client, analyst: Person) -> None:
    answer = client.post(link_for(analyst), REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 403
    assert "One-time links open only on the machine on which Commonweal runs." in answer.content.decode()
    assert SignInLink.objects.get().used_at is None


def test_link_that_a_proxy_hands_on_is_off_loopback_too(client: Client, analyst: Person) -> None:
    assert client.post(link_for(analyst), headers={"x-forwarded-for": "192.0.2.7"}).status_code == 403


def test_link_opens_from_anywhere_where_the_operator_says_so(client: Client, analyst: Person, settings: Any) -> None:
    settings.COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE = True
    assert client.post(link_for(analyst), REMOTE_ADDR="192.0.2.7")["Location"] == "/home/"


def test_link_is_kept_as_a_hash_only(analyst: Person) -> None:
    token = operations.make_sign_in_link(by=None, person=analyst, at=timezone.now(), lifetime=HOUR)
    stored = SignInLink.objects.get().token_hash
    assert (len(stored), token in stored) == (64, False)


def test_signing_out_asks_first(signed_in: Any, analyst: Person) -> None:
    client = signed_in(analyst)
    assert "Sign out?" in client.get("/sign-in/out/").content.decode()
    assert is_signed_in(client)
    client.post("/sign-in/out/")
    assert not is_signed_in(client)


def test_forgotten_password_is_replaced_after_coming_in_by_link(client: Client, analyst: Person) -> None:
    operations.set_password(by=analyst, person=analyst, password="the forgotten one", at=timezone.now())
    client.post(link_for(analyst))
    client.post("/sign-in/password/", {"new": "four quite plain words"})
    analyst.refresh_from_db()
    assert (analyst.check_password("four quite plain words"), is_signed_in(client)) == (True, True)
    assert Entry.objects.filter(verb="people.set_password", actor=analyst.actor_id).count() == 2


def test_password_needs_the_old_one_otherwise(signed_in: Any, analyst: Person) -> None:
    operations.set_password(by=analyst, person=analyst, password="the one until now", at=timezone.now())
    analyst.refresh_from_db()
    answer = signed_in(analyst).post("/sign-in/password/", {"new": "four quite plain words"})
    analyst.refresh_from_db()
    assert (answer.status_code, analyst.check_password("the one until now")) == (422, True)


@pytest.mark.covers("A14")
@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/code/"])
def test_signing_in_speaks_spanish(client: Client, initiative: Initiative, path: str) -> None:
    page = client.get(path, headers={"accept-language": "es-MX"}).content.decode()
    assert '<html lang="es">' in page
    assert "Correo electrónico" in page


def test_own_language_follows_into_a_browser_without_a_choice(client: Client, analyst: Person) -> None:
    operations.choose_language(by=analyst, person=analyst, language="es", at=timezone.now())
    assert client.post(link_for(analyst)).cookies["django_language"].value == "es"


def test_language_that_nobody_chose_does_not_override_the_browsers(client: Client, analyst: Person) -> None:
    assert "django_language" not in client.post(link_for(analyst)).cookies


def test_one_address_that_tries_all_the_time_is_slowed_down(client: Client, initiative: Initiative) -> None:
    answers = [client.post("/sign-in/", {"login": "x@x.example", "password": "x"}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait a minute, then go back and try again." in answers[-1].content.decode()


def test_form_without_this_browsers_key_says_what_to_do(initiative: Initiative) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "x@x.example", "password": "x"})
    assert answer.status_code == 403
    told = "We could not take this form", "It was open for too long, or your browser keeps no cookies of this site."
    assert [words in answer.content.decode() for words in told] == [True, True]


def test_closed_account_is_told_whom_to_ask(client: Client, analyst: Person) -> None:
    operations.set_password(by=analyst, person=analyst, password="a plain long sentence", at=timezone.now())
    Person.objects.filter(pk=analyst.pk).update(is_active=False)
    client.post("/sign-in/", {"login": analyst.email, "password": "a plain long sentence"})
    assert not is_signed_in(client)
    page = client.get("/sign-in/closed/").content.decode()
    assert "Ask the backbone team of your initiative to open it again." in page
