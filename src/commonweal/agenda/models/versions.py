"""Versions of the agenda: frozen texts, one of which is in force once the steering committee has ratified it."""

from django.db import models

from commonweal.governance.models import Decision, Initiative


class AgendaVersion(models.Model):
    """A numbered version. Its text may be taken anew until it is ratified; each taking is kept with its hash."""

    personal = "made_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="agenda_versions")
    number = models.PositiveIntegerField()
    reason_en = models.CharField(max_length=300, blank=True)
    reason_es = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    ratified_at = models.DateTimeField(null=True, blank=True)
    #: The hash of the text that the committee voted on and carried.
    ratified_hash = models.CharField(max_length=64, blank=True)
    ratified_by = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.RESTRICT, related_name="agenda_versions"
    )

    class Meta:
        ordering = ["initiative", "-number"]
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="agenda_version_once")]

    def __str__(self) -> str:
        return f"agenda of {self.initiative}, version {self.number}"


class VersionText(models.Model):
    """What a version said from a moment on. What is voted on is the text that stood when the vote opened."""

    personal = "taken_by is an opaque id"

    version = models.ForeignKey(AgendaVersion, on_delete=models.CASCADE, related_name="texts")
    content = models.JSONField()
    text_hash = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.version}, {self.text_hash[:8]}"
