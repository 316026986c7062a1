"""Builds the demo initiative on the first run, and serves it."""

import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from commonweal.cli.demo.finishing import BEGUN, BUILT
from commonweal.cli.demo.people import SLUG, cast
from commonweal.cli.management.commands.serve import add_address_arguments, address_of
from commonweal.cli.preparing import TURN, one_at_a_time, prepare
from commonweal.cli.serving import Address, LastPart, refuse_taken_port, serve
from commonweal.people.operations import make_sign_in_link

HELP = """Builds the demo initiative on the first run, serves it, and prints its address and sign-in links.

The first address is the public scoreboard. The links after it each let one of the cast in, once, and from
this machine only unless --host says that others may come. Running it again changes nothing.
The demo lives in a folder `demo` inside COMMONWEAL_HOME and never touches other data there.

example: commonweal demo --port 8000
"""
STILL_TO_COME = "Decisions, surveys, training and roundtables are added while the first pages can be read already."
BUILT_ANEW = "The last start was stopped before the demo was whole. It is built anew."
NOT_WHOLE = "The demo was not whole yet. The same command builds it anew, in about a minute."
LEFT = "no link: this person has left, or was taken out. A new COMMONWEAL_HOME has the whole cast again."
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
        home, at = Path(settings.COMMONWEAL_HOME), timezone.now()
        with told_if_unfinished(home), ExitStack() as turn:
            turn.enter_context(one_at_a_time(home))
            prepare_demo(home, at)
            # Who had to wait for another start may find that one at this port.
            refuse_taken_port(address)
            if (home / BUILT).exists():
                turn.close()
                serve(address, home, lambda: announcement(address))
            else:
                rest = ["-m", "commonweal.cli.demo.finishing", str(home), at.isoformat()]
                print(STILL_TO_COME, file=sys.stderr)
                serve(address, home, lambda: announcement(address), LastPart(rest, turn.close))


@contextmanager
def told_if_unfinished(home: Path) -> Iterator[None]:
    """Who stops it while it is built reads what the next start will do."""
    try:
        yield
    finally:
        if (home / BEGUN).exists():
            print(NOT_WHOLE, file=sys.stderr)


def announcement(address: Address) -> str:
    lines = [f"{address.url}{reverse('pages:board', args=[SLUG])}", ""]
    lines.append("Each of these links signs somebody in, once:")
    for role, person in cast():
        if not person.is_active:
            lines.append(f"  {role:<28}{LEFT}")
            continue
        token = make_sign_in_link(by=None, person=person, at=timezone.now(), lifetime=timedelta(hours=12))
        lines.append(f"  {role:<28}{address.url}{reverse('people:once', args=[token])}")
    return "\n".join(lines)


def prepare_demo(home: Path, at: datetime) -> None:
    """Up to the first pages; what is left is built while they are served."""
    is_built = (home / BUILT).exists()
    if not is_built:
        clear_unfinished(home)
    prepare(at)
    if not is_built:
        from commonweal.cli.demo.building import build_figures  # reads much that a built demo does not need
        from commonweal.cli.demo.progress import shown_progress

        (home / BEGUN).touch()
        with shown_progress() as progress:
            build_figures(progress, at)


def clear_unfinished(home: Path) -> None:
    """A build that was cut off leaves half a demo; nothing in it is anybody's work."""
    if not (home / BEGUN).exists():
        return
    print(BUILT_ANEW, file=sys.stderr)
    for path in home.iterdir():
        if path.name in KEPT:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
