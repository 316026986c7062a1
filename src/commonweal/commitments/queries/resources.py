"""What the early work needs a year in four lines, and what is committed; amounts only for whom they are meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from commonweal.commitments import rules
from commonweal.commitments.models import Contribution, Post, ResourceLine, ResourceNeed, ResourceShare
from commonweal.commitments.rules import WARNED_BEFORE
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative

#: The gate, as the questionnaire of readiness has it, and three states in which there is none.
PRESENT, CULTIVATE, ABSENT = "present", "cultivate", "absent"
UNSAID, NOTHING_NEEDED, HIDDEN = "unsaid", "nothing needed", "hidden"


@dataclass(frozen=True)
class ShareShown:
    """What of one gift or post goes to a line; `amount` is None where nobody said it, or it is not for the reader."""

    share: ResourceShare
    is_hidden: bool
    until: date | None
    ends_soon: bool

    @property
    def is_money(self) -> bool:
        return self.share.contribution is not None and self.share.contribution.is_money

    @property
    def is_hours(self) -> bool:
        gift = self.share.contribution
        return gift is None or gift.kind == Contribution.Kind.HOURS

    @property
    def amount(self) -> Decimal | None:
        if self.is_hidden:
            return None
        return self.share.money if self.is_money else self.share.hours


@dataclass
class Side:
    """Money, or hours: needed a year, and committed as far as the reader may see it. The two are never added up."""

    needed: Decimal | None
    committed: Decimal = Decimal(0)
    lines: int = 0
    hidden: int = 0
    unsaid: int = 0

    def add(self, shown: ShareShown) -> None:
        self.lines += 1
        self.hidden += shown.is_hidden
        self.unsaid += not shown.is_hidden and shown.amount is None
        self.committed += shown.amount or Decimal(0)

    @property
    def is_asked(self) -> bool:
        return self.needed is not None and self.needed > 0

    @property
    def gap(self) -> Decimal | None:
        """None where nobody said what is needed, and where an amount is missing that could fill it."""
        if self.needed is None:
            return None
        left = max(self.needed - self.committed, Decimal(0))
        return None if left and (self.hidden or self.unsaid) else left

    @property
    def is_uncounted(self) -> bool:
        """Of all that is there, no amount is known to the reader: that is not nothing."""
        return self.lines > 0 and self.lines == self.hidden + self.unsaid

    @property
    def state(self) -> str:
        if self.needed is None:
            return UNSAID
        if not self.needed:
            return NOTHING_NEEDED
        if self.committed >= self.needed:
            return PRESENT
        if self.hidden:
            return HIDDEN
        return CULTIVATE if self.lines else ABSENT


@dataclass(frozen=True)
class LineShown:
    """One of the four lines."""

    code: str
    label: str
    need: ResourceNeed | None
    money: Side
    hours: Side
    shares: list[ShareShown] = field(default_factory=list)
    #: Of what has run out, and of posts that nobody holds.
    idle: list[ResourceShare] = field(default_factory=list)

    @property
    def in_kind(self) -> list[ShareShown]:
        """A room, food, data: neither money nor hours."""
        return [one for one in self.shares if not one.is_money and not one.is_hours]

    @property
    def ends_first(self) -> ShareShown | None:
        dated = [one for one in self.shares if one.until is not None]
        return min(dated, key=lambda one: one.until or date.max, default=None)

    @property
    def without_end(self) -> int:
        return sum(one.until is None for one in self.shares)

    @property
    def gate(self) -> str:
        """Present where each of the two that is asked for is there, and none of it ends within 90 days."""
        states = [side.state for side in (self.money, self.hours)]
        asked = [side.state for side in (self.money, self.hours) if side.is_asked]
        if not asked:
            return UNSAID if UNSAID in states else NOTHING_NEEDED
        found = together(asked)
        if found == ABSENT and self.shares:
            return CULTIVATE
        return CULTIVATE if found == PRESENT and any(one.ends_soon for one in self.shares) else found


@dataclass(frozen=True)
class Resources:
    """All four lines, and what is not counted for any of them yet."""

    lines: list[LineShown]
    gifts: list[Contribution] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    @property
    def asked(self) -> list[LineShown]:
        return [line for line in self.lines if line.gate != NOTHING_NEEDED]

    @property
    def unsaid(self) -> int:
        return sum(line.gate == UNSAID for line in self.lines)

    @property
    def nothing_is_said(self) -> bool:
        return self.unsaid == len(self.lines)

    @property
    def present(self) -> int:
        return sum(line.gate == PRESENT for line in self.lines)

    @property
    def gate(self) -> str:
        """Of the precondition: all four lines together."""
        if self.unsaid:
            return UNSAID
        return together([line.gate for line in self.asked]) if self.asked else NOTHING_NEEDED


def together(gates: Sequence[str]) -> str:
    """All present, all absent, or something between. What is hidden is something, and perhaps enough."""
    if set(gates) == {PRESENT}:
        return PRESENT
    if set(gates) == {ABSENT}:
        return ABSENT
    return HIDDEN if set(gates) <= {PRESENT, HIDDEN} else CULTIVATE


def resources(reader: Any, initiative: Initiative, at: datetime) -> Resources:
    """For members, as of today."""
    on = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, on):
        return Resources([])
    held = _shares(initiative, on)
    gifts, posts = set(_gifts(initiative, on)), set(_posts(initiative, on))
    standing = gifts | posts
    shares = [_shown(reader, share, on) for share in held if share.source in standing]
    idle = [share for share in held if share.source not in standing]
    lines = [_line(ResourceLine(code), need_of(initiative, code), shares, idle) for code in ResourceLine.values]
    counted = {share.source for share in held}
    return Resources(
        lines,
        sorted(gifts - counted, key=lambda one: one.pk),
        sorted(posts - counted, key=lambda one: one.pk),
    )


def need_of(initiative: Initiative, line: str) -> ResourceNeed | None:
    return ResourceNeed.objects.filter(initiative=initiative, line=line).last()


def _line(
    line: ResourceLine, need: ResourceNeed | None, every: Iterable[ShareShown], idle: Iterable[ResourceShare]
) -> LineShown:
    shares = [one for one in every if one.share.line == line]
    money, hours = Side(need.money if need else None), Side(need.hours if need else None)
    for one in shares:
        if one.is_money:
            money.add(one)
        elif one.is_hours:
            hours.add(one)
    return LineShown(line.value, str(line.label), need, money, hours, shares, [one for one in idle if one.line == line])


def _shares(initiative: Initiative, on: date) -> list[ResourceShare]:
    """Of gifts and posts that nobody ended, also where they have run out."""
    gifts = Q(contribution__initiative=initiative, contribution__ended_on=None)
    posts = Q(post__in=Post.objects.filter(seats.in_term(on), initiative=initiative))
    held = ResourceShare.objects.filter(gifts | posts, ended_at=None)
    return list(
        held.select_related(
            "contribution__initiative",
            "contribution__person",
            "contribution__organisation",
            "contribution__to_organisation",
            "post__initiative",
            "post__person",
        )  # fmt: skip
    )


def _gifts(initiative: Initiative, on: date) -> Any:
    held = Contribution.objects.filter(initiative=initiative, ended_on=None)
    return held.filter(Q(until=None) | Q(until__gte=on)).select_related("person", "organisation")


def _posts(initiative: Initiative, on: date) -> Any:
    held = Post.objects.filter(seats.in_term(on), initiative=initiative, person__isnull=False)
    return held.filter(Q(paid_until=None) | Q(paid_until__gte=on)).select_related("person")


def _shown(reader: Any, share: ResourceShare, on: date) -> ShareShown:
    gift, post = share.contribution, share.post
    until = gift.until if gift else post.paid_until if post else None
    hidden = bool(gift and gift.is_money and not rules.may_see_amounts(reader, gift, on))
    return ShareShown(share, hidden, until, until is not None and until <= on + WARNED_BEFORE)


def gift_to_count(reader: Any, initiative: Initiative, key: int, at: datetime) -> Contribution | None:
    """One that stands, for who may say for which lines it counts."""
    if not seats.may_set_up(reader, initiative, at):
        return None
    return _gifts(initiative, seats.today(initiative, at)).filter(pk=key).first()


def shares_of(source: Contribution | Post) -> dict[str, ResourceShare]:
    """For which lines it counts."""
    return {one.line: one for one in source.shares.filter(ended_at=None)}
