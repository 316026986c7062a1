import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import commonweal.governance.models.written
from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("commitments", "0001_promises"),
        ("commitments", "0002_promised_in_a_survey"),
        ("commitments", "0003_language_of_words"),
        ("commitments", "0004_lending_and_champions"),
        ("commitments", "0005_giving_and_capacity"),
        ("commitments", "0006_days_one_is_asked"),
        ("commitments", "0007_opportunities"),
    ]

    dependencies = [
        ("governance", "0001_first_tables"),
        ("people", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        (
                            "to_words",
                            models.CharField(
                                blank=True, help_text="To whom, where no record stands for them.", max_length=120
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("meeting", "a meeting"),
                                    ("training", "a training session"),
                                    ("roundtable", "a roundtable"),
                                    ("agenda", "the common agenda"),
                                    ("decision", "a decision"),
                                    ("talk", "a talk or a letter"),
                                    ("survey", "a survey"),
                                ],
                                default="meeting",
                                max_length=20,
                            ),
                        ),
                        ("source_words", models.CharField(blank=True, max_length=120)),
                        ("promised_on", models.DateField()),
                        ("due_on", models.DateField()),
                        (
                            "asked_after",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Days after the promise on which one is asked; else around the due day.",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.UUIDField(null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_why",
                            models.CharField(
                                blank=True,
                                choices=[("released", "let go"), ("disowned", "not promised")],
                                max_length=20,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                help_text="In whose work it belongs.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commitments",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commitments",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commitments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments_received",
                                to="governance.group",
                            ),
                        ),
                        (
                            "to_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments_received",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "to_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments_received",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AccountLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("done", "done"),
                                    ("partly", "partly done"),
                                    ("no", "not done"),
                                    ("moved", "needs more time"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("promiser", "by who promised it"),
                                    ("receiver", "by whom it was promised to"),
                                    ("backbone", "by the backbone, as it was told"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("word", models.CharField(blank=True, max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        (
                            "due_on",
                            models.DateField(
                                blank=True, help_text="The new day, where more time is needed.", null=True
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("said_by", models.UUIDField(null=True)),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accounts",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["said_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Contribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("hours", "hours of work"),
                                    ("room", "a room"),
                                    ("food", "food"),
                                    ("data", "data"),
                                    ("things", "things and equipment"),
                                    ("money", "money"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("seed", "seed and start-up money"),
                                    ("backbone", "money for the backbone team"),
                                    ("strategy", "money for a strategy, a pilot or a program"),
                                    ("evaluation", "money for evaluation"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("words", models.CharField(max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("hours", models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True)),
                        ("worth", models.DecimalField(blank=True, decimal_places=2, max_digits=13, null=True)),
                        (
                            "amounts_seen",
                            models.CharField(
                                choices=[
                                    ("network", "network: whoever has a seat here"),
                                    ("private", "private: only who it is about, and the backbone team's data managers"),
                                ],
                                default="private",
                                max_length=20,
                            ),
                        ),
                        ("promised_on", models.DateField()),
                        (
                            "until",
                            models.DateField(blank=True, help_text="Its last day; for money: funded until.", null=True),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.UUIDField(null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "ended_why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("let go", "it does not come"),
                                    ("mistaken", "it was written down by mistake"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("warned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                help_text="For whose work; empty is for the whole initiative.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="contributions",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributions",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributions",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_organisation",
                            models.ForeignKey(
                                blank=True,
                                help_text="Into whose account or hands it goes.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="contributions_received",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["promised_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Arrival",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("hours", models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True)),
                        ("worth", models.DecimalField(blank=True, decimal_places=2, max_digits=13, null=True)),
                        ("noted_at", models.DateTimeField()),
                        ("noted_by", models.UUIDField(null=True)),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="arrivals",
                                to="commitments.contribution",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="NeededHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("strategy", "Guide vision and strategy"),
                                    ("activities", "Support work that fits together"),
                                    ("measurement", "Set up shared measurement"),
                                    ("community", "Build community engagement"),
                                    ("policy", "Advance policy"),
                                    ("resources", "Bring in resources"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("hours", models.DecimalField(decimal_places=1, max_digits=5)),
                        ("noted_at", models.DateTimeField()),
                        ("noted_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="needed_hours",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["noted_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Opportunity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title_en", models.CharField(blank=True, max_length=120)),
                        ("title_es", models.CharField(blank=True, max_length=120)),
                        ("text_en", models.TextField(blank=True, max_length=1500)),
                        ("text_es", models.TextField(blank=True, max_length=1500)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("where", models.CharField(max_length=200)),
                        (
                            "languages",
                            models.CharField(
                                choices=[("en", "in English"), ("es", "in Spanish"), ("en es", "in both languages")],
                                max_length=10,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("first", "for the first time: nothing needed"),
                                    ("some", "for people who came before"),
                                    ("lead", "for people who would lead a part"),
                                ],
                                default="first",
                                max_length=10,
                            ),
                        ),
                        (
                            "skill",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "no special skill"),
                                    ("welcoming", "welcoming people"),
                                    ("talking", "listening and speaking"),
                                    ("languages", "interpreting"),
                                    ("numbers", "working with numbers"),
                                    ("teaching", "teaching"),
                                    ("hands", "cooking, carrying, driving"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty is as many as come.", null=True
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("changes", models.PositiveSmallIntegerField(default=0)),
                        ("public_at", models.DateTimeField(blank=True, null=True)),
                        ("public_by", models.UUIDField(null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_why", models.CharField(blank=True, max_length=300)),
                        (
                            "cancelled_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of the reason.",
                                max_length=5,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="opportunities",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opportunities",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="opportunities_organised",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Joining",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("language", models.CharField(default="en", max_length=5)),
                        (
                            "agreed_to",
                            models.CharField(
                                blank=True, help_text="The words to which somebody agreed.", max_length=300
                            ),
                        ),
                        ("has_account", models.BooleanField(default=False)),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "involvement",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="joining",
                                to="governance.involvement",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="joinings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="joinings",
                                to="commitments.opportunity",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["joined_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its name.",
                                max_length=5,
                            ),
                        ),
                        (
                            "full_time",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="1 is a full week, 0.5 half a one.",
                                max_digits=3,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "paid_until",
                            models.DateField(
                                blank=True, help_text="The last day that is paid; empty is not known.", null=True
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.UUIDField(null=True)),
                        ("warned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "paid_from",
                            models.ForeignKey(
                                blank=True,
                                help_text="The money line that pays it.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="posts",
                                to="commitments.contribution",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="posts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PostHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("strategy", "Guide vision and strategy"),
                                    ("activities", "Support work that fits together"),
                                    ("measurement", "Set up shared measurement"),
                                    ("community", "Build community engagement"),
                                    ("policy", "Advance policy"),
                                    ("resources", "Bring in resources"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("hours", models.DecimalField(decimal_places=1, max_digits=4)),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="commitments.post"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("stage", models.SmallIntegerField(help_text="Days from the day on which it is due.")),
                        ("sent_at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminders",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Resource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("side", models.CharField(choices=[("has", "can lend"), ("needs", "needs")], max_length=10)),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("room", "a room"),
                                    ("hands", "people’s time"),
                                    ("skill", "a skill or advice"),
                                    ("food", "food"),
                                    ("rides", "rides"),
                                    ("things", "things and equipment"),
                                    ("data", "data"),
                                    ("reach", "a way to reach people"),
                                    ("money", "money"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resources",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resources",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resources",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="resources",
                                to="governance.place",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Thanks",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=600)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("said_by", models.UUIDField(null=True)),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="thanks",
                                to="commitments.contribution",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["said_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ChampionNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reach", models.CharField(blank=True, max_length=300)),
                        ("ask", models.CharField(blank=True, max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("ask_on", models.DateField(blank=True, null=True)),
                        ("noted_at", models.DateTimeField()),
                        ("noted_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="champion_notes",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="champion_notes",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="champion_notes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["noted_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("organisation__isnull", True), ("person__isnull", False)),
                                    models.Q(("organisation__isnull", False), ("person__isnull", True)),
                                    _connector="OR",
                                ),
                                name="champion_person_or_organisation",
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="commitment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="promised_by_person_or_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="commitment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("promised_on"))), name="due_after_it_was_promised"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contribution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="given_by_person_or_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contribution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "money"), models.Q(("purpose", ""), _negated=True)),
                            models.Q(models.Q(("kind", "money"), _negated=True), ("purpose", "")),
                            _connector="OR",
                        ),
                        name="money_says_what_for",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="joining",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("opportunity", "person"), name="comes_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="posthours",
                    constraint=models.UniqueConstraint(fields=("post", "function"), name="hours_once_a_function"),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(
                        fields=("commitment", "due_on", "stage"), name="reminded_once_a_stage"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="resource_of_person_or_organisation",
                    ),
                ),
            ]
        ),
    ]
