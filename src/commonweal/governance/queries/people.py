"""The people of an initiative, for its data manager; and how many seats lived experience holds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from commonweal.governance import rules
from commonweal.governance.models import Initiative, Involvement, Participation, Representative, Seat
from commonweal.people.models import Affiliation, LivedExperience, Merge, Organisation, Person
from commonweal.people.queries.duplicates import merges_of


def people_of(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Person]:
    """All who have, or had, a part: by a seat, a voice in one, their work, or help. For the data manager."""
    if not rules.is_data_manager(reader, initiative, rules.today(initiative, at)):
        return Person.objects.none()
    employers = Participation.objects.filter(initiative=initiative).values("organisation")
    return Person.objects.filter(
        Exists(Seat.objects.filter(person=OuterRef("pk"), group__initiative=initiative))
        | Exists(Representative.objects.filter(person=OuterRef("pk"), seat__group__initiative=initiative))
        | Exists(Involvement.objects.filter(person=OuterRef("pk"), initiative=initiative))
        | Exists(Affiliation.objects.filter(person=OuterRef("pk"), organisation__in=employers))
        | Q(pk__in=_merged_from(initiative)),
    ).order_by("name", "pk")


def _merged_from(initiative: Initiative) -> QuerySet[Person, int]:
    """A duplicate whose rows have all moved is still found, to lead to the one that was kept."""
    seated = Seat.objects.filter(group__initiative=initiative).values("person")
    involved = Involvement.objects.filter(initiative=initiative).values("person")
    duplicates = Person.objects.filter(Q(merged_into__in=seated) | Q(merged_into__in=involved))
    return duplicates.values_list("pk", flat=True)


def asked_to_be_erased(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Person]:
    waiting = people_of(reader, initiative, at).filter(
        erasure_requests__done_at=None, erasure_requests__withdrawn_at=None, erasure_requests__isnull=False
    )
    return waiting.distinct()


def person_in(reader: Any, initiative: Initiative, key: int, at: datetime) -> Person:
    found = people_of(reader, initiative, at).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def organisations_of(reader: Any, initiative: Initiative, at: datetime) -> list[Organisation]:
    """Those that take part, or did, and have not been merged."""
    if not rules.is_data_manager(reader, initiative, rules.today(initiative, at)):
        return []
    took_part = Organisation.objects.filter(merged_into=None, participations__initiative=initiative)
    return list(took_part.distinct().order_by("name"))


def merges_in(reader: Any, initiative: Initiative, at: datetime) -> list[Merge]:
    """What was merged into people and organisations of this initiative, to be undone where it was wrong."""
    here = people_of(reader, initiative, at)
    found = merges_of(reader, here, Merge.Kind.PERSON)
    found += merges_of(reader, organisations_of(reader, initiative, at), Merge.Kind.ORGANISATION)
    return [merge for merge, _kept, _duplicate in found]


def parts_today(reader: Any, initiative: Initiative, at: datetime) -> dict[int, str]:
    """What each person does here today, in a few words, by the person's key."""
    on = rules.today(initiative, at)
    if not rules.is_data_manager(reader, initiative, on):
        return {}
    parts: dict[int, list[str]] = {}
    seats = Seat.objects.filter(rules.in_term(on), group__initiative=initiative, person__isnull=False)
    for seat in seats.select_related("group").order_by("group__position"):
        parts.setdefault(seat.person_id or 0, []).append(f"{seat.get_role_display()}, {seat.group.name}")
    voices = Representative.objects.filter(rules.in_term(on), seat__group__initiative=initiative)
    for voice in voices.select_related("seat__group", "seat__organisation"):
        parts.setdefault(voice.person_id, []).append(f"{voice.seat.organisation}, {voice.seat.group.name}")
    for one in Involvement.objects.filter(rules.in_term(on), initiative=initiative):
        parts.setdefault(one.person_id, []).append(str(one.get_kind_display()))
    return {key: " · ".join(words) for key, words in parts.items()}


@dataclass(frozen=True)
class LivedSeats:
    """Seats held today by people who said that they may be counted. None where a number would say who."""

    seats: int
    counted: int | None


def seats_with_lived_experience(reader: Any, initiative: Initiative, on: date) -> LivedSeats | None:
    """For whoever has a seat here. A count below the minimum is hidden, zero as well: and so is one of nearly all.

    It counts people who chose to be counted, never who did not choose: so it is a lower bound.
    """
    if not rules.is_member(reader, initiative, on):
        return None
    held = Seat.objects.filter(rules.in_term(on), group__initiative=initiative, person__isnull=False)
    tell = LivedExperience.objects.filter(person=OuterRef("person"), ended_at=None, is_counted=True)
    seats, counted = held.count(), held.filter(Exists(tell)).count()
    people = held.filter(Exists(tell)).values("person").distinct().count()
    others = held.exclude(Exists(tell)).values("person").distinct().count()
    least = initiative.minimum_count
    return LivedSeats(seats, counted if people >= least and (others == 0 or others >= least) else None)
