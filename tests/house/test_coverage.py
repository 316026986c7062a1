"""docs/coverage.md says what works, and is made from the marks on the tests."""

from pathlib import Path

import pytest

from tests.house import coverage
from tests.house.code import ROOT


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    return tmp_path / "tests"


def test_page_is_fresh() -> None:
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(ROOT / "tests")


def test_marks_name_only_known_rows() -> None:
    assert coverage.unknown(ROOT / "tests") == []


WORLD = {
    "cast.py": "def signed_in():\n    return lambda who: Client()\n",
    "desk.py": "class Desk:\n    def fill_in(self, page):\n        self.client.post(page)\n",
    "room/conftest.py": "def desk(signed_in, analyst):\n    return signed_in(analyst)\n"
    "def run(tmp_path):\n    return lambda text: main([text])\n"
    "from commonweal.cli.rollup import main\n",
}
DRIVEN = {
    "page_is_read": "def test_it(client):\n    client.get('/')",
    "page_of_somebody": "def test_it(signed_in, chair):\n    phone, page = signed_in(chair), '/'\n    phone.get(page)",
    "fixture_that_is_a_client": "def test_it(desk):\n    desk.get(PAGE)",
    "object_that_goes_through_pages": "from tests.desk import Desk\ndef test_it():\n    Desk().fill_in('/')",
    "function_of_this_file": "def look(page):\n    page.goto('/')\ndef test_it(browser):\n    look(browser)",
    "command_behind_a_fixture": "def test_it(run):\n    run('facts')",
    "command_of_a_module": "from commonweal.cli import trend\nALL = [trend.main]\ndef test_it(tell):\n    tell(ALL[0])",
    "process": "def test_it():\n    subprocess.run(['commonweal'])",
    "page_that_is_filled_in": "def test_it(phone):\n    phone.goto('/')\n    phone.fill('a', '')\n    Axe()",
}
NOT_DRIVEN = {
    "verb": "def test_it(analyst):\n    accept(by=analyst)",
    "words_of_its_name_and_text": "def test_page_on_a_phone(session):\n    'A browser.'\n    vote(phone='client')",
    "client_that_is_not_used": "def test_it(client, signed_in):\n    accept(by=None)",
    "get_of_a_table": "def test_it(browser):\n    Page.objects.get(pk=1)\n    found = {}\n    found.get('page')",
    "pages_that_are_only_looked_at": "def test_it(phone):\n    phone.goto('/')\n    phone.click('main')\n    Axe()",
}


def covered(tests: Path, text: str) -> dict[str, list[str]]:
    """The rows of one file of tests, in a room beside the cast."""
    for name, words in {**WORLD, "room/test_file.py": text}.items():
        (tests / name).parent.mkdir(parents=True, exist_ok=True)
        (tests / name).write_text(words, encoding="utf-8")
    return coverage.marks(tests)


@pytest.mark.parametrize("test", DRIVEN.values(), ids=DRIVEN)
def test_what_drives_a_page_or_a_command_counts(tests: Path, test: str) -> None:
    marked = test.replace("def test_it", '@pytest.mark.covers("B4")\ndef test_it')
    assert covered(tests, marked) == {"B4": ["tests/room/test_file.py::test_it"]}


@pytest.mark.parametrize("test", NOT_DRIVEN.values(), ids=NOT_DRIVEN)
def test_what_drives_neither_does_not_count(tests: Path, test: str) -> None:
    assert covered(tests, test.replace("def test", '@pytest.mark.covers("B4")\ndef test', 1)) == {}


def test_mark_of_a_file_or_a_class_stands_for_each_test_in_it(tests: Path) -> None:
    text = (
        'pytestmark = [pytest.mark.django_db, pytest.mark.covers("A6")]\n'
        '@pytest.mark.covers("B2")\nclass TestPages:\n    def test_page(self, client):\n        client.get("/")\n'
        "def test_verb():\n    accept(by=None)\n"
    )
    assert covered(tests, text) == {row: ["tests/room/test_file.py::test_page"] for row in ("A6", "B2")}


def test_rows_stand_in_the_order_of_a_reader(tests: Path) -> None:
    covered(tests, '@pytest.mark.covers("B4", "J1")\ndef test_page(client):\n    client.get("/")\n')
    rows = tests / "rows.toml"
    rows.write_text('[rows]\nJ1 = "The journey"\nA1 = "A place"\nB4 = "The rounds"\n')
    lines = coverage.page(tests, rows).removeprefix(coverage.HEAD).splitlines()
    shown = "`room/test_file.py::test_page` |"
    assert lines == [f"| J1 | The journey | {shown}", f"| B4 | The rounds | {shown}"]


def test_mark_that_names_no_row_is_caught(tests: Path) -> None:
    covered(tests, '@pytest.mark.covers("Z9")\ndef test_page(client):\n    client.get("/")\n')
    rows = tests / "rows.toml"
    rows.write_text('[rows]\nB4 = "The rounds"\n')
    assert coverage.unknown(tests, rows) == ["Z9"]
