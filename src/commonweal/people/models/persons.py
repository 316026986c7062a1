"""People, and the ways in which a person signs in."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORMER_MEMBER = _("former member")


class NameField(models.CharField):
    """Nobody's name is empty but that of somebody who was erased: it reads “former member” in the page's language.

    Wherever a name stands, a page has something to say and a link has its words; the database has nothing.
    """

    def from_db_value(self, value: str | None, *_more: Any) -> str | Promise | None:
        return FORMER_MEMBER if value == "" else value

    def get_prep_value(self, value: Any) -> Any:
        return "" if isinstance(value, Promise) else super().get_prep_value(value)

    def deconstruct(self) -> Any:
        name, _path, *rest = super().deconstruct()
        return name, "django.db.models.CharField", *rest


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in, or who only took part. Rights follow from seats and terms in governance, never from here.

    Whoever came to an event, helps or gives has a light profile: no account, perhaps no address. They can claim it.
    """

    personal = "e-mail, name and language: needed to sign in and to be written to; erased on request"

    actor_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(blank=True)
    name = NameField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True, help_text="May sign in.")
    has_account = models.BooleanField(default=True, help_text="False for a light profile.")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    #: A duplicate points to the one that was kept. Never cascades: the history of both must stay whole.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        ordering = ["name"]
        constraints = [
            # Several may have no address at all; an address is one person's, however it is written.
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="person_address_once")
        ]

    def __str__(self) -> str:
        return str(self.name or self.email or FORMER_MEMBER)


class SignInLink(models.Model):
    """A one-time link. Only its hash is kept, so that reading the database signs nobody in."""

    personal = "belongs to a person; deleted after use or expiry"
    stays_when_merged = True

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.person_id} until {self.expires_at:%Y-%m-%d %H:%M}"


class ClaimLink(models.Model):
    """Mailed to the address of a light profile: whoever opens it may make the profile theirs. Only its hash is kept."""

    personal = "belongs to a person; deleted after use or expiry"
    stays_when_merged = True

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claim_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"claim of {self.person_id} until {self.expires_at:%Y-%m-%d %H:%M}"
