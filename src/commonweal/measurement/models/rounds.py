"""Collection rounds: who was asked for what by when, and the links that let them answer."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonweal.governance.models import Initiative
from commonweal.measurement.models.definitions import Measure
from commonweal.people.models import Organisation


class RoundPlan(models.Model):
    """When rounds open by themselves: one for each period, counted from the day on which the period ends."""

    personal = "made_by is an opaque id"

    class Cadence(models.TextChoices):
        QUARTER = "quarter", _("every quarter")
        SCHOOL_YEAR = "school-year", _("every school year (it ends on 30 June)")
        MONTH = "month", _("every month")
        YEAR = "year", _("every year")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="round_plans")
    name = models.CharField(max_length=60, help_text="“Quarterly figures of programs”")
    cadence = models.CharField(max_length=12, choices=Cadence.choices)
    first_period = models.CharField(max_length=10)
    opens_after = models.PositiveSmallIntegerField(help_text="Days after the end of the period.")
    due_after = models.PositiveSmallIntegerField(help_text="Days after the end of the period.")
    reminder_days = models.JSONField(default=list, blank=True, help_text="Days from the due day; -3 is three before.")
    opens_by_itself = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """In every round of this plan, this partner is asked for this measure."""

    personal = "none"

    plan = models.ForeignKey(RoundPlan, on_delete=models.CASCADE, related_name="standing")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="standing")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="standing")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "organisation", "measure"], name="standing_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.measure}"


class Round(models.Model):
    personal = "closed_by is an opaque id"

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", pgettext_lazy("round", "closed")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="rounds")
    name = models.CharField(max_length=80, help_text="“2025-Q3”, “School year 2024/25”")
    periods = models.JSONField(help_text="The periods open for reporting, such as ['2025-Q3'].")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminder_days = models.JSONField(default=list, blank=True, help_text="Days from the due day; -3 is three before.")
    plan = models.ForeignKey(RoundPlan, null=True, blank=True, on_delete=models.SET_NULL, related_name="rounds")
    plan_period = models.CharField(max_length=10, blank=True, help_text="The period for which the plan opened it.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="closed", closed_at__isnull=False),
                name="closed_round_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["plan", "plan_period"], condition=Q(plan__isnull=False), name="planned_round_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """This partner was asked for this measure in this round."""

    personal = "none"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asked")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="asked")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="asked")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation", "measure"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.measure}"


class Invitation(models.Model):
    """A partner's place in a round. Its holder acts under `actor_id`, without an account."""

    personal = "name and address of the data contact, copied when the round opened; late_reason may name people"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    actor_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en")
    last_opened_at = models.DateTimeField(null=True, blank=True)
    numbers_asked = models.PositiveIntegerField(null=True, blank=True, help_text="How many, counted when it was asked.")
    minutes_taken = models.PositiveSmallIntegerField(null=True, blank=True, help_text="What it really took, by them.")
    late_since = models.DateTimeField(null=True, blank=True, help_text="May send although the round is closed.")
    late_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.round}"

    @property
    def may_send(self) -> bool:
        """While the round is open; afterwards only by the backbone's leave."""
        return self.round.state == Round.State.OPEN or self.late_since is not None


class Decline(models.Model):
    """This partner gives no figure of this measure in this round, and says why. Sending one takes it back."""

    personal = "said_by is an opaque id; the reason may name people and is seen by partner and backbone only"

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="declines")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="declines")
    reason = models.CharField(max_length=500)
    on_behalf = models.BooleanField(default=False, help_text="Said by the backbone for the partner.")
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "measure"], name="declined_once")]

    def __str__(self) -> str:
        return f"{self.invitation}: no {self.measure}"


class DataLink(models.Model):
    """A signed, expiring, revocable, single-purpose link. Only its hash is kept."""

    personal = "belongs to an invitation"

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of {self.invitation_id} until {self.expires_at:%Y-%m-%d}"
