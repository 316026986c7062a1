from django.db import migrations, models

from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [("delivery", "0001_initial"), ("delivery", "0002_secret_messages")]

    dependencies = []

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("initiative", models.PositiveBigIntegerField(db_index=True, null=True)),
                        ("to", models.EmailField(max_length=254)),
                        ("language", models.CharField(default="en", max_length=5)),
                        ("subject", models.CharField(max_length=250)),
                        ("text", models.TextField()),
                        (
                            "cause",
                            models.CharField(
                                help_text="What it is about: at most one mail per address, cause and day.",
                                max_length=120,
                            ),
                        ),
                        ("secret", models.BooleanField(default=False, help_text="Lets its reader sign in.")),
                        (
                            "link",
                            models.URLField(
                                blank=True, help_text="The one thing to open, for the outbox page.", max_length=500
                            ),
                        ),
                        ("created_at", models.DateTimeField(db_index=True)),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("failure", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-id"],
                    },
                ),
            ]
        ),
    ]
