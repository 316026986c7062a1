"""The big goal: what will be different for people, and by when."""

from django.db import models

from commonweal.agenda.languages import spoken
from commonweal.governance.models import Initiative


class Goal(models.Model):
    personal = "none"

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="goal")
    text_en = models.CharField(max_length=200)
    text_es = models.CharField(max_length=200, blank=True)
    change_in_people = models.BigIntegerField(null=True, blank=True, help_text="-25000 means 25,000 people fewer.")
    due_period = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.text_en

    @property
    def text(self) -> str:
        return spoken(self.text_en, self.text_es)
