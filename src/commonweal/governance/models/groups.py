"""Groups and what became of them, and seats with terms: rights follow from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.initiatives import Initiative
from commonweal.governance.models.naming import own_name
from commonweal.governance.models.written import written
from commonweal.people.models import Organisation, Person


class Group(models.Model):
    """Its name here is the one it has now; names and states of earlier days stand in its changes."""

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

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's own
        """What this initiative calls it; our own word where it has none."""
        return own_name(self.initiative_id, f"kind.{self.kind}") or str(self.Kind(self.kind).label)

    @property
    def name(self) -> str:
        """In the language of the page, as far as it was written down."""
        return written(self, "name")


class GroupChange(models.Model):
    """One event in the life of a group. Nothing is overwritten: any day's state is read from the events up to it."""

    personal = "none"

    class Kind(models.TextChoices):
        FORMED = "formed", _("formed")
        RENAMED = "renamed", _("renamed")
        PAUSED = "paused", _("paused")
        RESUMED = "resumed", _("resumed")
        MERGED = "merged", _("merged")
        CLOSED = "closed", _("closed")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    reason_en = models.TextField(blank=True)
    reason_es = models.TextField(blank=True)
    name_en = models.CharField(max_length=120, blank=True, help_text="Its name from this day on, where it changes.")
    name_es = models.CharField(max_length=120, blank=True)
    into = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="taken_in")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="merged", into__isnull=False) | (~Q(kind="merged") & Q(into=None)),
                name="group_merged_into_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.kind} on {self.on}"

    @property
    def name(self) -> str:
        return written(self, "name")

    @property
    def reason(self) -> str:
        return written(self, "reason")


class Seat(models.Model):
    """A role in a group, held by a person or an organisation, from one day to another. Rights follow from it.

    A seat that was written down by mistake is voided: its term is empty, so that it holds on no day.
    """

    personal = "links a person to a role"

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co-chair", _("co-chair")
        MEMBER = "member", _("member")
        DATA_MANAGER = "data-manager", _("data manager")
        DIRECTOR = "director", _("director")
        TRAINER = "trainer", _("trainer")

    class Chosen(models.TextChoices):
        ELECTED = "elected", _("elected")
        APPOINTED = "appointed", _("appointed")
        NAMED = "named", _("named by an organization")
        VOLUNTEERED = "volunteered", _("volunteered")

    class Ended(models.TextChoices):
        TERM = "term", _("the term was over")
        STEPPED_DOWN = "stepped-down", _("stepped down")
        LEFT = "left", _("left the initiative")
        GROUP_ENDED = "group-ended", _("the group ended")
        REPLACED = "replaced", _("somebody else took it over")
        OTHER = "other", _("another reason")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=20, choices=Role.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="seats"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    sector = models.CharField(max_length=40, blank=True, help_text="Whom the holder sits for, where work does not say.")
    chosen = models.CharField(max_length=20, choices=Chosen.choices, blank=True)
    ended = models.CharField(max_length=20, choices=Ended.choices, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

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

    def get_role_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's own
        """What this initiative calls it; our own word where it has none."""
        return role_name(self.group.initiative_id, self.role)

    @property
    def holder(self) -> Person | Organisation:
        """Whose seat it is: a person's own or an organisation's, and the two are never each other's."""
        held_by = self.person or self.organisation
        assert held_by is not None  # noqa: S101 - the database holds to it
        return held_by


def role_name(initiative: int, role: str) -> str:
    """What this initiative calls a role, also where nobody holds it."""
    return own_name(initiative, f"role.{role}") or str(Seat.Role(role).label)


class Representative(models.Model):
    """Who speaks and votes in an organisation's seat, over time. The seat stays the organisation's."""

    personal = "links a person to an organisation's seat"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="representatives")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="represents")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} in {self.seat}"
