"""Outcomes, and the strategies toward them: planned ones beside ideas that came up on the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language


class Outcome(models.Model):
    """A change for people; its words are the wordings of the part `outcome-<pk>`."""

    personal = "none"

    class Horizon(models.TextChoices):
        SHORT = "short", _("short term")
        INTERMEDIATE = "intermediate", _("intermediate")
        LONG = "long", _("long term")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="outcomes")
    horizon = models.CharField(max_length=20, choices=Horizon.choices)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"outcome {self.pk}"

    @property
    def part(self) -> str:
        return f"outcome-{self.pk}"


class Strategy(models.Model):
    """A way toward outcomes, carried by a group; its words are the wordings of the part `strategy-<pk>`."""

    personal = "none"

    class Origin(models.TextChoices):
        PLANNED = "planned", _("planned")
        EMERGENT = "emergent", _("idea on the way")

    class Status(models.TextChoices):
        BACKLOG = "backlog", _("not begun")
        TRYING = "trying", _("being tried")
        ACTIVE = "active", _("under way")
        RETIRED = "retired", pgettext_lazy("strategy", "let go")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="strategies")
    key = models.SlugField(max_length=40)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    #: The newest of its states; `StrategyState` keeps them all.
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.BACKLOG)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.RESTRICT, related_name="strategies")
    outcomes = models.ManyToManyField(Outcome, blank=True, related_name="strategies")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "key"], name="strategy_key_once")]
        verbose_name_plural = "strategies"

    def __str__(self) -> str:
        return self.key

    @property
    def part(self) -> str:
        return f"strategy-{self.pk}"


class StrategyState(models.Model):
    """From when a strategy was what, and why. None is written over."""

    personal = "set_by is an opaque id"

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="states")
    status = models.CharField(max_length=20, choices=Strategy.Status.choices)
    set_at = models.DateTimeField()
    set_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    #: It went beyond the number of active strategies that the initiative set itself; `reason` says why.
    above_the_cap = models.BooleanField(default=False)

    class Meta:
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.strategy}: {self.status}"


class Trial(models.Model):
    """An idea is tried, small and until a day: what is looked at, and in the end what was learned."""

    personal = "none"

    class Verdict(models.TextChoices):
        KEEP = "keep", _("keep it")
        DROP = "drop", _("let it go")

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="trials")
    looks_at = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    since = models.DateField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    learned = models.TextField(blank=True)

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.strategy} tried until {self.until}"
