"""A QR code carries an address that a phone can come to, or none."""

import pytest

from commonweal.lib.addresses import for_a_phone, is_only_here


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]", "0.0.0.0", "LOCALHOST"])  # noqa: S104
def test_address_of_this_machine_alone(host: str) -> None:
    assert is_only_here(host)


@pytest.mark.parametrize("host", ["fork.example.org", "192.0.2.7", "2001:db8::7"])
def test_address_that_others_reach(host: str) -> None:
    assert not is_only_here(host)


def test_public_address_stays_as_it_is() -> None:
    assert for_a_phone("https://fork.example.org/ladder25/") == "https://fork.example.org/ladder25/"


def test_site_that_answers_this_machine_alone_has_no_address_for_a_phone() -> None:
    assert for_a_phone("http://127.0.0.1:8000/") is None
