"""The database itself refuses to change what was released. Withdrawing writes other columns and stays possible.

A later migration that rebuilds this table on SQLite drops the trigger with it and has to make it again; a test
notices when it is gone.
"""

from django.db import migrations

FINAL = ("initiative_id", "number", "made_at", "made_by", "content", "content_sha256", "changes_en", "changes_es")

SQLITE = f"""
CREATE TRIGGER publication_release_is_final BEFORE UPDATE OF {", ".join(FINAL)} ON publication_publication
WHEN {" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FINAL)}
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
"""

POSTGRESQL = f"""
CREATE FUNCTION publication_release_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a release never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER publication_release_is_final BEFORE UPDATE ON publication_publication FOR EACH ROW
WHEN ({" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FINAL)})
EXECUTE FUNCTION publication_release_is_final();
"""


def refuse_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute(SQLITE if vendor == "sqlite" else POSTGRESQL)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER publication_release_is_final")
        return
    schema_editor.execute("DROP TRIGGER publication_release_is_final ON publication_publication")
    schema_editor.execute("DROP FUNCTION publication_release_is_final()")


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
