"""A survey asks one version of an instrument, of a stated audience, between two days."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import F, Q

from commonweal.engines.questionnaires import Instrument, instrument_from, of_form
from commonweal.governance.models import Group, Initiative
from commonweal.instruments.models.instruments import InstrumentVersion
from commonweal.people.models import Organisation, Person


class Survey(models.Model):
    """The mode is declared before the first question and does not change once the survey is open."""

    personal = "opened_by is an opaque id; about_person asked colleagues about themselves"
    erased_with_person = ("about_person",)

    class Mode(models.TextChoices):
        """What each promises, in words for people, stands in `instruments.wording` alone."""

        ANONYMOUS = "anonymous"
        PSEUDONYMOUS = "pseudonymous"
        NAMED = "named"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="surveys")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="surveys")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title_en = models.CharField(max_length=160)
    title_es = models.CharField(max_length=160, blank=True)
    mode = models.CharField(max_length=20, choices=Mode.choices)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys",
        help_text="Whose seats are asked; empty for everybody who has a seat.",
    )  # fmt: skip
    about = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys_about",
        help_text="The organization that it speaks about, where it speaks about one.",
    )  # fmt: skip
    about_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="surveys_about",
        help_text="Who asks colleagues about themselves; nobody asks about somebody else.",
    )  # fmt: skip
    form = models.CharField(max_length=1, blank=True, help_text="Of two parallel forms the one asked; empty: all.")
    floor = models.PositiveSmallIntegerField(default=5)
    splits = models.JSONField(default=list, help_text="The groups of respondents by which results may be split.")
    is_open_in_room = models.BooleanField(default=False, help_text="Nobody is invited: whoever has a code answers.")
    by_slips = models.BooleanField(
        default=False, help_text="In a room, each code on a slip of its own that serves once."
    )
    slips_at_most = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many slips were out when the first answer came: none are added after it."
    )
    room_code = models.CharField(max_length=8, blank=True)
    people_in_room = models.PositiveIntegerField(null=True, blank=True, help_text="As somebody counted them.")
    without_invitation = models.PositiveIntegerField(default=0, help_text="Sheets from a room or from paper, in all.")
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_closes_after_it_opens"),
            models.UniqueConstraint(
                fields=["room_code"], condition=Q(closed_at=None) & ~Q(room_code=""), name="one_open_room_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.title_en

    @cached_property
    def questions(self) -> Instrument:
        """What is asked: its version, or one form of it; neither changes once the survey is open."""
        return of_form(instrument_from(self.version.content), self.form)


class Invitation(models.Model):
    """One of the audience, as it was on the day of opening. Of an anonymous survey it knows that, not what or when."""

    personal = "who was asked; whether they answered, and no time of it"
    erased_with_person = ("person",)

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="survey_invitations"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="survey_invitations",
        help_text="For whom the person answers, where an organization is asked.",
    )  # fmt: skip
    respondents = models.CharField(max_length=40, blank=True, help_text="The group by which results may be split.")
    has_answered = models.BooleanField(default=False)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"], name="surveyed_once",
                condition=Q(person__isnull=False, organisation__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["survey", "person", "organisation"], name="surveyed_once_for_an_organisation",
                condition=Q(person__isnull=False, organisation__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.pk}"


class Slip(models.Model):
    """Serves once, for whoever holds it. That it was used stands in the urn, under its key, and nowhere here."""

    personal = "belongs to nobody that is known here; only the hash of its code is kept, and not whether it was used"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField(help_text="Printed on it, so that a lost one can be made void.")
    code_hash = models.CharField(max_length=64, unique=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_slip_of_a_number")]

    def __str__(self) -> str:
        return f"{self.survey_id}: slip {self.number}"


class AnswerLink(models.Model):
    """What a mail opens. The token is in the mail alone; a reminder has one of its own, and the first goes on."""

    personal = "belongs to somebody who was asked; only the hash of its token is kept"

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"link of {self.invitation_id}"
