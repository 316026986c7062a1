"""`serve`, `backup` and `restore` as an operator runs them."""

import os
import signal
import socket
import sqlite3
import urllib.error
from contextlib import closing
from pathlib import Path

import pytest

from commonweal.cli.serving import Address, environment_for
from tests.cli.running import answer_of, commonweal, eventually, free_port, next_line, running


def organisations(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "commonweal.sqlite3")) as database:
        return [row[0] for row in database.execute("SELECT code FROM people_organisation")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site") / "home"


@pytest.mark.covers("A1")
def test_serve_opens_with_the_first_run_page_and_backs_up_while_it_runs(home: Path, tmp_path: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), home=home) as process:
        url = next_line(process)
        assert url.startswith(f"http://127.0.0.1:{port}/start/?code=")
        assert answer_of(url) == 200

        taken = commonweal("serve", "--port", str(port), home=home)
        assert (taken.returncode, taken.stdout) == (2, "")
        assert taken.stderr.startswith(f"Port {port} on 127.0.0.1 is taken by another program. Stop that program, or")

        saved = commonweal("backup", str(tmp_path / "monday.zip"), home=home)
        assert (saved.returncode, saved.stdout) == (0, f"{tmp_path / 'monday.zip'}\n")
        with closing(sqlite3.connect(home / "commonweal.sqlite3")) as database:
            database.execute("INSERT INTO people_organisation (code, name, sector) VALUES ('late', 'Late', 'health')")
            database.commit()
        assert organisations(home) == ["late"]

        restored = commonweal("restore", str(tmp_path / "monday.zip"), home=home)
        assert restored.returncode == 0
        assert organisations(home) == []
        assert eventually(lambda: not (home / "restart-asked-for").exists())
        assert eventually(lambda: is_up(port))

        # The first is the one that started the others, which learn nothing of its end.
        killed = web_servers_of(process.pid)
        os.kill(killed[0], signal.SIGKILL)
        assert eventually(lambda: not any(map(is_alive, killed)))
        assert eventually(lambda: is_up(port) and len(web_servers_of(process.pid)) == len(killed))
    assert eventually(lambda: not is_up(port))


def test_two_first_starts_at_once_both_serve(tmp_path: Path) -> None:
    ports = [free_port(), free_port()]
    with (
        running("serve", "--port", str(ports[0]), home=tmp_path / "home") as one,
        running("serve", "--port", str(ports[1]), home=tmp_path / "home") as other,
    ):
        assert [answer_of(next_line(process)) for process in (one, other)] == [200, 200]


def web_servers_of(pid: int) -> list[int]:
    """The processes of the web server below this one, by what the kernel says of its children."""
    found = []
    for child in map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()):
        command = Path(f"/proc/{child}/cmdline")
        if command.exists() and b"commonweal.cli.web" in command.read_bytes():
            found += [child, *web_servers_of(child)]
    return found


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() != b""


def is_up(port: int) -> bool:
    try:
        return answer_of(f"http://127.0.0.1:{port}/start/") == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def test_folder_from_before_the_first_release_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "commonweal.sqlite3")) as database:
        database.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app, name, applied)")
        database.execute("INSERT INTO django_migrations (app, name) VALUES ('governance', '0001_initial')")
        database.commit()
    answer = commonweal("serve", "--port", str(free_port()), home=tmp_path)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert answer.stderr.startswith(f"{tmp_path} was filled by a version from before the first release")


def test_backup_does_not_write_over_a_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "monday.zip").write_text("mine")
    answer = commonweal("backup", str(tmp_path / "monday.zip"), home=home)
    assert answer.returncode == 2
    assert (tmp_path / "monday.zip").read_text() == "mine"


def test_backup_of_nothing_is_one_line(tmp_path: Path) -> None:
    answer = commonweal("backup", str(tmp_path / "monday.zip"), home=tmp_path / "nothing")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert answer.stderr.startswith(f"There are no data in {tmp_path / 'nothing'}.")


def test_restore_of_no_backup_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear all")
    answer = commonweal("restore", str(tmp_path / "letter.zip"), home=tmp_path / "home")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (f"{tmp_path / 'letter.zip'} is damaged or no backup of Commonweal. Take another one.\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--port", "many"], "'many' is not a port: give a number from 1 to 65535"),
        (["--host", "192.0.2.77"], "192.0.2.77 is not an address of this machine. Try --host 0.0.0.0."),
    ],
)
def test_serve_with_an_address_that_cannot_be_is_one_line(tmp_path: Path, arguments: list[str], line: str) -> None:
    answer = commonweal("serve", *arguments, home=tmp_path / "home")
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert line in answer.stderr


def test_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        answer = commonweal("demo", "--port", str(other.getsockname()[1]), home=tmp_path / "home")
    assert answer.returncode == 2
    assert list((tmp_path / "home" / "demo").glob("*.sqlite3")) == []


def test_only_a_chosen_host_lets_links_in_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_URL", "https://fork.example.org")
    assert environment_for(Address("127.0.0.1", 8000)).get("COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE") is None
    chosen = environment_for(Address("0.0.0.0", 8000, chosen=True))  # noqa: S104
    assert chosen["COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE"] == "1"


def test_this_machine_alone_answers_to_its_own_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_URL", "https://fork.example.org")
    assert environment_for(Address("127.0.0.1", 8000))["COMMONWEAL_HOSTS"] == "127.0.0.1,localhost,[::1]"
    assert "COMMONWEAL_HOSTS" not in environment_for(Address("0.0.0.0", 8000, chosen=True))  # noqa: S104
