"""The contracts of import-linter hold, and each of them catches a breach."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--config", str(folder / "pyproject.toml"), "--no-cache"]
    # Only this tree: the one that is installed beside the tests must not be found first.
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "", "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house to break."""
    modules = shutil.ignore_patterns("__pycache__", "templates", "static", "locale", "migrations")
    shutil.copytree(ROOT / "src" / "commonweal", tmp_path / "src" / "commonweal", ignore=modules)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_all_contracts_hold() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


BREACHES = [
    ("The rooms stand in one line", "people/models.py", "import commonweal.governance.models"),
    ("The rooms stand in one line", "lib/files.py", "import commonweal.trail.models"),
    ("The rooms stand in one line", "ui/registry.py", "import commonweal.engines.measures"),
    ("The rooms stand in one line", "newroom/__init__.py", ""),
    ("The shelves are the same in every room", "people/models.py", "import commonweal.people.operations"),
    ("The shelves are the same in every room", "delivery/operations.py", "import commonweal.delivery.tasks"),
    ("The engines do not know each other", "engines/voting.py", "import commonweal.engines.measures"),
    ("The engines know nothing of Django", "engines/voting.py", "import django.db"),
    ("No two neighbours lean on each other", "lib/files.py", "import commonweal.lib.tokens"),
]


@pytest.mark.parametrize(("contract", "path", "line"), BREACHES, ids=[f"{path}-{line}" for _, path, line in BREACHES])
def test_breach_is_caught(house: Path, contract: str, path: str, line: str) -> None:
    broken = house / "src" / "commonweal" / path
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a") as file:
        file.write(f"\n{line}\n")
    if "tokens" in line:
        with (house / "src/commonweal/lib/tokens.py").open("a") as file:
            file.write("\nimport commonweal.lib.files\n")
    assert f"{contract} BROKEN" in lint(house).stdout
