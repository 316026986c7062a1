"""What groups tell each other: three lines a week, what they ask of each other, and what they wait for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commonweal.commitments.models import Commitment
from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language


class GroupWeek(models.Model):
    """A group's week in three lines. Who writes it anew replaces the row before, which stays."""

    personal = "said_by is an opaque id"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField(help_text="Its Monday.")
    done = models.CharField(max_length=300, blank=True)
    next = models.CharField(max_length=300, blank=True)
    in_the_way = models.CharField(max_length=300, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-week", "-said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "week"], condition=Q(replaced_at=None), name="one_state_a_group_and_week"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} in the week of {self.week}"


class Dependency(models.Model):
    """What one group asks of another or of all, or waits for: what, by when, and what was answered."""

    personal = "asked_by and settled_by are opaque ids"

    class Kind(models.TextChoices):
        ASKS = "asks", _("asks for it")
        WAITS = "waits", _("cannot go on without it")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        THERE = "there", _("it is there")
        NOT = "not", _("it will not come")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="dependencies")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="waits_for")
    on_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="waited_for",
        help_text="Empty: asked of every group.",
    )  # fmt: skip
    what = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    by_on = models.DateField()
    promise = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="waited_for_by"
    )
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=300, blank=True)
    answer_in = models.CharField(max_length=5, default=page_language, help_text="The language of the answer.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["by_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on_group=None) | ~Q(on_group=F("group")), name="no_group_waits_for_itself"
            ),
            models.CheckConstraint(
                condition=~Q(kind="waits") | Q(on_group__isnull=False), name="who_waits_says_for_whom"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
