"""The demo as the command `demo` builds it: once in a run of the tests, whoever asks first; each test takes a copy.

It is built on one and the same day whenever the tests run, so that what is said of it in a test stays true.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from commonweal.cli.demo.building import build_demo
from commonweal.cli.demo.finishing import BEGUN, BUILT
from tests.cli.running import PATIENCE, answer_of, free_port, next_line, running, surroundings, talk_of
from tests.made_once import one_of_all_workers

NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
#: Read by every process of the command before anything else: the clock, which goes on from NOW. And on a newcomer's
#: machine some packages are still being fetched while the first pages are made and shown.
BEFORE_ALL_ELSE = """
import os, sys
from datetime import UTC, datetime, timedelta
from django.utils import timezone

timezone.now = lambda: datetime.now(UTC) - timedelta(seconds={later})

class StillOnTheirWay:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("scipy", "typst", "vl_convert"):
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

if "STILL_FETCHING" in os.environ and "commonweal.cli.demo.finishing" not in sys.orig_argv:
    sys.meta_path.insert(0, StillOnTheirWay())
"""


@dataclass(frozen=True)
class Told:
    """What a newcomer was told: the lines of the terminal, its talk beside them, the first page; and a second start."""

    lines: list[str]
    talk: list[str]
    page: str
    second: str = ""


@dataclass(frozen=True)
class BuiltDemo:
    """`home` is what COMMONWEAL_HOME was; nobody writes into it. `modules` is the path with the demo's clock."""

    home: Path
    modules: str
    later: float
    told: Told

    def now(self) -> datetime:
        """By the clock of the demo, which began with NOW when it was built."""
        return datetime.now(UTC) - timedelta(seconds=self.later)

    def copy_to(self, home: Path) -> Path:
        shutil.copytree(self.home, home)
        return home


@pytest.fixture(scope="session")
def built_demo(folder_of_the_run: Path) -> BuiltDemo:
    folder = folder_of_the_run / "built-demo"
    with one_of_all_workers(folder_of_the_run / "built-demo.turn"):
        if not (folder / "told.json").exists():
            (folder / "modules").mkdir(parents=True)
            later = (datetime.now(UTC) - NOW).total_seconds()
            (folder / "modules/sitecustomize.py").write_text(BEFORE_ALL_ELSE.format(later=later))
            told = built_as_by_a_newcomer(folder / "home", modules_in(folder))
            (folder / "told.json").write_text(json.dumps({"later": later, "told": asdict(told)}))
    known = json.loads((folder / "told.json").read_text())
    return BuiltDemo(folder / "home", modules_in(folder), known["later"], Told(**known["told"]))


def modules_in(folder: Path) -> str:
    """A path for Python's modules that begins with ours."""
    return os.pathsep.join([str(folder / "modules"), surroundings(folder)["PYTHONPATH"]])


def built_as_by_a_newcomer(home: Path, modules: str) -> Told:
    """After a build that was cut off, with packages still on their way, and with a second start at the same time."""
    half = home / "demo"
    (half / "files").mkdir(parents=True)
    (half / "files" / "half-a-file").touch()
    (half / BEGUN).touch()
    (home / "mine.txt").write_text("not the demo's")
    still = {"PYTHONPATH": modules, "STILL_FETCHING": "1"}
    with running("demo", "--port", str(free_port()), home=home, **still) as second:
        told = start_demo(home, **still)
        # Whichever of the two came first has built it, and has said how far it was.
        return replace(told, second=next_line(second), talk=talk_of(second) + told.talk)


def start_demo(home: Path, **surrounded: str) -> Told:
    """Run the command until all is built, and stop it."""
    # Whatever database is named for real use, the demo does not ask for it.
    surrounded["COMMONWEAL_DATABASE"] = "postgresql://us@127.0.0.1:9/real"
    with running("demo", "--port", str(free_port()), home=home, **surrounded) as process:
        lines = [next_line(process)]
        while not lines[-1].startswith("  Funder"):
            lines.append(next_line(process))
        with urllib.request.urlopen(lines[0], timeout=PATIENCE) as answer:
            page = answer.read().decode()
        link = next(line.split()[-1] for line in lines if line.startswith("  Data manager"))
        assert answer_of(link) == 200
        wait_for(home / "demo" / BUILT, process)
        return Told(lines, talk_of(process), page)


def wait_for(mark: Path, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while not mark.exists():
        assert process.poll() is None, "the command ended"
        assert time.monotonic() < until, f"{mark.name} did not come"
        time.sleep(0.2)


@pytest.fixture
def demo_here(
    transactional_db: None, built_demo: BuiltDemo, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built demo in the database and the folder of this test, for a journey on it."""
    monkeypatch.setattr(timezone, "now", built_demo.now)
    settings.COMMONWEAL_HOME = built_demo.copy_to(tmp_path / "demo-home") / "demo"
    if connection.vendor != "sqlite":
        build_demo(lambda *_: None, NOW)
        return
    settings.SECRET_KEY = key_of(settings.COMMONWEAL_HOME)
    connection.ensure_connection()
    with closing(sqlite3.connect(settings.COMMONWEAL_HOME / "commonweal.sqlite3")) as stored:
        stored.backup(connection.connection)


@pytest.fixture(scope="module")
def demo_for_all(
    built_demo: BuiltDemo, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The built demo for all tests of a file, none of which sees what another one writes."""
    home = built_demo.copy_to(tmp_path_factory.mktemp("demo") / "home") / "demo"
    with django_db_blocker.unblock(), override_settings(COMMONWEAL_HOME=home, SECRET_KEY=key_of(home)):
        if connection.vendor != "sqlite":
            with transaction.atomic():
                build_demo(lambda *_: None, NOW)
                yield
                transaction.set_rollback(True)
            return
        with other_database(home / "commonweal.sqlite3"):
            yield


@contextmanager
def other_database(file: Path) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = file
    yield
    connection.close()
    connection.settings_dict["NAME"] = name


def key_of(home: Path) -> str:
    return (home / "secret_key").read_text().strip()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """It takes a minute to be built: a file that needs it starts with the run, so that few others wait for it.

    After it come files that start commands one after the other, so that nobody waits for one of these in the end.
    """
    demo, commands = (files_with(fixture, items) for fixture in ("built_demo", "empty_home"))
    items.sort(key=lambda item: (item.path not in demo[:1], item.path not in commands))


def files_with(fixture: str, items: list[pytest.Item]) -> list[Path]:
    return [item.path for item in items if fixture in getattr(item, "fixturenames", ())]
