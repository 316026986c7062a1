import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import commonweal.governance.models.written
from commonweal.lib.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("agenda", "0001_initial"),
        ("agenda", "0002_agenda_and_logic_model"),
        ("agenda", "0003_ratified_by"),
        ("agenda", "0004_states_in_words"),
        ("agenda", "0005_language_of_words"),
        ("agenda", "0006_alignment"),
        ("agenda", "0007_between_groups_and_progress"),
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
                    name="AgendaFrame",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "most_active",
                            models.PositiveSmallIntegerField(
                                default=7, help_text="How many strategies may be active at once."
                            ),
                        ),
                        (
                            "initiative",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_frame",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AgendaVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("reason_en", models.CharField(blank=True, max_length=300)),
                        ("reason_es", models.CharField(blank=True, max_length=300)),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.UUIDField(null=True)),
                        ("ratified_at", models.DateTimeField(blank=True, null=True)),
                        ("ratified_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_versions",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "ratified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="agenda_versions",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["initiative", "-number"],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.SlugField(max_length=60)),
                        ("text", models.TextField()),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                        ("written_by", models.UUIDField(null=True)),
                        (
                            "written_from",
                            models.CharField(
                                choices=[
                                    ("backbone", "backbone"),
                                    ("steering", "steering committee"),
                                    ("working", "working groups"),
                                    ("community", "community tables"),
                                    ("invited", "invited"),
                                    ("system", "set up"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_by", models.UUIDField(blank=True, null=True)),
                        (
                            "answers",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answered_by",
                                to="agenda.comment",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_comments",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["written_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CommunityGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_es", models.CharField(blank=True, max_length=120)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="community_groups",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name_en"],
                    },
                ),
                migrations.CreateModel(
                    name="Aspiration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("quote", models.TextField(blank=True)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish"), ("other", "another language")],
                                max_length=10,
                            ),
                        ),
                        ("heard_on", models.DateField()),
                        ("heard_where", models.CharField(max_length=200)),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("inside", "may be read by those who have a seat here"),
                                    ("public", "may be read by everybody"),
                                    ("withdrawn", "withdrawn: the words were taken away"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("noted_at", models.DateTimeField()),
                        ("noted_by", models.UUIDField(null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aspirations",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="aspirations",
                                to="agenda.communitygroup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["heard_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Dependency",
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
                                choices=[("asks", "asks for it"), ("waits", "cannot go on without it")], max_length=10
                            ),
                        ),
                        ("what", models.CharField(max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("by_on", models.DateField()),
                        ("asked_at", models.DateTimeField()),
                        ("asked_by", models.UUIDField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("there", "it is there"), ("not", "it will not come")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=300)),
                        (
                            "answer_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of the answer.",
                                max_length=5,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_by", models.UUIDField(null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waits_for",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dependencies",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "on_group",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: asked of every group.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waited_for",
                                to="governance.group",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="waited_for_by",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["by_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DraftInvitation",
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
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_invitations",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Goal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text_en", models.CharField(max_length=200)),
                        ("text_es", models.CharField(blank=True, max_length=200)),
                        (
                            "change_in_people",
                            models.BigIntegerField(
                                blank=True, help_text="-25000 means 25,000 people fewer.", null=True
                            ),
                        ),
                        ("due_period", models.CharField(max_length=10)),
                        (
                            "initiative",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="goal",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="GroupWeek",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("week", models.DateField(help_text="Its Monday.")),
                        ("done", models.CharField(blank=True, max_length=300)),
                        ("next", models.CharField(blank=True, max_length=300)),
                        ("in_the_way", models.CharField(blank=True, max_length=300)),
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
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="weeks", to="governance.group"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-week", "-said_at"],
                    },
                ),
                migrations.CreateModel(
                    name="LogicNode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("input", "what we put in"),
                                    ("activity", "what we do"),
                                    ("output", "what comes of it"),
                                    ("outcome", "what changes for people"),
                                    ("goal", "the big goal"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text_en", models.CharField(blank=True, max_length=300)),
                        ("text_es", models.CharField(blank=True, max_length=300)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("evidence_title", models.CharField(blank=True, max_length=200)),
                        ("evidence_url", models.URLField(blank=True, max_length=500)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="logic_nodes",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "owner_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="governance.group",
                            ),
                        ),
                        (
                            "owner_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "owner_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="agenda.logicnode",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="LogicLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links_out",
                                to="agenda.logicnode",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links_in",
                                to="agenda.logicnode",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "horizon",
                            models.CharField(
                                choices=[
                                    ("short", "short term"),
                                    ("intermediate", "intermediate"),
                                    ("long", "long term"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outcomes",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressCycle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("rubric", models.CharField(help_text="The edition of the criteria.", max_length=40)),
                        ("begun_at", models.DateTimeField()),
                        ("begun_by", models.UUIDField(null=True)),
                        ("handed_at", models.DateTimeField(blank=True, null=True)),
                        ("answer_en", models.TextField(blank=True)),
                        ("answer_es", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_by", models.UUIDField(null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="progress_cycles",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="Judgment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("criterion", models.CharField(max_length=40)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("why", models.CharField(max_length=400)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(
                                blank=True, help_text="A record of this site, by kind and key.", max_length=60
                            ),
                        ),
                        (
                            "evidence_url",
                            models.URLField(blank=True, help_text="A page or a paper elsewhere.", max_length=300),
                        ),
                        ("judged_at", models.DateTimeField()),
                        ("judged_by", models.UUIDField(null=True)),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgments",
                                to="governance.group",
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgments",
                                to="agenda.progresscycle",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["group", "criterion", "judged_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Strategy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=40)),
                        (
                            "origin",
                            models.CharField(
                                choices=[("planned", "planned"), ("emergent", "idea on the way")], max_length=20
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("backlog", "not begun"),
                                    ("trying", "being tried"),
                                    ("active", "under way"),
                                    ("retired", "let go"),
                                ],
                                default="backlog",
                                max_length=20,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="strategies",
                                to="governance.group",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="strategies",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "outcomes",
                            models.ManyToManyField(blank=True, related_name="strategies", to="agenda.outcome"),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "strategies",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="logicnode",
                    name="strategy",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="logic_nodes",
                        to="agenda.strategy",
                    ),
                ),
                migrations.CreateModel(
                    name="FirstInvolved",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("how", models.CharField(max_length=300)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="first_involved",
                                to="agenda.communitygroup",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="first_involved",
                                to="agenda.strategy",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since"],
                    },
                ),
                migrations.CreateModel(
                    name="Alignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("before_en", models.CharField(blank=True, max_length=500)),
                        ("before_es", models.CharField(blank=True, max_length=500)),
                        ("after_en", models.CharField(blank=True, max_length=500)),
                        ("after_es", models.CharField(blank=True, max_length=500)),
                        (
                            "evidence",
                            models.CharField(
                                blank=True, help_text="Where one can see it: a page, a paper, a day.", max_length=300
                            ),
                        ),
                        ("changed_on", models.DateField()),
                        ("stated_at", models.DateTimeField()),
                        ("stated_by", models.UUIDField(null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alignments",
                                to="governance.initiative",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alignments",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replaces",
                                to="agenda.alignment",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="alignments",
                                to="agenda.strategy",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-changed_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="StrategyState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("backlog", "not begun"),
                                    ("trying", "being tried"),
                                    ("active", "under way"),
                                    ("retired", "let go"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        ("set_by", models.UUIDField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("above_the_cap", models.BooleanField(default=False)),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="states", to="agenda.strategy"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-set_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_es", models.CharField(blank=True, max_length=120)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "aspirations",
                            models.ManyToManyField(blank=True, related_name="themes", to="agenda.aspiration"),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="themes",
                                to="governance.initiative",
                            ),
                        ),
                        ("outcomes", models.ManyToManyField(blank=True, related_name="themes", to="agenda.outcome")),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Trial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("looks_at", models.CharField(max_length=300)),
                        (
                            "written_in",
                            models.CharField(
                                default=commonweal.governance.models.written.page_language,
                                help_text="The language of its words.",
                                max_length=5,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True, choices=[("keep", "keep it"), ("drop", "let it go")], max_length=10
                            ),
                        ),
                        ("learned", models.TextField(blank=True)),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="trials", to="agenda.strategy"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-since", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="VersionText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("text_hash", models.CharField(max_length=64)),
                        ("taken_at", models.DateTimeField()),
                        ("taken_by", models.UUIDField(null=True)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="agenda.agendaversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-taken_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Wording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.SlugField(max_length=60)),
                        ("number", models.PositiveIntegerField()),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("name_es", models.CharField(blank=True, max_length=200)),
                        ("text_en", models.TextField(blank=True)),
                        ("text_es", models.TextField(blank=True)),
                        ("written_at", models.DateTimeField()),
                        ("written_by", models.UUIDField(null=True)),
                        (
                            "written_from",
                            models.CharField(
                                choices=[
                                    ("backbone", "backbone"),
                                    ("steering", "steering committee"),
                                    ("working", "working groups"),
                                    ("community", "community tables"),
                                    ("invited", "invited"),
                                    ("system", "set up"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_wordings",
                                to="governance.initiative",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["initiative", "part", "-number"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="agendaversion",
                    constraint=models.UniqueConstraint(fields=("initiative", "number"), name="agenda_version_once"),
                ),
                migrations.AddConstraint(
                    model_name="dependency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("on_group", None),
                            models.Q(("on_group", models.F("group")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_group_waits_for_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dependency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "waits"), _negated=True), ("on_group__isnull", False), _connector="OR"
                        ),
                        name="who_waits_says_for_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="groupweek",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("group", "week"),
                        name="one_state_a_group_and_week",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="logiclink",
                    constraint=models.UniqueConstraint(fields=("source", "target"), name="logic_link_once"),
                ),
                migrations.AddConstraint(
                    model_name="logiclink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="logic_link_to_another"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="progresscycle",
                    constraint=models.UniqueConstraint(fields=("initiative", "number"), name="progress_cycle_once"),
                ),
                migrations.AddConstraint(
                    model_name="judgment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("cycle", "group", "criterion"),
                        name="one_judgment_a_criterion",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="judgment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="judgment_on_one_of_four_levels"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="judgment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("evidence", ""), ("evidence_url", ""), _negated=True),
                        name="judgment_rests_on_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strategy",
                    constraint=models.UniqueConstraint(fields=("initiative", "key"), name="strategy_key_once"),
                ),
                migrations.AddConstraint(
                    model_name="logicnode",
                    constraint=models.UniqueConstraint(fields=("initiative", "key"), name="logic_node_key_once"),
                ),
                migrations.AddConstraint(
                    model_name="logicnode",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner_organisation__isnull", True), ("owner_person__isnull", True)),
                            models.Q(("owner_group__isnull", True), ("owner_person__isnull", True)),
                            models.Q(("owner_group__isnull", True), ("owner_organisation__isnull", True)),
                            _connector="OR",
                        ),
                        name="logic_node_one_owner",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="firstinvolved",
                    constraint=models.UniqueConstraint(fields=("strategy", "group"), name="first_involved_once"),
                ),
                migrations.AddConstraint(
                    model_name="alignment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("after_en", ""), ("after_es", ""), _negated=True),
                        name="alignment_says_what_is_new",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="wording",
                    constraint=models.UniqueConstraint(
                        fields=("initiative", "part", "number"), name="agenda_wording_number_once"
                    ),
                ),
            ]
        ),
    ]
