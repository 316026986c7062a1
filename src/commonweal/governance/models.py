"""Initiative, place, groups, seats with terms."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonweal.people.models import Organisation, Person


class Initiative(models.Model):
    personal = "public_contact: an address that its holder gives to everybody; releases carry it"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    place_name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="America/New_York")
    minimum_count = models.PositiveSmallIntegerField(default=10, help_text="Counts of people below it are not shown.")
    banner_en = models.TextField(blank=True, help_text="Stands on every page; the demo says here what is invented.")
    banner_es = models.TextField(blank=True)
    #: Where everybody may ask about a figure; empty closes that door.
    public_contact = models.EmailField(blank=True)
    founded_at = models.DateTimeField()

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


class Place(models.Model):
    """A place of the initiative: the whole, its districts, neighbourhoods. Row and column set its tile on the map."""

    personal = "none"

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60, blank=True)
    population = models.PositiveBigIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="place_code_once")]

    def __str__(self) -> str:
        return self.name


class PlacePart(models.Model):
    """A place lies in another. A neighbourhood may lie in two towns, so this is a table and not a column.

    `since` and `until` are the first and the last period in which it does; empty is always. A figure is added up by
    what held in its own period.
    """

    personal = "none"

    whole = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="wholes")
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whole", "part", "since"], name="part_once_since"),
            models.CheckConstraint(condition=~Q(whole=models.F("part")), name="part_is_not_its_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.whole}"


class Group(models.Model):
    personal = "none"

    class Kind(models.TextChoices):
        STEERING = "steering", _("steering committee")
        BACKBONE = "backbone", _("backbone")
        WORKING = "working", _("working group")
        COMMUNITY = "community", _("community table")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="groups")
    code = models.SlugField(max_length=60)
    name_en = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="group_code_once")]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        """In the language of the page, as far as it was written down."""
        return (self.name_es if (get_language() or "").startswith("es") else "") or self.name_en


class Seat(models.Model):
    """A role in a group, held by a person or an organisation, from one day to another. Rights follow from it."""

    personal = "links a person to a role"

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co-chair", _("co-chair")
        MEMBER = "member", _("member")
        DATA_MANAGER = "data-manager", _("data manager")
        DIRECTOR = "director", _("director")
        TRAINER = "trainer", _("trainer")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=20, choices=Role.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="seats"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="seat_person_or_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.group}: {self.person or self.organisation}"
