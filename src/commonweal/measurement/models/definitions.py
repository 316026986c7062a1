"""What is measured: measures, their versioned definitions, dimensions and targets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.models import Goal
from commonweal.governance.models import Group, Initiative, Place
from commonweal.governance.visibility import Visibility
from commonweal.people.models import Organisation


class Dimension(models.Model):
    """A way to split a figure: race and ethnicity, gender, age."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="dimensions")
    code = models.SlugField(max_length=40)
    name_en = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80, blank=True)
    sensitive = models.BooleanField(default=False)
    #: Its groups stand in order, the most disadvantaged first, such as income: then a slope can be told.
    ordered = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="dimension_code_once")]

    def __str__(self) -> str:
        return self.name_en


class Category(models.Model):
    """One value of a dimension, such as `65+`. `all` is the whole and is never a row here."""

    personal = "none"

    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="categories")
    code = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["dimension", "code"], name="category_code_once")]

    def __str__(self) -> str:
        return self.name_en


class Measure(models.Model):
    personal = "none"

    class Level(models.TextChoices):
        POPULATION = "population", _("population: a whole community")
        PERFORMANCE = "performance", _("performance: the people of programs")

    class Origin(models.TextChoices):
        REAL = "real", _("real figures")
        INVENTED = "invented", _("invented for the demo")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="measures")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=20, choices=Level.choices)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="measures")
    owner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_measures"
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.REAL)
    headline = models.BooleanField(default=False, help_text="The measure of the big goal.")
    #: Figures of others than public measures stay out of every release.
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    #: Of a figure to which partners give, nobody may work out what one partner gave: the rule of dominance.
    guards_partners = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="measure_code_once")]

    def __str__(self) -> str:
        return self.code


class Definition(models.Model):
    """What a measure means, as agreed on a day. A change is a new version; nothing is overwritten."""

    personal = "made_by is an opaque id"

    class Kind(models.TextChoices):
        COUNT = "count", _("count")
        PERCENT = "percent", _("percent")
        RATE = "rate", _("rate")
        RATIO = "ratio", _("ratio")
        MONEY = "money", _("money")
        NUMBER = "number", _("number")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("higher is better")
        LOWER = "lower", _("lower is better")

    class Rule(models.TextChoices):
        SUM = "sum", _("add up")
        RATIO_OF_SUMS = "ratio_of_sums", _("add up numerators and denominators, then divide")
        WEIGHTED_MEAN = "weighted_mean", _("mean weighted by the denominator")
        LATEST = "latest", _("take the latest")
        MEAN = "mean", _("mean")
        MAX = "max", _("take the largest")
        DISTINCT = "distinct", _("count different people")
        NONE = "none", _("never combine")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="definitions")
    version = models.PositiveIntegerField()
    name_en = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)
    meaning_en = models.TextField()
    meaning_es = models.TextField(blank=True)
    unit_en = models.CharField(max_length=60, help_text="“% of pupils”, “people”, “per 1,000 people”")
    unit_es = models.CharField(max_length=60, blank=True)
    numerator_en = models.CharField(max_length=200, blank=True)
    numerator_es = models.CharField(max_length=200, blank=True)
    denominator_en = models.CharField(max_length=200, blank=True)
    denominator_es = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    per = models.PositiveIntegerField(default=1, help_text="A rate per 1,000 has 1000 here; a percent is per 100.")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    minimum = models.FloatField(null=True, blank=True)
    maximum = models.FloatField(null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    requires = models.JSONField(default=list, blank=True)
    places_rule = models.CharField(max_length=20, choices=Rule.choices)
    periods_rule = models.CharField(max_length=20, choices=Rule.choices)
    dimensions = models.ManyToManyField(Dimension, blank=True, related_name="definitions")
    source = models.CharField(max_length=300, blank=True)
    source_es = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    reason_en = models.CharField(max_length=300, blank=True, help_text="Why this version replaced the one before.")
    reason_es = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["measure", "-version"]
        constraints = [models.UniqueConstraint(fields=["measure", "version"], name="definition_version_once")]

    def __str__(self) -> str:
        return f"{self.name_en}, version {self.version}"


class AgreedValue(models.Model):
    """From where to where, by when; the one that it replaces stays on record."""

    baseline_period = models.CharField(max_length=10)
    baseline_value = models.FloatField()
    target_period = models.CharField(max_length=10)
    target_value = models.FloatField()
    set_at = models.DateTimeField()
    set_by = models.UUIDField(null=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-set_at"]


class Target(AgreedValue):
    """Binds a measure (and perhaps the big goal) to a value on a date, counted from a baseline."""

    personal = "set_by is an opaque id"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="targets")

    def __str__(self) -> str:
        return f"{self.measure}: {self.target_value} by {self.target_period}"


class GroupTarget(AgreedValue):
    """A target of one group or of one place: what all together reach must not be reached without them."""

    personal = "set_by is an opaque id"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="group_targets")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")

    class Meta(AgreedValue.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__isnull=True, place__isnull=False)
                | models.Q(category__isnull=False, place__isnull=True),
                name="group_target_group_or_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.category or self.place}: {self.target_value} by {self.target_period}"


class ReferenceGroup(models.Model):
    """The group with which a measure's other groups are compared; without one it is the group that does best."""

    personal = "none"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="reference_groups")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="reference_of")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "category"], name="reference_once")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.category}"
