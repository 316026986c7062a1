"""Puts a backup back, also while the site runs; what was there is kept aside."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commonweal.cli.backups import UnusableBackupError, restore_backup
from commonweal.cli.management.commands.backup import home_on_sqlite, known_migrations
from commonweal.cli.serving import RESTART


class Command(BaseCommand):
    help = (
        "Puts the database and all files of a backup back. Every file is checked before anything changes, and what\n"
        "is there now is kept as a backup of its own, so that this can be undone. It works while the site runs.\n\n"
        "example: commonweal restore monday.zip"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip", help="a file that `commonweal backup` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        home = home_on_sqlite()
        try:
            done, aside = restore_backup(
                home=home, source=options["file"], migrations=known_migrations(), at=timezone.now()
            )
        except UnusableBackupError as reason:
            raise CommandError(str(reason)) from None
        # A site that runs remembers things of before; it starts its processes anew when it sees this.
        (home / RESTART).touch()
        if aside:
            self.stderr.write(f"To take this back: commonweal restore {aside}")
        self.stdout.write(f"{done.files} files restored to {home}")
