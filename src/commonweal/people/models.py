"""People and organisations, and the ways in which a person signs in."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. Rights follow from seats and terms in governance, never from flags here."""

    personal = "e-mail, name and language: needed to sign in and to be written to; erased on request"

    actor_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Sector(models.TextChoices):
    BACKBONE = "backbone", _("backbone")
    FUNDER = "funder", _("funder")
    PUBLIC_AGENCY = "public agency", _("public agency")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health")
    BUSINESS = "business", _("business")
    SERVICE_NONPROFIT = "service nonprofit", _("service nonprofit")
    RESIDENTS = "resident or grassroots", _("residents and grassroots")
    MEDIA = "media or policy", _("media or policy")


class Organisation(models.Model):
    personal = "none"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=40, choices=Sector.choices)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person's work at an organisation, over time: history survives a change of job."""

    personal = "links a person to an employer; erased with the person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    title = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"


class SignInLink(models.Model):
    """A one-time link. Only its hash is kept, so that reading the database signs nobody in."""

    personal = "belongs to a person; deleted after use or expiry"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.person_id} until {self.expires_at:%Y-%m-%d %H:%M}"
