"""Where to turn: knowledge centers, evaluators and funders, kept up by whoever teaches."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Initiative


class Resource(models.Model):
    """One of them, with the day on which somebody last looked whether it still holds."""

    personal = "looked_by is an opaque id"

    class Kind(models.TextChoices):
        KNOWLEDGE = "knowledge", _("knowledge center")
        EVALUATOR = "evaluator", _("evaluator")
        FUNDER = "funder", _("funder")
        COURSE = "course", _("course to go on with")
        OTHER = "other", _("somebody else who helps")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="resources_to_turn_to")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=160)
    url = models.URLField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    about_es = models.CharField(max_length=300, blank=True)
    looked_on = models.DateField()
    looked_by = models.UUIDField(null=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return self.name
