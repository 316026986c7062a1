"""The story behind a measure's line, as told by those who work on it. Each telling is kept; none is written over."""

from django.db import models

from commonweal.measurement.models.definitions import Measure


class StoryVersion(models.Model):
    """What we know of the causes, who can help, what works, and what we propose. The newest one goes out next."""

    personal = "written_by is an opaque id; the author is named by role"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="stories")
    version = models.PositiveIntegerField()
    story_en = models.TextField()
    story_es = models.TextField(blank=True)
    works_en = models.TextField(blank=True)
    works_es = models.TextField(blank=True)
    #: [{"name", "role": {"en", "es"}}]
    partners = models.JSONField(default=list, blank=True)
    #: [{"text": {"en", "es"}, "low_cost": bool}]
    proposals = models.JSONField(default=list, blank=True)
    #: [{"title", "url"}]
    evidence = models.JSONField(default=list, blank=True)
    author_role_en = models.CharField(max_length=200)
    author_role_es = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["measure", "-version"]
        constraints = [models.UniqueConstraint(fields=["measure", "version"], name="story_version_once")]

    def __str__(self) -> str:
        return f"{self.measure}, story {self.version}"
