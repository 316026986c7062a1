"""1,000 phones that vote within ten seconds while 1,000 views of the result are open, against a bare ASGI endpoint.

    .venv/bin/python benchmarks/polls.py [--rounds 3] [--seconds 10] [--phones 1000] [--views 1000] [--every 5]

Both sides run under granian with one worker, ours as `serve` starts it, on the same cores; this program keeps to the
last core by itself. Each phone has a connection of its own. Printed: the load of the machine, votes that were stored,
p95 of both, the ratio.
"""

import argparse
import asyncio
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT = 2.0
CSRF = "a" * 32
SEED = """
import django; django.setup()
from django.core import signing
from django.utils import timezone
from commonweal.governance.models import Initiative
from commonweal.training.forms.polls import familiarity
from commonweal.training.operations import draft_poll, open_poll, show_results
at = timezone.now()
where = Initiative.objects.create(slug="fork", name="Fork", place_name="Fork", founded_at=at)
poll = open_poll(by=None, poll=draft_poll(by=None, initiative=where, poll=familiarity(), at=at), at=at)
print(show_results(by=None, poll=poll, at=at).room_code)
for phone in range({phones}):
    print(signing.dumps(f"phone {{phone}}", salt="training.poll-voter"))
"""


@dataclass(frozen=True)
class Side:
    """What a phone sends, and what a view asks for, as they go over the line."""

    name: str
    port: int
    votes: list[bytes]
    view: bytes
    counts: str
    store: Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--views", type=int, default=1000)
    parser.add_argument("--every", type=float, default=5, help="Seconds between two looks of a view, as in the page.")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    ratios = []
    for number in range(1, options.rounds + 1):
        p95 = {}
        for start in (bare, ours):
            with tempfile.TemporaryDirectory() as folder:
                p95[start.__name__] = one_round(start, Path(folder), options, cores)
        ratios.append(p95["ours"] / p95["bare"])
        print(f"round {number}: ratio of the votes' p95 {ratios[-1]:.1f}")
    print(f"ratio: median {statistics.median(ratios):.1f} (at most {LIMIT})")
    return 0 if statistics.median(ratios) <= LIMIT else 1


def one_round(start, folder: Path, options: argparse.Namespace, cores: list[int]) -> float:  # type: ignore[no-untyped-def]
    os.sched_setaffinity(0, set(cores[:-1]) or set(cores))  # what is started here inherits these cores
    with start(folder, options.phones) as side:
        os.sched_setaffinity(0, {cores[-1]})
        votes, views, refused = asyncio.run(storm(side, options))
        with sqlite3.connect(side.store) as store:
            stored = store.execute(side.counts).fetchone()[0]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    p95 = percentile(votes, 95)
    print(
        f"{side.name}: {stored} of {options.phones} votes stored, {refused} answers that were no answer; "
        f"votes median {percentile(votes, 50):.1f} ms, p95 {p95:.1f} ms; "
        f"{len(views)} looks, p95 {percentile(views, 95):.1f} ms; load {load}"
    )
    return p95


async def storm(side: Side, options: argparse.Namespace) -> tuple[list[float], list[float], int]:
    votes: list[float] = []
    views: list[float] = []
    refused = [0]
    line = await asyncio.open_connection("127.0.0.1", side.port)
    for first in (side.view, side.votes[0]) * 5:  # each side has loaded its code before the room begins
        await ask(line, first, [], refused)
    line[1].close()
    until = time.perf_counter() + options.seconds + 1

    async def phone(place: int) -> None:
        line = await asyncio.open_connection("127.0.0.1", side.port)
        await asyncio.sleep(1 + place * options.seconds / options.phones)
        await ask(line, side.votes[place], votes, refused)
        line[1].close()

    async def view(place: int) -> None:
        line = await asyncio.open_connection("127.0.0.1", side.port)
        await asyncio.sleep(1 + place * options.every / options.views)
        while time.perf_counter() < until:
            began = time.perf_counter()
            await ask(line, side.view, views, refused)
            await asyncio.sleep(max(0, options.every - (time.perf_counter() - began)))
        line[1].close()

    await asyncio.gather(*map(view, range(options.views)), *map(phone, range(options.phones)))
    return votes, views, refused[0]


async def ask(line, message: bytes, took: list[float], refused: list[int]) -> None:  # type: ignore[no-untyped-def]
    reader, writer = line
    began = time.perf_counter()
    writer.write(message)
    head = await reader.readuntil(b"\r\n\r\n")
    size = [part.split(b":")[1] for part in head.lower().split(b"\r\n") if part.startswith(b"content-length")]
    if size:
        await reader.readexactly(int(size[0]))
    elif b" 204 " not in head.split(b"\r\n")[0]:
        await reader.readuntil(b"0\r\n\r\n")
    took.append((time.perf_counter() - began) * 1000)
    refused[0] += head.split(b" ")[1][:1] not in (b"2", b"3")


@contextmanager
def ours(folder: Path, phones: int) -> Iterator[Side]:
    home = {"COMMONWEAL_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "commonweal.config.settings"}
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        run([sys.executable, "-m", "commonweal.cli.main", *command], home)
    code, *marks = run([sys.executable, "-c", SEED.format(phones=phones)], home).split()
    path = f"/poll/{code}/"
    votes = [
        message("POST", path, f"csrfmiddlewaretoken={CSRF}&option=know", f"csrftoken={CSRF}; poll-voter={mark}")
        for mark in marks
    ]
    with serve(["-m", "commonweal.cli.web", "127.0.0.1", "{port}", "1"], home) as port:
        count = "SELECT count(*) FROM training_pollvote"
        view = message("GET", f"{path}results/now/", "", "")
        yield Side("ours", port, votes, view, count, folder / "commonweal.sqlite3")


@contextmanager
def bare(folder: Path, phones: int) -> Iterator[Side]:
    store = folder / "bare.sqlite3"
    os.environ["BARE_POLL_STORE"] = str(store)
    sys.path.insert(0, str(HERE / "peers"))
    from bare_poll import token_of

    votes = [message("POST", "/", f"{token_of(str(phone))} know", "") for phone in range(phones)]
    asgi = [
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--workers",
        "1",
        "--no-ws",
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
    ]
    with serve([*asgi, "--log-level", "warning", "bare_poll:application"], {}) as port:
        yield Side("bare", port, votes, message("GET", "/", "", ""), "SELECT count(*) FROM vote", store)


@contextmanager
def serve(program: list[str], environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *(part.format(port=port) for part in program)]
    path = os.pathsep.join([str(HERE / "peers"), str(HERE.parent / "src")])
    process = subprocess.Popen(command, env=dict(os.environ, PYTHONPATH=path, **environment))
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("The server did not start.")


def run(command: list[str], environment: dict[str, str]) -> str:
    own = dict(os.environ, PYTHONPATH=str(HERE.parent / "src"), **environment)
    return subprocess.run(command, env=own, check=True, stdout=subprocess.PIPE, text=True).stdout


def message(method: str, path: str, body: str, cookies: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Language: en"]
    lines += [f"Cookie: {cookies}"] if cookies else []
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def percentile(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    sys.exit(main())
