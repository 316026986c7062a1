"""What a group is for and how it decides, in versions: a charter is replaced and never changed."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.groups import Group, Seat
from commonweal.governance.models.written import written


class DecisionRule(models.TextChoices):
    """The rules that `engines.voting` counts by."""

    MAJORITY = "majority", _("majority")
    TWO_THIRDS = "two-thirds", _("two thirds")
    CONSENT = "consent", _("consent")
    GRADIENTS = "gradients", _("gradients of agreement")
    APPROVAL = "approval", _("approval")
    SCORE = "score", _("score")
    CONDORCET = "condorcet", _("ranked choice by pairs (Condorcet)")


class Recusal(models.TextChoices):
    """What happens to the vote of somebody with a declared interest in the matter."""

    BLOCK = "block", _("steps aside and does not vote")
    NOTE = "note", _("may vote, and the interest is written beside the result")


class Versions(models.Manager["Charter"]):
    """What holds or held. What a group is only asked about is found through its decision alone."""

    def get_queryset(self) -> models.QuerySet["Charter"]:
        return super().get_queryset().filter(version__gt=0)


class Charter(models.Model):
    """One version, in force from a day until the next one; or, as version 0, one that a group is asked about."""

    personal = "none"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    purpose_en = models.TextField()
    purpose_es = models.TextField(blank=True)
    authority_en = models.TextField(blank=True, help_text="What the group may decide by itself.")
    authority_es = models.TextField(blank=True)
    limits_en = models.TextField(blank=True, help_text="What it may not, and whom it asks then.")
    limits_es = models.TextField(blank=True)
    reporting_en = models.TextField(blank=True, help_text="To whom it reports, what and how often.")
    reporting_es = models.TextField(blank=True)
    decision_rule = models.CharField(max_length=20, choices=DecisionRule.choices)
    quorum = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(500)])
    recusal = models.CharField(max_length=10, choices=Recusal.choices, default=Recusal.BLOCK)
    #: Whether residents have the last word on what the group carries, and which community table speaks it.
    last_word = models.CharField(max_length=10, blank=True)
    last_word_group = models.ForeignKey(
        "governance.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="has_last_word_on"
    )
    reason_en = models.TextField(blank=True, help_text="Why this version replaces the one before.")
    reason_es = models.TextField(blank=True)
    #: The decision by which a group took it up; it was carried before the charter was written down.
    adopted_by = models.ForeignKey(
        "governance.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="charters"
    )
    #: The decision that asks for it. Once that is carried, these very words are the new version.
    asked_in = models.OneToOneField(
        "governance.Decision", null=True, blank=True, on_delete=models.CASCADE, related_name="charter_asked"
    )
    written_at = models.DateTimeField()

    objects = Versions()
    with_asked = models.Manager["Charter"]()

    class Meta:
        ordering = ["group", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "version"], condition=models.Q(version__gt=0), name="charter_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"charter {self.version} of {self.group}"

    @property
    def purpose(self) -> str:
        return written(self, "purpose")

    @property
    def authority(self) -> str:
        return written(self, "authority")

    @property
    def limits(self) -> str:
        return written(self, "limits")

    @property
    def reporting(self) -> str:
        return written(self, "reporting")

    @property
    def reason(self) -> str:
        return written(self, "reason")


class CharterSeats(models.Model):
    """How many seats of a role the group has. What is not held of them is vacant."""

    personal = "none"

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="composition")
    role = models.CharField(max_length=20, choices=Seat.Role.choices)
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["charter", "role"], name="charter_role_once")]

    def __str__(self) -> str:
        return f"{self.number} × {self.role}"


class CharterCheck(models.Model):
    """What the holders of the seats must be, taken together."""

    personal = "none"

    class Kind(models.TextChoices):
        AT_LEAST = "at-least", _("at least so many seats of a sector")
        EVERY_SECTOR = "every-sector", _("every sector has a seat")
        CHAIRS_DIFFER = "chairs-differ", _("co-chairs come from different sectors")

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sector = models.CharField(max_length=40, blank=True)
    number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.sector} {self.number}"
