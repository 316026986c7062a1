"""All tables of an empty database at once, as the models have them, instead of step by step as they came about."""

from typing import Any

from django.apps import apps
from django.db import router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython


class OnEveryDatabase(RunPython):
    """What a database needs beyond its models, such as a trigger. Other code in a step only moves what is there."""


def is_empty(connection: Any) -> bool:
    return not connection.introspection.table_names()


def make_whole(connection: Any) -> None:
    """Leave behind what all steps together would, and note them as done; all of it or, cut off, nothing."""
    executor: Any = MigrationExecutor(connection)  # the stubs know an older one
    all_apps: Any = apps
    steps = [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    with connection.schema_editor() as editor:
        editor.create_model(executor.recorder.Migration)
        for app in apps.get_app_configs():
            for model in router.get_migratable_models(app, connection.alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for step in steps:
            for operation in step.operations:
                if isinstance(operation, OnEveryDatabase):
                    operation.code(all_apps, editor)
            executor.record_migration(step)
        executor.check_replacements()
