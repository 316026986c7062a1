"""The draft of the agenda: what each part says now and said before, what is said about it, and who may write."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.languages import spoken
from commonweal.governance.models import Initiative
from commonweal.governance.models.naming import own_name
from commonweal.lib.languages import page_language
from commonweal.people.models import Person


class AgendaFrame(models.Model):
    """What an initiative sets for its own agenda; without a row the defaults hold."""

    personal = "none"

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="agenda_frame")
    most_active = models.PositiveSmallIntegerField(default=7, help_text="How many strategies may be active at once.")

    def __str__(self) -> str:
        return f"frame of {self.initiative}"


class Wording(models.Model):
    """What a part says from a moment on. A new wording takes its place; none is written over.

    `part` is the key of a part: "problem", "outcome-12", "strategy-3".
    """

    personal = "written_by is an opaque id"

    class Source(models.TextChoices):
        BACKBONE = "backbone", _("backbone")
        STEERING = "steering", _("steering committee")
        WORKING = "working", _("working groups")
        COMMUNITY = "community", _("community tables")
        INVITED = "invited", _("invited")
        SYSTEM = "system", _("set up")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="agenda_wordings")
    part = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    name_en = models.CharField(max_length=200, blank=True)
    name_es = models.CharField(max_length=200, blank=True)
    text_en = models.TextField(blank=True)
    text_es = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    #: The seat from which it was written: whether the backbone sets the agenda is read from it.
    written_from = models.CharField(max_length=20, choices=Source.choices)

    class Meta:
        ordering = ["initiative", "part", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "part", "number"], name="agenda_wording_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.part}, wording {self.number}"

    def get_written_from_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's own
        """The level as this initiative calls it."""
        return source_name(self.initiative_id, self.written_from)

    @property
    def name(self) -> str:
        return spoken(self.name_en, self.name_es)

    @property
    def text(self) -> str:
        return spoken(self.text_en, self.text_es)


def source_name(initiative: int, source: str) -> str:
    """From which level somebody wrote, in the initiative's own word for it or in ours."""
    return own_name(initiative, f"kind.{source}") or str(Wording.Source(source).label)


class Comment(models.Model):
    """What somebody says about a part, or answers to that. A thread is closed, and opened again, by its first one."""

    personal = "written_by and resolved_by are opaque ids"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="agenda_comments")
    part = models.SlugField(max_length=60)
    text = models.TextField()
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answered_by")
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    written_from = models.CharField(max_length=20, choices=Wording.Source.choices)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"comment on {self.part}"

    def get_written_from_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's own
        """The level as this initiative calls it."""
        return source_name(self.initiative_id, self.written_from)


class DraftInvitation(models.Model):
    """Somebody without a seat in the steering committee or the backbone who may write too, from a day to a day."""

    personal = "links a person to the draft of an agenda; erased with the person"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="agenda_invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agenda_invitations")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.person} writes too"
