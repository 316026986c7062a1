"""Reads of the initiative's make-up, each scoped to its reader."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from commonweal.delivery import queries as delivery
from commonweal.delivery.models import Message
from commonweal.governance import rules
from commonweal.governance.models import Group, Initiative, Participation, Place, Seat
from commonweal.people.models import Affiliation, Person


def any_initiative_exists() -> bool:
    return Initiative.objects.exists()


def the_only_initiative() -> Initiative | None:
    """Whose door it is where nobody has come in yet; None where there are several, or none."""
    found = list(Initiative.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def the_initiative(slug: str) -> Initiative:
    """By its address; that an initiative exists is public, its inside is not."""
    initiative = Initiative.objects.filter(slug=slug).first()
    if initiative is None:
        raise Http404
    return initiative


def initiatives_visible(reader: Any, at: datetime | None = None) -> QuerySet[Initiative]:
    """Those in which the reader takes part."""
    if not isinstance(reader, Person) or not reader.is_active:
        return Initiative.objects.none()
    on = (at or timezone.now()).date()
    seated = rules.seats_of(reader, on).values("group__initiative")
    spoken_for = rules.seats_spoken_for(reader, on).values("group__initiative")
    employers = Affiliation.objects.filter(rules.in_term(on), person=reader).values("organisation")
    through_work = Participation.objects.filter(rules.in_term(on), organisation__in=employers).values("initiative")
    return Initiative.objects.filter(Q(pk__in=seated) | Q(pk__in=spoken_for) | Q(pk__in=through_work))


def initiative_for_backbone(reader: Any, slug: str, at: datetime | None = None) -> Initiative:
    """For the pages of the backbone's work: to everybody else they do not exist."""
    initiative = the_initiative(slug)
    if not rules.is_data_manager(reader, initiative, rules.today(initiative, at or timezone.now())):
        raise Http404
    return initiative


def initiative_for_member(reader: Any, slug: str, at: datetime | None = None) -> Initiative:
    """For the pages of those who hold a seat: to everybody else they do not exist."""
    initiative = the_initiative(slug)
    if not rules.is_member(reader, initiative, rules.today(initiative, at or timezone.now())):
        raise Http404
    return initiative


def managed_initiatives(reader: Any, at: datetime) -> list[Initiative]:
    """Those whose data manager the reader is."""
    return [
        initiative
        for initiative in initiatives_visible(reader, at)
        if rules.is_data_manager(reader, initiative, rules.today(initiative, at))
    ]


def participations(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Participation]:
    """Who takes part, with the data contact: for the backbone only, since it holds people's addresses."""
    on = rules.today(initiative, at)
    if not rules.is_data_manager(reader, initiative, on):
        return Participation.objects.none()
    return (
        Participation.objects.filter(rules.in_term(on), initiative=initiative)
        .select_related("organisation")
        .order_by("organisation__name")
    )


def places(initiative: Initiative) -> QuerySet[Place]:
    """The map is public."""
    return Place.objects.filter(initiative=initiative).prefetch_related("wholes__whole")


def groups(initiative: Initiative) -> QuerySet[Group]:
    """Which groups there are is public; who sits in them is not read here."""
    return Group.objects.filter(initiative=initiative)


def roles_in_words(reader: Person, at: datetime) -> list[str]:
    """The reader's own seats, the data manager's first."""
    seats = rules.seats_of(reader, at.date()).order_by("-group__kind", "since")
    ranked = sorted(seats, key=lambda seat: seat.role != Seat.Role.DATA_MANAGER)
    return [str(seat.get_role_display()) for seat in ranked]


def seats(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Seat]:
    """Who sits where today, for the backbone: the page shows addresses."""
    on = rules.today(initiative, at)
    if not rules.is_data_manager(reader, initiative, on):
        return Seat.objects.none()
    held = Seat.objects.filter(rules.in_term(on), group__initiative=initiative)
    return held.select_related("group", "person", "organisation").order_by("group__position", "group__code", "role")


def outbox(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Message]:
    if not rules.is_data_manager(reader, initiative, rules.today(initiative, at)):
        return Message.objects.none()
    return delivery.outbox(reader, initiative.pk)
