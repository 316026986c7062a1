"""What was answered: sheets, and the urn in which anonymous ones wait until their survey closes."""

import uuid

from django.db import models

from commonweal.instruments.models.surveys import Invitation, Survey


class Sheet(models.Model):
    """One respondent's answers. Of an anonymous survey there are none before its close, and then without any link."""

    personal = "answers; anonymous ones stand alone, under a random key and the day of the close"

    class State(models.TextChoices):
        DRAFT = "draft"
        SENT = "sent"

    class Way(models.TextChoices):
        SCREEN = "screen"
        PAPER = "paper"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sheets")
    invitation = models.OneToOneField(Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="sheet")
    code_hash = models.CharField(max_length=64, blank=True, help_text="Of a code of one's own, where one is used.")
    respondents = models.CharField(max_length=40, blank=True)
    answers = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.SCREEN)
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "code_hash"], condition=~models.Q(code_hash=""), name="one_sheet_of_a_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.state}"


class Urn(models.Model):
    """All sheets so far of one open anonymous survey: shuffled, padded, and under a key that moves on each time."""

    personal = "sheets of an open anonymous survey, unreadable without a key that is kept elsewhere and never kept long"

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="urn")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"urn of {self.survey_id}"
