"""Who takes part, without an account: a code of one's own, known again next week, and never kept in plain."""

from django.db import models

from commonweal.training.models.series import Series, Session


class Participant(models.Model):
    """A place in the cohort. The code's hash alone is kept; whose it is, nobody knows."""

    personal = "a pseudonym of somebody in a cohort"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="participants")
    #: Empty of who came on paper and wrote no code.
    code_hash = models.CharField(max_length=64, blank=True)
    #: Counted in the series: what stands on the roll and on paper, so that no hash is ever shown.
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=5, blank=True)
    joined_on = models.DateField()
    #: The day on which they took all their answers out. The number stays, so that nobody else is given it.
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "code_hash"], name="one_participant_of_a_code", condition=~models.Q(code_hash="")
            ),
            models.UniqueConstraint(fields=["series", "number"], name="one_participant_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.number}"


class OwnStep(models.Model):
    """What somebody wants to learn next, or has learned elsewhere: noted beside their own progress, for them alone."""

    personal = "what a pseudonym noted of their own learning"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=160)
    source = models.CharField(max_length=160, blank=True, help_text="Who gives it, or vouches for it.")
    #: Empty as long as it is still to come.
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["done_on", "pk"]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.what}"


class WrongCode(models.Model):
    """That a wrong code was typed on the way to somebody's progress; counted, so that codes are not tried out."""

    personal = "none"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="wrong_codes")
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["series", "typed_at"]
        indexes = [models.Index(fields=["series", "typed_at"], name="wrong_codes_of_late")]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.typed_at}"


class PaperNumbers(models.Model):
    """Numbers set aside for printed sheets, so that no phone is given one of them."""

    personal = "made_by is an opaque id"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="paper_numbers")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["series", "first"]
        constraints = [models.UniqueConstraint(fields=["series", "first"], name="numbers_set_aside_once")]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.first}–{self.last}"


class Attendance(models.Model):
    """That somebody was there; entered on a phone, or from the paper roll."""

    personal = "that a pseudonym was at a session"

    class Way(models.TextChoices):
        PHONE = "phone"
        PAPER = "paper"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="attendances")
    arrived_at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.PHONE)

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "participant"], name="there_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.participant_id}"
