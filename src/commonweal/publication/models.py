"""The one place where figures become public."""

from django.db import models
from django.db.models import Q

from commonweal.governance.models import Initiative


class Publication(models.Model):
    """A release: numbered, protected, immutable. A changed figure is a new one that says what changed."""

    personal = "none: what is here is public"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    content = models.TextField(help_text="The release as canonical JSON; its hash is content_sha256.")
    content_sha256 = models.CharField(max_length=64)
    changes_en = models.TextField(blank=True)
    changes_es = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_reason_en = models.TextField(blank=True)
    withdrawn_reason_es = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="publication_number_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason_en=""), name="withdrawn_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} release {self.number}"
