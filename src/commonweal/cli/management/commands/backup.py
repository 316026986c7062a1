"""Writes everything into one file, also while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from commonweal.cli.backups import DATABASE, make_backup


def home_on_sqlite() -> Path:
    if connection.vendor != "sqlite":
        raise CommandError("These data are in PostgreSQL: use pg_dump and pg_restore, and copy the files beside it.")
    return Path(settings.COMMONWEAL_HOME)


def applied_migrations() -> list[str]:
    loader = MigrationLoader(connection)
    # Django also notes the steps that a first migration replaces, which are nowhere any more.
    return sorted(".".join(key) for key in loader.applied_migrations if key in loader.disk_migrations)


def known_migrations() -> list[str]:
    return sorted(".".join(key) for key in MigrationLoader(None).disk_migrations)


class Command(BaseCommand):
    help = (
        "Writes the database and all files into one ZIP, with a hash of each. It works while the site runs.\n\n"
        "example: commonweal backup monday.zip"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip", help="the file to write")
        parser.add_argument("--replace", action="store_true", help="write over a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        home, target = home_on_sqlite(), options["file"]
        if not (home / DATABASE).exists():
            raise CommandError(f"There are no data in {home}. Set COMMONWEAL_HOME to the folder that has them.")
        if target.exists() and not options["replace"]:
            raise CommandError(f"{target} is there already. Choose another name, or add --replace.")
        if not target.parent.is_dir():
            raise CommandError(f"There is no folder {target.parent}. Make it first.")
        done = make_backup(home=home, target=target, migrations=applied_migrations(), at=timezone.now())
        self.stderr.write(f"{done.files} files, {size_told(done.size)}. Keep a copy on another machine.")
        self.stdout.write(str(target))


def size_told(size: int) -> str:
    """In the unit in which the number is not nought."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
