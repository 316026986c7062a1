"""The figures that a decision rests on, as they were printed when somebody put them beside the proposal."""

from django.db import models

from commonweal.governance.models import Decision
from commonweal.publication.models import Publication


class DecisionEvidence(models.Model):
    """A frozen copy out of a release: it stays as it was, also when a later release says something else."""

    personal = "added_by is an opaque id; the figure is public"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="evidence")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="decision_evidence")
    measure = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    dimension = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True)
    #: name, unit, kind, decimals, figure, part, verdict, definition, coverage: all that is needed to print it.
    frozen = models.JSONField()
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    #: What the newest release says that says something else.
    restated_value = models.FloatField(null=True, blank=True)
    restated_in = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="restated_evidence"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "measure", "period", "dimension", "category"], name="decision_evidence_once"
            )
        ]
        indexes = [models.Index(fields=["measure", "period"], name="decision_evidence_figure")]

    def __str__(self) -> str:
        return f"{self.measure} {self.period} beside {self.decision}"
