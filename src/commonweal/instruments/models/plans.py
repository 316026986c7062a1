"""Pieces of a work plan: advice of low answers that somebody took as a promise."""

from django.db import models

from commonweal.commitments.models import Commitment
from commonweal.instruments.models.surveys import Survey
from commonweal.people.models import Organisation


class PlanPiece(models.Model):
    """Which question led to which promise. The promise itself, and what became of it, is with the others."""

    personal = "none; whose promise it is stands with the promise"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="plan_pieces")
    item = models.CharField(max_length=80)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="plan_pieces",
        help_text="From whose answers it comes; empty for those of all.",
    )  # fmt: skip
    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, related_name="plan_piece")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.item}"
