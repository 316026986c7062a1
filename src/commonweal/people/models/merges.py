"""Two rows for one person, or for one organisation, made one; and requests to be erased."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.people.models.persons import Person


class Merge(models.Model):
    """Which rows moved from the duplicate to the one that was kept, so that they can go back.

    Opaque numbers instead of keys: a later merge must not move them.
    """

    personal = "none: opaque numbers of rows"

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    class Why(models.TextChoices):
        """A closed list: a free text would say who it was."""

        SAME_ADDRESS = "same address", _("both have the same address")
        TOLD = "told", _("they say so themselves")
        KNOWN = "known", _("I know that both are one")
        CLAIMED = "claimed", _("claimed through a mailed link")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    kept = models.PositiveBigIntegerField(db_index=True)
    duplicate = models.PositiveBigIntegerField(db_index=True)
    #: [model, field, [keys]]: what moved; and what the one that was kept had already, so that it stayed.
    moved = models.JSONField(default=list)
    stayed = models.JSONField(default=list)
    was_active = models.BooleanField(default=True)
    why = models.CharField(max_length=20, choices=Why.choices)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.duplicate} into {self.kept}"


class ErasureRequest(models.Model):
    """Somebody asked to be erased; or it was done. Stays after it was done, with the opaque number only."""

    personal = "that somebody asked to be erased; after it was done an opaque number"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="erasure_requests")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"erasure of {self.person_id}, asked {self.asked_at:%Y-%m-%d}"
