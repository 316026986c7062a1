"""What somebody gives: hours, rooms, food, data, equipment, money. What was promised stands beside what arrived."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative
from commonweal.governance.visibility import Visibility
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person


class Contribution(models.Model):
    """One thing that is given. What it is worth stands there where its giver says so, and is never made up.

    `worth` of money is the amount that was promised. What changes is a further contribution; this one then ends.
    """

    personal = "what a person gives, in their words; the words go with them, kind and days stay"
    erased_with_person = ("words", "worth")

    class Kind(models.TextChoices):
        HOURS = "hours", _("hours of work")
        ROOM = "room", _("a room")
        FOOD = "food", _("food")
        DATA = "data", _("data")
        THINGS = "things", _("things and equipment")
        MONEY = "money", _("money")

    class Purpose(models.TextChoices):
        SEED = "seed", _("seed and start-up money")
        BACKBONE = "backbone", _("money for the backbone team")
        STRATEGY = "strategy", _("money for a strategy, a pilot or a program")
        EVALUATION = "evaluation", _("money for evaluation")

    class Ended(models.TextChoices):
        LET_GO = "let go", _("it does not come")
        MISTAKEN = "mistaken", _("it was written down by mistake")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    words = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions",
        help_text="For whose work; empty is for the whole initiative.",
    )  # fmt: skip
    #: Kind and key of what the money pays, as a decision would name it.
    paid_for = models.CharField(max_length=80, blank=True)
    to_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions_received",
        help_text="Into whose account or hands it goes.",
    )  # fmt: skip
    hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    worth = models.DecimalField(max_digits=13, decimal_places=2, null=True, blank=True)
    amounts_seen = models.CharField(
        max_length=20,
        default=Visibility.PRIVATE,
        choices=[
            (Visibility.NETWORK.value, Visibility.NETWORK.label),
            (Visibility.PRIVATE.value, Visibility.PRIVATE.label),
        ],
    )
    promised_on = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="Its last day; for money: funded until.")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=20, blank=True, choices=Ended.choices)
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["promised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="given_by_person_or_organisation",
            ),
            models.CheckConstraint(
                condition=Q(kind="money") & ~Q(purpose="") | ~Q(kind="money") & Q(purpose=""),
                name="money_says_what_for",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def giver(self) -> Person | Organisation:
        held = self.person or self.organisation
        assert held is not None  # a constraint of the table says so
        return held

    @property
    def is_money(self) -> bool:
        return self.kind == self.Kind.MONEY


class Arrival(models.Model):
    """That something of it arrived, on which day, as whoever received it says."""

    personal = "noted_by is an opaque id"

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="arrivals")
    on = models.DateField()
    hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    worth = models.DecimalField(max_digits=13, decimal_places=2, null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.contribution_id} on {self.on}"


class Thanks(models.Model):
    """What the giver was told: one thank-you, in words of its own."""

    personal = "words to a giver; said_by is an opaque id"

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="thanks")
    words = models.CharField(max_length=600)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"thanks for {self.contribution_id}"
