"""Organisations, and what links people to them and to sectors over time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.people.models.persons import Person


class Sector(models.TextChoices):
    BACKBONE = "backbone", _("backbone")
    FUNDER = "funder", _("funder")
    PUBLIC_AGENCY = "public agency", _("public agency")
    EDUCATION = "education", _("education")
    RESEARCH = "research", _("research")
    HEALTH = "health", _("health")
    BUSINESS = "business", _("business")
    SERVICE_NONPROFIT = "service nonprofit", _("service nonprofit")
    RESIDENTS = "resident or grassroots", _("residents and grassroots")
    ADVOCACY = "advocacy", _("advocacy")
    MEDIA = "media or policy", _("media or policy")


class OwnSector(models.TextChoices):
    """As whom somebody takes part who speaks for no organisation."""

    RESIDENT = "resident", _("resident")
    PARENT = "parent", _("parent")
    STUDENT = "student", _("student")
    OTHER = "other", _("for myself")


class Organisation(models.Model):
    personal = "none"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=40, choices=Sector.choices)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person's work at an organisation, over time: history survives a change of job."""

    personal = "links a person to an employer; erased with the person"
    erased_with_person = "row"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    title = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"


class Capacity(models.Model):
    """As whom a person takes part for themselves: a parent, a student. One person, many hats over time."""

    personal = "says that somebody is a parent, a student, a resident; erased with the person"
    erased_with_person = "row"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="capacities")
    sector = models.CharField(max_length=40, choices=OwnSector.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        verbose_name_plural = "capacities"

    def __str__(self) -> str:
        return f"{self.person} as {self.sector}"
