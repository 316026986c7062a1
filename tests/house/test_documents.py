"""Dependencies have reasons, locks are fresh and hashed, and nothing tracked names one machine or a registry."""

import tomllib
from pathlib import Path

import pytest

import commonweal
from tests.house import documents
from tests.house.code import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
RUN = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
TEST = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")
POSTGRESQL = (ROOT / "requirements" / "postgresql.txt").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_above_it() -> None:
    assert documents.reasonless(PYPROJECT) == []


def test_locks_have_what_is_declared() -> None:
    assert documents.behind(PYPROJECT, RUN, []) == []
    assert documents.behind(PYPROJECT, TEST, ["postgresql", "test"]) == []


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    shipped, tested = documents.locked(RUN) | documents.locked(POSTGRESQL), documents.locked(TEST)
    assert {name: tested.get(name) for name in shipped} == shipped


def test_everything_locked_has_a_hash() -> None:
    assert documents.unhashed(RUN) == []
    assert documents.unhashed(TEST) == []
    assert documents.unhashed(POSTGRESQL) == []


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    assert documents.naming_a_machine(documents.tracked_files()) == []


def test_files_are_found_where_there_is_no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    with_git = documents.tracked_files()
    monkeypatch.setenv("PATH", "")
    without = documents.tracked_files()
    assert [path for path in with_git if path not in without and path.relative_to(ROOT).parts[0][0] != "."] == []


def test_version_is_the_same_in_both_places() -> None:
    assert tomllib.loads(PYPROJECT)["project"]["version"] == commonweal.__version__


def test_page_of_bad_input_names_tests_that_there_are() -> None:
    page = (ROOT / "docs" / "bad-input.md").read_text(encoding="utf-8")
    assert documents.tests_not_there(page, ROOT / "tests") == []


def test_test_that_is_called_otherwise_is_caught(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_one(): ...\n")
    page = "| A | `test_it.py::test_one`, `::test_two`, `test_that.py::test_one` |"
    assert documents.tests_not_there(page, tmp_path) == ["test_it.py::test_two", "test_that.py::test_one"]


def test_missing_reason_is_caught() -> None:
    text = 'dependencies = [\n    # Why.\n    "django>=5",\n    "rich>=14",\n]\n'
    assert documents.reasonless(text) == ['"rich>=14",']


def test_stale_lock_is_caught() -> None:
    text = '[project]\ndependencies = ["django>=6", "rich>=14", "segno"]\n'
    assert documents.behind(text, "django==5.2.19 \\\nrich==15.0.0 \\\n", []) == [
        "django>=6: the lock has 5.2.19",
        "segno: the lock has nothing",
    ]


def test_missing_hash_is_caught() -> None:
    assert documents.unhashed("rich==15.0.0\nsegno==1.6 \\\n    --hash=sha256:00\n") == ["rich"]


@pytest.mark.parametrize("line", ["see /ro" + "ot/notes", "from https://py" + "pi.org/simple", "cd /wo" + "rk/main"])
def test_name_of_a_machine_is_caught(tmp_path: Path, line: str) -> None:
    (tmp_path / "notes.md").write_text(line)
    assert len(documents.naming_a_machine([tmp_path / "notes.md"])) == 1
