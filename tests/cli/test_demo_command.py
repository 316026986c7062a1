"""`demo` as a newcomer runs it: one command, one address, a link for each of the cast; and again."""

import os
import re
import sqlite3
import subprocess
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from commonweal.cli.demo.finishing import BEGUN, BUILT
from tests.cli.running import PATIENCE, answer_of, free_port, next_line, running, surroundings

# On a newcomer's machine these are still being fetched while the first pages are made and shown.
NOT_THERE_YET = """
import sys

class StillOnTheirWay:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("scipy", "typst", "vl_convert"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

if "commonweal.cli.demo.finishing" not in sys.orig_argv:
    sys.meta_path.insert(0, StillOnTheirWay())
"""


def printed(home: Path, port: int, **surrounded: str) -> tuple[list[str], str]:
    """What the command prints until it is ready, and the page at the first address; runs until all is built."""
    # Whatever database is named for real use, the demo does not ask for it.
    elsewhere = "postgresql://us@127.0.0.1:9/real"
    with running("demo", "--port", str(port), home=home, COMMONWEAL_DATABASE=elsewhere, **surrounded) as process:
        lines = [next_line(process)]
        while not lines[-1].startswith("  Funder"):
            lines.append(next_line(process))
        with urllib.request.urlopen(lines[0], timeout=PATIENCE) as answer:
            page = answer.read().decode()
        link = next(line.split()[-1] for line in lines if line.startswith("  Data manager"))
        assert answer_of(link) == 200
        wait_for(home / "demo" / BUILT, process)
    return lines, page


def wait_for(mark: Path, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while not mark.exists():
        assert process.poll() is None, "the command ended"
        assert time.monotonic() < until, f"{mark.name} did not come"
        time.sleep(0.2)


def without_what_comes_later(folder: Path) -> str:
    """A path for Python's modules on which the large packages cannot be found."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NOT_THERE_YET)
    return os.pathsep.join([str(folder), surroundings(folder)["PYTHONPATH"]])


def rows(home: Path) -> dict[str, int]:
    """How much there is of everything but what signing in and working leave behind."""
    with closing(sqlite3.connect(home / "demo" / "commonweal.sqlite3")) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in tables if re.match(r"(governance|agenda|measurement|publication|people_o)", name)]
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ours}  # noqa: S608


@pytest.mark.covers("A1", "A12")
def test_demo_builds_once_after_a_build_that_was_cut_off_and_changes_nothing_later(tmp_path: Path) -> None:
    half = tmp_path / "demo"
    (half / "files").mkdir(parents=True)
    (half / "files" / "half-a-file").touch()
    (half / BEGUN).touch()
    (tmp_path / "mine.txt").write_text("not the demo's")
    port = free_port()

    # Another one at the same time waits and finds it built.
    with running("demo", "--port", str(free_port()), home=tmp_path) as other:
        lines, page = printed(tmp_path, port, PYTHONPATH=without_what_comes_later(tmp_path / "modules"))
        assert next_line(other).endswith("/ladder25/")
    assert lines[0] == f"http://127.0.0.1:{port}/ladder25/"
    assert len({line.split()[-1] for line in lines[3:]}) == 6
    assert "<h1" in page
    assert not (half / "files" / "half-a-file").exists()
    assert [(half / name).exists() for name in (BUILT, BEGUN)] == [True, False]

    before = rows(tmp_path)
    again, _page = printed(tmp_path, port)
    assert again[0] == lines[0]
    assert rows(tmp_path) == before
    assert (tmp_path / "mine.txt").read_text() == "not the demo's"
