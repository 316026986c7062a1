"""What residents hope for, in their own words: from quote to theme to outcome, and back. No names are kept."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.languages import spoken
from commonweal.agenda.models.strategies import Outcome, Strategy
from commonweal.governance.models import Initiative


class CommunityGroup(models.Model):
    """People who are affected, as they call themselves: parents in Eastgate, night workers."""

    personal = "none: it names no person"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="community_groups")
    name_en = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        return spoken(self.name_en, self.name_es)


class Aspiration(models.Model):
    """A sentence that somebody said, with what they agreed to. Who said it is not kept."""

    personal = "words of a person without their name; emptied when the consent is withdrawn"

    class Consent(models.TextChoices):
        INSIDE = "inside", _("may be read by those who have a seat here")
        PUBLIC = "public", _("may be read by everybody")
        WITHDRAWN = "withdrawn", _("withdrawn: the words were taken away")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        SPANISH = "es", _("Spanish")
        OTHER = "other", _("another language")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="aspirations")
    quote = models.TextField(blank=True)
    language = models.CharField(max_length=10, choices=Language.choices)
    heard_on = models.DateField()
    heard_where = models.CharField(max_length=200)
    consent = models.CharField(max_length=20, choices=Consent.choices)
    group = models.ForeignKey(
        CommunityGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="aspirations"
    )
    interview = models.ForeignKey(
        "agenda.Interview", null=True, blank=True, on_delete=models.SET_NULL, related_name="quotes"
    )
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["heard_on", "pk"]

    def __str__(self) -> str:
        return f"aspiration {self.pk}"

    @property
    def is_of_a_resident(self) -> bool:
        """A conversation says with whom it was held; what was noted without one, a resident said."""
        return self.interview is None or self.interview.side == "resident"

    def take_words_away(self, at: datetime) -> None:
        """What goes when the consent goes; that something was said stays."""
        self.quote, self.heard_where, self.group = "", "", None
        self.consent, self.withdrawn_at = self.Consent.WITHDRAWN, at


class Theme(models.Model):
    """What several quotes have in common, and which outcomes answer it."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="themes")
    name_en = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)
    aspirations = models.ManyToManyField(Aspiration, blank=True, related_name="themes")
    outcomes = models.ManyToManyField(Outcome, blank=True, related_name="themes")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        return spoken(self.name_en, self.name_es)


class FirstInvolved(models.Model):
    """Since which day a group of those affected takes part in a strategy, and how it began."""

    personal = "none"

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="first_involved")
    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="first_involved")
    since = models.DateField()
    how = models.CharField(max_length=300)

    class Meta:
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["strategy", "group"], name="first_involved_once")]

    def __str__(self) -> str:
        return f"{self.group} in {self.strategy} since {self.since}"
