"""What is given, each amount only to who may see it; what is hidden from a reader is in none of their sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.commitments import rules
from commonweal.commitments.about import MONEY_LINE, pairs_of
from commonweal.commitments.models import Arrival, Contribution, Thanks
from commonweal.commitments.queries import everybody
from commonweal.governance import rules as seats
from commonweal.governance.about import label_of, paid_for, url_of
from commonweal.governance.models import Decision, Group, Initiative, Participation
from commonweal.governance.queries.decisions import decisions
from commonweal.governance.queries.interests import stakes
from commonweal.governance.queries.votes import roll_of, told_stakes
from commonweal.people.models import Organisation, Person


@dataclass(frozen=True)
class Gift:
    """A contribution as one reader may see it: without its amounts where they are not for them."""

    contribution: Contribution
    shows_amounts: bool
    arrivals: list[Arrival]
    thanks: list[Thanks]

    @property
    def promised(self) -> Decimal | None:
        return self.contribution.worth if self.shows_amounts else None

    @property
    def arrived(self) -> Decimal | None:
        """None where no amount was ever said, which is not the same as nothing."""
        said = [one.worth for one in self.arrivals if one.worth is not None]
        return sum(said, Decimal(0)) if said and self.shows_amounts else None

    @property
    def to_come(self) -> Decimal | None:
        if self.promised is None:
            return None
        return max(self.promised - (self.arrived or Decimal(0)), Decimal(0))

    @property
    def hours_arrived(self) -> Decimal:
        return sum((one.hours for one in self.arrivals if one.hours is not None), Decimal(0))

    @property
    def state(self) -> str:
        if self.contribution.ended_on is not None:
            return "ended"
        if not self.arrivals:
            return "promised"
        return "partly" if self._is_partly() else "arrived"

    def _is_partly(self) -> bool:
        contribution = self.contribution
        if contribution.kind == Contribution.Kind.HOURS and contribution.hours is not None:
            return self.hours_arrived < contribution.hours
        if not contribution.is_money or contribution.worth is None:
            return False
        return sum((one.worth or Decimal(0) for one in self.arrivals), Decimal(0)) < contribution.worth


@dataclass
class Total:
    """Money of one kind, added up as far as one reader may see it."""

    purpose: str
    label: str
    lines: int = 0
    hidden: int = 0
    unsaid: int = 0
    promised: Decimal = Decimal(0)
    arrived: Decimal = Decimal(0)

    @property
    def to_come(self) -> Decimal:
        return max(self.promised - self.arrived, Decimal(0))

    @property
    def is_unsaid(self) -> bool:
        """Of no line that the reader sees has anybody said the amount: that is not nothing."""
        return self.unsaid > 0 and self.unsaid == self.lines - self.hidden

    def add(self, gift: Gift) -> None:
        self.lines += 1
        if not gift.shows_amounts:
            self.hidden += 1
            return
        self.unsaid += gift.promised is None
        self.promised += gift.promised or Decimal(0)
        self.arrived += gift.arrived or Decimal(0)


@dataclass(frozen=True)
class PaidFor:
    """Money for one strategy, or for none: `url` and `key` are empty then."""

    total: Total
    key: str
    url: str


@dataclass(frozen=True)
class Work:
    """What is given for the work of one group, or for the whole initiative."""

    group: Group | None
    gifts: list[Gift]


@dataclass(frozen=True)
class Ledger:
    """All that stands: money by kind, hours, gifts in kind, and for whose work."""

    totals: list[Total]
    strategies: list[PaidFor]
    works: list[Work]
    hours_promised: Decimal
    hours_arrived: Decimal
    in_kind: int
    in_kind_valued: int
    in_kind_worth: Decimal
    ended: list[Gift] = field(default_factory=list)

    @property
    def money(self) -> Total:
        every = Total("", "")
        for one in self.totals:
            every.lines += one.lines
            every.hidden += one.hidden
            every.unsaid += one.unsaid
            every.promised += one.promised
            every.arrived += one.arrived
        return every

    @property
    def for_the_backbone(self) -> Decimal:
        return sum((one.promised for one in self.totals if one.purpose == Contribution.Purpose.BACKBONE), Decimal(0))


def ledger(reader: Any, initiative: Initiative, at: datetime) -> Ledger:
    """For members. Amounts that are not for this reader are counted as lines and added to nothing."""
    on = seats.today(initiative, at)
    gifts = _gifts(reader, _standing(initiative), on) if rules.may_read(reader, initiative, on) else []
    return _summed(gifts)


def money_for(reader: Any, initiative: Initiative, key: str, at: datetime) -> PaidFor | None:
    """What one strategy was promised and got, as far as the reader may see it; None where no line is for it."""
    found = [one for one in ledger(reader, initiative, at).strategies if one.key == key]
    return found[0] if found else None


def strategies_for(reader: Any, initiative: Initiative, at: datetime) -> list[tuple[str, str]]:
    """For which a gift of money can be written down; whoever has no seat is not asked."""
    return paid_for(initiative) if rules.may_read(reader, initiative, seats.today(initiative, at)) else []


def strategy_of(contribution: Contribution) -> tuple[str, str]:
    """Its name and its page; both empty where the money is for none."""
    kind, _colon, key = contribution.paid_for.partition(":")
    pair = (kind, key)
    return label_of(contribution.initiative, pair), url_of(contribution.initiative, pair)


def _by_strategy(gifts: Iterable[Gift]) -> list[PaidFor]:
    """Those that have lines, the one with most money first; what is for none comes last."""
    found: dict[str, PaidFor] = {}
    for gift in gifts:
        key = gift.contribution.paid_for
        if key not in found:
            name, url = strategy_of(gift.contribution)
            found[key] = PaidFor(Total("", name), key, url)
        found[key].total.add(gift)
    named = [one for one in found.values() if one.key]
    return sorted(found.values(), key=lambda one: (not one.key, -one.total.promised, one.total.label)) if named else []


def given_by(reader: Any, initiative: Initiative, at: datetime) -> list[Gift]:
    """What the reader, or where they work, gives; also without a seat. A giver sees all of their own."""
    on = seats.today(initiative, at)
    mine = [holder.pk for holder in givers_for_self(reader, initiative, on) if isinstance(holder, Organisation)]
    held = _standing(initiative).filter(Q(person=reader) | Q(organisation__in=mine))
    return _gifts(reader, held, on)


def givers_for_self(reader: Any, initiative: Initiative, on: date) -> list[Person | Organisation]:
    """Oneself, and the organizations that take part here in which one works."""
    works = reader.affiliations.filter(
        seats.in_term(on),
        organisation__in=Participation.objects.filter(seats.in_term(on), initiative=initiative).values("organisation"),
    )
    return [reader, *(work.organisation for work in works.select_related("organisation"))]


def gift_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Gift | None:
    """Also one that ended; None for whom it does not exist."""
    on = seats.today(initiative, at)
    found = _standing(initiative).filter(pk=key).first()
    if found is None or not rules.may_see_contribution(reader, found, on):
        return None
    return _gift(reader, found, on)


def _standing(initiative: Initiative) -> QuerySet[Contribution]:
    held = Contribution.objects.filter(initiative=initiative)
    return held.select_related("person", "organisation", "group", "to_organisation", "initiative").prefetch_related(
        "arrivals", "thanks"
    )


def _gifts(reader: Any, held: Iterable[Contribution], on: date) -> list[Gift]:
    return [_gift(reader, one, on) for one in held]


def _gift(reader: Any, one: Contribution, on: date) -> Gift:
    return Gift(one, rules.may_see_amounts(reader, one, on), list(one.arrivals.all()), list(one.thanks.all()))


def _summed(gifts: Sequence[Gift]) -> Ledger:
    standing = [gift for gift in gifts if gift.state != "ended"]
    totals = {code: Total(code, str(label)) for code, label in Contribution.Purpose.choices}
    for gift in standing:
        if gift.contribution.is_money:
            totals[gift.contribution.purpose].add(gift)
    hours = [gift for gift in standing if gift.contribution.kind == Contribution.Kind.HOURS]
    in_kind = [gift for gift in standing if not gift.contribution.is_money]
    valued = [gift.promised for gift in in_kind if gift.promised is not None]
    works: dict[int | None, Work] = {}
    for gift in standing:
        group = gift.contribution.group
        works.setdefault(group.pk if group else None, Work(group, [])).gifts.append(gift)
    return Ledger(
        totals=[total for total in totals.values() if total.lines],
        strategies=_by_strategy(gift for gift in standing if gift.contribution.is_money),
        works=sorted(works.values(), key=_place_of),
        hours_promised=sum((gift.contribution.hours or Decimal(0) for gift in hours), Decimal(0)),
        hours_arrived=sum((gift.hours_arrived for gift in hours), Decimal(0)),
        in_kind=len(in_kind),
        in_kind_valued=len(valued),
        in_kind_worth=sum(valued, Decimal(0)),
        ended=[gift for gift in gifts if gift.state == "ended"],
    )


def _place_of(work: Work) -> tuple[bool, int, str]:
    """What is for the whole initiative comes first, then the groups in their order."""
    group = work.group
    return group is not None, group.position if group else 0, group.code if group else ""


@dataclass(frozen=True)
class Touched:
    """Who has something at stake in a money line: asked to step aside when a group decides on it."""

    own: list[str]
    others: list[str]


def touched_by(reader: Any, contribution: Contribution, at: datetime) -> Touched:
    """The reader's own stakes in words; of others only that they have one, for chairs and data managers."""
    initiative = contribution.initiative
    on = seats.today(initiative, at)
    pairs = [(MONEY_LINE, str(contribution.pk)), *pairs_of(str(contribution.pk))]
    own = stakes([reader], initiative, pairs, on) if rules.may_read(reader, initiative, on) else []
    if not rules.may_receive(reader, contribution, on):
        return Touched(told_stakes(own, initiative), [])
    group = contribution.group or Group.objects.filter(initiative=initiative, kind=Group.Kind.STEERING).first()
    people = [line.person for line in roll_of(group, on)] if group else []
    found = stakes([one for one in people if one != reader], initiative, pairs, on)
    return Touched(told_stakes(own, initiative), sorted({str(stake.person) for stake in found}))


def decisions_on(reader: Any, contribution: Contribution, at: datetime) -> list[Decision]:
    """Which groups were asked to decide on it, as far as the reader sees decisions."""
    held = decisions(reader, contribution.initiative, at)
    return list(held.filter(subjects__kind=MONEY_LINE, subjects__key=str(contribution.pk)).distinct())


def givers_for(reader: Any, initiative: Initiative, at: datetime) -> list[Person | Organisation]:
    """Whose gifts the reader may write down: one's own first; who leads, those of all who are here."""
    on = seats.today(initiative, at)
    mine = givers_for_self(reader, initiative, on)
    if not (seats.is_data_manager(reader, initiative, on) or seats.leads_a_group(reader, initiative, on)):
        return mine
    return list(dict.fromkeys([*mine, *everybody(initiative, on)]))


def organisations_here(initiative: Initiative, at: datetime) -> list[Organisation]:
    part = Participation.objects.filter(seats.in_term(seats.today(initiative, at)), initiative=initiative)
    return list(Organisation.objects.filter(pk__in=part.values("organisation")).order_by("name"))
