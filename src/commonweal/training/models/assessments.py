"""What a cohort is asked, when, and each one's answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.training.models.participants import Participant
from commonweal.training.models.series import Series, Session


class Assessment(models.Model):
    """One asking of questions in a series: made by the rule of its format, frozen once it is open."""

    personal = "none"

    class Phase(models.TextChoices):
        PRE = "pre", _("before the first session")
        QUIZ = "quiz", _("on the session before")
        POST = "post", _("after the last session")
        LOOKING_BACK = "looking-back", _("then and now, looking back")
        EFFICACY = "efficacy", _("what we can do together")
        FOLLOW_UP = "follow-up", _("90 days later")

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="assessments")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="assessments")
    phase = models.CharField(max_length=20, choices=Phase.choices)
    #: Of tests: the ids of the items by form, {"A": [...], "B": [...]}. Of scales: the instrument's canonical content.
    content = models.JSONField()
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["series", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "phase", "session"], name="asked_once_in_a_session",
                condition=models.Q(session__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series_id}: {self.phase}"


class Attempt(models.Model):
    """One participant's answers in one assessment, with the form they were given."""

    personal = "answers of a pseudonym to a test"

    class Way(models.TextChoices):
        PHONE = "phone"
        PAPER = "paper"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="attempts")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="attempts")
    form = models.CharField(max_length=1, blank=True)
    answers = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.PHONE)

    class Meta:
        ordering = ["assessment", "pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "participant"], name="one_attempt_each")]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.participant_id}"
