import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("instruments", "0001_instruments_and_surveys"),
        ("instruments", "0002_links_and_splits"),
        ("instruments", "0003_ties"),
        ("instruments", "0004_plan_pieces"),
        ("instruments", "0005_codes_of_comments"),
        ("instruments", "0006_offers"),
        ("instruments", "0007_ratings_of_a_wave"),
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
                    name="Instrument",
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
                                related_name="instruments",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="InstrumentVersion",
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
                            "instrument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="instruments.instrument",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["instrument", "number"],
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
                        (
                            "respondents",
                            models.CharField(
                                blank=True, help_text="The group by which results may be split.", max_length=40
                            ),
                        ),
                        ("has_answered", models.BooleanField(default=False)),
                        ("reminded_on", models.DateField(blank=True, null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                help_text="For whom the person answers, where an organization is asked.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="survey_invitations",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="survey_invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        (
                            "invitation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="instruments.invitation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NetworkOffer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("brings", models.JSONField(default=list, help_text="Options of the trust pack.")),
                        ("seeking", models.CharField(blank=True, max_length=300)),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="network_offers",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="network_offers",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkWave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("taken_at", models.DateTimeField()),
                        ("taken_by", models.UUIDField(null=True)),
                        (
                            "held",
                            models.JSONField(
                                default=list,
                                help_text="Keys of the ratings behind its scores, also of who is merged later.",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="network_waves",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on"],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("title_en", models.CharField(max_length=160)),
                        ("title_es", models.CharField(blank=True, max_length=160)),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("anonymous", "anonymous: nobody can tell who answered what"),
                                    ("pseudonymous", "under a code of one's own: nobody knows whose"),
                                    ("named", "named: the data managers see who answered what"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("floor", models.PositiveSmallIntegerField(default=5)),
                        (
                            "splits",
                            models.JSONField(
                                default=list, help_text="The groups of respondents by which results may be split."
                            ),
                        ),
                        ("is_open_in_room", models.BooleanField(default=False)),
                        ("room_code", models.CharField(blank=True, max_length=8)),
                        (
                            "people_in_room",
                            models.PositiveIntegerField(blank=True, help_text="As somebody counted them.", null=True),
                        ),
                        (
                            "without_invitation",
                            models.PositiveIntegerField(
                                default=0, help_text="Sheets from a room or from paper, in all."
                            ),
                        ),
                        ("opens_on", models.DateField()),
                        ("closes_on", models.DateField()),
                        ("opened_at", models.DateTimeField()),
                        ("opened_by", models.UUIDField(null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                help_text="The organization that it speaks about, where it speaks about one.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys_about",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose seats are asked; empty for everybody who has a seat.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="surveys",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="instruments.instrumentversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-opens_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Sheet",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "code_hash",
                            models.CharField(
                                blank=True, help_text="Of a code of one's own, where one is used.", max_length=64
                            ),
                        ),
                        ("respondents", models.CharField(blank=True, max_length=40)),
                        ("answers", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("sent", "Sent")], default="sent", max_length=8
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("screen", "Screen"), ("paper", "Paper")], default="screen", max_length=8
                            ),
                        ),
                        ("sent_on", models.DateField(blank=True, null=True)),
                        (
                            "invitation",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheet",
                                to="instruments.invitation",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheets",
                                to="instruments.survey",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanPiece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item", models.CharField(max_length=80)),
                        (
                            "commitment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plan_piece",
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                help_text="From whose answers it comes; empty for those of all.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plan_pieces",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plan_pieces",
                                to="instruments.survey",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="survey",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="instruments.survey"
                    ),
                ),
                migrations.CreateModel(
                    name="CommentCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item", models.CharField(max_length=80)),
                        (
                            "text_hash",
                            models.CharField(
                                help_text="Of the comment's words; the same words have the same codes.", max_length=64
                            ),
                        ),
                        ("code", models.CharField(max_length=60)),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comment_codes",
                                to="instruments.survey",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Tie",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("frequency", models.CharField(help_text="An option of the trust pack.", max_length=20)),
                        (
                            "kinds",
                            models.JSONField(
                                default=list, help_text="Options of the trust pack: what passes between them."
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ties",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ties_said",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ties_received",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TieRating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answers",
                            models.JSONField(help_text="By question; a question without an answer is not there."),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "rated",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                            ),
                        ),
                        (
                            "rater",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TieStatement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("said_on", models.DateField()),
                        ("said_at", models.DateTimeField()),
                        ("said_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tie_statements",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tie_statements",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["said_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Urn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        (
                            "survey",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="urn", to="instruments.survey"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="WaveScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("scale", models.CharField(choices=[("trust", "Trust"), ("value", "Value")], max_length=10)),
                        ("low", models.DecimalField(decimal_places=1, max_digits=2, null=True)),
                        (
                            "raters",
                            models.PositiveSmallIntegerField(
                                help_text="How many, where the score is shown.", null=True
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="instruments.networkwave",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="instrument",
                    constraint=models.UniqueConstraint(fields=("initiative", "code"), name="one_instrument_of_a_code"),
                ),
                migrations.AddConstraint(
                    model_name="instrumentversion",
                    constraint=models.UniqueConstraint(fields=("instrument", "number"), name="one_version_of_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="instrumentversion",
                    constraint=models.UniqueConstraint(
                        fields=("instrument", "content_hash"), name="one_version_of_a_content"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="networkoffer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("initiative", "organisation"),
                        name="one_offer_holds",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="networkwave",
                    constraint=models.UniqueConstraint(fields=("initiative", "on"), name="one_wave_of_a_day"),
                ),
                migrations.AddConstraint(
                    model_name="survey",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="survey_closes_after_it_opens",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="survey",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_at", None), models.Q(("room_code", ""), _negated=True)),
                        fields=("room_code",),
                        name="one_open_room_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sheet",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("code_hash", ""), _negated=True),
                        fields=("survey", "code_hash"),
                        name="one_sheet_of_a_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", True), ("person__isnull", False)),
                        fields=("survey", "person"),
                        name="surveyed_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False), ("person__isnull", False)),
                        fields=("survey", "person", "organisation"),
                        name="surveyed_once_for_an_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="commentcode",
                    constraint=models.UniqueConstraint(
                        fields=("survey", "item", "text_hash", "code"), name="one_code_of_a_comment_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tie",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="tie_leads_to_another"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tie",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("initiative", "source", "target"),
                        name="one_tie_of_a_pair_holds",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tierating",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rater", models.F("rated")), _negated=True), name="rating_is_of_another"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tierating",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("initiative", "rater", "rated"),
                        name="one_rating_holds",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="wavescore",
                    constraint=models.UniqueConstraint(
                        fields=("wave", "organisation", "scale"), name="one_score_of_an_organisation"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="wavescore",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("organisation", None)),
                        fields=("wave", "scale"),
                        name="one_score_of_the_network",
                    ),
                ),
            ]
        ),
    ]
