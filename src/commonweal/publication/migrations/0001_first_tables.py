"""The first tables. The database itself refuses to change what was released; withdrawing stays possible.

A later migration that rebuilds these tables on SQLite drops the triggers with them and has to make them again; a
test notices when they are gone.
"""

import django.db.models.deletion
from django.db import migrations, models

from commonweal.lib.tables_at_once import TablesAtOnce
from commonweal.lib.whole_database import OnEveryDatabase

FINAL = (
    "initiative_id",
    "number",
    "made_at",
    "made_by",
    "content",
    "content_sha256",
    "changes_en",
    "changes_es",
    "survey",
)

SQLITE = (
    f"""
CREATE TRIGGER publication_release_is_final BEFORE UPDATE OF {", ".join(FINAL)} ON publication_publication
WHEN {" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FINAL)}
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
""",
    """
CREATE TRIGGER publication_member_figures_are_final BEFORE UPDATE ON publication_memberfigures
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
""",
)

POSTGRESQL = (
    f"""
CREATE FUNCTION publication_release_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a release never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER publication_release_is_final BEFORE UPDATE ON publication_publication FOR EACH ROW
WHEN ({" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FINAL)})
EXECUTE FUNCTION publication_release_is_final();
""",
    """
CREATE TRIGGER publication_member_figures_are_final BEFORE UPDATE ON publication_memberfigures FOR EACH ROW
EXECUTE FUNCTION publication_release_is_final();
""",
)


def refuse_changes(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER publication_member_figures_are_final")
        schema_editor.execute("DROP TRIGGER publication_release_is_final")
        return
    schema_editor.execute("DROP TRIGGER publication_member_figures_are_final ON publication_memberfigures")
    schema_editor.execute("DROP TRIGGER publication_release_is_final ON publication_publication")
    schema_editor.execute("DROP FUNCTION publication_release_is_final()")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("publication", "0001_initial"),
        ("publication", "0002_a_release_is_final"),
        ("publication", "0003_figures_for_members"),
        ("publication", "0004_answers"),
    ]

    dependencies = [
        ("governance", "0001_first_tables"),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "survey",
                            models.UUIDField(
                                editable=False,
                                help_text="Of which survey it tells the answers; empty: a release of figures.",
                                null=True,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        (
                            "content",
                            models.TextField(help_text="The release as canonical JSON; its hash is content_sha256."),
                        ),
                        ("content_sha256", models.CharField(max_length=64)),
                        ("changes_en", models.TextField(blank=True)),
                        ("changes_es", models.TextField(blank=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawn_by", models.UUIDField(null=True)),
                        ("withdrawn_reason_en", models.TextField(blank=True)),
                        ("withdrawn_reason_es", models.TextField(blank=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="MemberFigures",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content",
                            models.TextField(help_text="The measures as canonical JSON; their hash is content_sha256."),
                        ),
                        ("content_sha256", models.CharField(max_length=64)),
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="for_members",
                                to="publication.publication",
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.UniqueConstraint(fields=("initiative", "number"), name="publication_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_reason_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawn_with_a_reason",
                    ),
                ),
            ]
        ),
        OnEveryDatabase(refuse_changes, allow_changes),
    ]
