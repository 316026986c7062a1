"""The demo as the command `demo` builds it: once in a run of the tests, whoever asks first; each test takes a copy."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
import urllib.request
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from commonweal.cli.demo.building import build_demo
from commonweal.cli.demo.finishing import BEGUN, BUILT
from tests.cli.running import PATIENCE, answer_of, free_port, next_line, running, surroundings
from tests.made_once import one_of_all_workers

#: On a newcomer's machine these are still being fetched while the first pages are made and shown.
NOT_THERE_YET = """
import sys

class StillOnTheirWay:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("scipy", "typst", "vl_convert"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

if "commonweal.cli.demo.finishing" not in sys.orig_argv:
    sys.meta_path.insert(0, StillOnTheirWay())
"""


@dataclass(frozen=True)
class Told:
    """What a newcomer was told: the lines of the terminal, the first page, and what a second start said meanwhile."""

    lines: list[str]
    page: str
    second: str = ""


@dataclass(frozen=True)
class BuiltDemo:
    """`home` is what COMMONWEAL_HOME was; nobody writes into it."""

    home: Path
    told: Told

    def copy_to(self, home: Path) -> Path:
        shutil.copytree(self.home, home)
        return home


@pytest.fixture(scope="session")
def built_demo(folder_of_the_run: Path) -> BuiltDemo:
    folder = folder_of_the_run
    home, told = folder / "built-demo", folder / "built-demo.json"
    with one_of_all_workers(folder / "built-demo.turn"):
        if not told.exists():
            told.write_text(json.dumps(asdict(built_as_by_a_newcomer(home, folder))))
    return BuiltDemo(home, Told(**json.loads(told.read_text())))


def built_as_by_a_newcomer(home: Path, folder: Path) -> Told:
    """After a build that was cut off, with packages still on their way, and with a second start at the same time."""
    half = home / "demo"
    (half / "files").mkdir(parents=True)
    (half / "files" / "half-a-file").touch()
    (half / BEGUN).touch()
    (home / "mine.txt").write_text("not the demo's")
    modules = without_what_comes_later(folder / "modules")
    with running("demo", "--port", str(free_port()), home=home) as second:
        told = start_demo(home, PYTHONPATH=modules)
        return Told(told.lines, told.page, next_line(second))


def without_what_comes_later(folder: Path) -> str:
    """A path for Python's modules on which the large packages cannot be found."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NOT_THERE_YET)
    return os.pathsep.join([str(folder), surroundings(folder)["PYTHONPATH"]])


def start_demo(home: Path, **surrounded: str) -> Told:
    """Run the command until all is built, and stop it."""
    # Whatever database is named for real use, the demo does not ask for it.
    elsewhere = "postgresql://us@127.0.0.1:9/real"
    with running("demo", "--port", str(free_port()), home=home, COMMONWEAL_DATABASE=elsewhere, **surrounded) as process:
        lines = [next_line(process)]
        while not lines[-1].startswith("  Funder"):
            lines.append(next_line(process))
        with urllib.request.urlopen(lines[0], timeout=PATIENCE) as answer:
            page = answer.read().decode()
        link = next(line.split()[-1] for line in lines if line.startswith("  Data manager"))
        assert answer_of(link) == 200
        wait_for(home / "demo" / BUILT, process)
    return Told(lines, page)


def wait_for(mark: Path, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while not mark.exists():
        assert process.poll() is None, "the command ended"
        assert time.monotonic() < until, f"{mark.name} did not come"
        time.sleep(0.2)


@pytest.fixture
def demo_here(transactional_db: None, built_demo: BuiltDemo, tmp_path: Path, settings: Any) -> None:
    """The built demo in the database and the folder of this test, for a journey on it."""
    settings.COMMONWEAL_HOME = built_demo.copy_to(tmp_path / "demo-home") / "demo"
    if connection.vendor != "sqlite":
        build_demo(lambda *_: None, timezone.now())
        return
    settings.SECRET_KEY = (settings.COMMONWEAL_HOME / "secret_key").read_text().strip()
    connection.ensure_connection()
    with closing(sqlite3.connect(settings.COMMONWEAL_HOME / "commonweal.sqlite3")) as stored:
        stored.backup(connection.connection)
