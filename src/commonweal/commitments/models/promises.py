"""Who promised what to whom by when, wherever it was promised, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative
from commonweal.governance.templatetags.own_words import plainly_in
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person

#: Kept for all who sat there, and shown in the language of the page.
EVERYBODY_AT_THE_ROUNDTABLE = "everybody at the roundtable"


class Commitment(models.Model):
    """A promise in the words in which it was given. `due_on` moves only by an account that says why."""

    personal = "what a person promised; it stays without their name once they are erased"

    class Source(models.TextChoices):
        MEETING = "meeting", _("a meeting")
        TRAINING = "training", _("a training session")
        ROUNDTABLE = "roundtable", _("a roundtable")
        AGENDA = "agenda", _("the common agenda")
        DECISION = "decision", _("a decision")
        TALK = "talk", _("a talk or a letter")
        SURVEY = "survey", _("a survey")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="commitments")
    text = models.CharField(max_length=300)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="commitments"
    )
    to_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments_received"
    )
    to_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments_received"
    )
    to_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments_received"
    )
    to_words = models.CharField(max_length=120, blank=True, help_text="To whom, where no record stands for them.")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments",
        help_text="In whose work it belongs.",
    )  # fmt: skip
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.MEETING)
    source_words = models.CharField(max_length=120, blank=True)
    promised_on = models.DateField()
    due_on = models.DateField()
    asked_after = models.JSONField(
        default=list, blank=True, help_text="Days after the promise on which one is asked; else around the due day."
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(
        max_length=20, blank=True, choices=[("released", _("let go")), ("disowned", _("not promised"))]
    )

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="promised_by_person_or_organisation",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=models.F("promised_on")), name="due_after_it_was_promised"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def holder(self) -> Person | Organisation:
        held = self.person or self.organisation
        assert held is not None  # a constraint of the table says so
        return held

    @property
    def receiver(self) -> str:
        """In the language of the page; words of the giver say in which language they are."""
        if held := self.to_person or self.to_organisation or self.to_group:
            return held.name
        if self.to_words == EVERYBODY_AT_THE_ROUNDTABLE:
            return str(_("everybody at the roundtable"))
        return plainly_in(self.to_words, self.written_in)


class Account(models.Model):
    """What somebody said became of it. None is written over; the newest of each side holds."""

    personal = "what was said about a promise; said_by is an opaque id"

    class State(models.TextChoices):
        DONE = "done", _("done")
        PARTLY = "partly", _("partly done")
        NO = "no", _("not done")
        MOVED = "moved", _("needs more time")

    class Side(models.TextChoices):
        PROMISER = "promiser", _("by who promised it")
        RECEIVER = "receiver", _("by whom it was promised to")
        BACKBONE = "backbone", _("by the backbone, as it was told")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="accounts")
    state = models.CharField(max_length=10, choices=State.choices)
    side = models.CharField(max_length=10, choices=Side.choices)
    word = models.CharField(max_length=300, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    due_on = models.DateField(null=True, blank=True, help_text="The new day, where more time is needed.")
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.state}"


class AccountLink(models.Model):
    """A mailed link through which the one who promised says what became of it, without signing in."""

    personal = "belongs to a promise; only the hash of its token is kept"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of {self.commitment_id} until {self.expires_at:%Y-%m-%d}"


class Reminder(models.Model):
    """That a reminder went out: once for each stage of each day on which it is due."""

    personal = "none"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    stage = models.SmallIntegerField(help_text="Days from the day on which it is due.")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "due_on", "stage"], name="reminded_once_a_stage")]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.stage:+d}"
