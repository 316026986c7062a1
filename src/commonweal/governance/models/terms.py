"""The framework's roles, each held for a time by a person or an organisation."""

from django.db import models
from django.db.models import Q

from commonweal.governance.models.groups import Seat
from commonweal.governance.models.initiatives import Initiative
from commonweal.people.models import Organisation, Person


class RoleTerm(models.Model):
    """A role of the framework. What an organisation is and what a person is are different things, so it is either's.

    `role` is the code of a role card.
    """

    personal = "links a person to a role"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="role_terms")
    role = models.CharField(max_length=40)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="role_terms")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="role_terms"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="role_person_or_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.person or self.organisation}"

    @property
    def holder(self) -> Person | Organisation:
        held_by = self.person or self.organisation
        assert held_by is not None  # noqa: S101 - the database holds to it
        return held_by


class FirstStep(models.Model):
    """Somebody who is new in a seat has done one of the first steps of its role card."""

    personal = "tells which first steps the holder of a seat has done"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="first_steps")
    card = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "card", "step"], name="first_step_once")]

    def __str__(self) -> str:
        return f"step {self.step} of {self.card} in {self.seat_id}"
