"""A series teaches one version of a syllabus to one cohort, in one session or several."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person, Sector
from commonweal.training.models.syllabi import SyllabusVersion


class Series(models.Model):
    """A cohort's course. Its format decides, by rule, what is asked when."""

    personal = "trainer: who teaches it; opened_by is an opaque id"

    class Format(models.TextChoices):
        ONE_SESSION = "one-session", _("one session of four hours or more")
        TWO_DAYS = "two-days", _("two sessions")
        THREE_WEEKS = "three-weeks", _("three weekly sessions")
        SIX_WEEKS = "six-weeks", _("six weekly sessions")
        OWN = "own", _("sessions of one's own making")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="series")
    syllabus = models.ForeignKey(SyllabusVersion, on_delete=models.PROTECT, related_name="series")
    number = models.PositiveIntegerField(help_text="Counted in the initiative; part of its address.")
    title_en = models.CharField(max_length=160)
    title_es = models.CharField(max_length=160, blank=True)
    format = models.CharField(max_length=20, choices=Format.choices)
    trainer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="series_taught")
    sponsor = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="series_hosted",
        help_text="The organization that hosts it.",
    )  # fmt: skip
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="series")
    place = models.CharField(max_length=160, blank=True)
    room_code = models.CharField(max_length=8, blank=True, help_text="Stays valid, so that people find back after it.")
    adaptation_en = models.TextField(blank=True, help_text="What is adapted to the people of this place.")
    adaptation_es = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_series_of_a_number"),
            models.UniqueConstraint(
                fields=["room_code"], condition=~models.Q(room_code=""), name="one_series_of_a_code"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title_en


class Session(models.Model):
    """One meeting of the series, and the parts of the syllabus that it covers."""

    personal = "none"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveIntegerField()
    parts = models.JSONField(default=list, help_text="Ids of the syllabus' parts.")
    room_code = models.CharField(max_length=8, blank=True, help_text="Typed on a phone to take part.")
    roll_opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_session_of_a_number"),
            models.UniqueConstraint(
                fields=["room_code"], condition=models.Q(ended_at=None) & ~models.Q(room_code=""),
                name="one_running_session_of_a_code",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series_id}.{self.number}"


class SessionTime(models.Model):
    """When and where a session takes place; a session that is moved gets another, and the newest holds."""

    personal = "said_by is an opaque id"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.starts_at:%Y-%m-%d %H:%M}"


class SeriesAudience(models.Model):
    """How many of the cohort come from one sector, as its trainer counted; 0 is nobody. No code leads to it."""

    personal = "none"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="audience")
    sector = models.CharField(max_length=40, choices=Sector.choices)
    people = models.PositiveIntegerField()
    counted_on = models.DateField()

    class Meta:
        ordering = ["series", "sector"]
        constraints = [models.UniqueConstraint(fields=["series", "sector"], name="audience_once_a_sector")]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.people} {self.sector}"
