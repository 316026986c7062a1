"""What is asked of people, by whom, with which talking points, and what they answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person


class Ask(models.Model):
    """One thing that many are asked for, with what one can say. It ends on a day."""

    personal = "made_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="asks")
    words = models.CharField(max_length=200)
    points = models.TextField(max_length=1500, blank=True, help_text="Talking points, one in each line.")
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.words


class Approach(models.Model):
    """Somebody was asked: a person, an organization, or people of a kind at one place, told by how many."""

    personal = "who was asked for what; the words go with them"
    erased_with_person = ("to_words",)

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="approaches")
    asker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="approaches_made")
    to_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="approaches")
    to_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="approaches"
    )
    to_words = models.CharField(max_length=200, blank=True, help_text="Where no record stands for them.")
    among = models.CharField(max_length=64, blank=True, help_text="Which group of residents, by its key.")
    reached = models.PositiveIntegerField(default=1, help_text="How many people heard it.")
    asked_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_person__isnull=True) | Q(to_organisation__isnull=True), name="asked_one_or_the_other"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ask_id}: {self.to_person or self.to_organisation or self.to_words}"


class Response(models.Model):
    """What came back. None is written over; the newest holds."""

    personal = "what somebody answered, in the words of who asked; said_by is an opaque id"

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        MAYBE = "maybe", _("perhaps")
        NO = "no", _("no")

    approach = models.ForeignKey(Approach, on_delete=models.CASCADE, related_name="responses")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    people = models.PositiveIntegerField(default=1, help_text="How many said so.")
    words = models.CharField(max_length=300, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    ask_again_on = models.DateField(null=True, blank=True)
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.approach_id}: {self.answer}"
