"""Conversations at the start: what is asked in each, with whom, what they agreed to. No names are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.languages import spoken
from commonweal.agenda.models.aspirations import Aspiration, CommunityGroup
from commonweal.governance.models import Initiative
from commonweal.people.models import Person


class InterviewGuide(models.Model):
    """What is asked in each conversation. A further wording takes the place of the one before, which is kept."""

    personal = "kept_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="interview_guides")
    text_en = models.TextField(max_length=4000, blank=True)
    text_es = models.TextField(max_length=4000, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["kept_at", "pk"]

    def __str__(self) -> str:
        return f"guide of {self.kept_at:%Y-%m-%d}"

    @property
    def text(self) -> str:
        return spoken(self.text_en, self.text_es)


class Interview(models.Model):
    """One conversation. Its notes and its quotes go when the consent is withdrawn; that it was held stays counted."""

    personal = "what somebody said, without their name; emptied when the consent is withdrawn"

    class Side(models.TextChoices):
        RESIDENT = "resident", _("a resident")
        PARTNER = "partner", _("somebody of a partner")
        OFFICE = "office", _("somebody of a public office")
        FUNDER = "funder", _("somebody of a funder")
        FIELD = "field", _("somebody who knows the field")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="interviews")
    side = models.CharField(max_length=20, choices=Side.choices)
    held_on = models.DateField()
    held_where = models.CharField(max_length=200)
    language = models.CharField(max_length=10, choices=Aspiration.Language.choices)
    consent = models.CharField(max_length=20, choices=Aspiration.Consent.choices)
    group = models.ForeignKey(
        CommunityGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews"
    )
    interviewer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews_held"
    )
    notes = models.TextField(max_length=10000, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"interview {self.pk}"
