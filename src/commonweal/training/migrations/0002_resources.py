import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_first_tables"),
        ("training", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("knowledge", "knowledge center"),
                            ("evaluator", "evaluator"),
                            ("funder", "funder"),
                            ("other", "somebody else who helps"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("url", models.URLField(blank=True, max_length=300)),
                ("about_en", models.CharField(blank=True, max_length=300)),
                ("about_es", models.CharField(blank=True, max_length=300)),
                ("looked_on", models.DateField()),
                ("looked_by", models.UUIDField(null=True)),
                ("taken_out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resources_to_turn_to",
                        to="governance.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "name", "pk"],
            },
        ),
    ]
