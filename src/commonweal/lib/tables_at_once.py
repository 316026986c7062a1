"""The first tables of a room, made at once. One by one, Django draws all models of all rooms anew for each of them."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation


class TablesAtOnce(SeparateDatabaseAndState):
    """Creates what the operations come to in the end: for rooms' first migrations, where no table exists yet."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        super().__init__(state_operations=operations)
        self._names = [each.name for each in operations if isinstance(each, CreateModel)]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.state_operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Without its drawn models, a state only takes notes; it draws them when somebody asks for them next.
        vars(state).pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self._names:
            schema_editor.create_model(to_state.apps.get_model(app_label, name))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in reversed(self._names):
            schema_editor.delete_model(from_state.apps.get_model(app_label, name))
