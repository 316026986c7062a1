"""A line of a log says which page it was, and not whose link."""

import logging

import pytest

from commonweal.config.logs import WithoutLinks


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /answer/SeCrEt_token-1/", "Not Found: /answer/…/"),
        (
            "Forbidden (CSRF cookie not set.): /vote/abc/take-back/",
            "Forbidden (CSRF cookie not set.): /vote/…/take-back/",
        ),
        ("Not Found: /fork/measures/", "Not Found: /fork/measures/"),
    ],
)
def test_link_is_left_out(said: str, kept: str) -> None:
    head, _space, path = said.rpartition(" ")
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, f"{head} %s", (path,), None)
    assert (WithoutLinks().filter(record), record.getMessage()) == (True, kept)
