"""Requests that fit no page: reloaded answers, wrong methods, wrong names of the site."""

import logging
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from commonweal.config.logs import WithoutTrace
from commonweal.governance.models import Initiative
from commonweal.people.models import Person

FORMS = [
    ("organizations/add/", "organizations/"),
    ("organizations/upload/", "organizations/"),
    ("places/boundaries/", "places/"),
    ("groups/add/", "groups/"),
    ("seats/add/", "seats/"),
    ("seats/", "groups/"),
    ("outbox/7/sent/", "outbox/"),
    ("measures/P1/target/", "measures/P1/"),
    ("rounds/3/accept/", "rounds/3/"),
    ("rounds/3/place/first-rung/stop/", "rounds/3/place/first-rung/"),
    ("submissions/974A/note/", "submissions/974A/"),
    ("history/check/abc/forget/", "history/check/abc/"),
]


@pytest.mark.parametrize(("address", "form"), FORMS)
def test_reload_of_a_forms_answer_leads_back_to_the_form(
    signed_in: Any, initiative: Initiative, analyst: Person, address: str, form: str
) -> None:
    answer = signed_in(analyst).get(f"/desk/fork/{address}")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/fork/{form}")


def test_change_of_language_on_a_forms_answer_leads_back_to_the_form(
    signed_in: Any, initiative: Initiative, analyst: Person
) -> None:
    client = signed_in(analyst)
    wrong = client.post("/desk/fork/organizations/add/", {"name": ""})
    assert 'name="next" value="/desk/fork/organizations/add/"' in wrong.content.decode()
    page = client.post("/language/", {"language": "es", "next": "/desk/fork/organizations/add/"}, follow=True)
    assert [where for where, _status in page.redirect_chain][-1] == "/desk/fork/organizations/"
    assert '<html lang="es">' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "This address only works from its own page"),
        ("es", "Esta dirección solo funciona desde su propia página"),
    ],
)
def test_wrong_method_gets_a_page_with_words(initiative: Initiative, lang: str, title: str) -> None:
    answer = Client().delete("/sign-in/once/abc/", headers={"accept-language": lang}, REMOTE_ADDR="127.0.0.1")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert f"<h1>{title}</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_wrong_name_of_the_site_is_told_in_one_line(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    security = logging.getLogger("django.security.DisallowedHost")
    assert django_settings.LOGGING["loggers"]["django.security"]["handlers"] == ["one line"]
    heard: list[str] = []

    class Terminal(logging.StreamHandler):  # type: ignore[type-arg]
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(self.format(record))

    terminal = Terminal()
    terminal.addFilter(WithoutTrace())
    security.addHandler(terminal)
    try:
        answer = Client().get("/sign-in/", headers={"host": "evil.example"})
    finally:
        security.removeHandler(terminal)
    assert answer.status_code == 400
    assert [line.count("\n") for line in heard] == [0]
