"""Everything in one file, made and put back while the site runs; nothing that is damaged or foreign gets in."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonweal.cli.backups import DATABASE, NO_BACKUP, UnusableBackupError, make_backup, restore_backup
from commonweal.cli.management.commands.backup import size_told

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
STEPS = ["people.0001_initial", "trail.0001_initial"]


def write(home: Path, words: str) -> None:
    with closing(sqlite3.connect(home / DATABASE)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE IF NOT EXISTS notes (words TEXT)")
        database.execute("INSERT INTO notes VALUES (?)", [words])
        database.commit()


def read(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / DATABASE)) as database:
        return [row[0] for row in database.execute("SELECT words FROM notes ORDER BY rowid")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "abc.parquet").write_bytes(b"facts")
    (folder / "secret_key").write_text("key")
    (folder / "static").mkdir()
    (folder / "static" / "made-anew.css").touch()
    write(folder, "before")
    return folder


@pytest.fixture
def backup(home: Path, tmp_path: Path) -> Path:
    make_backup(home=home, target=tmp_path / "monday.zip", migrations=STEPS, at=NOW)
    return tmp_path / "monday.zip"


def restore(home: Path, source: Path, migrations: list[str] = STEPS) -> Path | None:
    return restore_backup(home=home, source=source, migrations=migrations, at=NOW)[1]


def test_backup_has_database_and_files_and_says_what_is_in_it(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert sorted(manifest["files"]) == [DATABASE, "files/abc.parquet", "secret_key"]
    assert manifest["migrations"] == STEPS


def test_restore_on_an_empty_machine_brings_everything(backup: Path, tmp_path: Path) -> None:
    assert restore(tmp_path / "new", backup) is None
    assert read(tmp_path / "new") == ["before"]
    assert (tmp_path / "new/files/abc.parquet").read_bytes() == b"facts"
    assert (tmp_path / "new/secret_key").read_text() == "key"


def test_restore_takes_back_what_happened_since(home: Path, backup: Path) -> None:
    write(home, "after")
    restore(home, backup)
    assert read(home) == ["before"]


def test_restore_can_be_taken_back(home: Path, backup: Path) -> None:
    write(home, "after")
    aside = restore(home, backup)
    assert aside is not None
    restore(home, aside)
    assert read(home) == ["before", "after"]


def test_backup_while_somebody_writes_is_whole(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / DATABASE)) as writer:
        writer.execute("INSERT INTO notes VALUES ('not finished')")
        make_backup(home=home, target=tmp_path / "b.zip", migrations=STEPS, at=NOW)
        writer.rollback()
    restore(tmp_path / "new", tmp_path / "b.zip")
    assert read(tmp_path / "new") == ["before"]


def test_connection_that_is_open_sees_the_restored_state(home: Path, backup: Path) -> None:
    with closing(sqlite3.connect(home / DATABASE)) as open_since_before:
        write(home, "after")
        assert open_since_before.execute("SELECT count(*) FROM notes").fetchone() == (2,)
        restore(home, backup)
        assert open_since_before.execute("SELECT count(*) FROM notes").fetchone() == (1,)


def test_backup_of_another_version_is_refused(home: Path, backup: Path) -> None:
    write(home, "after")
    with pytest.raises(UnusableBackupError, match="another version of Commonweal: 1 steps of the tables differ"):
        restore(home, backup, [*STEPS, "people.0002_more"])
    assert read(home) == ["before", "after"]


def rewritten(backup: Path, target: Path, changed: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
    return target


def test_changed_file_in_the_backup_is_refused_and_nothing_changes(home: Path, backup: Path, tmp_path: Path) -> None:
    write(home, "after")
    damaged = rewritten(backup, tmp_path / "damaged.zip", {"files/abc.parquet": b"fakes"})
    with pytest.raises(UnusableBackupError, match=r"files/abc.parquet is not what was put into the backup"):
        restore(home, damaged)
    assert read(home) == ["before", "after"]
    assert (home / "files/abc.parquet").read_bytes() == b"facts"


def test_file_larger_than_it_says_is_refused(home: Path, backup: Path, tmp_path: Path) -> None:
    bomb = rewritten(backup, tmp_path / "bomb.zip", {"secret_key": b"0" * 5_000_000})
    with pytest.raises(UnusableBackupError, match="secret_key is not what was put into the backup"):
        restore(home, bomb)


def test_file_that_would_land_elsewhere_is_refused(home: Path, backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["files"]["../outside"] = manifest["files"]["secret_key"]
    crafted = rewritten(backup, tmp_path / "crafted.zip", {"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(UnusableBackupError, match=NO_BACKUP):
        restore(home, crafted)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06" + b"\0" * 18])
def test_file_that_is_no_backup_is_refused(home: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.zip").write_bytes(content)
    with pytest.raises(UnusableBackupError, match="no backup of Commonweal"):
        restore(home, tmp_path / "other.zip")


def test_backup_that_fails_leaves_no_half_a_file(home: Path, tmp_path: Path) -> None:
    (home / DATABASE).write_bytes(b"this is no database")
    with pytest.raises(sqlite3.DatabaseError):
        make_backup(home=home, target=tmp_path / "half.zip", migrations=STEPS, at=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize(
    ("size", "told"), [(12, "1 kB"), (34_500, "34 kB"), (999_999, "1000 kB"), (1_260_000, "1.3 MB")]
)
def test_size_is_told_in_a_unit_in_which_it_is_not_nought(size: int, told: str) -> None:
    assert size_told(size) == told
