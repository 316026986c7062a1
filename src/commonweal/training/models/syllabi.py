"""A syllabus: parts, their concepts, and the questions of a test on each; it changes only by a new version."""

from django.db import models

from commonweal.governance.models import Initiative


class Syllabus(models.Model):
    """What is taught, built in or brought along by a trainer."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="syllabi")
    code = models.SlugField(max_length=60)
    is_built_in = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="one_syllabus_of_a_code")]

    def __str__(self) -> str:
        return self.code


class SyllabusVersion(models.Model):
    """The syllabus as it stood from a day on; a series keeps the one that it began with."""

    personal = "made_by is an opaque id"

    syllabus = models.ForeignKey(Syllabus, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    came_from = models.CharField(max_length=200, blank=True, help_text="The name of the file it was read from.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["syllabus", "number"]
        constraints = [
            models.UniqueConstraint(fields=["syllabus", "number"], name="one_syllabus_version_of_a_number"),
            models.UniqueConstraint(fields=["syllabus", "content_hash"], name="one_syllabus_version_of_a_content"),
        ]

    def __str__(self) -> str:
        return f"{self.syllabus.code} {self.number}"
