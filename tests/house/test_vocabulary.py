"""One word for one thing, on every page and in every mail, in both languages."""

from pathlib import Path

import pytest

from tests.house import vocabulary
from tests.house.code import ROOT
from tests.house.test_catalogues import ROOMS


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_pages_and_mails_use_the_words_of_the_glossary(room: Path) -> None:
    assert vocabulary.banned_in_english(room) == []
    assert vocabulary.banned_in_spanish(room) == []


def test_demo_uses_the_words_of_the_glossary() -> None:
    assert vocabulary.banned_in_tables(ROOT / "src/commonweal/cli/demo/data") == []


def test_words_of_the_vocabulary_stand_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    words = ["**Figure** (cifra)", "**Number** (cifra", "**Hand-in** (entrega)", "*Withdrawn* (retirada)"]
    assert [word for word in words if word not in glossary] == []


def test_variant_in_a_table_of_the_demo_is_caught(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text('[[measures]]\nmeaning_en = "By programme."\nmeaning_es = "De un socio."\n')
    assert vocabulary.banned_in_tables(tmp_path) == ["By programme. → program", "De un socio. → organización"]


def test_variant_is_caught(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text('label = _("Your submission")')
    folder = tmp_path / "locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(header + 'msgid "Your submission"\nmsgstr "Su envío"\n')
    assert vocabulary.banned_in_english(tmp_path) == ["Your submission → hand-in"]
    assert vocabulary.banned_in_spanish(tmp_path) == ["Su envío → entrega"]
