"""Who did what when: the source of feeds and digests. It holds opaque ids and no names."""

from django.db import models


class Entry(models.Model):
    """One act. Append-only; a name never stands here, so that erasing a person leaves the trail whole."""

    personal = "actor is an opaque id; the person behind it is found in people only"

    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True, help_text="Opaque id of who acted; empty when the system acted by itself.")
    verb = models.CharField(max_length=80)
    initiative = models.PositiveBigIntegerField(null=True, db_index=True)
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="trail_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_kind} {self.object_id}"
