"""Writes docs/coverage.md from the marks on the tests: `python3 manage.py test -- --write-coverage`."""

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

from tests.house.code import ROOT

ROWS = ROOT / "docs" / "rows.toml"
PAGE = ROOT / "docs" / "coverage.md"
# A row counts where a test drives a page or a command; a test of a verb alone does not show that anybody can reach it.
DRIVES = re.compile(r"client|Client|browser|phone|signed_in|goto\(|\bmain\(|commonweal\(|subprocess|\bpage\b")
HEAD = """# What works, and the test that shows it

Made from the marks on the tests by `python3 manage.py test -- --write-coverage`; a test checks that it is fresh.
A row stands here only if a test drives a command or a page for it. `B4` is a row of the feature table, `F-CON-2` an
element of the founding documents, `J2` a journey.

| Row | In our words | Shown by |
| --- | --- | --- |
"""


def marks(tests: Path) -> dict[str, list[str]]:
    """The tests by the row that they cover."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(tests.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and DRIVES.search(ast.unparse(node)):
                for row in rows_on(node):
                    found[row].append(f"{path.relative_to(tests.parent)}::{node.name}")
    return found


def rows_on(function: ast.FunctionDef) -> list[str]:
    calls = [mark for mark in function.decorator_list if isinstance(mark, ast.Call)]
    covers = [call for call in calls if ast.unparse(call.func) == "pytest.mark.covers"]
    return [ast.literal_eval(row) for call in covers for row in call.args]


def words(rows: Path = ROWS) -> dict[str, str]:
    return tomllib.loads(rows.read_text(encoding="utf-8"))["rows"]


def unknown(tests: Path, rows: Path = ROWS) -> list[str]:
    return sorted(set(marks(tests)) - set(words(rows)))


def page(tests: Path, rows: Path = ROWS) -> str:
    """In the order of rows.toml, which is the order of a reader."""
    covered = marks(tests)
    lines = []
    for row, text in words(rows).items():
        if row in covered:
            shown = "<br>".join(f"`{name.removeprefix('tests/')}`" for name in sorted(covered[row]))
            lines.append(f"| {row} | {text} | {shown} |\n")
    return HEAD + "".join(lines)
