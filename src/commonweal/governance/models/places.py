"""Where: the places of an initiative, and what lies in what."""

from django.db import models
from django.db.models import Q

from commonweal.governance.models.initiatives import Initiative


class Place(models.Model):
    """A place of the initiative: the whole, its districts, neighbourhoods. Row and column set its tile on the map."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60, blank=True)
    population = models.PositiveBigIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="place_code_once")]

    def __str__(self) -> str:
        return self.name


class PlacePart(models.Model):
    """A place lies in another. A neighbourhood may lie in two towns, so this is a table and not a column.

    `since` and `until` are the first and the last period in which it does; empty is always. A figure is added up by
    what held in its own period.
    """

    personal = "none"

    whole = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="wholes")
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whole", "part", "since"], name="part_once_since"),
            models.CheckConstraint(condition=~Q(whole=models.F("part")), name="part_is_not_its_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.whole}"
