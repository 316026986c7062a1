import uuid

import django.db.models.deletion
from django.db import migrations, models

from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("measurement", "0001_initial"),
        ("measurement", "0002_who_sees_a_measure"),
        ("measurement", "0003_round_plans_declines_and_late_figures"),
        ("measurement", "0004_targets_of_groups"),
        ("measurement", "0005_groups_in_order"),
        ("measurement", "0006_stories"),
        ("measurement", "0007_decision_evidence"),
        ("measurement", "0008_node_measures"),
        ("measurement", "0009_guarded_partners"),
    ]

    dependencies = [
        ("agenda", "0001_first_tables"),
        ("governance", "0001_first_tables"),
        ("people", "0001_first_tables"),
        ("publication", "0001_first_tables"),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Dimension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("name_en", models.CharField(max_length=80)),
                        ("name_es", models.CharField(blank=True, max_length=80)),
                        ("sensitive", models.BooleanField(default=False)),
                        ("ordered", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dimensions",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("name_en", models.CharField(max_length=80)),
                        ("name_es", models.CharField(blank=True, max_length=80)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "dimension",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="categories",
                                to="measurement.dimension",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("actor_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("contact_name", models.CharField(blank=True, max_length=200)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("language", models.CharField(default="en", max_length=5)),
                        ("last_opened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "numbers_asked",
                            models.PositiveIntegerField(
                                blank=True, help_text="How many, counted when it was asked.", null=True
                            ),
                        ),
                        (
                            "minutes_taken",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="What it really took, by them.", null=True
                            ),
                        ),
                        (
                            "late_since",
                            models.DateTimeField(
                                blank=True, help_text="May send although the round is closed.", null=True
                            ),
                        ),
                        ("late_reason", models.CharField(blank=True, max_length=300)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DataLink",
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
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "invitation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="measurement.invitation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("population", "population: a whole community"),
                                    ("performance", "performance: the people of programs"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[("real", "real figures"), ("invented", "invented for the demo")],
                                default="real",
                                max_length=10,
                            ),
                        ),
                        ("headline", models.BooleanField(default=False, help_text="The measure of the big goal.")),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "public: everybody, once it is published"),
                                    ("network", "network: whoever has a seat here"),
                                    ("group", "group: its group, and the backbone team's data managers"),
                                    ("private", "private: only who it is about, and the backbone team's data managers"),
                                ],
                                default="public",
                                max_length=10,
                            ),
                        ),
                        ("guards_partners", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="measures",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measures",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="owned_measures",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="GroupTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("baseline_period", models.CharField(max_length=10)),
                        ("baseline_value", models.FloatField()),
                        ("target_period", models.CharField(max_length=10)),
                        ("target_value", models.FloatField()),
                        ("set_at", models.DateTimeField()),
                        ("set_by", models.UUIDField(null=True)),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="measurement.category",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="governance.place",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="group_targets",
                                to="measurement.measure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-set_at"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Definition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_es", models.CharField(blank=True, max_length=120)),
                        ("meaning_en", models.TextField()),
                        ("meaning_es", models.TextField(blank=True)),
                        (
                            "unit_en",
                            models.CharField(help_text="“% of pupils”, “people”, “per 1,000 people”", max_length=60),
                        ),
                        ("unit_es", models.CharField(blank=True, max_length=60)),
                        ("numerator_en", models.CharField(blank=True, max_length=200)),
                        ("numerator_es", models.CharField(blank=True, max_length=200)),
                        ("denominator_en", models.CharField(blank=True, max_length=200)),
                        ("denominator_es", models.CharField(blank=True, max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("count", "count"),
                                    ("percent", "percent"),
                                    ("rate", "rate"),
                                    ("ratio", "ratio"),
                                    ("money", "money"),
                                    ("number", "number"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "per",
                            models.PositiveIntegerField(
                                default=1, help_text="A rate per 1,000 has 1000 here; a percent is per 100."
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("higher", "higher is better"), ("lower", "lower is better")], max_length=10
                            ),
                        ),
                        ("minimum", models.FloatField(blank=True, null=True)),
                        ("maximum", models.FloatField(blank=True, null=True)),
                        ("decimals", models.PositiveSmallIntegerField(default=1)),
                        ("requires", models.JSONField(blank=True, default=list)),
                        (
                            "places_rule",
                            models.CharField(
                                choices=[
                                    ("sum", "add up"),
                                    ("ratio_of_sums", "add up numerators and denominators, then divide"),
                                    ("weighted_mean", "mean weighted by the denominator"),
                                    ("latest", "take the latest"),
                                    ("mean", "mean"),
                                    ("max", "take the largest"),
                                    ("distinct", "count different people"),
                                    ("none", "never combine"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "periods_rule",
                            models.CharField(
                                choices=[
                                    ("sum", "add up"),
                                    ("ratio_of_sums", "add up numerators and denominators, then divide"),
                                    ("weighted_mean", "mean weighted by the denominator"),
                                    ("latest", "take the latest"),
                                    ("mean", "mean"),
                                    ("max", "take the largest"),
                                    ("distinct", "count different people"),
                                    ("none", "never combine"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("source_es", models.CharField(blank=True, max_length=300)),
                        ("source_url", models.URLField(blank=True, max_length=500)),
                        ("licence", models.CharField(blank=True, max_length=200)),
                        (
                            "reason",
                            models.CharField(
                                blank=True, help_text="Why this version replaced the one before.", max_length=300
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        (
                            "dimensions",
                            models.ManyToManyField(blank=True, related_name="definitions", to="measurement.dimension"),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="definitions",
                                to="measurement.measure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["measure", "-version"],
                    },
                ),
                migrations.CreateModel(
                    name="Decline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "on_behalf",
                            models.BooleanField(default=False, help_text="Said by the backbone for the partner."),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("said_by", models.UUIDField(null=True)),
                        (
                            "invitation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="declines",
                                to="measurement.invitation",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declines",
                                to="measurement.measure",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NodeMeasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("bound_at", models.DateTimeField()),
                        ("bound_by", models.UUIDField(null=True)),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="node_measures",
                                to="measurement.measure",
                            ),
                        ),
                        (
                            "node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="node_measures",
                                to="agenda.logicnode",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["measure__position", "measure__code"],
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reference_of",
                                to="measurement.category",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reference_groups",
                                to="measurement.measure",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(help_text="“2025-Q3”, “School year 2024/25”", max_length=80)),
                        ("periods", models.JSONField(help_text="The periods open for reporting, such as ['2025-Q3'].")),
                        ("opened_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        (
                            "reminder_days",
                            models.JSONField(
                                blank=True, default=list, help_text="Days from the due day; -3 is three before."
                            ),
                        ),
                        (
                            "plan_period",
                            models.CharField(
                                blank=True, help_text="The period for which the plan opened it.", max_length=10
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("closed", "closed")], default="open", max_length=10
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_by", models.UUIDField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rounds",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-due_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sequence", models.PositiveBigIntegerField()),
                        ("sender", models.UUIDField(null=True)),
                        ("received_at", models.DateTimeField()),
                        ("file_name", models.CharField(max_length=250)),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("rejected", "rejected"), ("submitted", "submitted")], max_length=10
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("previous_hash", models.CharField(max_length=64)),
                        ("entry_hash", models.CharField(max_length=64)),
                        ("purged_at", models.DateTimeField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="measurement.round",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["initiative", "sequence"],
                    },
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="round",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="measurement.round"
                    ),
                ),
                migrations.CreateModel(
                    name="Asked",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked",
                                to="measurement.measure",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="asked",
                                to="measurement.round",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RoundPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(help_text="“Quarterly figures of programs”", max_length=60)),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("quarter", "every quarter"),
                                    ("school-year", "every school year (it ends on 30 June)"),
                                    ("month", "every month"),
                                    ("year", "every year"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("first_period", models.CharField(max_length=10)),
                        (
                            "opens_after",
                            models.PositiveSmallIntegerField(help_text="Days after the end of the period."),
                        ),
                        ("due_after", models.PositiveSmallIntegerField(help_text="Days after the end of the period.")),
                        (
                            "reminder_days",
                            models.JSONField(
                                blank=True, default=list, help_text="Days from the due day; -3 is three before."
                            ),
                        ),
                        ("opens_by_itself", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="round_plans",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddField(
                    model_name="round",
                    name="plan",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rounds",
                        to="measurement.roundplan",
                    ),
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standing",
                                to="measurement.measure",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standing",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standing",
                                to="measurement.roundplan",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="StoryVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("story_en", models.TextField()),
                        ("story_es", models.TextField(blank=True)),
                        ("works_en", models.TextField(blank=True)),
                        ("works_es", models.TextField(blank=True)),
                        ("partners", models.JSONField(blank=True, default=list)),
                        ("proposals", models.JSONField(blank=True, default=list)),
                        ("evidence", models.JSONField(blank=True, default=list)),
                        ("author_role_en", models.CharField(max_length=200)),
                        ("author_role_es", models.CharField(blank=True, max_length=200)),
                        ("written_at", models.DateTimeField()),
                        ("written_by", models.UUIDField(null=True)),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stories",
                                to="measurement.measure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["measure", "-version"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                help_text="What the receipt says, such as 7F3K.", max_length=12, unique=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "to read"),
                                    ("returned", "question asked"),
                                    ("accepted", "accepted"),
                                    ("superseded", "replaced by a newer one"),
                                    ("taken-out", "taken out again"),
                                ],
                                default="submitted",
                                max_length=12,
                            ),
                        ),
                        (
                            "on_behalf",
                            models.BooleanField(default=False, help_text="Entered by the backbone for the partner."),
                        ),
                        (
                            "history",
                            models.BooleanField(default=False, help_text="Old figures that came in without a round."),
                        ),
                        ("submitted_at", models.DateTimeField()),
                        ("rows", models.PositiveIntegerField()),
                        (
                            "collection",
                            models.TextField(help_text="The collection (TOML) that it was checked against."),
                        ),
                        ("understood", models.JSONField(help_text="How the file's columns were read.")),
                        (
                            "warnings",
                            models.JSONField(default=list, help_text="Warnings with the reason that the sender gave."),
                        ),
                        ("totals", models.JSONField(default=dict, help_text="Control totals by measure.")),
                        (
                            "facts_sha256",
                            models.CharField(help_text="Name of the Parquet file with the figures.", max_length=64),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decided_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "invitation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="measurement.invitation",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "receipt",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submission",
                                to="measurement.receipt",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="measurement.round",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("author", models.UUIDField(null=True)),
                        ("author_name", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField()),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="measurement.submission",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("baseline_period", models.CharField(max_length=10)),
                        ("baseline_value", models.FloatField()),
                        ("target_period", models.CharField(max_length=10)),
                        ("target_value", models.FloatField()),
                        ("set_at", models.DateTimeField()),
                        ("set_by", models.UUIDField(null=True)),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="targets",
                                to="agenda.goal",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="measurement.measure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-set_at"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("measure", models.CharField(max_length=40)),
                        ("period", models.CharField(max_length=20)),
                        ("dimension", models.CharField(blank=True, max_length=40)),
                        ("category", models.CharField(blank=True, max_length=60)),
                        ("frozen", models.JSONField()),
                        ("added_at", models.DateTimeField()),
                        ("added_by", models.UUIDField(null=True)),
                        ("restated_value", models.FloatField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision_evidence",
                                to="publication.publication",
                            ),
                        ),
                        (
                            "restated_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="restated_evidence",
                                to="publication.publication",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["measure", "period"], name="decision_evidence_figure")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "measure", "period", "dimension", "category"),
                                name="decision_evidence_once",
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="dimension",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="dimension_code_once"),
                ),
                migrations.AddConstraint(
                    model_name="category",
                    constraint=models.UniqueConstraint(fields=("dimension", "code"), name="category_code_once"),
                ),
                migrations.AddConstraint(
                    model_name="measure",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="measure_code_once"),
                ),
                migrations.AddConstraint(
                    model_name="grouptarget",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category__isnull", True), ("place__isnull", False)),
                            models.Q(("category__isnull", False), ("place__isnull", True)),
                            _connector="OR",
                        ),
                        name="group_target_group_or_place",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="definition",
                    constraint=models.UniqueConstraint(fields=("measure", "version"), name="definition_version_once"),
                ),
                migrations.AddConstraint(
                    model_name="decline",
                    constraint=models.UniqueConstraint(fields=("invitation", "measure"), name="declined_once"),
                ),
                migrations.AddConstraint(
                    model_name="nodemeasure",
                    constraint=models.UniqueConstraint(fields=("node", "measure"), name="node_measure_once"),
                ),
                migrations.AddConstraint(
                    model_name="referencegroup",
                    constraint=models.UniqueConstraint(fields=("measure", "category"), name="reference_once"),
                ),
                migrations.AddConstraint(
                    model_name="receipt",
                    constraint=models.UniqueConstraint(fields=("initiative", "sequence"), name="receipt_sequence_once"),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.UniqueConstraint(fields=("round", "organisation"), name="invited_once"),
                ),
                migrations.AddConstraint(
                    model_name="asked",
                    constraint=models.UniqueConstraint(fields=("round", "organisation", "measure"), name="asked_once"),
                ),
                migrations.AddConstraint(
                    model_name="round",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="closed_round_has_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="round",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("plan__isnull", False)),
                        fields=("plan", "plan_period"),
                        name="planned_round_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standing",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "organisation", "measure"), name="standing_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="storyversion",
                    constraint=models.UniqueConstraint(fields=("measure", "version"), name="story_version_once"),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", False), ("state__in", ["submitted", "superseded"]), _connector="OR"
                        ),
                        name="decided_has_a_time",
                    ),
                ),
            ]
        ),
    ]
