"""Serves the site: prepares its data, starts web server and worker."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from commonweal.cli.preparing import one_at_a_time, prepare
from commonweal.cli.serving import Address, refuse_taken_port, serve
from commonweal.governance.queries import any_initiative_exists
from commonweal.lib.setup_code import setup_code

HELP = """Serves the site until you press Ctrl-C. It makes what is missing: the data folder, the tables, the fonts.
Where there is no initiative yet, the first page asks for one; there is no default account.

One-time sign-in links are only taken from this machine, unless --host says that others may come.
COMMONWEAL_HOME is the folder of the data, COMMONWEAL_URL the address that links and QR codes carry.
Mail goes out once COMMONWEAL_SMTP_HOST names a mail server. Beside it stand COMMONWEAL_SMTP_PORT (default: 587),
COMMONWEAL_SMTP_USER, COMMONWEAL_SMTP_PASSWORD or COMMONWEAL_SMTP_PASSWORD_FILE, COMMONWEAL_SMTP_TLS (0 or 1), and
COMMONWEAL_FROM, the sender.

example: commonweal serve --host 0.0.0.0 --port 8000
"""


def add_address_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=port, default=8000, help="port to listen on (default: 8000)")


def port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def address_of(options: dict[str, Any]) -> Address:
    return Address(host=options["host"] or "127.0.0.1", port=options["port"], chosen=options["host"] is not None)


def first_page() -> str:
    """The front page; before there is an initiative, the page that founds one, with the code that opens it."""
    return "" if any_initiative_exists() else f"start/?code={setup_code(Path(settings.COMMONWEAL_HOME))}"


class Command(BaseCommand):
    help = HELP
    # The tables may not be there yet; `prepare` makes them.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        address, home = address_of(options), Path(settings.COMMONWEAL_HOME)
        refuse_taken_port(address)
        with one_at_a_time(home):
            prepare(timezone.now())
        # Who had to wait for another start may find that one at this port.
        refuse_taken_port(address)
        serve(address, home, lambda: f"{address.url}/{first_page()}")
