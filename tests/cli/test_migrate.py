"""An empty database is made whole at once. What it holds then is what the steps leave behind, one after the other."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import commonweal

STEPS = "SELECT app, name FROM django_migrations ORDER BY 1, 2"


@pytest.fixture
def brought_up_to_date(tmp_path: Path) -> Path:
    """A folder that an older version has made, which did not know most of the tables yet."""
    for arguments in (["people"], []):
        done = commonweal("migrate", "--skip-checks", *arguments, home=tmp_path / "older")
        assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "older"


def test_whole_database_is_what_the_steps_leave_behind(empty_home: Path, brought_up_to_date: Path) -> None:
    at_once, step_by_step = (what_stands_in(home) for home in (empty_home, brought_up_to_date))
    assert at_once.keys() == step_by_step.keys()
    assert [name for name in at_once if at_once[name] != step_by_step[name]] == []


def what_stands_in(home: Path) -> dict[str, Any]:
    """Each table with its columns and constraints in any order, each index and trigger, how many rows, which steps."""
    with closing(sqlite3.connect(home / "commonweal.sqlite3")) as database:
        stands: dict[str, Any] = {"steps": database.execute(STEPS).fetchall()}
        made = database.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        for kind, name, sql in made:
            stands[f"{kind} {name}"] = parts(sql) if kind == "table" else sql
            if kind == "table":
                (stands[f"rows of {name}"],) = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    return stands


def parts(sql: str) -> list[str]:
    """What stands between the outer brackets; a column that came later stands last in its table."""
    found, depth = [""], 0
    for letter in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return sorted(each.strip() for each in found)


def test_asked_for_its_steps_it_names_them(empty_home: Path) -> None:
    told = commonweal("migrate", "--plan", home=empty_home)
    assert told.stdout == "Planned operations:\n  No planned migration operations.\n"
