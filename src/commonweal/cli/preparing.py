"""Everything that has to be in place before the site can answer: folder, tables, static files."""

import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from commonweal.lib.files import write_durably

TURN = ".preparing"
TOO_OLD = (
    "{} was filled by a version from before the first release, which this one cannot take over. Remove that folder, "
    "or set COMMONWEAL_HOME to a new one"
)
NOT_WRITABLE = "{} cannot be written. Set COMMONWEAL_HOME to a folder that you may write to"


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Of two that start at once the second waits, and finds everything in place. A killed one gives its turn away."""
    with turn_in(home) as turn:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(f"Another command is preparing {home}; waiting for it.", file=sys.stderr)
                fcntl.flock(turn, fcntl.LOCK_EX)
        # Not before: the other one may be clearing up what a build that was cut off has left.
        make_writable(home)
        yield


def turn_in(home: Path) -> TextIO:
    try:
        home.mkdir(parents=True, exist_ok=True)
        return (home / TURN).open("a")
    except OSError:
        raise CommandError(NOT_WRITABLE.format(home)) from None


def prepare(at: datetime) -> None:
    home = Path(settings.COMMONWEAL_HOME)
    bring_tables_up_to_date(home, at)
    collect_static_files()


def make_writable(home: Path) -> None:
    try:
        write_durably(home / ".writable", b"")
    except OSError:
        raise CommandError(NOT_WRITABLE.format(home)) from None


def bring_tables_up_to_date(home: Path, at: datetime) -> None:
    executor = MigrationExecutor(connection)
    if is_too_old(executor.loader):
        raise CommandError(TOO_OLD.format(home))
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return
    if executor.loader.applied_migrations and connection.vendor == "sqlite":
        # An upgrade that goes wrong can be taken back.
        keep_copy(home / f"before-upgrade-{at:%Y%m%d-%H%M%S}.sqlite3")
    call_command("migrate", verbosity=0, interactive=False)


def is_too_old(loader: MigrationLoader) -> bool:
    """Whether some, and not all, of the steps are done that the first tables now stand for."""
    done = set(loader.applied_migrations)
    return any(0 < len(done & set(first.replaces)) < len(first.replaces) for first in loader.replacements.values())


def keep_copy(target: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    copy.close()


def collect_static_files() -> None:
    """Only when one of them has changed: it takes seconds, and a start should take none."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    state = fingerprint_of_static_files()
    if mark.exists() and mark.read_text(encoding="utf-8") == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(state, encoding="utf-8")


def fingerprint_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
