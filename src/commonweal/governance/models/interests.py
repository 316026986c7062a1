"""Interests and conflicts: what somebody has at stake, when it was looked at again, and the answers on file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models.initiatives import Initiative
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person


class Interest(models.Model):
    """What a person or an organisation has at stake. The public part is for members, the private part for few.

    A change is a further interest that replaces this one, so that what was declared on any day can be told.
    """

    personal = "what a person has at stake; their own words are erased with them, kind and days stay"
    erased_with_person = ("public_en", "public_es", "private", "amount")

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("works for it, or is paid by it")
        BOARD = "board", _("sits on its board")
        OWNERSHIP = "ownership", _("owns a part of it")
        FUNDING = "funding", _("gives money to it, or asks it for money")
        SERVICE = "service", _("delivers services in it")
        FAMILY = "family", _("a close person is part of it")
        POSITION = "position", _("has taken a public position on it")
        PURPOSE = "purpose", _("what we want from this work")

    class Band(models.TextChoices):
        NONE = "", _("no money, or not said")
        UNDER_1 = "under-1k", _("under $1,000 a year")
        UNDER_10 = "1k-10k", _("$1,000 to $10,000 a year")
        UNDER_100 = "10k-100k", _("$10,000 to $100,000 a year")
        OVER_100 = "over-100k", _("over $100,000 a year")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="interests"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    public_en = models.CharField(max_length=400)
    public_es = models.CharField(max_length=400, blank=True)
    private = models.TextField(blank=True)
    amount = models.CharField(max_length=20, choices=Band.choices, blank=True)
    since = models.DateField(help_text="The first day on which it is declared.")
    until = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    declared_at = models.DateTimeField()
    declared_by = models.UUIDField(null=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced")

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="interest_of_person_or_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.get_kind_display()}"

    @property
    def holder(self) -> Person | Organisation:
        held = self.person or self.organisation
        assert held is not None  # a constraint of the table says so
        return held

    @property
    def public(self) -> str:
        return (self.public_es if page_language() == "es" else "") or self.public_en


class InterestSubject(models.Model):
    """What an interest is about, by its kind and key: conflicts are found through it and never by equal names."""

    personal = "says what a person's interest is about; erased with the interest"

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interest", "kind", "key"], name="interest_subject_once")]
        indexes = [models.Index(fields=["kind", "key"], name="interest_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class InterestReview(models.Model):
    """Somebody looked at an interest again and found it still so; an end is the interest's own `until`."""

    personal = "reviewed_by is an opaque id"

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField()
    next_on = models.DateField()
    reviewed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["reviewed_on", "pk"]

    def __str__(self) -> str:
        return f"{self.interest_id} on {self.reviewed_on}"


class ConflictAnswer(models.Model):
    """How the initiative lives with a conflict that its own records show; a further answer takes its place."""

    personal = "the answer may name a person; answered_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="conflict_answers")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, help_text="The records that the conflict was found through.")
    answer = models.TextField()
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    review_on = models.DateField()
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-answered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "kind", "key"], condition=Q(replaced_at=None), name="one_answer_holds"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ConflictWord(models.Model):
    """What somebody named in a conflict says of it: that it is not so, or no longer. It asks for a new answer."""

    personal = "what a person says of their own conflict; their words go with them"
    erased_with_person = ("words",)

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="conflict_words")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conflict_words")
    words = models.CharField(max_length=400, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
