"""Runs commands as a person does: in a process of their own."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Ends what hangs, also on a machine with much else to do; no test is about time.
PATIENCE = 300.0
KEPT: list[socket.socket] = []
Finished = subprocess.CompletedProcess[str]


def commonweal(*arguments: str, home: Path, **environment: str) -> Finished:
    return subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", *arguments],
        env=surroundings(home, **environment), capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip


def surroundings(home: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONWEAL", "DJANGO", "PYTEST"))
    }
    kept["PYTHONPATH"] = str(Path(__file__).resolve().parents[2] / "src")
    return {**kept, "COMMONWEAL_HOME": str(home), **more}


def free_port() -> int:
    """A port below those that systems hand out by themselves, kept from every other test until this process ends.

    Bound but not listened at, it is taken for who probes as here, and free for a server, which reuses addresses.
    """
    while True:
        port, keeper = 20_000 + secrets.randbelow(10_000), socket.socket()
        with suppress(OSError):
            keeper.bind(("127.0.0.1", port))
            keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            KEPT.append(keeper)
            return port
        keeper.close()


@contextmanager
def running(*arguments: str, home: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A command that serves, until the block ends; then it is asked to stop as Ctrl-C does."""
    with tempfile.TemporaryFile("w+") as talk:
        process = subprocess.Popen(
            [sys.executable, "-m", "commonweal.cli.main", *arguments],
            env=surroundings(home, **environment), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=talk, text=True,
        )  # fmt: skip
        process.stderr = talk
        try:
            yield process
        except BaseException:
            talk.seek(0)
            print(f"What `{arguments[0]}` said:\n{talk.read()}")
            raise
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=PATIENCE)
            finally:
                process.kill()
                if process.stdout:
                    process.stdout.close()


def next_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the command ended"
    return line.rstrip("\n")


def talk_of(process: subprocess.Popen[str]) -> list[str]:
    """What a command that still runs has said so far, beside its result. It goes on writing where it was."""
    assert process.stderr is not None
    handle = process.stderr.fileno()
    return os.pread(handle, os.fstat(handle).st_size, 0).decode().splitlines()


def answer_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return int(answer.status)


def eventually(true: object, seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False
