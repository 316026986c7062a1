"""The site's processes: web server and worker as children of one command that starts and stops them."""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.core.management.base import CommandError

from commonweal.lib.addresses import for_a_phone, is_only_here

RESTART = "restart-asked-for"
# manage.py leaves this file while it still fetches what the first page does not need (the chart renderer).
UNFINISHED = Path(sys.prefix) / "commonweal-unfinished"
PATIENCE = 300.0
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass(frozen=True)
class Address:
    host: str
    port: int
    chosen: bool = False  # named by --host: whoever says so wants others to come

    @property
    def url(self) -> str:
        return os.environ.get("COMMONWEAL_URL", "").rstrip("/") or (for_a_phone(self.bound) or self.bound)

    @property
    def bound(self) -> str:
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    @property
    def asked_locally(self) -> str:
        return "127.0.0.1" if self.host == "0.0.0.0" else "::1" if self.host == "::" else self.host  # noqa: S104


def refuse_taken_port(address: Address) -> None:
    if can_listen(address.host, address.port):
        return
    free = next((port for port in range(address.port + 1, address.port + 50) if can_listen(address.host, port)), None)
    raise CommandError(
        f"Port {address.port} on {address.host} is taken by another program. "
        + (f"Stop that program, or run again with --port {free}." if free else "Choose another one with --port.")
    )


def can_listen(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CommandError(f"Port {port} is kept for administrators. Choose one above 1023 with --port.") from None
        except socket.gaierror:
            raise CommandError(f"There is no address called {host}. Try --host 127.0.0.1 or --host 0.0.0.0.") from None
        except OSError as problem:
            if problem.errno == 99:
                raise CommandError(f"{host} is not an address of this machine. Try --host 0.0.0.0.") from None
            return False
    return True


def environment_for(address: Address) -> dict[str, str]:
    """What the children know of the outside: their address, and whom they may answer."""
    own = dict(os.environ, COMMONWEAL_URL=address.url)
    if address.chosen:
        own["COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE"] = "1"
    if is_only_here(address.host) and address.host not in ("0.0.0.0", "::"):  # noqa: S104
        # A page elsewhere cannot have a browser on this machine read the site under another name.
        own.setdefault("COMMONWEAL_HOSTS", "127.0.0.1,localhost,[::1]")
    return own


@dataclass(frozen=True)
class LastPart:
    """What a process of its own has still to do while the site answers already; the worker starts after it."""

    arguments: list[str]
    done: Callable[[], None]


def serve(address: Address, home: Path, announcement: Callable[[], str], last_part: LastPart | None = None) -> int:
    """Run until somebody stops it. A web server that ends by itself is started again; one that cannot start is not.

    What to announce is worked out while the web server starts, and said when it answers.
    """
    asked_to_stop: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked_to_stop.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    restart_mark = home / RESTART
    restart_mark.unlink(missing_ok=True)
    children = [start_web(address)]
    try:
        words = announcement()
        wait_until_it_answers(address, children[0], asked_to_stop)
        print(words, flush=True)
        print("Stop it with Ctrl-C.", file=sys.stderr, flush=True)
        began = time.monotonic()
        while not asked_to_stop:
            if children[0].poll() is not None:
                print("The web server has ended by itself, and is started again.", file=sys.stderr)
                end_orphans_of(children[0])
                children[0] = start_web(address)
                wait_until_it_answers(address, children[0], asked_to_stop)
            if restart_mark.exists():
                restart_mark.unlink(missing_ok=True)
                stop_children(children)
                children = [start_web(address)]
            if len(children) > 1 or not UNFINISHED.exists() or time.monotonic() - began > PATIENCE:
                last_part = keep_company(children, address, last_part)
            time.sleep(0.25)
    finally:
        stop_children(children)
    return 0


def keep_company(
    children: list[subprocess.Popen[bytes]], address: Address, last_part: LastPart | None
) -> LastPart | None:
    """Beside the web server runs what is left to do, and after that the worker. Gives back what is left."""
    if len(children) == 1:
        children.append(start(address, last_part.arguments) if last_part else start_worker(address))
    elif children[1].poll() is not None:
        if last_part:
            last_part.done()
        children[1] = start_worker(address)
        return None
    return last_part


def start_web(address: Address) -> subprocess.Popen[bytes]:
    workers = min(2, os.cpu_count() or 1)
    return start(address, ["-m", "commonweal.cli.web", address.host, str(address.port), str(workers)])


def start_worker(address: Address) -> subprocess.Popen[bytes]:
    return start(address, ["-m", "commonweal.cli.main", "work"])


def start(address: Address, arguments: list[str]) -> subprocess.Popen[bytes]:
    # stdout belongs to the result, which is the address; what the children say is talk.
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environment_for(address),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        # Ctrl-C goes to the whole terminal; only the parent may answer it, else children end in any order.
        start_new_session=True,
        preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (no threads here)
    )


def end_with_parent() -> None:
    """A parent that is killed cannot stop its children; the system does, and the port is free again."""
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)


def end_orphans_of(web: subprocess.Popen[bytes]) -> None:
    """A web server that was killed leaves its workers, which would go on answering, by nobody watched."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(web.pid, signal.SIGTERM)


def wait_until_it_answers(address: Address, web: subprocess.Popen[bytes], asked_to_stop: list[int]) -> None:
    until = time.monotonic() + 60
    while not asked_to_stop and time.monotonic() < until:
        if web.poll() is not None:
            raise CommandError("The web server did not start. What it said stands above.")
        try:
            asking = http.client.HTTPConnection(address.asked_locally, address.port, timeout=30)
            asking.request("HEAD", "/", headers={"Host": f"localhost:{address.port}"})
            asking.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return


def stop_children(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    until = time.monotonic() + 10
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
