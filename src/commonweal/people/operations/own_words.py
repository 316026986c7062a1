"""What a person says and chooses for themselves; nobody else can."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.people.mail_kinds import mail_kind
from commonweal.people.models import Capacity, Consent, LivedExperience, MailChoice, OwnSector, Person
from commonweal.people.purposes import purpose_of
from commonweal.trail.operations import record

LONGEST = 2000


def only_oneself(by: Any, person: Person) -> None:
    if not isinstance(by, Person) or by != person or not by.is_active:
        raise PermissionDenied


@transaction.atomic
def describe_experience(
    *, by: Any, person: Person, words: str, at: datetime, seen_by: str = "private", is_counted: bool = False
) -> LivedExperience | None:
    """In one's own words, seen by whom one chooses: private unless said otherwise. Empty words take it away."""
    only_oneself(by, person)
    words = words.strip()
    if seen_by not in LivedExperience.SeenBy.values:
        raise ValidationError({"seen_by": _("Choose who may read this.")})
    if len(words) > LONGEST:
        raise ValidationError({"words": _("At most %(most)s characters.") % {"most": LONGEST}})
    person.lived_experiences.filter(ended_at=None).update(ended_at=at)
    told = None
    if words:
        told = LivedExperience.objects.create(
            person=person, words=words, seen_by=seen_by, is_counted=is_counted, written_at=at
        )
    record(by=by, verb="people.describe_experience", subject=person, at=at)
    return told


@transaction.atomic
def give_consent(*, by: Any, person: Person, purpose: str, version: int, at: datetime) -> Consent:
    """To the wording that was shown. A newer one that came up meanwhile has to be read first."""
    only_oneself(by, person)
    known = purpose_of(purpose)
    if known is None:
        raise ValidationError({"purpose": _("There is nothing of this name to agree to.")})
    if version != known.newest:
        raise ValidationError({"version": _("The wording has changed. Read it again, then choose.")})
    given = person.consents.filter(purpose=purpose, text_version=version, withdrawn_at=None).first()
    if given is None:
        _withdraw(person, purpose, at)
        given = Consent.objects.create(
            person=person, purpose=purpose, text_version=version, language=person.language, given_at=at
        )
    record(by=by, verb="people.give_consent", subject=given, at=at)
    return given


@transaction.atomic
def withdraw_consent(*, by: Any, person: Person, purpose: str, at: datetime) -> int:
    """From now on. The record that it was given stays, with the day on which it ended."""
    only_oneself(by, person)
    ended = _withdraw(person, purpose, at)
    record(by=by, verb="people.withdraw_consent", subject=person, at=at, details={"purpose": purpose})
    return ended


def _withdraw(person: Person, purpose: str, at: datetime) -> int:
    return person.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=at)


@transaction.atomic
def choose_mails(*, by: Any, person: Person, wanted: Mapping[str, bool], at: datetime) -> None:
    """Which kinds of mail somebody wants. Necessary mails are no kind that one can leave out."""
    only_oneself(by, person)
    if unknown := [kind for kind in wanted if mail_kind(kind) is None]:
        raise ValidationError({"kind": _("There is no such kind of mail: %(kind)s.") % {"kind": unknown[0]}})
    for kind, yes in wanted.items():
        MailChoice.objects.update_or_create(person=person, kind=kind, defaults={"wanted": yes, "chosen_at": at})
    record(by=by, verb="people.choose_mails", subject=person, at=at)


@transaction.atomic
def take_part_as(*, by: Any, person: Person, sectors: set[str], at: datetime) -> None:
    """As whom somebody takes part for themselves, from today on. What is named no longer ends; its history stays."""
    only_oneself(by, person)
    if sectors - set(OwnSector.values):
        raise ValidationError({"sectors": _("Choose from the list.")})
    today = at.date()
    held = {capacity.sector: capacity for capacity in person.capacities.filter(until=None)}
    for sector in sectors - set(held):
        if not person.capacities.filter(sector=sector, until=today).update(until=None):
            Capacity.objects.create(person=person, sector=sector, since=today)
    for sector in set(held) - sectors:
        if held[sector].since == today:
            held[sector].delete()
        else:
            person.capacities.filter(pk=held[sector].pk).update(until=today)
    record(by=by, verb="people.take_part_as", subject=person, at=at)


@transaction.atomic
def rename(*, by: Any, person: Person, name: str, at: datetime) -> None:
    only_oneself(by, person)
    if not name.strip():
        raise ValidationError({"name": _("The name is empty.")})
    person.name = name.strip()[:200]
    person.save(update_fields=["name"])
    record(by=by, verb="people.rename", subject=person, at=at)
