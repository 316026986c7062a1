"""Builds the demo initiative on the first run, and serves it."""

import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from commonweal.cli.demo.people import SLUG, cast
from commonweal.cli.management.commands.serve import add_address_arguments, address_of
from commonweal.cli.preparing import TURN, one_at_a_time, prepare
from commonweal.cli.serving import Address, refuse_taken_port, serve
from commonweal.people.operations import make_sign_in_link

HELP = """Builds the demo initiative on the first run, serves it, and prints its address and sign-in links.

The first address is the public scoreboard. The links after it each let one of the cast in, once, and from
this machine only unless --host says that others may come. Running it again changes nothing.
The demo lives in a folder `demo` inside COMMONWEAL_HOME and never touches other data there.

example: commonweal demo --port 8000
"""
BUILT = "demo-is-built"
BEGUN = "demo-is-begun"
# Made by the preparation and as good as before.
KEPT = {"secret_key", "static", "fonts", BEGUN, TURN}


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        address = address_of(options)
        refuse_taken_port(address)
        home = Path(settings.COMMONWEAL_HOME)
        with one_at_a_time(home):
            prepare_demo(home, timezone.now())
        # Who had to wait for another start may find that one at this port.
        refuse_taken_port(address)
        serve(address, home, lambda: announcement(address))


def announcement(address: Address) -> str:
    lines = [f"{address.url}{reverse('pages:board', args=[SLUG])}", ""]
    lines.append("Each of these links signs somebody in, once:")
    for role, person in cast():
        token = make_sign_in_link(by=None, person=person, at=timezone.now(), lifetime=timedelta(hours=12))
        lines.append(f"  {role:<28}{address.url}{reverse('people:once', args=[token])}")
    return "\n".join(lines)


def prepare_demo(home: Path, at: datetime) -> None:
    is_built = (home / BUILT).exists()
    if not is_built:
        clear_unfinished(home)
    prepare(at)
    if not is_built:
        from commonweal.cli.demo.building import build_demo  # reads much that a built demo does not need

        (home / BEGUN).touch()
        with shown_progress() as progress:
            build_demo(progress, at)
        (home / BEGUN).rename(home / BUILT)


def clear_unfinished(home: Path) -> None:
    """A build that was cut off leaves half a demo; nothing in it is anybody's work."""
    if not (home / BEGUN).exists():
        return
    for path in home.iterdir():
        if path.name in KEPT:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


class shown_progress:  # noqa: N801 (used like contextlib's own)
    """A bar on a terminal; in a log one line for each step."""

    def __enter__(self) -> Callable[[str, int, int], None]:
        console = Console(stderr=True)
        self.bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console)
        self.task = self.bar.add_task("Building the demo", total=None)
        self.said = ""
        if console.is_terminal:
            self.bar.start()
        return self.show if console.is_terminal else self.say

    def __exit__(self, *problem: object) -> None:
        self.bar.stop()

    def show(self, text: str, done: int, total: int) -> None:
        self.bar.update(self.task, description=text, completed=done, total=total)

    def say(self, text: str, done: int, total: int) -> None:
        if text != self.said:
            self.said = text
            sys.stderr.write(f"  {done} of {total}: {text}\n")
            sys.stderr.flush()
