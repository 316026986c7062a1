"""A page that is already made is answered before anybody asks who is there."""

from typing import Any

from django.conf import settings as django_settings
from django.test import Client

from commonweal.publication import operations
from commonweal.publication.models import Publication


def address(publication: Publication) -> str:
    return f"/{publication.initiative.slug}/"


def test_kept_page_is_the_page_that_was_made(drawn: Publication, client: Client) -> None:
    assert client.get(address(drawn)).content == client.get(address(drawn)).content


def test_kept_page_is_the_same_for_a_member_and_a_stranger(
    drawn: Publication, client: Client, signed_in: Any, analyst: Any
) -> None:
    assert signed_in(analyst).get(address(drawn)).content == client.get(address(drawn)).content


def test_kept_page_opens_no_session(drawn: Publication, client: Client) -> None:
    client.get(address(drawn))
    assert django_settings.SESSION_COOKIE_NAME not in client.get(address(drawn)).cookies


def test_kept_page_carries_the_headers_of_safety(drawn: Publication, client: Client) -> None:
    client.get(address(drawn))
    headers = client.get(address(drawn)).headers
    assert [headers[name] for name in ("X-Frame-Options", "X-Content-Type-Options")] == ["DENY", "nosniff"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_kept_page_of_a_withdrawn_release_is_gone_at_once(
    drawn: Publication, client: Client, analyst: Any, at: Any
) -> None:
    before = client.get(address(drawn))
    operations.withdraw(by=analyst, publication=drawn, reason_en="A wrong file.", reason_es="", at=at)
    after = client.get(address(drawn), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content


def test_kept_page_is_not_given_to_a_host_that_is_not_ours(drawn: Publication, client: Client, settings: Any) -> None:
    client.get(address(drawn))
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get(address(drawn), headers={"Host": "elsewhere.example"}).status_code == 400


def test_kept_page_is_only_read(drawn: Publication, client: Client) -> None:
    client.get(address(drawn))
    assert client.post(address(drawn)).status_code == 405
