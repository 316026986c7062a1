"""Every word that a person sees is there in Spanish, and what is compiled is what is written."""

import shutil
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

from tests.house import catalogues
from tests.house.code import ROOT

ROOMS = sorted(file.parent for file in (ROOT / "src" / "commonweal").glob("*/__init__.py"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_word_has_its_spanish(room: Path) -> None:
    assert catalogues.untranslated(room) == []


def test_no_word_stands_inside_an_f_string() -> None:
    """What collects words for the catalogues does not look there."""
    assert [place for room in ROOMS for place in catalogues.in_f_strings(room)] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_compiled_words_are_fresh(room: Path) -> None:
    assert catalogues.stale(room) == []


def test_a_word_has_one_spanish_in_all_rooms() -> None:
    """Where a word means two things, it stands in a context: `pgettext`, `{% translate … context … %}`."""
    assert catalogues.clashes(ROOMS) == []


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room with two words, in the code and in a page, and one of them in Spanish."""
    folder = tmp_path / "room" / "locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(header + 'msgid "Send"\nmsgstr "Enviar"\n')
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogues.catalogue(folder / "django.po"))
    (tmp_path / "room" / "views.py").write_text('label = _("Send")')
    (tmp_path / "room" / "templates").mkdir()
    (tmp_path / "room" / "templates" / "page.html").write_text('{% translate "Withdraw" %}')
    return tmp_path / "room"


def test_word_without_spanish_is_caught(room: Path) -> None:
    assert catalogues.untranslated(room) == ["Withdraw"]


def test_stale_compiled_words_are_caught(room: Path) -> None:
    assert catalogues.stale(room) == []
    path = room / "locale/es/LC_MESSAGES/django.po"
    path.write_text(path.read_text().replace("Enviar", "Mandar"))
    assert catalogues.stale(room) == ["Send"]


def test_word_with_another_spanish_next_door_is_caught(room: Path, tmp_path: Path) -> None:
    next_door = tmp_path / "next"
    shutil.copytree(room, next_door)
    assert catalogues.clashes([room, next_door]) == []
    path = next_door / "locale/es/LC_MESSAGES/django.po"
    path.write_text(path.read_text().replace("Enviar", "Mandar"))
    assert catalogues.clashes([room, next_door]) == ["Send"]


def test_word_with_a_context_is_another_word(room: Path, tmp_path: Path) -> None:
    next_door = tmp_path / "next"
    shutil.copytree(room, next_door)
    path = next_door / "locale/es/LC_MESSAGES/django.po"
    path.write_text(
        path.read_text().replace('msgid "Send"', 'msgctxt "by mail"\nmsgid "Send"').replace("Enviar", "Mandar")
    )
    assert catalogues.clashes([room, next_door]) == []
