"""What a cohort is asked, when, and each one's answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.training.models.participants import Participant
from commonweal.training.models.series import Series, Session
from commonweal.training.syllabus import FORMS


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
        SINCE = "since", _("what came of it, 90 days later")

    class Moment(models.TextChoices):
        """Of what is asked several times in the same words."""

        BEFORE = "before", _("before")
        DURING = "during", _("midway")
        AFTER = "after", _("after")

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="assessments")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="assessments")
    phase = models.CharField(max_length=20, choices=Phase.choices)
    moment = models.CharField(max_length=8, choices=Moment.choices, blank=True)
    #: Of tests: the ids of the items by form, {"A": [...], "B": [...]}. Of scales: the instrument's canonical content.
    content = models.JSONField()
    #: Of what is asked outside of sessions: the day on which it opens by itself.
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["series", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "phase", "moment", "session"], name="asked_once_in_a_session",
                condition=models.Q(session__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["series", "phase"], name="asked_once_after_a_series", condition=models.Q(session__isnull=True)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series_id}: {self.phase}"

    @property
    def is_test(self) -> bool:
        """Questions of the syllabus, which have a right answer; all others are scales."""
        return set(self.content) <= set(FORMS)

    @property
    def length(self) -> int:
        """How many questions one person is asked."""
        return max(map(len, self.content.values()), default=0) if self.is_test else len(self.content.get("items", []))

    @property
    def answered(self) -> int:
        """How many sent at least one answer: an empty sheet is no test."""
        return self.attempts.exclude(answers={}).count()

    @property
    def named(self) -> str:
        """For whom it is asked: the phase, and which of several askings it is."""
        if not self.moment:
            return self.get_phase_display()
        return f"{self.get_phase_display()} ({self.get_moment_display()})"


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


class TypedSheet(models.Model):
    """One typing of a sheet of paper. A correction is typed anew: the newest counts, and each is kept."""

    personal = "answers of a pseudonym to a test; typed_by is an opaque id"

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="typed")
    answers = models.JSONField(default=dict)
    #: Drawn with the page that it was typed on: what is sent twice is typed once.
    once = models.CharField(max_length=40)
    typed_at = models.DateTimeField()
    typed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["typed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["attempt", "once"], name="one_typing_of_a_page")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.typed_at:%Y-%m-%d %H:%M}"
