"""Which measures a line of the logic model is measured by."""

from django.db import models

from commonweal.agenda.models import LogicNode
from commonweal.measurement.models.definitions import Measure


class NodeMeasure(models.Model):
    """A line of the outline points to a measure: an output to how many, an outcome to what changed."""

    personal = "bound_by is an opaque id"

    node = models.ForeignKey(LogicNode, on_delete=models.CASCADE, related_name="node_measures")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="node_measures")
    bound_at = models.DateTimeField()
    bound_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["measure__position", "measure__code"]
        constraints = [models.UniqueConstraint(fields=["node", "measure"], name="node_measure_once")]

    def __str__(self) -> str:
        return f"{self.node} by {self.measure}"
