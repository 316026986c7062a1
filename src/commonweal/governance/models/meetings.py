"""The days on which a group meets, what it takes up there, and the duties that its co-chairs share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.charters import Recusal
from commonweal.governance.models.groups import Group
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.people.models import Person


class MeetingDay(models.Model):
    """A day on which a group meets. Its items hang on it, so that all of them move when it does."""

    personal = "none"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meeting_days")
    on = models.DateField()
    packet_sent_at = models.DateTimeField(null=True, blank=True, help_text="When its members were mailed the packet.")

    additions_sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When they were last told what was added."
    )

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["group", "on"], name="group_meets_once_a_day")]

    def __str__(self) -> str:
        return f"{self.group} on {self.on}"


class AgendaItem(models.Model):
    """One thing that a group takes up when it meets. What came of it is a line; whole minutes are a later room's."""

    personal = "asked_by: who asked for it; stays with the record of the group"

    class Purpose(models.TextChoices):
        DECIDE = "decide", _("to decide")
        DISCUSS = "discuss", _("to talk over")
        HEAR = "hear", _("to hear")

    class State(models.TextChoices):
        OPEN = "open", _("on the agenda")
        TAKEN_UP = "taken-up", _("taken up")
        DROPPED = "dropped", _("dropped")

    meeting = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title_en = models.CharField(max_length=200)
    title_es = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    minutes = models.PositiveSmallIntegerField(help_text="How long it is meant to take.")
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items_asked"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    note = models.CharField(max_length=500, blank=True, help_text="What came of it, or why it was dropped.")
    note_in = models.CharField(max_length=5, default=page_language, help_text="The language of the note.")
    put_on_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting__on", "position", "pk"]

    def __str__(self) -> str:
        return self.title_en or self.title_es

    @property
    def title(self) -> str:
        return written(self, "title")

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def came_late(self) -> bool:
        """Put on, or moved to this day, after the packet had gone out."""
        sent = self.meeting.packet_sent_at
        return sent is not None and self.put_on_at > sent


class AgendaItemSubject(models.Model):
    """What an item is about, by kind and key as with a decision: interests are found through it."""

    personal = "none, except where an item is about a person"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "kind", "key"], name="agenda_item_subject_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class AgendaAside(models.Model):
    """Somebody stepped aside on an item, or an interest of theirs was written beside it, as the charter says."""

    personal = "links a person to an item; why somebody stepped aside is for members and erased with the person"
    erased_with_person = ("why",)

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="asides")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agenda_asides")
    effect = models.CharField(max_length=10, choices=Recusal.choices)
    why = models.CharField(max_length=400, blank=True)
    was_asked = models.BooleanField(default=False, help_text="A declared interest was found, and they were told.")
    did_not_say = models.BooleanField(default=False, help_text="Nobody pressed anything: written in as it was settled.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="agenda_aside_once")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.item_id}"

    @property
    def is_struck(self) -> bool:
        return self.effect == Recusal.BLOCK


class ChairDuty(models.Model):
    """Which of those who lead a group does what, from one day to another."""

    personal = "links a person to a duty of a group"

    class Duty(models.TextChoices):
        AGENDA = "agenda", _("Puts the agenda together with the backbone")
        LEAD = "lead", _("Leads the meeting")
        MINUTES = "minutes", _("Sees that what came of each item is written down")
        FOLLOW_UP = "follow-up", _("Asks after promises between meetings")
        WELCOME = "welcome", _("Welcomes who is new, and asks who is missing")
        WEEK = "week", _("Writes the three lines of the week")
        SPEAK = "speak", _("Speaks for the group in the steering committee")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="chair_duties")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="chair_duties")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.duty} of {self.group}"
