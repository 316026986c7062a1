"""Files received and what became of them. Rows of the ledger are never changed and never deleted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models.rounds import Invitation, Round
from commonweal.people.models import Organisation


class Receipt(models.Model):
    """The ledger: one row for each file (or typed form) that arrived, chained by hash, ordered by sequence.

    The bytes of a rejected file are purged after 30 days or on request; hash, size, time and reason stay.
    """

    personal = "sender is an opaque id; file_name is what the partner called the file"

    class Outcome(models.TextChoices):
        REJECTED = "rejected", _("rejected")
        SUBMITTED = "submitted", _("submitted")

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="receipts")
    sequence = models.PositiveBigIntegerField()
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="receipts")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="receipts")
    sender = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["initiative", "sequence"]
        constraints = [models.UniqueConstraint(fields=["initiative", "sequence"], name="receipt_sequence_once")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.file_name}"


class Submission(models.Model):
    """Figures that a partner (or the backbone on its behalf) handed in; a correction is a new one that supersedes."""

    personal = "sender and decider are opaque ids"

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("to read")
        RETURNED = "returned", _("question asked")
        ACCEPTED = "accepted", _("accepted")
        SUPERSEDED = "superseded", _("replaced by a newer one")
        TAKEN_OUT = "taken-out", _("taken out again")

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="submission")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="submissions")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="submissions")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="submissions")
    number = models.CharField(max_length=12, unique=True, help_text="What the receipt says, such as 7F3K.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    on_behalf = models.BooleanField(default=False, help_text="Entered by the backbone for the partner.")
    history = models.BooleanField(default=False, help_text="Old figures that came in without a round.")
    submitted_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    collection = models.TextField(help_text="The collection (TOML) that it was checked against.")
    understood = models.JSONField(help_text="How the file's columns were read.")
    warnings = models.JSONField(default=list, help_text="Warnings with the reason that the sender gave.")
    totals = models.JSONField(default=dict, help_text="Control totals by measure.")
    facts_sha256 = models.CharField(max_length=64, help_text="Name of the Parquet file with the figures.")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | Q(state__in=["submitted", "superseded"]),
                name="decided_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Remark(models.Model):
    """One line in the thread of a submission: the question, the answer."""

    personal = "author_name as signed; text may name people and is seen by partner and backbone only"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="remarks")
    author = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]
