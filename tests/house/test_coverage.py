"""docs/coverage.md says what works, and is made from the marks on the tests."""

from pathlib import Path

from tests.house import coverage
from tests.house.code import ROOT


def test_page_is_fresh() -> None:
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(ROOT / "tests")


def test_marks_name_only_known_rows() -> None:
    assert coverage.unknown(ROOT / "tests") == []


def test_only_tests_that_drive_a_page_or_a_command_count(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(
        '@pytest.mark.covers("B4", "J1")\ndef test_page(client): ...\n'
        '@pytest.mark.covers("B4")\ndef test_verb(analyst): ...\n'
    )
    (tmp_path / "rows.toml").write_text('[rows]\nJ1 = "The journey"\nB4 = "The rounds"\n')
    lines = coverage.page(tmp_path / "tests", tmp_path / "rows.toml").removeprefix(coverage.HEAD).splitlines()
    assert lines == ["| J1 | The journey | `test_it.py::test_page` |", "| B4 | The rounds | `test_it.py::test_page` |"]


def test_mark_that_names_no_row_is_caught(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text('@pytest.mark.covers("Z9")\ndef test_page(client): ...\n')
    (tmp_path / "rows.toml").write_text('[rows]\nB4 = "The rounds"\n')
    assert coverage.unknown(tmp_path, tmp_path / "rows.toml") == ["Z9"]
