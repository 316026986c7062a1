"""Figures of a release that are not public are as final as the public ones: the database refuses a change of them."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = """
CREATE TRIGGER publication_member_figures_are_final BEFORE UPDATE ON publication_memberfigures
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
"""

POSTGRESQL = """
CREATE TRIGGER publication_member_figures_are_final BEFORE UPDATE ON publication_memberfigures FOR EACH ROW
EXECUTE FUNCTION publication_release_is_final();
"""


def refuse_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute(SQLITE if vendor == "sqlite" else POSTGRESQL)


def allow_changes(apps, schema_editor):
    of_table = "" if schema_editor.connection.vendor == "sqlite" else " ON publication_memberfigures"
    schema_editor.execute(f"DROP TRIGGER publication_member_figures_are_final{of_table}")


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_a_release_is_final")]
    operations = [
        migrations.CreateModel(
            name="MemberFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.RunPython(refuse_changes, allow_changes),
    ]
