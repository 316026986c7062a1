"""What somebody can lend, and what somebody lacks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Initiative, Place
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person


class Resource(models.Model):
    """What somebody can lend, or what somebody lacks, from a day to a day; a room for a room, a skill for a skill."""

    personal = "what a person can lend or lacks; their words go with them"
    erased_with_person = ("words",)

    class Side(models.TextChoices):
        HAS = "has", _("can lend")
        NEEDS = "needs", _("needs")

    class Sort(models.TextChoices):
        ROOM = "room", _("a room")
        HANDS = "hands", _("people’s time")
        SKILL = "skill", _("a skill or advice")
        FOOD = "food", _("food")
        RIDES = "rides", _("rides")
        THINGS = "things", _("things and equipment")
        DATA = "data", _("data")
        REACH = "reach", _("a way to reach people")
        MONEY = "money", _("money")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="resources")
    side = models.CharField(max_length=10, choices=Side.choices)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    words = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="resources")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="resources"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="resources")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="resource_of_person_or_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def holder(self) -> Person | Organisation:
        held = self.person or self.organisation
        assert held is not None  # a constraint of the table says so
        return held
