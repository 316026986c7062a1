"""Interests on record, and what they touch. Matching goes by kind and key, never by equal names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.governance import rules
from commonweal.governance.models import Group, Initiative, Place
from commonweal.governance.models.interests import Interest
from commonweal.governance.rules import in_term
from commonweal.people.models import Affiliation, Organisation, Person

#: What a thing is, as it stands in the records: its kind and its key.
Pair = tuple[str, str]
ORGANISATION, GROUP, PLACE, PERSON = "organisation", "group", "place", "person"


def holder_key(holder: Person | Organisation) -> str:
    return f"person:{holder.pk}" if isinstance(holder, Person) else f"{ORGANISATION}:{holder.pk}"


def things(initiative: Initiative) -> list[tuple[Any, dict[Pair, str]]]:
    """What an interest can be about, under headings: what is recorded here, by kind and key."""
    taking_part = Organisation.objects.filter(participations__initiative=initiative)
    return [
        (_("Organizations"), {(ORGANISATION, str(one.pk)): one.name for one in taking_part}),
        (_("Groups"), {(GROUP, str(one.pk)): one.name for one in Group.objects.filter(initiative=initiative)}),
        (_("Places"), {(PLACE, str(one.pk)): one.name for one in Place.objects.filter(initiative=initiative)}),
    ]


@dataclass(frozen=True)
class RegisterLine:
    """One interest as a reader may see it: `private` is empty for whom it is not meant."""

    interest: Interest
    about: tuple[str, ...]
    private: str
    may_change: bool
    is_due: bool


@dataclass(frozen=True)
class Stake:
    """Why somebody is touched: an interest of their own or of where they work, or the work itself."""

    person: Person
    pair: Pair
    interest: Interest | None = None
    employer: Organisation | None = None


def interests(reader: Any, initiative: Initiative, at: datetime, on: date | None = None) -> QuerySet[Interest]:
    """The register for members, on any day; whose private parts a reader sees, `register` says."""
    day = rules.today(initiative, at)
    if not rules.is_member(reader, initiative, day):
        return Interest.objects.none()
    held = Interest.objects.filter(in_term(on or day), initiative=initiative)
    return held.select_related("person", "organisation").prefetch_related("subjects", "reviews")


def register(reader: Any, initiative: Initiative, at: datetime, on: date | None = None) -> list[RegisterLine]:
    """All that holds on a day, by holder."""
    today = rules.today(initiative, at)
    named = {pair: label for _heading, each in things(initiative) for pair, label in each.items()}
    everything = rules.is_data_manager(reader, initiative, today)
    employers = set(Affiliation.objects.filter(in_term(today), person=reader).values_list("organisation", flat=True))
    lines = []
    for interest in interests(reader, initiative, at, on):
        own = everything or interest.person_id == reader.pk or interest.organisation_id in employers
        pairs = [(subject.kind, subject.key) for subject in interest.subjects.all()]
        about = tuple(named[pair] for pair in pairs if pair in named)
        due = interest.review_on <= today
        lines.append(RegisterLine(interest, about, interest.private if own else "", own and on is None, due))
    return sorted(lines, key=lambda line: str(line.interest.holder))


def holders_for(reader: Any, initiative: Initiative, at: datetime) -> list[Person | Organisation]:
    """For whom the reader may declare: oneself and one's organizations first."""
    on = rules.today(initiative, at)
    works = Affiliation.objects.filter(in_term(on), person=reader, organisation__participations__initiative=initiative)
    own: list[Person | Organisation] = [reader, *(work.organisation for work in works.select_related("organisation"))]
    if not rules.is_data_manager(reader, initiative, on):
        return own
    seated = Person.objects.filter(seats__group__initiative=initiative).distinct()
    taking_part = Organisation.objects.filter(participations__initiative=initiative)
    return list(dict.fromkeys([*own, *seated, *taking_part]))


def due_for_review(reader: Any, initiative: Initiative, at: datetime) -> int:
    """How many of the reader's own have to be looked at again; for the data manager, of everybody's."""
    today = rules.today(initiative, at)
    due = interests(reader, initiative, at).filter(review_on__lte=today)
    if not rules.is_data_manager(reader, initiative, today):
        employers = Affiliation.objects.filter(in_term(today), person=reader).values("organisation")
        due = due.filter(Q(person=reader) | Q(organisation__in=employers))
    return due.count()


def touching(person: Person, initiative: Initiative, pairs: Sequence[Pair], on: date) -> list[Stake]:
    """What one person has at stake in things of these kinds and keys on that day."""
    return stakes([person], initiative, pairs, on)


def stakes(people: Sequence[Person], initiative: Initiative, pairs: Sequence[Pair], on: date) -> list[Stake]:
    """What each of these people has at stake; three queries, however many people there are."""
    if not people or not pairs:
        return []
    works: dict[int, dict[int, Organisation]] = {}
    held = Affiliation.objects.filter(in_term(on), person__in=people).select_related("organisation")
    for work in held:
        works.setdefault(work.person_id, {})[work.organisation_id] = work.organisation
    declared = _declared(initiative, pairs, on)
    found = []
    for person in people:
        employers = works.get(person.pk, {})
        for pair, interest in declared:
            if interest.person_id == person.pk or interest.organisation_id in employers:
                found.append(Stake(person, pair, interest, employers.get(interest.organisation_id or 0)))
        for kind, key in pairs:
            if kind == ORGANISATION and key.isdigit() and int(key) in employers:
                found.append(Stake(person, (kind, key), employer=employers[int(key)]))
            if (kind, key) == (PERSON, str(person.pk)):
                found.append(Stake(person, (kind, key)))
    return found


def _declared(initiative: Initiative, pairs: Sequence[Pair], on: date) -> list[tuple[Pair, Interest]]:
    """Interests that hold on that day and name one of the pairs, or belong to an organization among them."""
    wanted = Q()
    for kind in {kind for kind, _key in pairs}:
        wanted |= Q(subjects__kind=kind, subjects__key__in=[key for each, key in pairs if each == kind])
    held = Interest.objects.filter(in_term(on), wanted, initiative=initiative).exclude(kind=Interest.Kind.PURPOSE)
    known = held.select_related("person", "organisation").prefetch_related("subjects").distinct()
    asked = set(pairs)
    return [
        ((subject.kind, subject.key), interest)
        for interest in known
        for subject in interest.subjects.all()
        if (subject.kind, subject.key) in asked
    ]
