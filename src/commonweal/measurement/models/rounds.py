"""Collection rounds: who was asked for what by when, and the links that let them answer."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models.definitions import Measure
from commonweal.people.models import Organisation


class Round(models.Model):
    personal = "closed_by is an opaque id"

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="rounds")
    name = models.CharField(max_length=80, help_text="“2025-Q3”, “School year 2024/25”")
    periods = models.JSONField(help_text="The periods open for reporting, such as ['2025-Q3'].")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="closed", closed_at__isnull=False),
                name="closed_round_has_a_time",
            )
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

    personal = "name and address of the data contact, copied when the round opened"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    actor_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en")
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.round}"


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
