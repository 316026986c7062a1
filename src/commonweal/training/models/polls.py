"""One question to a whole room, answered on phones that nobody has signed in on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Initiative
from commonweal.training.models.series import Session


class Poll(models.Model):
    """Asked once, or before and after under the same key. A poll that is closed stays closed."""

    personal = "made_by is an opaque id"

    class State(models.TextChoices):
        DRAFT = "draft", _("not open yet")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Phase(models.TextChoices):
        ONCE = "once", _("asked once")
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="polls")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="polls")
    number = models.PositiveIntegerField(help_text="Counted in the initiative; part of its address.")
    question_en = models.CharField(max_length=240)
    question_es = models.CharField(max_length=240, blank=True)
    #: In their order: [{"id", "en", "es"}]; Spanish may be empty.
    options = models.JSONField()
    key = models.SlugField(max_length=60, help_text="The same for a question that is asked before and after.")
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.ONCE)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    shows_results = models.BooleanField(default=False)
    room_code = models.CharField(max_length=8, blank=True, help_text="Typed on a phone; no other poll ever has it.")
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_poll_of_a_number"),
            models.UniqueConstraint(fields=["initiative", "key", "phase"], name="one_poll_before_and_one_after"),
            models.UniqueConstraint(
                fields=["room_code"], condition=~models.Q(room_code=""), name="one_poll_of_a_code"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.number}"


class PollVote(models.Model):
    """What one phone chose. It may choose anew until the poll closes; only the last choice is kept."""

    personal = "the choice of a phone under a keyed hash, not of a person"

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    voter_hash = models.CharField(max_length=64)
    option = models.CharField(max_length=20)
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ["poll", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "voter_hash"], name="one_vote_of_a_phone")]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.option}"
