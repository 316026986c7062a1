"""A copy of everything in one file, made and put back while the site runs.

The database goes through SQLite's own backup interface, which gives one moment's state under load (a copied
file would not). All other files are named by what is in them or written once, so they are copied as they lie.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from commonweal.lib.files import write_durably

MANIFEST = "manifest.json"
DATABASE = "commonweal.sqlite3"
KEYS = "urns"
FORMAT = 1
# Made anew from the rest whenever they are missing; and what is no part of this site's data.
LEFT_OUT = {"static", "fonts", "charts", "cache", "demo", "backups"}
BLOCK = 1 << 20
NO_BACKUP = "The file is no backup of Commonweal. Take one that `commonweal backup` made."


class UnusableBackupError(Exception):
    """What is wrong with the file, and what to do."""


@dataclass(frozen=True)
class Contents:
    files: int
    size: int


def make_backup(*, home: Path, target: Path, migrations: list[str], at: datetime) -> Contents:
    """Write the backup to `target` in one step: either it is there and whole, or it is not there."""
    draft = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="commonweal-backup-") as folder:
            snapshot = Path(folder) / DATABASE
            keys = copy_with_keys(home, snapshot)
            # After the database: a file stands in its place before the row that names it is written.
            others = [path for path in files_of(home) if home / KEYS not in path.parents]
            sources = {DATABASE: snapshot} | {str(path.relative_to(folder)): path for path in keys}
            sources |= {str(path.relative_to(home)): path for path in others}
            files = write_archive(
                draft, sources, {"format": FORMAT, "made_at": at.isoformat(), "migrations": migrations}
            )
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return Contents(files=len(files), size=target.stat().st_size)


def copy_with_keys(home: Path, snapshot: Path) -> list[Path]:
    """The database, and beside it the keys of sealed answers as they were in that very moment.

    A key is another after every answer. So where there are any, nobody writes while the moment is chosen and they are
    copied; what comes then is no more in this copy, however long it takes to write.
    """
    with (
        closing(sqlite3.connect(home / DATABASE, timeout=25, isolation_level=None)) as writer,
        closing(sqlite3.connect(home / DATABASE, timeout=25, isolation_level=None)) as live,
        closing(sqlite3.connect(snapshot, timeout=25)) as copy,
    ):
        if any((home / KEYS).glob("*/*")):
            writer.execute("BEGIN IMMEDIATE")
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        keys = [copied(path, snapshot.parent / path.relative_to(home)) for path in (home / KEYS).glob("*/*")]
        if writer.in_transaction:
            writer.execute("ROLLBACK")
        live.backup(copy)
    return [key for key in keys if key is not None]


def copied(source: Path, target: Path) -> Path | None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        return Path(shutil.copyfile(source, target))
    except FileNotFoundError:  # an old one, taken away on our way to it
        return None


def copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=25)) as live, closing(sqlite3.connect(target, timeout=25)) as copy:
        # In one go, so that it is one transaction of the target: seen whole or not at all, by everybody.
        live.backup(copy)


def files_of(home: Path) -> list[Path]:
    found = []
    for folder, folders, names in os.walk(home):
        is_top = Path(folder) == home
        folders[:] = sorted(name for name in folders if not (is_top and name in LEFT_OUT))
        found += [Path(folder) / name for name in sorted(names) if is_data(name, is_top)]
    return found


def is_data(name: str, is_top: bool) -> bool:
    is_database = is_top and (name.startswith(DATABASE) or name.endswith((".sqlite3", ".zip")))
    return not (is_database or name.startswith(".") or name == "restart-asked-for")


def write_archive(draft: Path, sources: dict[str, Path], about: dict[str, Any]) -> dict[str, Any]:
    files: dict[str, Any] = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, path in sources.items():
            try:
                source = path.open("rb")
            except FileNotFoundError:  # purged while we were on our way to it
                continue
            with source, archive.open(name, "w", force_zip64=True) as member:
                digest, size = hashlib.sha256(), 0
                while block := source.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    member.write(block)
            files[name] = {"sha256": digest.hexdigest(), "size": size}
        archive.writestr(MANIFEST, json.dumps({**about, "files": files}, indent=1))
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    return files


def restore_backup(*, home: Path, source: Path, migrations: list[str], at: datetime) -> tuple[Contents, Path | None]:
    """Check all of it first, keep what is there now aside, then put it back. Gives the copy that takes it back."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as folder:
        manifest = unpack(source, Path(folder), migrations)
        aside = None
        if (home / DATABASE).exists():
            aside = home / "backups" / f"before-restore-{at:%Y%m%d-%H%M%S}.zip"
            aside.parent.mkdir(exist_ok=True)
            make_backup(home=home, target=aside, migrations=migrations, at=at)
        for name in manifest["files"]:
            if name != DATABASE:
                write_durably(home / name, (Path(folder) / name).read_bytes())
        # Last, because the rows name the files; readers see the old state until this is through.
        copy_database(Path(folder) / DATABASE, home / DATABASE)
    return Contents(files=len(manifest["files"]), size=source.stat().st_size), aside


def unpack(source: Path, folder: Path, migrations: list[str]) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = read_manifest(archive, migrations)
            size = sum(entry["size"] for entry in manifest["files"].values())
            if size > shutil.disk_usage(folder).free:
                raise UnusableBackupError(f"There is no room: {size / 1e6:.0f} MB are needed. Make room and try again.")
            for name, entry in manifest["files"].items():
                unpack_one(archive, name, entry, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as problem:
        raise UnusableBackupError(f"{source} is damaged or no backup of Commonweal. Take another one.") from problem
    return manifest


def read_manifest(archive: zipfile.ZipFile, migrations: list[str]) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        files, made_with = manifest["files"], manifest["migrations"]
    except (KeyError, ValueError, TypeError) as problem:
        raise UnusableBackupError(NO_BACKUP) from problem
    if DATABASE not in files or any(not is_inside(name) for name in files):
        raise UnusableBackupError(NO_BACKUP)
    if made_with != migrations:
        odd = sorted(set(made_with) ^ set(migrations))
        raise UnusableBackupError(
            f"The backup was made by another version of Commonweal: {len(odd)} steps of the tables differ, such as "
            f"{odd[0]}. Restore it with the version that made it, then upgrade."
        )
    return manifest


def is_inside(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts and "\\" not in name


def unpack_one(archive: zipfile.ZipFile, name: str, entry: dict[str, Any], folder: Path) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as member, target.open("wb") as out:
            # Never more than the manifest says, so that a crafted file cannot fill the disk.
            while size <= entry["size"] and (block := member.read(BLOCK)):
                digest.update(block)
                size += len(block)
                out.write(block)
    except KeyError:
        size = -1
    if digest.hexdigest() != entry["sha256"] or size != entry["size"]:
        raise UnusableBackupError(f"{name} is not what was put into the backup. Nothing was changed; take another one.")
