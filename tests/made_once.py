"""What takes long to make and is the same for all: made once in a run of the tests, and copied by who needs it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db.models.signals import post_migrate

from tests.cli.running import commonweal


@pytest.fixture(scope="session")
def folder_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all of the processes that run tests side by side."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def one_of_all_workers(turn: Path) -> Iterator[None]:
    import fcntl

    with turn.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_permissions_of_django() -> None:
    """Nobody asks for them; they would be made anew for 200 models after each test that commits what it writes."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture
def empty_home(folder_of_the_run: Path, tmp_path: Path) -> Path:
    """A folder for COMMONWEAL_HOME whose tables are there, and nothing in them."""
    made, whole = folder_of_the_run / "empty-home", folder_of_the_run / "empty-home-is-whole"
    with one_of_all_workers(folder_of_the_run / "empty-home.turn"):
        if not whole.exists():
            done = commonweal("migrate", "--skip-checks", home=made)
            assert done.returncode == 0, done.stderr
            whole.touch()
    shutil.copytree(made, tmp_path / "empty-home")
    return tmp_path / "empty-home"
