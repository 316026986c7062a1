"""An instrument is a set of questions with its scales; it changes only by a new version."""

from django.db import models

from commonweal.governance.models import Initiative


class Instrument(models.Model):
    """A set of questions that an initiative uses: built in, or brought along."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="instruments")
    code = models.SlugField(max_length=60)
    is_built_in = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="one_instrument_of_a_code")]

    def __str__(self) -> str:
        return self.code


class InstrumentVersion(models.Model):
    """The questions as they stood from a day on, in the canonical form of `engines.questionnaires`."""

    personal = "made_by is an opaque id"

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    came_from = models.CharField(max_length=200, blank=True, help_text="The name of the file it was read from.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["instrument", "number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(fields=["instrument", "content_hash"], name="one_version_of_a_content"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument.code} {self.number}"
