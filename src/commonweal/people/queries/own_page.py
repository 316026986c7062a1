"""What stands on a person's page: their history, and what they chose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from commonweal.people import rules
from commonweal.people.mail_kinds import NECESSARY, MailKind, mail_kind, mail_kinds
from commonweal.people.models import Affiliation, Capacity, Consent, LivedExperience, Person
from commonweal.people.purposes import Purpose, purposes
from commonweal.people.queries.everything import with_duplicates


@dataclass(frozen=True)
class Chapter:
    """One line of a person's history: what, where, from when to when."""

    what: str
    where: str
    since: date
    until: date | None = None
    url: str = ""
    end_url: str = ""

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)


# Seats stand in a room above this one: that room puts here, at start, who can tell of them.
HISTORIANS: list[Callable[[Any, Person, date], list[Chapter]]] = []


def history(reader: Any, person: Person, on: date) -> list[Chapter]:
    """All hats of one person over time, the newest first, as far as the reader may see them."""
    told = [chapter for one in with_duplicates(person) for chapter in _chapters(reader, person, one, on)]
    return sorted(told, key=lambda chapter: (chapter.until or date.max, chapter.since), reverse=True)


def _chapters(reader: Any, person: Person, row: Person, on: date) -> list[Chapter]:
    """Out of one row: the person's own, or that of a duplicate, with which something may have stayed."""
    told = [chapter for tell in HISTORIANS for chapter in tell(row if reader == person else reader, row, on)]
    if rules.may_act_for(reader, person, on) or told:
        told += [_work(work, reader == row) for work in affiliations(row)]
    if reader == person or rules.may_look_after(reader, person, on):
        told += [_capacity(capacity) for capacity in row.capacities.all()]
    return told


def affiliations(person: Person) -> QuerySet[Affiliation]:
    return person.affiliations.select_related("organisation")


def _work(row: Affiliation, is_own: bool) -> Chapter:
    end_url = reverse("people:end_work", args=[row.pk]) if is_own and row.until is None else ""
    return Chapter(row.title, row.organisation.name, row.since, row.until, end_url=end_url)


def _capacity(row: Capacity) -> Chapter:
    return Chapter(str(row.get_sector_display()), "", row.since, row.until)


def experience_of(reader: Any, person: Person, on: date) -> LivedExperience | None:
    """The person's own words, if they let this reader read them."""
    told = person.lived_experiences.filter(ended_at=None).first()
    return told if told and rules.may_see_words(reader, person, told.seen_by, on) else None


def experiences_over_time(reader: Any, person: Person) -> QuerySet[LivedExperience]:
    """All that the reader wrote about themselves; for nobody else."""
    return person.lived_experiences.all() if reader == person else LivedExperience.objects.none()


@dataclass(frozen=True)
class ConsentNow:
    """A thing to agree to, its newest wording, and what this person said to it."""

    purpose: Purpose
    given: Consent | None

    @property
    def version(self) -> int:
        return self.purpose.newest

    @property
    def wording(self) -> str:
        return self.purpose.wording(self.version)

    @property
    def is_of_older_wording(self) -> bool:
        return self.given is not None and self.given.text_version != self.version


def consents_now(reader: Any, person: Person) -> list[ConsentNow]:
    if reader != person:
        return []
    given = {consent.purpose: consent for consent in person.consents.filter(withdrawn_at=None)}
    return [ConsentNow(purpose, given.get(purpose.code)) for purpose in purposes()]


def consents_over_time(reader: Any, person: Person) -> list[tuple[Consent, str]]:
    """Each with the label of what it was about."""
    if reader != person:
        return []
    labels = {purpose.code: str(purpose.label) for purpose in purposes()}
    return [(consent, labels.get(consent.purpose, consent.purpose)) for consent in person.consents.all()]


def agrees_to(person: Person, purpose: str) -> bool:
    """For the rooms above: whether this person agrees just now."""
    return person.consents.filter(purpose=purpose, withdrawn_at=None).exists()


def mail_choices(person: Person) -> list[tuple[MailKind, bool]]:
    chosen = dict(person.mail_choices.values_list("kind", "wanted"))
    return [(kind, chosen.get(kind.code, kind.by_default)) for kind in mail_kinds()]


def wants_mail(address: str, kind: str) -> bool:
    """At the door of the outbox: necessary mail always goes, other kinds to who wants them.

    An address that is nobody's here is not written to without need: nobody there could ever say no.
    """
    if kind == NECESSARY:
        return True
    known = mail_kind(kind)
    person = Person.objects.filter(email__iexact=address).first() if address else None
    if known is None or person is None:
        return False
    choice = person.mail_choices.filter(kind=kind).first()
    return choice.wanted if choice else known.by_default


def erasure_asked(person: Person) -> datetime | None:
    return person.erasure_requests.filter(done_at=None, withdrawn_at=None).values_list("asked_at", flat=True).first()
