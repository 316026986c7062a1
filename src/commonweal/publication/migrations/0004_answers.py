"""A release may tell the answers of a survey; of which one is as final as the rest of it."""

import importlib

from django.db import migrations, models

BEFORE = importlib.import_module("commonweal.publication.migrations.0002_a_release_is_final")
FINAL = (*BEFORE.FINAL, "survey")

SQLITE = f"""
CREATE TRIGGER publication_release_is_final BEFORE UPDATE OF {", ".join(FINAL)} ON publication_publication
WHEN {" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FINAL)}
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
"""

POSTGRESQL = f"""
CREATE TRIGGER publication_release_is_final BEFORE UPDATE ON publication_publication FOR EACH ROW
WHEN ({" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FINAL)})
EXECUTE FUNCTION publication_release_is_final();
"""


def refuse_changes(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def stop_refusing(apps, schema_editor):
    of_table = "" if schema_editor.connection.vendor == "sqlite" else " ON publication_publication"
    schema_editor.execute(f"DROP TRIGGER publication_release_is_final{of_table}")


def refuse_as_before(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(BEFORE.SQLITE)
        return
    # The function stands; only the trigger is made again.
    schema_editor.execute(BEFORE.POSTGRESQL[BEFORE.POSTGRESQL.index("CREATE TRIGGER") :])


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_figures_for_members")]
    operations = [
        migrations.RunPython(stop_refusing, refuse_as_before),
        migrations.AddField(
            model_name="publication",
            name="survey",
            field=models.UUIDField(
                editable=False,
                help_text="Of which survey it tells the answers; empty: a release of figures.",
                null=True,
            ),
        ),
        migrations.RunPython(refuse_changes, stop_refusing),
    ]
