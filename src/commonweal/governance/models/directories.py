"""Directories of organisations and people that came in as files: what we do not know we hand back as it was."""

from collections.abc import Sequence

from django.db import models

from commonweal.governance.models.initiatives import Initiative


class Directory(models.Model):
    """One import: its files in order, and for each table its columns."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="directories")
    name = models.CharField(max_length=200)
    #: [{"name", "kind": "json" | "table" | "text", "columns"}]
    files = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    #: [[kind, key]]: rows that were not here before, so that they can be taken back.
    added = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    #: Not kept: said once, to whoever brought it in.
    keys_not_given: Sequence[str] = ()

    class Meta:
        ordering = ["-brought_at", "-id"]
        verbose_name_plural = "directories"

    def __str__(self) -> str:
        return self.name


class DirectoryRecord(models.Model):
    """A file of JSON, or a row of a table, as it came; and which of our rows stand for what in it."""

    personal = "names and addresses of contacts as the file has them; emptied when the person is erased"

    directory = models.ForeignKey(Directory, on_delete=models.CASCADE, related_name="records")
    file = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    body = models.JSONField()
    #: [{"path": [...], "kind", "key", "mapped": {...}}]: what stood there when our row was made of it.
    links = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.file} {self.position}"
