"""Ways to take part, and who said that they will come."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative, Involvement
from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.people.models import Person


class Opportunity(models.Model):
    """Something that people can come to or help with. It is public from the moment somebody made it so."""

    personal = "who organises it; their name stands on no public page"

    class Level(models.TextChoices):
        FIRST = "first", _("for the first time: nothing needed")
        SOME = "some", _("for people who came before")
        LEAD = "lead", _("for people who would lead a part")

    class Skill(models.TextChoices):
        NONE = "", _("no special skill")
        WELCOMING = "welcoming", _("welcoming people")
        TALKING = "talking", _("listening and speaking")
        LANGUAGES = "languages", _("interpreting")
        NUMBERS = "numbers", _("working with numbers")
        TEACHING = "teaching", _("teaching")
        HANDS = "hands", _("cooking, carrying, driving")

    class Language(models.TextChoices):
        ENGLISH = "en", _("in English")
        SPANISH = "es", _("in Spanish")
        BOTH = "en es", _("in both languages")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="opportunities")
    title_en = models.CharField(max_length=120, blank=True)
    title_es = models.CharField(max_length=120, blank=True)
    text_en = models.TextField(max_length=1500, blank=True)
    text_es = models.TextField(max_length=1500, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    where = models.CharField(max_length=200)
    languages = models.CharField(max_length=10, choices=Language.choices)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.FIRST)
    skill = models.CharField(max_length=20, choices=Skill.choices, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty is as many as come.")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunities")
    organiser = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunities_organised"
    )
    made_at = models.DateTimeField()
    changes = models.PositiveSmallIntegerField(default=0)
    public_at = models.DateTimeField(null=True, blank=True)
    public_by = models.UUIDField(null=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="The morning before, to whoever said yes.")
    #: How many came who had not said so; empty while nobody has written down who came.
    others_came = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    cancelled_in = models.CharField(max_length=5, default=page_language, help_text="The language of the reason.")

    class Meta:
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return written(self, "title")

    @property
    def text(self) -> str:
        return written(self, "text")

    def is_over(self, at: datetime) -> bool:
        return (self.ends_at or self.starts_at) <= at


class Joinings(models.QuerySet["Joining"]):
    def coming(self) -> "Joinings":
        """Who takes a place: said yes, and did not step back."""
        return self.filter(left_at=None, confirmed_at__isnull=False)


class Joining(models.Model):
    """Somebody said that they will come, under the name that they gave. Only the hash of their link is kept."""

    personal = "who comes to what, with the name that they gave; it goes with them"
    erased_with_person = "row"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="joinings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="joinings")
    involvement = models.OneToOneField(
        Involvement, null=True, blank=True, on_delete=models.SET_NULL, related_name="joining"
    )
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    agreed_to = models.CharField(max_length=300, blank=True, help_text="The words to which somebody agreed.")
    has_account = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Empty: no place is taken yet.")
    left_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, help_text="Empty: nobody has written it down.")

    objects = Joinings.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], condition=models.Q(left_at=None), name="comes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.opportunity_id}"
