"""`demo` as a newcomer runs it: one command, one address, a link for each of the cast; and again."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commonweal.cli.demo.finishing import BEGUN, BUILT
from commonweal.cli.management.commands.demo import (
    BUILT_ANEW,
    LEFT,
    NOT_WHOLE,
    announcement,
    clear_unfinished,
    told_if_unfinished,
)
from commonweal.cli.serving import Address
from commonweal.people.models import Person
from tests.built_demo import BuiltDemo, start_demo
from tests.cast import NOW


def rows(home: Path) -> dict[str, int]:
    """How much there is of everything but what signing in and working leave behind."""
    with closing(sqlite3.connect(home / "demo" / "commonweal.sqlite3")) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in tables if re.match(r"(governance|agenda|measurement|publication|people_o)", name)]
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ours}  # noqa: S608


@pytest.mark.covers("A1")
def test_demo_prints_one_address_and_a_link_for_each_of_the_cast(built_demo: BuiltDemo) -> None:
    """Before all packages are there, which the fixture keeps away."""
    lines = built_demo.told.lines
    assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/ladder25/", lines[0])
    assert len({line.split()[-1] for line in lines[3:]}) == 6
    assert built_demo.told.page.count("<h1") == 1


@pytest.mark.django_db
def test_demo_starts_again_after_one_of_the_cast_has_left() -> None:
    Person.objects.create(email="ana@ladder25.example", name="Ana", joined_at=NOW)
    Person.objects.create(email="grace@ladder25.example", name="Grace", is_active=False, joined_at=NOW)
    manager, resident = announcement(Address("127.0.0.1", 8000)).splitlines()[3:]
    assert re.fullmatch(r"  Data manager +http://127.0.0.1:8000/sign-in/once/\S+/", manager)
    assert (resident.split()[:3], resident.endswith(LEFT)) == (["Resident", "council", "member"], True)


def test_demo_begins_afresh_after_a_build_that_was_cut_off(built_demo: BuiltDemo) -> None:
    assert not (built_demo.home / "demo" / "files" / "half-a-file").exists()
    assert [(built_demo.home / "demo" / name).exists() for name in (BUILT, BEGUN)] == [True, False]
    assert (built_demo.home / "mine.txt").read_text() == "not the demo's"


def test_newcomer_who_stops_a_build_reads_what_the_next_start_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / BEGUN).touch()
    with pytest.raises(KeyboardInterrupt), told_if_unfinished(tmp_path):
        raise KeyboardInterrupt
    clear_unfinished(tmp_path)
    assert capsys.readouterr().err.splitlines() == [NOT_WHOLE, BUILT_ANEW]


def test_newcomer_who_stops_a_demo_that_is_whole_reads_nothing_of_a_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / BUILT).touch()
    with pytest.raises(KeyboardInterrupt), told_if_unfinished(tmp_path):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == ""


def test_demo_started_while_another_builds_it_waits_and_finds_it_built(built_demo: BuiltDemo) -> None:
    assert built_demo.told.second.endswith("/ladder25/")
    assert built_demo.told.second != built_demo.told.lines[0]


@pytest.mark.covers("A1")
def test_demo_started_again_changes_nothing(built_demo: BuiltDemo, tmp_path: Path) -> None:
    home = built_demo.copy_to(tmp_path / "home")
    before = rows(home)
    again = start_demo(home, PYTHONPATH=built_demo.modules)
    assert len(again.lines) == len(built_demo.told.lines)
    assert rows(home) == before
