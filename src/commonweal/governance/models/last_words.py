"""The residents' last word on what a group decided, where its charter gives it to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.decisions import Decision
from commonweal.governance.models.groups import Group
from commonweal.lib.languages import page_language


class LastWord(models.Model):
    """What is carried waits for it: an endorsement must come, a veto may come until a day."""

    personal = "said_by is an opaque id"

    class Kind(models.TextChoices):
        ENDORSE = "endorse", _("holds once residents endorse it")
        VETO = "veto", _("holds unless residents stop it within 14 days")

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="last_word")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="last_words", help_text="Whose word it is.")
    asked_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="Of a veto: when what was carried holds without it.")
    #: Empty while nothing was said, and for a veto that did not come.
    says_yes = models.BooleanField(null=True)
    why = models.CharField(max_length=1000, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    said_at = models.DateTimeField(null=True, blank=True)
    said_by = models.UUIDField(null=True)
    written_down = models.BooleanField(default=False, help_text="By somebody without a seat at the table, for it.")

    def __str__(self) -> str:
        return f"{self.kind} of {self.decision_id}"
