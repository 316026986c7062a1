"""The initiative, and the organisations that take part in it."""

from django.db import models

from commonweal.people.models import Organisation


class Initiative(models.Model):
    personal = "public_contact: an address that its holder gives to everybody; releases carry it"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    place_name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="America/New_York")
    currency = models.CharField(max_length=3, default="USD", help_text="In which its money is told, as ISO 4217.")
    minimum_count = models.PositiveSmallIntegerField(default=10, help_text="Counts of people below it are not shown.")
    banner_en = models.TextField(blank=True, help_text="Stands on every page; the demo says here what is invented.")
    banner_es = models.TextField(blank=True)
    #: Where everybody may ask about a figure; empty closes that door.
    public_contact = models.EmailField(blank=True)
    founded_at = models.DateTimeField()
    narrowed_to = models.CharField(
        max_length=20, blank=True, help_text="The one kind of work that its pages show; empty: everything."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """An organisation that takes part in an initiative, over time."""

    personal = "name and address of the organisation's data contact: needed to ask for figures"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_language = models.CharField(max_length=5, default="en")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "organisation"], name="participates_once")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.initiative}"
