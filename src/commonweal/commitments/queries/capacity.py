"""Until when the backbone is paid, and what it lacks."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from commonweal.commitments import rules
from commonweal.commitments.models import Contribution, Function, NeededHours, Post
from commonweal.commitments.rules import WARNED_BEFORE
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative, Seat
from commonweal.people.models import Person


@dataclass(frozen=True)
class PostShown:
    """One post on a day. `money` says what is known of its pay: paid, soon, over, unknown."""

    post: Post
    money: str

    @property
    def is_held(self) -> bool:
        return self.post.person_id is not None


@dataclass(frozen=True)
class FunctionShown:
    """Hours a week of one function: what the posts give, and what it needs; None is not said."""

    label: str
    given: Decimal
    needed: Decimal | None

    @property
    def lacking(self) -> Decimal:
        return max((self.needed or Decimal(0)) - self.given, Decimal(0))

    @property
    def has_nobody(self) -> bool:
        return self.given == 0


@dataclass(frozen=True)
class Capacity:
    posts: list[PostShown]
    functions: list[FunctionShown]

    @property
    def full_time(self) -> Decimal:
        return sum((one.post.full_time for one in self.posts), Decimal(0))

    @property
    def held(self) -> Decimal:
        return sum((one.post.full_time for one in self.posts if one.is_held), Decimal(0))

    @property
    def paid_until(self) -> date | None:
        """The last day on which every held post is paid; None where one of them is unknown, or none is held."""
        days = [one.post.paid_until for one in self.posts if one.is_held]
        known = [each for each in days if each is not None]
        return min(known) if known and len(known) == len(days) else None

    @property
    def first_to_end(self) -> list[PostShown]:
        """Held posts by the last day of their pay, those of which one knows it."""
        known = [one for one in self.posts if one.is_held and one.post.paid_until is not None]
        return sorted(known, key=lambda one: one.post.paid_until or date.max)

    @property
    def unknown(self) -> list[PostShown]:
        return [one for one in self.posts if one.is_held and one.money == "unknown"]

    @property
    def over(self) -> list[PostShown]:
        return [one for one in self.posts if one.is_held and one.money == "over"]

    @property
    def vacant(self) -> list[PostShown]:
        return [one for one in self.posts if not one.is_held]

    @property
    def lacking(self) -> list[FunctionShown]:
        return [one for one in self.functions if one.lacking > 0]

    @property
    def without_anybody(self) -> list[FunctionShown]:
        """Functions for which no post has an hour, where nobody has said what is needed."""
        return [one for one in self.functions if one.has_nobody and one.needed is None]

    @property
    def lacks_nothing(self) -> bool:
        return not (self.vacant or self.lacking or self.without_anybody or self.unknown or self.over)


def capacity(reader: Any, initiative: Initiative, at: datetime) -> Capacity:
    """For members, as of today."""
    on = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, on):
        return Capacity([], [])
    held = Post.objects.filter(seats.in_term(on), initiative=initiative)
    posts = list(held.select_related("person", "paid_from").prefetch_related("hours"))
    given: dict[str, Decimal] = {}
    for post in posts:
        for line in post.hours.all() if post.person_id is not None else ():
            given[line.function] = given.get(line.function, Decimal(0)) + line.hours
    needed = needed_hours(initiative)
    functions = [
        FunctionShown(str(label), given.get(code, Decimal(0)), needed.get(code)) for code, label in Function.choices
    ]
    return Capacity([PostShown(post, _money(post, on)) for post in posts], functions if posts or needed else [])


def needed_hours(initiative: Initiative) -> dict[str, Decimal]:
    """By function, as it was said last."""
    return {one.function: one.hours for one in NeededHours.objects.filter(initiative=initiative)}


def _money(post: Post, on: date) -> str:
    if post.paid_until is None:
        return "unknown"
    if post.paid_until < on:
        return "over"
    return "soon" if post.paid_until <= on + WARNED_BEFORE else "paid"


def post_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Post | None:
    """One that stands, for who may change it."""
    if not seats.may_set_up(reader, initiative, at):
        return None
    on = seats.today(initiative, at)
    return Post.objects.filter(seats.in_term(on), initiative=initiative, until=None, pk=key).first()


def people_for_posts(initiative: Initiative, at: datetime) -> list[Person]:
    """Whoever has a seat here today."""
    on = seats.today(initiative, at)
    seated = Seat.objects.filter(seats.in_term(on), group__initiative=initiative, person__isnull=False)
    return list(Person.objects.filter(pk__in=seated.values("person")).order_by("name"))


def money_lines(initiative: Initiative) -> list[Contribution]:
    """Money for the backbone team that stands."""
    lines = Contribution.objects.filter(
        initiative=initiative, kind=Contribution.Kind.MONEY, purpose=Contribution.Purpose.BACKBONE, ended_on=None
    )
    return list(lines.select_related("person", "organisation"))
