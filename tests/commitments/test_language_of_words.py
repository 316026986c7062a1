"""Words in one language are marked on a page in the other, so that nobody takes them for a mistake."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from commonweal.agenda.operations.parts import say
from commonweal.commitments.models.promises import EVERYBODY_AT_THE_ROUNDTABLE
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Person

pytestmark = pytest.mark.covers("A14")
SPANISH = {"accept-language": "es"}


@pytest.fixture
def promised(initiative: Initiative, steering: Group, resident: Person) -> Any:
    now = timezone.now()
    draft = CommitmentDraft("Bring ten <b>parents</b>.", now.date() + timedelta(days=9), to=steering, group=steering)
    return promise(by=resident, initiative=initiative, holder=resident, commitment=draft, at=now)


def test_english_promise_is_marked_on_a_spanish_page_and_not_on_an_english_one(
    promised: Any, resident: Person, signed_in: Any
) -> None:
    page = f"/desk/fork/promises/{promised.pk}/"
    spanish, english = (signed_in(resident).get(page, headers=lang).content.decode() for lang in (SPANISH, {}))
    marked = '<span lang="en">Bring ten &lt;b&gt;parents&lt;/b&gt;.</span> <span class="meta">(en inglés)</span>'
    assert (marked in spanish, "(in English)" in english) == (True, False)


def test_what_is_written_on_a_spanish_page_is_spanish(
    initiative: Initiative, resident: Person, signed_in: Any, at: datetime
) -> None:
    with translation.override("es"):
        say(by=resident, initiative=initiative, part="problem", text="¿Cuáles alquileres?", at=at)
    page = signed_in(resident).get("/desk/fork/agenda/part/problem/").content.decode()
    assert '<div lang="es"><p>¿Cuáles alquileres?</p></div><p class="meta">(in Spanish)</p>' in page
    spanish = signed_in(resident).get("/desk/fork/agenda/part/problem/", headers=SPANISH).content.decode()
    assert "\n  <p>¿Cuáles alquileres?</p>" in spanish


@pytest.mark.parametrize(
    ("to", "spanish", "english"),
    [
        ("the tenants", "a the tenants (en inglés), para", "to the tenants, by"),
        (
            EVERYBODY_AT_THE_ROUNDTABLE,
            "a todas las personas de la mesa redonda, para",
            "to everybody at the roundtable,",
        ),
    ],
)
def test_to_whom_one_promised_is_said_in_the_language_of_the_page_or_marked(
    to: str, spanish: str, english: str, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    now = timezone.now()
    draft = CommitmentDraft("Bring ten parents.", now.date() + timedelta(days=9), to=to)
    promise(by=resident, initiative=initiative, holder=resident, commitment=draft, at=now)
    pages = [signed_in(resident).get("/desk/fork/promises/", headers=lang).content.decode() for lang in (SPANISH, {})]
    assert [words in page for words, page in zip((spanish, english), pages, strict=True)] == [True, True]
