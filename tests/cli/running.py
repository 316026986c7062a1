"""Runs commands as a person does: in a process of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Finished = subprocess.CompletedProcess[str]


def commonweal(*arguments: str, home: Path, **environment: str) -> Finished:
    return subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", *arguments],
        env=surroundings(home, **environment), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def surroundings(home: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONWEAL", "DJANGO", "PYTEST"))
    }
    kept["PYTHONPATH"] = str(Path(__file__).resolve().parents[2] / "src")
    return {**kept, "COMMONWEAL_HOME": str(home), **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*arguments: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that serves, until the block ends; then it is asked to stop as Ctrl-C does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "commonweal.cli.main", *arguments],
        env=surroundings(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        finally:
            process.kill()
            if process.stdout:
                process.stdout.close()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def answer_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return int(answer.status)


def eventually(true: object, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False
