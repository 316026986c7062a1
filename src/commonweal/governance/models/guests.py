"""Somebody from outside who may read one thing until a day."""

from django.db import models

from commonweal.governance.models.groups import Group
from commonweal.people.models import Person


class GuestAccess(models.Model):
    """A mailed link to one thing and to nothing else. Only its hash is kept."""

    personal = "name and address of a guest; emptied 30 days after the link has ended"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="guests")
    item_kind = models.CharField(max_length=60)
    item_key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="guests_invited")
    invited_at = models.DateTimeField()
    until = models.DateField(help_text="The last day on which the link opens.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"guest at {self.item_kind} {self.item_key} until {self.until}"
