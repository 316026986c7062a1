"""Decisions of a group: the proposal, the rule fixed before the vote, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.charters import DecisionRule, Recusal
from commonweal.governance.models.groups import Group
from commonweal.governance.models.initiatives import Initiative
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.people.models import Person


class Decision(models.Model):
    """A question to a group. Rule, quorum and options can be changed until the vote opens, and never after."""

    personal = "proposed_by: who asked; stays with the record of the group"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for voting")
        CLOSED = "closed", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Outcome(models.TextChoices):
        CARRIED = "carried", _("carried")
        NOT_CARRIED = "not-carried", _("not carried")
        NO_QUORUM = "no-quorum", _("no quorum")
        #: Gradients of agreement decide nothing: the group says what follows.
        TO_CONCLUDE = "to-conclude", _("counted; the group says what follows")
        #: Its charter gives residents the last word: nothing follows from it before they have spoken.
        RESIDENTS = "residents", _("carried; residents have the last word")
        STOPPED = "stopped", _("stopped by residents")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="decisions")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    question_en = models.CharField(max_length=300)
    question_es = models.CharField(max_length=300, blank=True)
    background_en = models.TextField(blank=True)
    background_es = models.TextField(blank=True)
    rule = models.CharField(max_length=20, choices=DecisionRule.choices)
    #: The charter's own rule, where the proposer named another, and why.
    charter_rule = models.CharField(max_length=20, choices=DecisionRule.choices, blank=True)
    rule_why = models.CharField(max_length=500, blank=True)
    rule_why_in = models.CharField(max_length=5, default=page_language, help_text="The language of that reason.")
    quorum = models.PositiveSmallIntegerField()
    levels = models.PositiveSmallIntegerField(default=8, help_text="Edition of the gradients of agreement: 7 or 8.")
    secret = models.BooleanField(default=False)
    recusal = models.CharField(max_length=10, choices=Recusal.choices, default=Recusal.BLOCK)
    closes_at = models.DateTimeField(null=True, blank=True, help_text="Empty: closed by hand.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="decisions_proposed")
    proposed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    result = models.JSONField(default=dict, help_text="The count, frozen; options by their number.")
    reasons_en = models.TextField(blank=True)
    reasons_es = models.TextField(blank=True)
    #: Something that it rests on has changed, and the group has not yet said that it stands.
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(outcome="")) | (~Q(state="closed") & Q(outcome="")),
                name="closed_decision_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.number} of {self.group}"

    @property
    def question(self) -> str:
        return written(self, "question")

    @property
    def background(self) -> str:
        return written(self, "background")

    @property
    def reasons(self) -> str:
        return written(self, "reasons")

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def closed_early(self) -> bool:
        """Closed before the hour that its voters were told."""
        if self.closes_at is None or self.closed_at is None:
            return False
        return self.is_closed and self.closed_at < self.closes_at


class DecisionOption(models.Model):
    """One of those to choose among; under a rule of yes and no there are none."""

    personal = "none"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=200)
    label_es = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="decision_option_once")]

    def __str__(self) -> str:
        return self.label_en

    @property
    def label(self) -> str:
        return written(self, "label")


class DecisionSubject(models.Model):
    """What a decision is about, by kind and key: conflicts are found through it and never by equal names."""

    personal = "none, except where a decision is about a person"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "kind", "key"], name="decision_subject_once")]
        indexes = [models.Index(fields=["kind", "key"], name="decision_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DecisionWording(models.Model):
    """The words of a proposal as somebody kept them: nothing that was written is lost."""

    personal = "kept_by is an opaque id"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="wordings")
    words = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"words of {self.decision_id} at {self.kept_at:%Y-%m-%d %H:%M}"


class Reopening(models.Model):
    """Why a decision was looked at again, and what the group said then."""

    personal = "settled_by is an opaque id"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reopenings")
    at = models.DateTimeField()
    why_en = models.TextField()
    why_es = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True)
    answer_en = models.TextField(blank=True)
    answer_es = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.decision_id} reopened at {self.at:%Y-%m-%d}"

    @property
    def why(self) -> str:
        return written(self, "why")

    @property
    def answer(self) -> str:
        return written(self, "answer")
