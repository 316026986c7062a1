"""Light profiles: somebody who came, helps or gives, without an account; and how they make the profile theirs."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.lib.tokens import hash_token, make_token
from commonweal.people import rules
from commonweal.people.models import ClaimLink, Merge, Person
from commonweal.people.operations.keeping import UnusableLinkError, known_language, refuse_merged
from commonweal.people.operations.merging import join_people
from commonweal.trail.operations import record

CLAIM_LIVES = timedelta(days=14)


@transaction.atomic
def add_profile(*, by: Any, name: str, at: datetime, email: str = "", language: str = "en") -> Person:
    """Somebody who took part and has no account. An address that is known already is that person, and nobody new."""
    if not rules.may_keep_the_list(by, at.date()):
        raise PermissionDenied
    name, email = name.strip(), email.strip()
    if not name:
        raise ValidationError({"name": _("The name is empty.")})
    if email:
        validate_email(email)
        if known := Person.objects.filter(email__iexact=email).first():
            record(by=by, verb="people.find_profile", subject=known, at=at)
            return known.merged_into or known
    profile = Person(
        name=name, email=email, language=known_language(language), has_account=False, is_active=False, joined_at=at
    )
    profile.set_unusable_password()
    profile.save()
    record(by=by, verb="people.add_profile", subject=profile, at=at)
    return profile


@transaction.atomic
def set_address(*, by: Any, profile: Person, email: str, at: datetime) -> None:
    """Where to mail the link. Only for a light profile: an account's address is how its owner comes in."""
    if not rules.may_look_after(by, profile, at.date()) or profile.has_account:
        raise PermissionDenied
    email = email.strip()
    validate_email(email)
    if Person.objects.filter(email__iexact=email).exclude(pk=profile.pk).exists():
        raise ValidationError(
            {"email": _("Somebody here has this address already. Merge the two instead, if they are one person.")}
        )
    profile.email = email
    profile.save(update_fields=["email"])
    record(by=by, verb="people.set_address", subject=profile, at=at)


@transaction.atomic
def make_claim_link(*, by: Any, profile: Person, at: datetime) -> str:
    """A token for the mail to the profile's address. The room above writes the mail; an older token stops to work."""
    if not rules.may_look_after(by, profile, at.date()):
        raise PermissionDenied
    refuse_merged(profile)
    if profile.has_account:
        raise ValidationError(_("%(name)s has an account already.") % {"name": profile})
    if not profile.email:
        raise ValidationError(_("There is no address to write to. Write it down first."))
    profile.claim_links.all().delete()
    token, token_hash = make_token()
    link = ClaimLink.objects.create(person=profile, token_hash=token_hash, made_at=at, expires_at=at + CLAIM_LIVES)
    record(by=by, verb="people.make_claim_link", subject=link, at=at)
    return token


@transaction.atomic
def give_account(*, by: Any, profile: Person, at: datetime) -> Person:
    """Whoever gets a seat signs in from now on, with the address of the light profile."""
    if not rules.may_keep_the_list(by, at.date()):
        raise PermissionDenied
    if profile.has_account or not profile.email:
        return profile
    refuse_merged(profile)
    profile.has_account = profile.is_active = True
    profile.save(update_fields=["has_account", "is_active"])
    record(by=by, verb="people.give_account", subject=profile, at=at)
    return profile


@transaction.atomic
def claim(*, by: Any, token: str, at: datetime) -> Person:
    """Whoever holds the mailed token makes the profile theirs: joined to their account, or an account from now on."""
    link = ClaimLink.objects.select_related("person").filter(token_hash=hash_token(token)).first()
    if link is None or link.person.has_account or rules.is_merged(link.person) or rules.is_erased(link.person):
        raise UnusableLinkError("unknown")
    if at >= link.expires_at:
        raise UnusableLinkError("expired")
    # Two presses at once: only the one that changes the row is let through.
    if not ClaimLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        raise UnusableLinkError("used")
    profile = link.person
    if isinstance(by, Person):
        join_people(by=by, kept=by, duplicate=profile, why=Merge.Why.CLAIMED, at=at)
        return by
    profile.has_account = profile.is_active = True
    profile.save(update_fields=["has_account", "is_active"])
    record(by=profile, verb="people.claim", subject=profile, at=at)
    return profile
