"""The database that COMMONWEAL_DATABASE names: a real PostgreSQL, where this machine has one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from commonweal.config import settings
from tests.cli.running import answer_of, commonweal, free_port, next_line, running

ADDRESS = "postgresql://ana:s%40fe@db.example.org:6432/our%20data?sslmode=require"


def tool(name: str) -> str | None:
    """Debian keeps PostgreSQL's own programs off the path, one folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of an empty server of our own, on loopback alone."""
    initdb, pg_ctl, port = tool("initdb"), tool("pg_ctl"), free_port()
    if not initdb or not pg_ctl:
        pytest.skip("there is no PostgreSQL: on Debian or Ubuntu, sudo apt install postgresql")
    # It refuses to run as root, so root becomes nobody.
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, *((65534, 65534) if nobody else (-1, -1)))
        data = f"{folder}/data"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        start = [pg_ctl, "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start"]
        for command in ([initdb, "-D", data, "-U", "us", "-A", "trust", "-E", "UTF8"], start):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **nobody)  # type: ignore[call-overload]
        try:
            yield f"postgresql://us@127.0.0.1:{port}/postgres"
        finally:
            stop = [pg_ctl, "-D", data, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd=folder, **nobody)  # type: ignore[call-overload]


def test_site_is_served_from_postgresql(postgresql: str, tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    with running("serve", "--port", str(port), home=home, COMMONWEAL_DATABASE=postgresql) as process:
        assert answer_of(next_line(process)) == 200
        assert list(home.glob("*.sqlite3")) == []
        saved = commonweal("backup", str(tmp_path / "monday.zip"), home=home, COMMONWEAL_DATABASE=postgresql)
    assert (saved.returncode, saved.stdout, saved.stderr) == (
        2, "", "These data are in PostgreSQL: use pg_dump and pg_restore, and copy the files beside it.\n",
    )  # fmt: skip


def test_postgresql_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    if find_spec("psycopg") is None:
        pytest.skip("the driver of PostgreSQL is not installed")
    nobody_there = "postgresql://us:secret@127.0.0.1:9/postgres"
    answer = commonweal("serve", "--port", str(free_port()), home=tmp_path / "home", COMMONWEAL_DATABASE=nobody_there)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "The PostgreSQL that COMMONWEAL_DATABASE names does not let us in. Check that it runs, and the address.\n"
    )


def test_every_part_of_the_address_is_used() -> None:
    named = settings.database_at(ADDRESS)
    assert [named[part] for part in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "our data", "ana", "s@fe", "db.example.org", "6432",
    ]  # fmt: skip
    assert named["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("address", ["mysql://ana@localhost/x", "postgresql://localhost", "data.sqlite3"])
def test_other_address_is_refused_with_the_remedy(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must read postgresql://USER:PASSWORD@HOST:PORT/NAME"):
        settings.database_at(address)


def test_driver_that_is_missing_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where it is not installed
    with pytest.raises(ImproperlyConfigured, match="its driver is not installed here"):
        settings.database_at(ADDRESS)
