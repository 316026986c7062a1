"""Groups, and seats with terms: rights follow from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.initiatives import Initiative
from commonweal.people.models import Organisation, Person


class Group(models.Model):
    personal = "none"

    class Kind(models.TextChoices):
        STEERING = "steering", _("steering committee")
        BACKBONE = "backbone", _("backbone")
        WORKING = "working", _("working group")
        COMMUNITY = "community", _("community table")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="groups")
    code = models.SlugField(max_length=60)
    name_en = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="group_code_once")]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        """In the language of the page, as far as it was written down."""
        return (self.name_es if (get_language() or "").startswith("es") else "") or self.name_en


class Seat(models.Model):
    """A role in a group, held by a person or an organisation, from one day to another. Rights follow from it."""

    personal = "links a person to a role"

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co-chair", _("co-chair")
        MEMBER = "member", _("member")
        DATA_MANAGER = "data-manager", _("data manager")
        DIRECTOR = "director", _("director")
        TRAINER = "trainer", _("trainer")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=20, choices=Role.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="seats"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="seat_person_or_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.group}: {self.person or self.organisation}"
