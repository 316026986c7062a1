"""What can be done to people, organisations and one-time links."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.lib.tokens import hash_token, make_token
from commonweal.people import rules
from commonweal.people.models import Affiliation, Organisation, Person, Sector, SignInLink
from commonweal.trail.operations import record

LANGUAGES = ("en", "es")


class UnusableLinkError(Exception):
    """A one-time link that lets nobody in; `why` is unknown, used or expired."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def add_person(*, by: Any, email: str, name: str, language: str = "en", at: datetime) -> Person:
    """Somebody who can sign in from now on: by a one-time link, an e-mailed code, or a password set later."""
    if not rules.may_keep_the_list(by, at.date()):
        raise PermissionDenied
    email = email.strip()
    validate_email(email)
    if Person.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": _("There is already somebody with the address %(email)s.") % {"email": email}})
    person = Person(email=email, name=name.strip(), language=known_language(language), joined_at=at)
    person.set_unusable_password()
    person.save()
    record(by=by, verb="people.add_person", subject=person, at=at)
    return person


@transaction.atomic
def add_organisation(*, by: Any, code: str, name: str, sector: str, at: datetime) -> Organisation:
    if not rules.may_keep_the_list(by, at.date()):
        raise PermissionDenied
    validate_slug(code)
    if sector not in Sector.values:
        raise ValidationError({"sector": _("“%(sector)s” is not one of the sectors.") % {"sector": sector}})
    if Organisation.objects.filter(code=code).exists():
        raise ValidationError({"code": _("There is already an organization with the code %(code)s.") % {"code": code}})
    organisation = Organisation.objects.create(code=code, name=name.strip(), sector=sector)
    record(by=by, verb="people.add_organisation", subject=organisation, at=at)
    return organisation


@transaction.atomic
def affiliate(
    *,
    by: Any,
    person: Person,
    organisation: Organisation,
    since: date,
    at: datetime,
    title: str = "",
    until: date | None = None,
) -> Affiliation:
    """This person works there from that day on, or worked there. Saying it twice is saying it once."""
    if not rules.may_keep_the_list(by, at.date()):
        raise PermissionDenied
    refuse_merged(person)
    refuse_merged(organisation)
    once: dict[str, Any] = {"person": person, "organisation": organisation, "until": until}
    known: dict[str, Any] = {"since": since, "title": title.strip()[:120]}
    if until is None:
        work, _made = Affiliation.objects.get_or_create(**once, defaults=known)
    else:
        work, _made = Affiliation.objects.get_or_create(**once, **known)
    record(by=by, verb="people.affiliate", subject=work, at=at)
    return work


def the_day_before(at: datetime) -> date:
    """The last day of what ends now: access ends the same day."""
    return at.date() - timedelta(days=1)


@transaction.atomic
def end_affiliation(*, by: Any, affiliation: Affiliation, until: date, at: datetime) -> Affiliation:
    """The last day of work there. The row stays: the history survives a change of job."""
    if not rules.may_act_for(by, affiliation.person, at.date()):
        raise PermissionDenied
    affiliation.until = until
    affiliation.save(update_fields=["until"])
    record(by=by, verb="people.end_affiliation", subject=affiliation, at=at)
    return affiliation


def refuse_merged(who: Person | Organisation) -> None:
    """Nothing new is given to a duplicate: it would be found nowhere."""
    if rules.is_merged(who):
        kept = who.merged_into
        raise ValidationError(
            _("%(who)s is a duplicate of %(kept)s. Choose %(kept)s instead.") % {"who": who, "kept": kept}
        )
    if isinstance(who, Person) and rules.is_erased(who):
        raise ValidationError(_("This person was erased. Add them again, as somebody new."))


@transaction.atomic
def make_sign_in_link(*, by: Any, person: Person, at: datetime, lifetime: timedelta) -> str:
    """A token that signs this person in once. Only its hash stays here."""
    if not person.is_active or not rules.may_let_in(by, person, at.date()):
        raise PermissionDenied
    token, token_hash = make_token()
    link = SignInLink.objects.create(person=person, token_hash=token_hash, made_at=at, expires_at=at + lifetime)
    record(by=by, verb="people.make_sign_in_link", subject=link, at=at)
    return token


@transaction.atomic
def use_sign_in_link(*, by: Any = None, token: str, at: datetime) -> Person:
    """Spend the link and say whose it was; raises UnusableLinkError."""
    link = SignInLink.objects.select_related("person").filter(token_hash=hash_token(token)).first()
    if link is None or not link.person.is_active:
        raise UnusableLinkError("unknown")
    if link.used_at is not None:
        raise UnusableLinkError("used")
    if at >= link.expires_at:
        raise UnusableLinkError("expired")
    # Two clicks at once: only the one that changes the row is let in.
    if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        raise UnusableLinkError("used")
    record(by=by or link.person, verb="people.use_sign_in_link", subject=link, at=at)
    return link.person


@transaction.atomic
def set_password(*, by: Any, person: Person, password: str, at: datetime) -> None:
    """One's own password; the system sets it at the first run only."""
    if by is not None and by != person:
        raise PermissionDenied
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by=by or person, verb="people.set_password", subject=person, at=at)


@transaction.atomic
def note_passkey(*, by: Any, at: datetime) -> None:
    """A device can sign this person in from now on; the row itself is written by the package that checked it."""
    record(by=by, verb="people.add_passkey", subject=by, at=at)


@transaction.atomic
def remove_passkey(*, by: Any, passkey: Any, at: datetime) -> None:
    """One's own; the device keeps its half, which opens nothing any longer."""
    if passkey.user_id != getattr(by, "pk", None):
        raise PermissionDenied
    passkey.delete()
    record(by=by, verb="people.remove_passkey", subject=by, at=at)


@transaction.atomic
def choose_language(*, by: Any, person: Person, language: str, at: datetime) -> None:
    """In which language this person is written to."""
    if by != person:
        raise PermissionDenied
    person.language = known_language(language)
    person.save(update_fields=["language"])
    record(by=by, verb="people.choose_language", subject=person, at=at)


def known_language(language: str) -> str:
    if language not in LANGUAGES:
        raise ValidationError(
            {"language": _("The languages are “en” and “es”; “%(given)s” is neither.") % {"given": language}}
        )
    return language
