import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import commonweal.governance.models.written
from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("governance", "0001_initial"),
        ("governance", "0002_public_contact"),
        ("governance", "0003_places_change_over_time"),
        ("governance", "0004_interests"),
        ("governance", "0005_cascade"),
        ("governance", "0006_involvements"),
        ("governance", "0007_decisions"),
        ("governance", "0008_directories"),
        ("governance", "0009_own_names"),
        ("governance", "0010_contests_and_reminders"),
        ("governance", "0011_language_of_words"),
        ("governance", "0012_conflict_words"),
        ("governance", "0013_meeting_days"),
        ("governance", "0014_currency"),
    ]

    dependencies = [
        ("people", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Charter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField()),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("purpose_en", models.TextField()),
                        ("purpose_es", models.TextField(blank=True)),
                        (
                            "authority_en",
                            models.TextField(blank=True, help_text="What the group may decide by itself."),
                        ),
                        ("authority_es", models.TextField(blank=True)),
                        (
                            "limits_en",
                            models.TextField(blank=True, help_text="What it may not, and whom it asks then."),
                        ),
                        ("limits_es", models.TextField(blank=True)),
                        (
                            "reporting_en",
                            models.TextField(blank=True, help_text="To whom it reports, what and how often."),
                        ),
                        ("reporting_es", models.TextField(blank=True)),
                        (
                            "decision_rule",
                            models.CharField(
                                choices=[
                                    ("majority", "majority"),
                                    ("two-thirds", "two thirds"),
                                    ("consent", "consent"),
                                    ("gradients", "gradients of agreement"),
                                    ("approval", "approval"),
                                    ("score", "score"),
                                    ("condorcet", "ranked choice by pairs (Condorcet)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "quorum",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(500),
                                ]
                            ),
                        ),
                        (
                            "recusal",
                            models.CharField(
                                choices=[
                                    ("block", "steps aside and does not vote"),
                                    ("note", "may vote, and the interest is written beside the result"),
                                ],
                                default="block",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason_en",
                            models.TextField(blank=True, help_text="Why this version replaces the one before."),
                        ),
                        ("reason_es", models.TextField(blank=True)),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["group", "version"],
                    },
                ),
                migrations.CreateModel(
                    name="Directory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("files", models.JSONField(default=list)),
                        ("brought_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name_plural": "directories",
                        "ordering": ["-brought_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Group",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60)),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_es", models.CharField(blank=True, max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("steering", "steering committee"),
                                    ("backbone", "backbone"),
                                    ("working", "working group"),
                                    ("community", "community table"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="Initiative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("place_name", models.CharField(max_length=120)),
                        ("time_zone", models.CharField(default="America/New_York", max_length=60)),
                        (
                            "currency",
                            models.CharField(
                                default="USD", help_text="In which its money is told, as ISO 4217.", max_length=3
                            ),
                        ),
                        (
                            "minimum_count",
                            models.PositiveSmallIntegerField(
                                default=10, help_text="Counts of people below it are not shown."
                            ),
                        ),
                        (
                            "banner_en",
                            models.TextField(
                                blank=True, help_text="Stands on every page; the demo says here what is invented."
                            ),
                        ),
                        ("banner_es", models.TextField(blank=True)),
                        ("public_contact", models.EmailField(blank=True, max_length=254)),
                        ("founded_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="CharterCheck",
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
                                    ("at-least", "at least so many seats of a sector"),
                                    ("every-sector", "every sector has a seat"),
                                    ("chairs-differ", "co-chairs come from different sectors"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("sector", models.CharField(blank=True, max_length=40)),
                        ("number", models.PositiveSmallIntegerField(default=0)),
                        (
                            "charter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="governance.charter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("question_en", models.CharField(max_length=300)),
                        ("question_es", models.CharField(blank=True, max_length=300)),
                        ("background_en", models.TextField(blank=True)),
                        ("background_es", models.TextField(blank=True)),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("majority", "majority"),
                                    ("two-thirds", "two thirds"),
                                    ("consent", "consent"),
                                    ("gradients", "gradients of agreement"),
                                    ("approval", "approval"),
                                    ("score", "score"),
                                    ("condorcet", "ranked choice by pairs (Condorcet)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("quorum", models.PositiveSmallIntegerField()),
                        (
                            "levels",
                            models.PositiveSmallIntegerField(
                                default=8, help_text="Edition of the gradients of agreement: 7 or 8."
                            ),
                        ),
                        ("secret", models.BooleanField(default=False)),
                        (
                            "recusal",
                            models.CharField(
                                choices=[
                                    ("block", "steps aside and does not vote"),
                                    ("note", "may vote, and the interest is written beside the result"),
                                ],
                                default="block",
                                max_length=10,
                            ),
                        ),
                        ("closes_at", models.DateTimeField(blank=True, help_text="Empty: closed by hand.", null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("open", "open for voting"),
                                    ("closed", "decided"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_why", models.TextField(blank=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("carried", "carried"),
                                    ("not-carried", "not carried"),
                                    ("no-quorum", "no quorum"),
                                    ("to-conclude", "counted; the group says what follows"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "result",
                            models.JSONField(default=dict, help_text="The count, frozen; options by their number."),
                        ),
                        ("reasons_en", models.TextField(blank=True)),
                        ("reasons_es", models.TextField(blank=True)),
                        ("reopened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="decisions_proposed",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.AddField(
                    model_name="charter",
                    name="adopted_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charters",
                        to="governance.decision",
                    ),
                ),
                migrations.CreateModel(
                    name="DecisionWording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.JSONField()),
                        ("kept_at", models.DateTimeField()),
                        ("kept_by", models.UUIDField(null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wordings",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="DirectoryRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file", models.CharField(max_length=300)),
                        ("position", models.PositiveIntegerField()),
                        ("body", models.JSONField()),
                        ("links", models.JSONField(default=list)),
                        (
                            "directory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="records",
                                to="governance.directory",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.AddField(
                    model_name="charter",
                    name="group",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="charters", to="governance.group"
                    ),
                ),
                migrations.CreateModel(
                    name="ChairDuty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.CharField(
                                choices=[
                                    ("agenda", "Puts the agenda together with the backbone"),
                                    ("lead", "Leads the meeting"),
                                    ("minutes", "Sees that what came of each item is written down"),
                                    ("follow-up", "Asks after promises between meetings"),
                                    ("welcome", "Welcomes who is new, and asks who is missing"),
                                    ("week", "Writes the three lines of the week"),
                                    ("speak", "Speaks for the group in the steering committee"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chair_duties",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chair_duties",
                                to="governance.group",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="GroupChange",
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
                                    ("formed", "formed"),
                                    ("renamed", "renamed"),
                                    ("paused", "paused"),
                                    ("resumed", "resumed"),
                                    ("merged", "merged"),
                                    ("closed", "closed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("reason_en", models.TextField(blank=True)),
                        ("reason_es", models.TextField(blank=True)),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, help_text="Its name from this day on, where it changes.", max_length=120
                            ),
                        ),
                        ("name_es", models.CharField(blank=True, max_length=120)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="governance.group",
                            ),
                        ),
                        (
                            "into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="taken_in",
                                to="governance.group",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="GuestAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item_kind", models.CharField(max_length=60)),
                        ("item_key", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=200)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("language", models.CharField(default="en", max_length=5)),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("invited_at", models.DateTimeField()),
                        ("until", models.DateField(help_text="The last day on which the link opens.")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guests",
                                to="governance.group",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="guests_invited",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-id"],
                    },
                ),
                migrations.AddField(
                    model_name="group",
                    name="initiative",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="governance.initiative"
                    ),
                ),
                migrations.AddField(
                    model_name="directory",
                    name="initiative",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="directories",
                        to="governance.initiative",
                    ),
                ),
                migrations.CreateModel(
                    name="ConflictWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=160)),
                        ("words", models.CharField(blank=True, max_length=400)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflict_words",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflict_words",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["said_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        (
                            "key",
                            models.CharField(
                                help_text="The records that the conflict was found through.", max_length=160
                            ),
                        ),
                        ("answer", models.TextField()),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("review_on", models.DateField()),
                        ("answered_at", models.DateTimeField()),
                        ("answered_by", models.UUIDField(null=True)),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflict_answers",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-answered_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Interest",
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
                                    ("employment", "works for it, or is paid by it"),
                                    ("board", "sits on its board"),
                                    ("ownership", "owns a part of it"),
                                    ("funding", "gives money to it, or asks it for money"),
                                    ("service", "delivers services in it"),
                                    ("family", "a close person is part of it"),
                                    ("position", "has taken a public position on it"),
                                    ("purpose", "what we want from this work"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("public_en", models.CharField(max_length=400)),
                        ("public_es", models.CharField(blank=True, max_length=400)),
                        ("private", models.TextField(blank=True)),
                        (
                            "amount",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "no money, or not said"),
                                    ("under-1k", "under $1,000 a year"),
                                    ("1k-10k", "$1,000 to $10,000 a year"),
                                    ("10k-100k", "$10,000 to $100,000 a year"),
                                    ("over-100k", "over $100,000 a year"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("since", models.DateField(help_text="The first day on which it is declared.")),
                        ("until", models.DateField(blank=True, null=True)),
                        ("review_on", models.DateField()),
                        ("declared_at", models.DateTimeField()),
                        ("declared_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replaced",
                                to="governance.interest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="InterestReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reviewed_on", models.DateField()),
                        ("next_on", models.DateField()),
                        ("reviewed_by", models.UUIDField(null=True)),
                        (
                            "interest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="governance.interest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reviewed_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="InterestSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=64)),
                        (
                            "interest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subjects",
                                to="governance.interest",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Involvement",
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
                                    ("event participant", "event participant"),
                                    ("volunteer", "volunteer"),
                                    ("donor", "donor"),
                                    ("contact", "contact"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("about", models.CharField(blank=True, help_text="Which event, which help.", max_length=200)),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="involvements",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="involvements",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "packet_sent_at",
                            models.DateTimeField(
                                blank=True, help_text="When its members were mailed the packet.", null=True
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meeting_days",
                                to="governance.group",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on"],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("title_en", models.CharField(max_length=200)),
                        ("title_es", models.CharField(blank=True, max_length=200)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[("decide", "to decide"), ("discuss", "to talk over"), ("hear", "to hear")],
                                max_length=10,
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(help_text="How long it is meant to take.")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "on the agenda"), ("taken-up", "taken up"), ("dropped", "dropped")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, help_text="What came of it, or why it was dropped.", max_length=500
                            ),
                        ),
                        (
                            "note_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of the note.",
                                max_length=5,
                            ),
                        ),
                        ("put_on_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="agenda_items_asked",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="governance.meetingday",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting__on", "position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="OwnName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("name_en", models.CharField(blank=True, max_length=60)),
                        ("name_es", models.CharField(blank=True, max_length=60)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="own_names",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("contact_name", models.CharField(blank=True, max_length=200)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("contact_language", models.CharField(default="en", max_length=5)),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60)),
                        ("name", models.CharField(max_length=120)),
                        ("kind", models.CharField(blank=True, max_length=60)),
                        ("population", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("tile_row", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("tile_column", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("boundary", models.JSONField(blank=True, help_text="GeoJSON geometry", null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="PlacePart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.CharField(blank=True, max_length=10)),
                        ("until", models.CharField(blank=True, max_length=10)),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wholes",
                                to="governance.place",
                            ),
                        ),
                        (
                            "whole",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="governance.place"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Reopening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("why_en", models.TextField()),
                        ("why_es", models.TextField(blank=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_by", models.UUIDField(null=True)),
                        ("answer_en", models.TextField(blank=True)),
                        ("answer_es", models.TextField(blank=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reopenings",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="RoleTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(max_length=40)),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("warned_at", models.DateTimeField(blank=True, null=True)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="role_terms",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="role_terms",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="role_terms",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "chair"),
                                    ("co-chair", "co-chair"),
                                    ("member", "member"),
                                    ("data-manager", "data manager"),
                                    ("director", "director"),
                                    ("trainer", "trainer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "sector",
                            models.CharField(
                                blank=True,
                                help_text="Whom the holder sits for, where work does not say.",
                                max_length=40,
                            ),
                        ),
                        (
                            "chosen",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("elected", "elected"),
                                    ("appointed", "appointed"),
                                    ("named", "named by an organization"),
                                    ("volunteered", "volunteered"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "ended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("term", "the term was over"),
                                    ("stepped-down", "stepped down"),
                                    ("left", "left the initiative"),
                                    ("group-ended", "the group ended"),
                                    ("replaced", "somebody else took it over"),
                                    ("other", "another reason"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("warned_at", models.DateTimeField(blank=True, null=True)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="governance.group"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Representative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="represents",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="representatives",
                                to="governance.seat",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Elector",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aside_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("block", "steps aside and does not vote"),
                                    ("note", "may vote, and the interest is written beside the result"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("aside_why", models.CharField(blank=True, max_length=400)),
                        (
                            "was_asked",
                            models.BooleanField(
                                default=False, help_text="A declared interest was found, and they were told."
                            ),
                        ),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="electors",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="electorates",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="electors",
                                to="governance.seat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["person__name", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="StakeContest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stakes", models.JSONField(default=list)),
                        ("why", models.CharField(blank=True, max_length=400)),
                        ("said_at", models.DateTimeField()),
                        ("is_none", models.BooleanField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=400)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_by", models.UUIDField(null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contests",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stakes_contested",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["said_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="VoteLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "elector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="governance.elector",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AgendaAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                choices=[
                                    ("block", "steps aside and does not vote"),
                                    ("note", "may vote, and the interest is written beside the result"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=400)),
                        (
                            "was_asked",
                            models.BooleanField(
                                default=False, help_text="A declared interest was found, and they were told."
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_asides",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="asides",
                                to="governance.agendaitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["person__name", "id"],
                        "constraints": [models.UniqueConstraint(fields=("item", "person"), name="agenda_aside_once")],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItemSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=64)),
                        ("label", models.CharField(max_length=300)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subjects",
                                to="governance.agendaitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "kind", "key"), name="agenda_item_subject_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CharterSeats",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "chair"),
                                    ("co-chair", "co-chair"),
                                    ("member", "member"),
                                    ("data-manager", "data manager"),
                                    ("director", "director"),
                                    ("trainer", "trainer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ]
                            ),
                        ),
                        (
                            "charter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="composition",
                                to="governance.charter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("charter", "role"), name="charter_role_once")],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionOption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("label_en", models.CharField(max_length=200)),
                        ("label_es", models.CharField(blank=True, max_length=200)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("decision", "position"), name="decision_option_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=64)),
                        ("label", models.CharField(max_length=300)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subjects",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["kind", "key"], name="decision_subject")],
                        "constraints": [
                            models.UniqueConstraint(fields=("decision", "kind", "key"), name="decision_subject_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ballot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(blank=True, max_length=64)),
                        ("choice", models.JSONField(help_text="Empty: abstains.", null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("cast_at", models.DateTimeField(null=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ballots",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "elector",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ballots",
                                to="governance.elector",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("elector__isnull", False), ("superseded_at", None)),
                                fields=("elector",),
                                name="one_ballot_counts",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                fields=("decision", "key"),
                                name="one_secret_ballot",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="charter",
                    constraint=models.UniqueConstraint(fields=("group", "version"), name="charter_version_once"),
                ),
                migrations.AddConstraint(
                    model_name="groupchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("into__isnull", False), ("kind", "merged")),
                            models.Q(models.Q(("kind", "merged"), _negated=True), ("into", None)),
                            _connector="OR",
                        ),
                        name="group_merged_into_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="group",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="group_code_once"),
                ),
                migrations.AddConstraint(
                    model_name="decision",
                    constraint=models.UniqueConstraint(fields=("initiative", "number"), name="decision_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="decision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), models.Q(("outcome", ""), _negated=True)),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("outcome", "")),
                            _connector="OR",
                        ),
                        name="closed_decision_has_an_outcome",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conflictanswer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("initiative", "kind", "key"),
                        name="one_answer_holds",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="interest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="interest_of_person_or_organisation",
                    ),
                ),
                migrations.AddIndex(
                    model_name="interestsubject",
                    index=models.Index(fields=["kind", "key"], name="interest_subject"),
                ),
                migrations.AddConstraint(
                    model_name="interestsubject",
                    constraint=models.UniqueConstraint(
                        fields=("interest", "kind", "key"), name="interest_subject_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meetingday",
                    constraint=models.UniqueConstraint(fields=("group", "on"), name="group_meets_once_a_day"),
                ),
                migrations.AddConstraint(
                    model_name="ownname",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="own_name_once"),
                ),
                migrations.AddConstraint(
                    model_name="participation",
                    constraint=models.UniqueConstraint(fields=("initiative", "organisation"), name="participates_once"),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="place_code_once"),
                ),
                migrations.AddConstraint(
                    model_name="placepart",
                    constraint=models.UniqueConstraint(fields=("whole", "part", "since"), name="part_once_since"),
                ),
                migrations.AddConstraint(
                    model_name="placepart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("whole", models.F("part")), _negated=True), name="part_is_not_its_whole"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roleterm",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="role_person_or_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seat",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="seat_person_or_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elector",
                    constraint=models.UniqueConstraint(fields=("decision", "person"), name="elector_once"),
                ),
                migrations.AddConstraint(
                    model_name="stakecontest",
                    constraint=models.UniqueConstraint(fields=("decision", "person"), name="stake_contested_once"),
                ),
            ]
        ),
    ]
