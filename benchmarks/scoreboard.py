"""Requests a second of the public scoreboard against a bare view on the same server, in one interleaved run.

    .venv/bin/python benchmarks/scoreboard.py HOME [--rounds 5] [--seconds 4]

HOME is the data folder of an initiative with a release, such as var/demo after `python3 manage.py demo`. Both sides
run under granian with one worker of the same settings. The load comes from `wrk` if it is on the path, else from
threads of this program (which then limits both sides alike). Printed: the cold read (first request after the cache
was emptied), time to the first byte, requests a second of both, and the ratio round by round.
"""

import argparse
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT = 0.25


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--path", default="/")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    home = {"COMMONWEAL_HOME": str(options.home.resolve())}
    collect_static(home)
    began = time.perf_counter()
    draw_pictures(home)
    print(f"pictures of the newest release, drawn by the worker: {time.perf_counter() - began:.1f} s")
    with start("commonweal.config.wsgi:application", home) as ours:
        # The cache lives in the process: a server just started has an empty one.
        cold, size = first_answer(ours, options.path)
        print(f"cold read: {cold * 1000:.0f} ms, {size} bytes compressed")
        with start("bare_view:application", {"BARE_VIEW_BYTES": str(size)}) as bare:
            first_answer(bare, "/")
            return race(ours, bare, options)


def race(ours: int, bare: int, options: argparse.Namespace) -> int:
    warm = [first_byte(ours, options.path) for _ in range(50)]
    print(f"first byte, warm: median {statistics.median(warm) * 1000:.1f} ms, worst {max(warm) * 1000:.1f} ms of 50")
    ratios: list[float] = []
    for number in range(1, options.rounds + 1):
        peer = load(bare, "/", options)
        own = load(ours, options.path, options)
        ratios.append(own / peer)
        print(f"round {number}: scoreboard {own:.0f}/s, bare view {peer:.0f}/s, ratio {ratios[-1]:.2f}")
    print(f"ratio: median {statistics.median(ratios):.2f}, lowest {min(ratios):.2f} (at least {LIMIT})")
    return 0 if statistics.median(ratios) >= LIMIT else 1


def collect_static(home: dict[str, str]) -> None:
    """The page names its style sheet by hash, so the files of this very version have to be there."""
    command = [sys.executable, "-m", "commonweal.cli.main", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, env=dict(os.environ, PYTHONPATH=str(HERE.parent / "src"), **home), check=True)


def draw_pictures(home: dict[str, str]) -> None:
    """What the worker does after a release; without it the page would still wait for its pictures."""
    program = (
        "import django; django.setup(); from commonweal.pages.pictures import draw_release; "
        "from commonweal.publication.models import Publication; "
        "draw_release(Publication.objects.filter(withdrawn_at=None).latest('number').pk)"
    )
    own = dict(os.environ, PYTHONPATH=str(HERE.parent / "src"), DJANGO_SETTINGS_MODULE="commonweal.config.settings")
    subprocess.run([sys.executable, "-c", program], env=own | home, check=True)


@contextmanager
def start(application: str, environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", application]
    path = os.pathsep.join([str(HERE / "peers"), str(HERE.parent / "src")])
    process = subprocess.Popen(command, env=dict(os.environ, PYTHONPATH=path, **environment))
    try:
        wait_for(port, application)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, application: str) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"{application} did not start.")


def ask(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "en"})
    return connection.getresponse()


def first_answer(port: int, path: str) -> tuple[float, int]:
    began = time.perf_counter()
    response = ask(port, path)
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}; give --path of the scoreboard.")
    return time.perf_counter() - began, len(body)


def first_byte(port: int, path: str) -> float:
    began = time.perf_counter()
    response = ask(port, path)
    response.read(1)
    took = time.perf_counter() - began
    response.read()
    return took


def load(port: int, path: str, options: argparse.Namespace) -> float:
    if shutil.which("wrk"):
        command = ["wrk", "-t2", f"-c{options.connections}", f"-d{options.seconds}s", "-H", "Accept-Encoding: gzip"]
        said = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True)
        if "Non-2xx" in said.stdout:
            raise SystemExit(said.stdout)
        found = re.search(r"Requests/sec:\s+([\d.]+)", said.stdout)
        assert found, said.stdout
        return float(found[1])
    return load_from_threads(port, path, options)


def load_from_threads(port: int, path: str, options: argparse.Namespace) -> float:
    done: list[int] = []
    until = time.perf_counter() + options.seconds

    def keep_asking() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        count = 0
        while time.perf_counter() < until:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            count += response.status == 200
        done.append(count)

    threads = [threading.Thread(target=keep_asking) for _ in range(options.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / options.seconds


if __name__ == "__main__":
    sys.exit(main())
