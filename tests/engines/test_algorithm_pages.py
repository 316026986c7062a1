"""The worked numbers of the pages on algorithms are run: what a page shows behind `>>>` is what the engine answers."""

import doctest
import re
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "algorithms").glob("*.md"))
PARTS = {
    "worked numbers": re.compile(r"^```pycon\n>>> ", re.MULTILINE),
    "source": re.compile(r"\bSources?: "),
    "what it does not do": re.compile(r"^(## .*|.*\*\*)(?i:what (it does|this does|they do) not do)", re.MULTILINE),
}
_WORKED = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_worked_numbers_of_a_page(page: Path) -> None:
    worked = "\n".join(_WORKED.findall(page.read_text(encoding="utf-8")))
    found = doctest.DocTestParser().get_doctest(worked, {}, page.name, str(page), 0)
    told: list[str] = []
    doctest.DocTestRunner().run(found, out=told.append)
    assert "".join(told) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_has_worked_numbers_a_source_and_what_it_does_not_do(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert {name: bool(part.search(text)) for name, part in PARTS.items()} == dict.fromkeys(PARTS, True)


def test_a_wrong_number_is_caught() -> None:
    worked = "\n".join(_WORKED.findall("text\n\n```pycon\n>>> 1 + 1\n3\n```\n"))
    found = doctest.DocTestParser().get_doctest(worked, {}, "a page", None, 0)
    assert doctest.DocTestRunner().run(found, out=lambda _text: None).failed == 1
