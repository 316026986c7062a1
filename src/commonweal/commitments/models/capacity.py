"""Who does the backbone's work: posts, how much of a full week each is, until when it is paid, and for what."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.commitments.models.giving import Contribution
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.people.models import Person


class Function(models.TextChoices):
    """The six functions of a backbone."""

    STRATEGY = "strategy", _("Guide vision and strategy")
    ACTIVITIES = "activities", _("Support work that fits together")
    MEASUREMENT = "measurement", _("Set up shared measurement")
    COMMUNITY = "community", _("Build community engagement")
    POLICY = "policy", _("Advance policy")
    RESOURCES = "resources", _("Bring in resources")


class Post(models.Model):
    """One post of the backbone, from a day to a day. A change is a further row, so that earlier days can be told."""

    personal = "who holds a post of the backbone, and since when; stays without the name"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="posts")
    name = models.CharField(max_length=120)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its name.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    full_time = models.DecimalField(
        max_digits=3, decimal_places=2, validators=[MinValueValidator(0)], help_text="1 is a full week, 0.5 half a one."
    )
    paid_until = models.DateField(null=True, blank=True, help_text="The last day that is paid; empty is not known.")
    paid_from = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts",
        help_text="The money line that pays it.",
    )  # fmt: skip
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.name


class PostHours(models.Model):
    """How many hours a week of a post go to one of the six functions."""

    personal = "none"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="hours")
    function = models.CharField(max_length=20, choices=Function.choices)
    hours = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "function"], name="hours_once_a_function")]

    def __str__(self) -> str:
        return f"{self.function}: {self.hours}"


class NeededHours(models.Model):
    """How many hours a week a function needs, as the data manager wrote it down. The newest holds."""

    personal = "noted_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="needed_hours")
    function = models.CharField(max_length=20, choices=Function.choices)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.function}: {self.hours}"
