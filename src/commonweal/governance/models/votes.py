"""Who may vote on a decision, the links that were mailed to them, and the ballots."""

from django.db import models
from django.db.models import Q

from commonweal.governance.models.charters import Recusal
from commonweal.governance.models.decisions import Decision
from commonweal.governance.models.groups import Seat
from commonweal.people.models import Person


class Elector(models.Model):
    """One line of the roll, which is frozen when the vote opens. Stepping aside is written here and stays."""

    personal = "links a person to a decision; why somebody stepped aside is for members and erased with the person"
    erased_with_person = ("aside_why",)

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="electors")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="electorates")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="electors")
    aside_at = models.DateTimeField(null=True, blank=True)
    #: What follows from it: strikes the elector from the count, or is written beside the result.
    effect = models.CharField(max_length=10, choices=Recusal.choices, blank=True)
    aside_why = models.CharField(max_length=400, blank=True)
    was_asked = models.BooleanField(default=False, help_text="A declared interest was found, and they were told.")
    did_not_say = models.BooleanField(default=False, help_text="Nobody pressed anything: written in at the close.")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="elector_once")]

    def __str__(self) -> str:
        return f"{self.person} on {self.decision_id}"

    @property
    def is_struck(self) -> bool:
        return self.effect == Recusal.BLOCK


class StakeContest(models.Model):
    """An elector says that a stake which the records show is none. Until somebody else answers, it holds."""

    personal = "links a person to a decision; what they say is for members and erased with the person"
    erased_with_person = ("why", "stakes")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="contests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stakes_contested")
    #: What the records showed when it was said, in words.
    stakes = models.JSONField(default=list)
    why = models.CharField(max_length=400, blank=True)
    said_at = models.DateTimeField()
    #: Whether the answer lets them vote; empty while nobody has answered.
    is_none = models.BooleanField(null=True)
    answer = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="stake_contested_once")]

    def __str__(self) -> str:
        return f"{self.person} on {self.decision_id}"


class VoteLink(models.Model):
    """Opens one elector's vote on one decision and nothing else. Only its hash is kept."""

    personal = "belongs to a person; tells only that a link was made"

    elector = models.ForeignKey(Elector, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of elector {self.elector_id}"


class Ballot(models.Model):
    """What somebody said. An open ballot names its elector and keeps those before it.

    A secret one names nobody. Its key is worked out from the elector with a secret that is not in the database, so
    that the same elector can change it; at the close the key is taken away and the rows are written anew in another
    order, so that from then on not even whoever holds everything can tell whose it was.
    """

    personal = "an open ballot is a person's vote; it stays nameless once they are erased; a secret one has none"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="ballots")
    elector = models.ForeignKey(Elector, null=True, on_delete=models.CASCADE, related_name="ballots")
    key = models.CharField(max_length=64, blank=True)
    choice = models.JSONField(null=True, help_text="Empty: abstains.")
    reason = models.CharField(max_length=500, blank=True)
    cast_at = models.DateTimeField(null=True)
    #: Changed or taken back since; of a secret ballot nothing earlier is kept.
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["elector"], condition=Q(superseded_at=None, elector__isnull=False), name="one_ballot_counts"
            ),
            models.UniqueConstraint(fields=["decision", "key"], condition=~Q(key=""), name="one_secret_ballot"),
        ]

    def __str__(self) -> str:
        return f"ballot on {self.decision_id}"
