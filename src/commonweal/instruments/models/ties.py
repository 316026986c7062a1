"""Who works with whom, as each organization says it: dated, only added to, and with ratings that nobody reads."""

from django.db import models
from django.db.models import F, Q

from commonweal.governance.models import Initiative
from commonweal.people.models import Organisation


class Tie(models.Model):
    """One organisation says that it works with another. A change ends this one and begins a further one."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="ties")
    source = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="ties_said")
    target = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="ties_received")
    frequency = models.CharField(max_length=20, help_text="An option of the trust pack.")
    kinds = models.JSONField(default=list, help_text="Options of the trust pack: what passes between them.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="tie_leads_to_another"),
            models.UniqueConstraint(
                fields=["initiative", "source", "target"], condition=Q(until=None), name="one_tie_of_a_pair_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"


class TieRating(models.Model):
    """What one organisation says of another, from 1 to 4. No page, no export and no entry of the trail holds it.

    It is sealed under a key beside the database, see `instruments.sealed_ratings`: the row alone tells nobody
    anything. Nobody's name stands here: who spoke for the organisation is said by its statement, which holds no rating.
    """

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    rater = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    rated = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(help_text="By question; a question without an answer is not there.")
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(rater=F("rated")), name="rating_is_of_another"),
            models.UniqueConstraint(
                fields=["initiative", "rater", "rated"], condition=Q(replaced_at=None), name="one_rating_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class TieStatement(models.Model):
    """An organisation has looked at its ties, whether or not it changed any. Without one it counts as silent."""

    personal = "said_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="tie_statements")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tie_statements")
    said_on = models.DateField()
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"statement of {self.organisation_id} on {self.said_on}"


class NetworkOffer(models.Model):
    """What an organisation brings to the initiative, and whom it would like to meet. A change begins a further one."""

    personal = "seeking: an organisation's own words, which may name a person"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="network_offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="network_offers")
    brings = models.JSONField(default=list, help_text="Options of the trust pack.")
    seeking = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organisation"], condition=Q(until=None), name="one_offer_holds"
            )
        ]

    def __str__(self) -> str:
        return f"offer of {self.organisation_id}"


class NetworkWave(models.Model):
    """A day on which the network was looked at together. Its scores were worked out then and never again."""

    personal = "taken_by is an opaque id"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="network_waves")
    on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True)
    held = models.JSONField(
        default=list, help_text="Keys of the ratings behind its scores, also of who is merged later."
    )

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["initiative", "on"], name="one_wave_of_a_day")]

    def __str__(self) -> str:
        return f"wave of {self.on}"


class WaveScore(models.Model):
    """What others say, in steps of half a point; of the whole network where no organisation stands here.

    `low` is None where too few said something, or too few have changed it since a score that was shown.
    """

    personal = "none"

    class Scale(models.TextChoices):
        TRUST = "trust"
        VALUE = "value"

    wave = models.ForeignKey(NetworkWave, on_delete=models.CASCADE, related_name="scores")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    scale = models.CharField(max_length=10, choices=Scale.choices)
    low = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    raters = models.PositiveSmallIntegerField(null=True, help_text="How many, where the score is shown.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "organisation", "scale"], name="one_score_of_an_organisation"),
            models.UniqueConstraint(
                fields=["wave", "scale"], condition=Q(organisation=None), name="one_score_of_the_network"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.wave_id}"
