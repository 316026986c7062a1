"""Why it is important, and why now: figures and people's words that somebody put there, each with a reason."""

from django.db import models
from django.db.models import Q

from commonweal.agenda.models import Aspiration
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.publication.models import Publication


class UrgencyReason(models.Model):
    """A figure out of a release as it was then, or a sentence that somebody agreed to show. Taken off, it is kept."""

    personal = "added_by is an opaque id; the figure is public, the sentence has no name"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="urgency_reasons")
    why = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of the reason.")
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="urgency_reasons"
    )
    measure = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=20, blank=True)
    dimension = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True)
    #: All that is needed to print the figure as it was.
    frozen = models.JSONField(null=True, blank=True)
    aspiration = models.ForeignKey(
        Aspiration, null=True, blank=True, on_delete=models.CASCADE, related_name="urgency_reasons"
    )
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(aspiration__isnull=False, publication__isnull=True)
                | Q(aspiration__isnull=True, publication__isnull=False),
                name="figure_or_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure or self.aspiration_id}: {self.why}"
