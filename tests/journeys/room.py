"""People in a room with their phones, without a browser: they know a code on the wall, and the words on pages.

As in `desk`, all that they do goes through the pages that a phone shows.
"""

import re
from collections.abc import Callable
from html import unescape

from django.test import Client

#: The question, and its answers as (name of the field, value, words).
Choice = Callable[[str, list[tuple[str, str, str]]], tuple[str, str, str]]
FIELDSET = re.compile(r'<fieldset class="ask.*?</fieldset>', re.DOTALL)
ANSWER = re.compile(r'name="([^"]+)" value="([^"]+)"[^>]*>\s*<span[^>]*>(.*?)</span>', re.DOTALL)


class Phone:
    """One phone. `who` are the three small answers that make a code of one's own."""

    def __init__(self, who: tuple[str, str, str]) -> None:
        self.client, self.who = Client(), dict(zip(("code1", "code2", "code3"), who, strict=True))

    def sign_in(self, address: str, **more: str) -> str:
        answer = self.client.post(address, self.who | more)
        assert answer.status_code == 302, answer.content.decode()
        return self.look(answer.headers["Location"])

    def look(self, address: str) -> str:
        return self.client.get(address, follow=True).content.decode()

    def send(self, address: str, **typed: object) -> str:
        answer = self.client.post(address, typed, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    def answer_all(self, address: str, choose: Choice) -> int:
        """One sheet after the other, until nothing waits; how many there were."""
        page, sheets = self.look(address), 0
        while asked := re.search(r'name="assessment" value="(\d+)"', page):
            typed = [choose(*question) for question in questions_on(page)]
            page = self.send(address, assessment=asked[1], **{name: value for name, value, _words in typed})
            sheets += 1
        return sheets


def questions_on(page: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """In their order, with the words as people read them."""
    return [
        (words_in(re.search(r"<legend>(?:\d+\. )?(.*?)</legend>", each, re.DOTALL)), [
            (name, value, unescape(words).strip()) for name, value, words in ANSWER.findall(each)
        ])
        for each in FIELDSET.findall(page)
    ]  # fmt: skip


def words_in(found: re.Match[str] | None) -> str:
    assert found is not None
    return unescape(found[1]).strip()
