"""Ways to take part, for members and for everybody; who comes, for who runs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from commonweal.commitments import rules
from commonweal.commitments.models import Joining, Opportunity
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.lib.calendar_files import Event, calendar_file
from commonweal.lib.tokens import hash_token

#: From this hour on it is an evening.
EVENING = 17
TAKES_A_PLACE = Q(joinings__left_at=None, joinings__confirmed_at__isnull=False)
WEEKDAY, EVENINGS, WEEKEND = "day", "evening", "weekend"


@dataclass(frozen=True)
class OpportunityFilter:
    """Empty is everything. `when` is a part of the week, `since` the first day that suits."""

    when: str = ""
    since: date | None = None
    language: str = ""
    level: str = ""
    skill: str = ""


@dataclass(frozen=True)
class Way:
    """One way to take part as a reader sees it: how many come is told to all, who comes to who runs it."""

    opportunity: Opportunity
    coming: int
    comes: bool = False
    runs: bool = False

    @property
    def left(self) -> int | None:
        """None where as many can come as want to."""
        return None if self.opportunity.places is None else max(self.opportunity.places - self.coming, 0)


def open_to_members(reader: Any, initiative: Initiative, wanted: OpportunityFilter, at: datetime) -> list[Way]:
    """All that are still to come, public or not."""
    on = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, on):
        return []
    own = set(Joining.objects.coming().filter(person=reader).values_list("opportunity", flat=True))
    return [
        Way(one, _coming(one), one.pk in own, rules.may_run(reader, one, on))
        for one in _fitting(_to_come(initiative, at), wanted)
    ]


def open_to_everybody(initiative: Initiative, wanted: OpportunityFilter, at: datetime) -> list[Way]:
    """What somebody made public, and what is not cancelled."""
    public = _to_come(initiative, at).filter(public_at__isnull=False, cancelled_at=None)
    return [Way(one, _coming(one)) for one in _fitting(public, wanted)]


def _to_come(initiative: Initiative, at: datetime) -> QuerySet[Opportunity]:
    still = Q(ends_at__gt=at) | Q(ends_at=None, starts_at__gt=at)
    held = Opportunity.objects.filter(still, initiative=initiative).select_related("group", "initiative")
    return held.annotate(coming=Count("joinings", filter=TAKES_A_PLACE))


def _coming(opportunity: Opportunity) -> int:
    return int(opportunity.coming)  # type: ignore[attr-defined]  # counted by the query


def _fitting(found: Iterable[Opportunity], wanted: OpportunityFilter) -> list[Opportunity]:
    return [one for one in found if _fits(one, wanted)]


def _fits(one: Opportunity, wanted: OpportunityFilter) -> bool:
    local = one.starts_at.astimezone(ZoneInfo(one.initiative.time_zone))
    return (
        (not wanted.when or part_of_week(local) == wanted.when)
        and (wanted.since is None or local.date() >= wanted.since)
        and (not wanted.language or wanted.language in one.languages.split())
        and (not wanted.level or one.level == wanted.level)
        and (not wanted.skill or one.skill == wanted.skill)
    )


def part_of_week(local: datetime) -> str:
    if local.weekday() >= 5:
        return WEEKEND
    return EVENINGS if local.hour >= EVENING else WEEKDAY


def way_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Way | None:
    """For members: also what was cancelled or is over."""
    on = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, on):
        return None
    one = _counted(initiative).filter(pk=key).first()
    if one is None:
        return None
    comes = Joining.objects.coming().filter(opportunity=one, person=reader).exists()
    return Way(one, _coming(one), comes, rules.may_run(reader, one, on))


def public_way(initiative: Initiative, key: int) -> Way | None:
    """For everybody: what was made public, also once it was cancelled or is over."""
    one = _counted(initiative).filter(pk=key, public_at__isnull=False).first()
    return Way(one, _coming(one)) if one else None


def _counted(initiative: Initiative) -> QuerySet[Opportunity]:
    held = Opportunity.objects.filter(initiative=initiative).select_related("group", "initiative", "organiser")
    return held.annotate(coming=Count("joinings", filter=TAKES_A_PLACE))


def who_comes(reader: Any, opportunity: Opportunity, at: datetime) -> list[Joining]:
    """For who runs it: the names that people gave, in the order in which they came."""
    if not rules.may_run(reader, opportunity, seats.today(opportunity.initiative, at)):
        return []
    return list(opportunity.joinings.coming().select_related("person"))


def seen_by(reader: Any, opportunity: Opportunity, at: datetime) -> bool:
    public = opportunity.public_at is not None
    return public or rules.may_read(reader, opportunity.initiative, seats.today(opportunity.initiative, at))


def places_left(opportunity: Opportunity) -> int | None:
    if opportunity.places is None:
        return None
    return max(opportunity.places - opportunity.joinings.coming().count(), 0)


def joining_by_token(token: str) -> Joining | None:
    held = Joining.objects.select_related("opportunity__initiative", "person", "involvement")
    return held.filter(token_hash=hash_token(token)).first()


def calendar_of(opportunity: Opportunity) -> bytes:
    """The calendar file; a changed event changes the entry that somebody took in before."""
    slug = opportunity.initiative.slug
    name = "take_part_one" if opportunity.public_at else "opportunity"
    made = Event(
        uid=f"{slug}-{opportunity.pk}@{settings.COMMONWEAL_URL.partition('://')[2] or 'commonweal'}",
        title=opportunity.title,
        starts_at=opportunity.starts_at,
        ends_at=opportunity.ends_at,
        made_at=opportunity.made_at,
        where=opportunity.where,
        text=opportunity.text,
        url=settings.COMMONWEAL_URL + reverse(f"commitments:{name}", args=[slug, opportunity.pk]),
        sequence=opportunity.changes,
        cancelled=opportunity.cancelled_at is not None,
    )
    return calendar_file(made)
