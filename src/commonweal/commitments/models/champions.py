"""What the backbone knows of those who speak for the work."""

from django.db import models
from django.db.models import Q

from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Person


class ChampionNote(models.Model):
    """What the backbone knows of a champion: whom they reach, and what they are asked next. The newest holds."""

    personal = "what is written about a champion, for the data managers; it goes with them"
    erased_with_person = ("reach", "ask")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="champion_notes")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="champion_notes")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="champion_notes"
    )
    reach = models.CharField(max_length=300, blank=True)
    ask = models.CharField(max_length=300, blank=True)
    written_in = models.CharField(max_length=5, default=page_language, help_text="The language of its words.")
    ask_on = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="champion_person_or_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation}: {self.ask}"
