import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import commonweal.governance.models.written
from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("training", "0001_series_and_assessments"),
        ("training", "0002_live_polls"),
        ("training", "0003_roundtables"),
        ("training", "0004_scales_and_paper"),
    ]

    dependencies = [
        ("commitments", "0001_first_tables"),
        ("governance", "0001_first_tables"),
        ("people", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("pre", "before the first session"),
                                    ("quiz", "on the session before"),
                                    ("post", "after the last session"),
                                    ("looking-back", "then and now, looking back"),
                                    ("efficacy", "what we can do together"),
                                    ("follow-up", "90 days later"),
                                    ("since", "what came of it, 90 days later"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "moment",
                            models.CharField(
                                blank=True,
                                choices=[("before", "before"), ("during", "midway"), ("after", "after")],
                                max_length=8,
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["series", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code_hash", models.CharField(blank=True, max_length=64)),
                        ("number", models.PositiveIntegerField()),
                        ("language", models.CharField(blank=True, max_length=5)),
                        ("joined_on", models.DateField()),
                        ("left_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["series", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("form", models.CharField(blank=True, max_length=1)),
                        ("answers", models.JSONField(default=dict)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[("phone", "Phone"), ("paper", "Paper")], default="phone", max_length=8
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attempts",
                                to="training.assessment",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attempts",
                                to="training.participant",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["assessment", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Poll",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(help_text="Counted in the initiative; part of its address."),
                        ),
                        ("question_en", models.CharField(max_length=240)),
                        ("question_es", models.CharField(blank=True, max_length=240)),
                        ("options", models.JSONField()),
                        (
                            "key",
                            models.SlugField(
                                help_text="The same for a question that is asked before and after.", max_length=60
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[("once", "asked once"), ("before", "before"), ("after", "after")],
                                default="once",
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "not open yet"), ("open", "open"), ("closed", "closed")],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("shows_results", models.BooleanField(default=False)),
                        (
                            "room_code",
                            models.CharField(
                                blank=True, help_text="Typed on a phone; no other poll ever has it.", max_length=8
                            ),
                        ),
                        ("made_by", models.UUIDField(null=True)),
                        ("made_at", models.DateTimeField()),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="polls",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="PollVote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("voter_hash", models.CharField(max_length=64)),
                        ("option", models.CharField(max_length=20)),
                        ("voted_at", models.DateTimeField()),
                        (
                            "poll",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="training.poll"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["poll", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Roundtable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(help_text="The initiative's own count; part of its address."),
                        ),
                        ("held_on", models.DateField()),
                        ("place", models.CharField(blank=True, max_length=160)),
                        ("topic_en", models.CharField(max_length=160)),
                        ("topic_es", models.CharField(blank=True, max_length=160)),
                        ("tables", models.PositiveSmallIntegerField(default=7)),
                        ("dots_each", models.PositiveSmallIntegerField(default=5)),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("planned", "to come"),
                                    ("arriving", "people arrive"),
                                    ("tables", "tables write"),
                                    ("dots", "everybody gives dots"),
                                    ("closing", "promises and feedback"),
                                    ("over", "over"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        (
                            "room_code",
                            models.CharField(
                                blank=True, help_text="Typed on a phone; no other roundtable has it.", max_length=8
                            ),
                        ),
                        ("counted", models.PositiveIntegerField(blank=True, null=True)),
                        ("paper_answered", models.PositiveIntegerField(default=0)),
                        ("paper_learned", models.PositiveIntegerField(default=0)),
                        (
                            "came_of_it_en",
                            models.TextField(blank=True, help_text="What changed because of what people said."),
                        ),
                        ("came_of_it_es", models.TextField(blank=True)),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roundtables",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtableFeedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("voter_hash", models.CharField(max_length=64)),
                        ("learned", models.BooleanField()),
                        ("what", models.CharField(blank=True, max_length=500)),
                        ("change", models.CharField(blank=True, max_length=500)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        (
                            "roundtable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feedback",
                                to="training.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roundtable", "voter_hash"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtableNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("table", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("barrier", "barrier"), ("support", "support"), ("idea", "idea")],
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
                        ("once", models.CharField(max_length=40)),
                        ("written_at", models.DateTimeField()),
                        ("taken_out_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "roundtable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="training.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roundtable", "table", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtableDot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("voter_hash", models.CharField(max_length=64)),
                        ("given_at", models.DateTimeField()),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dots",
                                to="training.roundtablenote",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["note", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtablePresence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sector",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("backbone", "backbone"),
                                    ("funder", "funder"),
                                    ("public agency", "public agency"),
                                    ("education", "education"),
                                    ("research", "research"),
                                    ("health", "health"),
                                    ("business", "business"),
                                    ("service nonprofit", "service nonprofit"),
                                    ("resident or grassroots", "residents and grassroots"),
                                    ("advocacy", "advocacy"),
                                    ("media or policy", "media or policy"),
                                ],
                                help_text="Of people without one.",
                                max_length=40,
                            ),
                        ),
                        ("people", models.PositiveIntegerField(default=0)),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roundtable_presences",
                                to="governance.group",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roundtable_presences",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "roundtable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="training.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roundtable", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtablePromise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("agreed_version", models.PositiveSmallIntegerField(help_text="Which wording of the consent.")),
                        ("agreed_at", models.DateTimeField()),
                        (
                            "commitment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="at_roundtable",
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "roundtable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="promises",
                                to="training.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roundtable", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtableSignIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=64)),
                        ("number", models.PositiveIntegerField()),
                        ("signed", models.JSONField(default=list, help_text="Ids of the guidelines that they signed.")),
                        ("arrived_at", models.DateTimeField()),
                        (
                            "roundtable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_ins",
                                to="training.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roundtable", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundtableTheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=120)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "roundtable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="themes",
                                to="training.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roundtable", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="roundtablenote",
                    name="theme",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notes",
                        to="training.roundtabletheme",
                    ),
                ),
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(help_text="Counted in the initiative; part of its address."),
                        ),
                        ("title_en", models.CharField(max_length=160)),
                        ("title_es", models.CharField(blank=True, max_length=160)),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("one-session", "one session of four hours or more"),
                                    ("two-days", "two sessions"),
                                    ("three-weeks", "three weekly sessions"),
                                    ("six-weeks", "six weekly sessions"),
                                    ("own", "sessions of one's own making"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=160)),
                        (
                            "room_code",
                            models.CharField(
                                blank=True, help_text="Stays valid, so that people find back after it.", max_length=8
                            ),
                        ),
                        (
                            "adaptation_en",
                            models.TextField(blank=True, help_text="What is adapted to the people of this place."),
                        ),
                        ("adaptation_es", models.TextField(blank=True)),
                        ("opened_at", models.DateTimeField()),
                        ("opened_by", models.UUIDField(null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="series",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="series",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "sponsor",
                            models.ForeignKey(
                                blank=True,
                                help_text="The organization that hosts it.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="series_hosted",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "trainer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="series_taught",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.AddField(
                    model_name="participant",
                    name="series",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="training.series"
                    ),
                ),
                migrations.CreateModel(
                    name="PaperNumbers",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first", models.PositiveIntegerField()),
                        ("last", models.PositiveIntegerField()),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        (
                            "series",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="paper_numbers",
                                to="training.series",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["series", "first"],
                    },
                ),
                migrations.AddField(
                    model_name="assessment",
                    name="series",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assessments", to="training.series"
                    ),
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("parts", models.JSONField(default=list, help_text="Ids of the syllabus' parts.")),
                        (
                            "room_code",
                            models.CharField(blank=True, help_text="Typed on a phone to take part.", max_length=8),
                        ),
                        ("roll_opened_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "series",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="training.series",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["series", "number"],
                    },
                ),
                migrations.AddField(
                    model_name="poll",
                    name="session",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="polls",
                        to="training.session",
                    ),
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("arrived_at", models.DateTimeField()),
                        (
                            "way",
                            models.CharField(
                                choices=[("phone", "Phone"), ("paper", "Paper")], default="phone", max_length=8
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="training.participant",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="training.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["arrived_at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="assessment",
                    name="session",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="training.session",
                    ),
                ),
                migrations.CreateModel(
                    name="SessionTime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("place", models.CharField(blank=True, max_length=160)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("said_at", models.DateTimeField()),
                        ("said_by", models.UUIDField(null=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="times", to="training.session"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["said_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Syllabus",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60)),
                        ("is_built_in", models.BooleanField(default=False)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="syllabi",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="SyllabusVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("content", models.JSONField()),
                        ("content_hash", models.CharField(max_length=64)),
                        (
                            "came_from",
                            models.CharField(
                                blank=True, help_text="The name of the file it was read from.", max_length=200
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        (
                            "syllabus",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="training.syllabus",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["syllabus", "number"],
                    },
                ),
                migrations.AddField(
                    model_name="series",
                    name="syllabus",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="training.syllabusversion",
                    ),
                ),
                migrations.CreateModel(
                    name="TypedSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        ("once", models.CharField(max_length=40)),
                        ("typed_at", models.DateTimeField()),
                        ("typed_by", models.UUIDField(null=True)),
                        (
                            "attempt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="typed", to="training.attempt"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["typed_at", "pk"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="attempt",
                    constraint=models.UniqueConstraint(fields=("assessment", "participant"), name="one_attempt_each"),
                ),
                migrations.AddConstraint(
                    model_name="pollvote",
                    constraint=models.UniqueConstraint(fields=("poll", "voter_hash"), name="one_vote_of_a_phone"),
                ),
                migrations.AddConstraint(
                    model_name="roundtable",
                    constraint=models.UniqueConstraint(
                        fields=("initiative", "number"), name="one_roundtable_of_a_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtable",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("room_code", ""), _negated=True),
                        fields=("room_code",),
                        name="one_roundtable_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtable",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("paper_learned__lte", models.F("paper_answered"))),
                        name="learned_of_those_who_answered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtablefeedback",
                    constraint=models.UniqueConstraint(
                        fields=("roundtable", "voter_hash"), name="one_feedback_of_a_phone"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtabledot",
                    constraint=models.UniqueConstraint(
                        fields=("note", "voter_hash"), name="one_dot_of_a_phone_on_a_note"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtablepresence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("organisation__isnull", False), ("sector", "")),
                            models.Q(("group__isnull", False), ("organisation", None), ("sector", "")),
                            models.Q(("group", None), ("organisation", None), models.Q(("sector", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="present_for_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtablepresence",
                    constraint=models.UniqueConstraint(
                        fields=("roundtable", "organisation"), name="organisation_present_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtablepresence",
                    constraint=models.UniqueConstraint(fields=("roundtable", "group"), name="group_present_once"),
                ),
                migrations.AddConstraint(
                    model_name="roundtablepresence",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("sector", ""), _negated=True),
                        fields=("roundtable", "sector"),
                        name="sector_present_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtablesignin",
                    constraint=models.UniqueConstraint(fields=("roundtable", "code_hash"), name="at_a_roundtable_once"),
                ),
                migrations.AddConstraint(
                    model_name="roundtablesignin",
                    constraint=models.UniqueConstraint(fields=("roundtable", "number"), name="one_sign_in_of_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="roundtablenote",
                    constraint=models.UniqueConstraint(fields=("roundtable", "once"), name="one_note_of_a_sending"),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("code_hash", ""), _negated=True),
                        fields=("series", "code_hash"),
                        name="one_participant_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(fields=("series", "number"), name="one_participant_of_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="papernumbers",
                    constraint=models.UniqueConstraint(fields=("series", "first"), name="numbers_set_aside_once"),
                ),
                migrations.AddConstraint(
                    model_name="session",
                    constraint=models.UniqueConstraint(fields=("series", "number"), name="one_session_of_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="session",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), models.Q(("room_code", ""), _negated=True)),
                        fields=("room_code",),
                        name="one_running_session_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="poll",
                    constraint=models.UniqueConstraint(fields=("initiative", "number"), name="one_poll_of_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="poll",
                    constraint=models.UniqueConstraint(
                        fields=("initiative", "key", "phase"), name="one_poll_before_and_one_after"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="poll",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("room_code", ""), _negated=True),
                        fields=("room_code",),
                        name="one_poll_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attendance",
                    constraint=models.UniqueConstraint(fields=("session", "participant"), name="there_once"),
                ),
                migrations.AddConstraint(
                    model_name="assessment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("session__isnull", False)),
                        fields=("series", "phase", "moment", "session"),
                        name="asked_once_in_a_session",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assessment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("session__isnull", True)),
                        fields=("series", "phase"),
                        name="asked_once_after_a_series",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sessiontime",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_ends_after_it_starts"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="syllabus",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="one_syllabus_of_a_code"),
                ),
                migrations.AddConstraint(
                    model_name="syllabusversion",
                    constraint=models.UniqueConstraint(
                        fields=("syllabus", "number"), name="one_syllabus_version_of_a_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="syllabusversion",
                    constraint=models.UniqueConstraint(
                        fields=("syllabus", "content_hash"), name="one_syllabus_version_of_a_content"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="series",
                    constraint=models.UniqueConstraint(fields=("initiative", "number"), name="one_series_of_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="series",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("room_code", ""), _negated=True),
                        fields=("room_code",),
                        name="one_series_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="typedsheet",
                    constraint=models.UniqueConstraint(fields=("attempt", "once"), name="one_typing_of_a_page"),
                ),
            ]
        ),
    ]
