"""Interests on record, and what they touch. Matching goes by kind and key, never by equal names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.governance import rules
from commonweal.governance.models import Initiative
from commonweal.governance.models.interests import Interest
from commonweal.governance.rules import in_term
from commonweal.people.models import Affiliation, Organisation, Person

#: What a thing is, as it stands in the records: its kind and its key.
Pair = tuple[str, str]
ORGANISATION = "organisation"


@dataclass(frozen=True)
class Stake:
    """Why somebody is touched: an interest of their own or of where they work, or the work itself."""

    person: Person
    pair: Pair
    interest: Interest | None = None
    employer: Organisation | None = None


def interests(reader: Any, initiative: Initiative, at: datetime, on: date | None = None) -> QuerySet[Interest]:
    """The register for members, on any day; whose private parts a reader sees is `may_read_private`."""
    day = rules.today(initiative, at)
    if not rules.is_member(reader, initiative, day):
        return Interest.objects.none()
    held = Interest.objects.filter(in_term(on or day), initiative=initiative)
    return held.select_related("person", "organisation").prefetch_related("subjects", "reviews")


def own_interests(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Interest]:
    """The reader's own, and those of the organizations that they work at."""
    on = rules.today(initiative, at)
    return interests(reader, initiative, at).filter(held_by([reader.pk], on))


def held_by(people: Collection[int], on: date) -> Q:
    employers = Affiliation.objects.filter(in_term(on), person__in=people).values("organisation")
    return Q(person__in=people) | Q(organisation__in=employers)


def due_for_review(initiative: Initiative, on: date) -> QuerySet[Interest]:
    return Interest.objects.filter(in_term(on), initiative=initiative, review_on__lte=on)


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
