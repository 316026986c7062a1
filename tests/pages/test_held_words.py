"""Whoever asks what is held about them reads words and no names of tables, in both languages."""

import io
import zipfile
from typing import Any

import pytest
from django.utils import translation

from commonweal.governance.models import DirectoryRecord, GuestAccess, Initiative, Participation
from commonweal.pages.held_words import WORDS
from commonweal.people.models import Person
from commonweal.people.queries.everything import WORDS as LENT
from commonweal.people.related_rows import pointing_to

#: Rows without a key to a person, which the rooms find in another way.
FOUND_OTHERWISE = {
    "people.person", "trail.entry", "delivery.message", "governance.ballot", "instruments.sheet",
    "training.roundtablepromise",
    *(one._meta.label_lower for one in (Participation, GuestAccess, Initiative, DirectoryRecord)),
}  # fmt: skip


@pytest.mark.covers("B8")
def test_every_kind_of_row_about_a_person_has_words() -> None:
    named = {model._meta.label_lower for model, _field in pointing_to(Person)} | FOUND_OTHERWISE
    assert (set(WORDS), LENT) == (named, WORDS)


def test_words_are_of_both_languages() -> None:
    found = {}
    for language in ("en", "es"):
        with translation.override(language):
            found[language] = [str(words) for words in WORDS.values()]
    assert [one for one, other in zip(found["en"], found["es"], strict=True) if one == other] == []


def test_page_and_index_say_what_it_is_about_in_words(signed_in: Any, chair: Person) -> None:
    browser = signed_in(chair)
    shown = browser.get("/me/data/", headers={"accept-language": "es"}).content.decode()
    assert ("Sus puestos en grupos: 1" in shown, "governance.seat" in shown) == (True, False)
    bundle = zipfile.ZipFile(io.BytesIO(browser.get("/me/data/file/").content))
    assert "Your seats in groups: 1 row\n    tables/governance.seat.csv" in bundle.read("READ_ME_FIRST.txt").decode()
    assert "Sus puestos en grupos: 1 fila" in bundle.read("LEA_PRIMERO.txt").decode()
