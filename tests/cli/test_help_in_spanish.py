"""Help in Spanish: each command on files, each of its options, and the list of all commands."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonweal.cli import main as entry
from commonweal.cli.help_words import COMMANDS, in_spanish
from tests.cli.running import commonweal

ENGLISH = ("options:", "usage:", "xample", " is stdin", "show this", " unless ")


def helps() -> Iterator[str]:
    """Every text that an option of a command on files is given."""
    for path in entry.FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("add_argument", "add_answer"):
                given = [word.value for word in node.keywords if word.arg == "help"]
                given += node.args if getattr(node.func, "attr", "") == "add_answer" else []
                yield from (text.value for text in given if isinstance(text, ast.Constant) and text.value)


def test_every_option_says_in_spanish_what_it_is_for() -> None:
    assert sorted({text for text in helps() if in_spanish(text) == text}) == []


def test_every_command_says_in_spanish_what_it_is_for() -> None:
    known = {**entry.file_commands(), **entry.site_commands()}
    assert {name: words for name, words in known.items() if words not in COMMANDS} == {}


@pytest.mark.parametrize("name", entry.file_commands())
def test_help_of_a_command_is_spanish_wherever_the_option_stands(capsys: pytest.CaptureFixture[str], name: str) -> None:
    for asked in (["--help", "--lang", "es"], ["--lang=es", "-h"]):
        status, told = entry.main([name, *asked]), capsys.readouterr()
        assert (status, told.err) == (0, "")
        assert told.out.startswith(f"uso: commonweal {name}")
        assert [word for word in ("options:", "usage:", "xample", " is stdin", "show this") if word in told.out] == []


def test_list_of_commands_is_spanish(tmp_path: Path) -> None:
    answer = commonweal("help", "--lang", "es", home=tmp_path)
    assert answer.stdout.startswith("uso: commonweal NOMBRE [opciones]\n\nEl sitio de una iniciativa:\n")
    assert "  rollup      Suma los datos con la regla de cada medida;" in answer.stdout
