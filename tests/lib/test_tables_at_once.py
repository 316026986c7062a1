"""Tables that are made at once are those that would have been made one by one."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from commonweal.lib.tables_at_once import TablesAtOnce

ONE_BY_ONE: list[Operation] = [
    migrations.CreateModel("Boat", [("id", models.BigAutoField(primary_key=True)), ("name", models.SlugField())]),
    migrations.CreateModel(
        "Trip",
        [("id", models.BigAutoField(primary_key=True)), ("boat", models.ForeignKey("harbor.Boat", models.CASCADE))],
    ),
    migrations.AddField("Boat", "last_trip", models.ForeignKey("harbor.Trip", models.SET_NULL, null=True)),
    migrations.AddConstraint("Boat", models.UniqueConstraint(fields=["name"], name="one_boat_of_a_name")),
]


def made_by(operations: Sequence[Operation], undo: bool = False) -> list[tuple[Any, ...]]:
    """What stands in the database after them, and nothing of it when the test is over."""
    state = ProjectState()
    steps = []
    with connection.schema_editor() as editor:
        for operation in operations:
            before = state.clone()
            operation.state_forwards("harbor", state)
            operation.database_forwards("harbor", editor, before, state)
            steps.append((operation, before, state.clone()))
    if undo:
        with connection.schema_editor() as editor:
            for operation, before, after in reversed(steps):
                operation.database_backwards("harbor", editor, after, before)
    return tables()


def tables() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name FROM sqlite_master WHERE tbl_name LIKE 'harbor%' ORDER BY 1, 2")
        return list(cursor.fetchall())


@pytest.fixture
def sqlite(transactional_db: None) -> Any:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's own list of tables")
    yield
    with connection.cursor() as cursor:
        for name in ("harbor_trip", "harbor_boat"):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


@pytest.mark.usefixtures("sqlite")
def test_tables_indexes_and_constraints_are_the_same() -> None:
    at_once = made_by([TablesAtOnce(ONE_BY_ONE)])
    assert [name for kind, name in at_once if kind == "table"] == ["harbor_boat", "harbor_trip"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE harbor_trip")
        cursor.execute("DROP TABLE harbor_boat")
    assert at_once == made_by(ONE_BY_ONE)


@pytest.mark.usefixtures("sqlite")
def test_tables_go_again() -> None:
    assert made_by([TablesAtOnce(ONE_BY_ONE)], undo=True) == []
