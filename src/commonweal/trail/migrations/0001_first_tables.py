from django.db import migrations, models

from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [("trail", "0001_initial")]

    dependencies = []

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(db_index=True)),
                        (
                            "actor",
                            models.UUIDField(
                                help_text="Opaque id of who acted; empty when the system acted by itself.", null=True
                            ),
                        ),
                        ("verb", models.CharField(max_length=80)),
                        ("initiative", models.PositiveBigIntegerField(db_index=True, null=True)),
                        ("object_kind", models.CharField(max_length=80)),
                        ("object_id", models.CharField(max_length=64)),
                        ("details", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["object_kind", "object_id"], name="trail_object")],
                    },
                ),
            ]
        ),
    ]
