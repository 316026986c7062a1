"""A backup carries each sealed pile with the key that opens it, also while answers come in."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonweal.cli.backups import DATABASE, KEYS, make_backup, restore_backup
from commonweal.instruments.sealing import make_key, remove_key_of, seal, unseal

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
SURVEY = "f0f0"


def answer(home: Path, number: int) -> None:
    """One more sheet, as the urn does it: new key, new pile, commit, old key gone."""
    folder = home / KEYS / SURVEY
    with closing(sqlite3.connect(home / DATABASE, timeout=20, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        before = database.execute("SELECT sealed FROM urn").fetchone()[0]
        pile = [*unseal(before, folder), str(number).encode()]
        database.execute("UPDATE urn SET sealed = ?", [seal(pile, 256, make_key(folder))])
        database.execute("COMMIT")
    remove_key_of(before, folder)


def sheets_in(home: Path) -> list[int]:
    with closing(sqlite3.connect(home / DATABASE)) as database:
        sealed = database.execute("SELECT sealed FROM urn").fetchone()[0]
    return sorted(int(sheet) for sheet in unseal(sealed, home / KEYS / SURVEY))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE urn (sealed BLOB)")
        database.execute("INSERT INTO urn VALUES (?)", [seal([], 256, make_key(folder / KEYS / SURVEY))])
        database.commit()
        yield folder


def test_backup_of_an_open_urn_comes_back_whole(home: Path, tmp_path: Path) -> None:
    for number in range(3):
        answer(home, number)
    make_backup(home=home, target=tmp_path / "monday.zip", migrations=[], at=NOW)
    for number in range(3, 6):
        answer(home, number)
    restore_backup(home=home, source=tmp_path / "monday.zip", migrations=[], at=NOW)
    assert sheets_in(home) == [0, 1, 2]
    answer(home, 9)
    assert sheets_in(home) == [0, 1, 2, 9]


def test_every_backup_made_while_answers_come_in_opens(home: Path, tmp_path: Path) -> None:
    enough = threading.Event()

    def people_answer() -> None:
        for number in range(10_000):
            if enough.is_set():
                return
            answer(home, number)

    people = threading.Thread(target=people_answer)
    people.start()
    try:
        for number in range(8):
            make_backup(home=home, target=tmp_path / f"{number}.zip", migrations=[], at=NOW)
    finally:
        enough.set()
        people.join()
    counts = []
    for number in range(8):
        fresh = tmp_path / f"fresh-{number}"
        restore_backup(home=fresh, source=tmp_path / f"{number}.zip", migrations=[], at=NOW)
        counts.append(len(sheets_in(fresh)))
    assert counts == sorted(counts)
