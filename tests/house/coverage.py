"""Writes docs/coverage.md from the marks on the tests: `python3 manage.py test -- --write-coverage`."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.code import ROOT
from tests.house.driving import Tests

ROWS = ROOT / "docs" / "rows.toml"
PAGE = ROOT / "docs" / "coverage.md"
HEAD = """# What works, and the test that shows it

Made from the marks on the tests by `python3 manage.py test -- --write-coverage`; a test checks that it is fresh.
A row stands here only if a test drives a command or a page for it. `B4` is a row of the feature table, `F-CON-2` an
element of the founding documents, `J2` a journey.

| Row | In our words | Shown by |
| --- | --- | --- |
"""


@cache
def marks(folder: Path) -> dict[str, list[str]]:
    """The tests by the row that they cover."""
    found: dict[str, list[str]] = defaultdict(list)
    tests = Tests(folder)
    for module in tests.marked():
        for test, rows in marked(module.tree):
            if rows and tests.drives(module, test):
                for row in rows:
                    found[row].append(f"{module.path.relative_to(folder.parent)}::{test.name}")
    return found


def marked(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, list[str]]]:
    """Each test with the rows that stand on it, on its class and on its whole file."""
    whole = [node.value for node in tree.body if isinstance(node, ast.Assign) and is_mark(node)]
    of_all = [row for marks in whole for row in rows_in(marks)]
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        for test in [each for each in inside if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")]:
            holders = {node, test} if isinstance(node, ast.ClassDef) else {test}
            own = [row for each in holders for mark in each.decorator_list for row in rows_in(mark)]
            yield test, sorted({*of_all, *own})


def is_mark(node: ast.Assign) -> bool:
    return ast.unparse(node.targets[0]) == "pytestmark"


def rows_in(marks: ast.expr) -> list[str]:
    """In one mark, or in a list of marks."""
    calls = [each for each in ast.walk(marks) if isinstance(each, ast.Call)]
    covers = [call for call in calls if ast.unparse(call.func) == "pytest.mark.covers"]
    return [ast.literal_eval(row) for call in covers for row in call.args]


def words(rows: Path = ROWS) -> dict[str, str]:
    return tomllib.loads(rows.read_text(encoding="utf-8"))["rows"]


def unknown(folder: Path, rows: Path = ROWS) -> list[str]:
    """Rows that a mark names and nobody knows, also where the test drives nothing."""
    named = {row for module in Tests(folder).marked() for _test, found in marked(module.tree) for row in found}
    return sorted(named - set(words(rows)))


def page(tests: Path, rows: Path = ROWS) -> str:
    """In the order of rows.toml, which is the order of a reader."""
    covered = marks(tests)
    lines = []
    for row, text in words(rows).items():
        if row in covered:
            shown = "<br>".join(f"`{name.removeprefix('tests/')}`" for name in sorted(covered[row]))
            lines.append(f"| {row} | {text} | {shown} |\n")
    return HEAD + "".join(lines)
