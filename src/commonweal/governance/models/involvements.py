"""Who takes part without a seat: came to an event, helps, gives. A light profile is enough for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.initiatives import Initiative
from commonweal.people.models import Person


class Involvement(models.Model):
    """One way in which a person takes part in an initiative, over time."""

    personal = "links a person to an initiative as participant, volunteer or donor; stays without the name"

    class Kind(models.TextChoices):
        PARTICIPANT = "event participant", _("event participant")
        VOLUNTEER = "volunteer", _("volunteer")
        DONOR = "donor", _("donor")
        CONTACT = "contact", _("contact")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="involvements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="involvements")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    about = models.CharField(max_length=200, blank=True, help_text="Which event, which help.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.person} as {self.kind} in {self.initiative}"
