"""Reads of promises, each scoped to its reader: members read, nobody is ranked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from commonweal.commitments import rules
from commonweal.commitments.models import Account, AccountLink, ChampionNote, Commitment, Resource
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative, Participation, RoleTerm, Seat
from commonweal.governance.queries.composition import sector_words, sectors_taking_part
from commonweal.lib.tokens import hash_token
from commonweal.people.models import Organisation, Person

#: The code of the role card of whoever speaks for the work.
CHAMPION = "champion"
#: What the promiser's side has settled; more time is no answer yet.
SETTLED = (Account.State.DONE, Account.State.PARTLY, Account.State.NO)


class UnusableLinkError(Exception):
    """A mailed link that opens nothing; `why` is unknown, expired or ended."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Promise:
    """A commitment and what holds of it: the newest word of the one who promised, and of the other side."""

    commitment: Commitment
    said: Account | None
    heard: Account | None
    is_over: bool

    @property
    def state(self) -> str:
        """done, partly, no; else silent once it was due, and open before."""
        if self.said and self.said.state in SETTLED:
            return self.said.state
        return "silent" if self.is_over else "open"

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_disputed(self) -> bool:
        return bool(self.is_settled and self.heard and self.heard.state != self.state)


@dataclass
class Record:
    """What became of the promises in a group's work. Counts of promises, and never of a person."""

    group: Group | None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*SETTLED, "silent", "open"), 0))
    promises: list[Promise] = field(default_factory=list)

    @property
    def due(self) -> int:
        return sum(self.counts.values()) - self.counts["open"]

    @property
    def settled(self) -> int:
        return sum(self.counts[state] for state in SETTLED)

    @property
    def unsettled(self) -> int:
        return self.counts["silent"] + self.counts["open"]


def promises(reader: Any, initiative: Initiative, at: datetime) -> list[Promise]:
    """All that stand: what was let go or never promised is left out."""
    today = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, today):
        return []
    return told(_standing(initiative).filter(ended_at=None), today)


def _standing(initiative: Initiative) -> QuerySet[Commitment]:
    held = Commitment.objects.filter(initiative=initiative)
    return held.select_related("person", "organisation", "to_person", "to_organisation", "to_group", "group")


def told(commitments: QuerySet[Commitment], today: date) -> list[Promise]:
    """Two queries, however many promises there are."""
    return [_promise(one, today) for one in commitments.prefetch_related(Prefetch("accounts"))]


def _promise(commitment: Commitment, today: date) -> Promise:
    accounts = list(commitment.accounts.all())
    said = [one for one in accounts if one.side != Account.Side.RECEIVER]
    heard = [one for one in accounts if one.side == Account.Side.RECEIVER]
    newest_said, newest_heard = (said[-1] if said else None), (heard[-1] if heard else None)
    return Promise(commitment, newest_said, newest_heard, commitment.due_on < today)


def promise_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Promise | None:
    """Also one that was let go; None for whom it does not exist."""
    today = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, today):
        return None
    return next(iter(told(_standing(initiative).filter(pk=key), today)), None)


def records(found: Iterable[Promise]) -> list[Record]:
    """By group, in the order of the groups; what belongs to none comes last."""
    by_group: dict[int | None, Record] = {}
    for promise in found:
        group = promise.commitment.group
        record = by_group.setdefault(group.pk if group else None, Record(group))
        record.counts[promise.state] += 1
        record.promises.append(promise)
    return sorted(
        by_group.values(),
        key=lambda one: (
            one.group is None,
            one.group.position if one.group else 0,
            one.group.code if one.group else "",
        ),
    )


def own(reader: Any, initiative: Initiative, found: Iterable[Promise], at: datetime) -> list[Promise]:
    """What the reader, or where they work, promised and has not settled."""
    on = seats.today(initiative, at)
    works = set(reader.affiliations.filter(seats.in_term(on)).values_list("organisation", flat=True))
    return [
        one
        for one in found
        if not one.is_settled and (one.commitment.person_id == reader.pk or one.commitment.organisation_id in works)
    ]


def by_link(token: str, at: datetime) -> Commitment:
    """Whose link this is; raises UnusableLinkError."""
    links = AccountLink.objects.select_related(
        "commitment__initiative", "commitment__person", "commitment__organisation"
    )
    link = links.filter(token_hash=hash_token(token)).first()
    if link is None:
        raise UnusableLinkError("unknown")
    if link.commitment.ended_at is not None:
        raise UnusableLinkError("ended")
    if at >= link.expires_at:
        raise UnusableLinkError("expired")
    return link.commitment


def holders_for(reader: Any, initiative: Initiative, at: datetime) -> list[Person | Organisation]:
    """Whose promises the reader may write down: one's own first; who leads, those of all who sit here."""
    on = seats.today(initiative, at)
    works = reader.affiliations.filter(seats.in_term(on), organisation__participations__initiative=initiative)
    mine: list[Person | Organisation] = [reader, *(work.organisation for work in works.select_related("organisation"))]
    if not (seats.is_data_manager(reader, initiative, on) or seats.leads_a_group(reader, initiative, on)):
        return mine
    return list(dict.fromkeys([*mine, *everybody(initiative, on)]))


def everybody(initiative: Initiative, on: date) -> list[Person | Organisation]:
    """Who sits here on that day, and who takes part."""
    seated = Person.objects.filter(seats__in=Seat.objects.filter(seats.in_term(on), group__initiative=initiative))
    taking_part = Organisation.objects.filter(
        participations__in=Participation.objects.filter(seats.in_term(on), initiative=initiative)
    )
    return [*seated.distinct(), *taking_part.distinct()]


@dataclass(frozen=True)
class Need:
    """What somebody lacks, and who could lend it: the same kind, in the same place or anywhere."""

    resource: Resource
    matches: list[Resource]


@dataclass(frozen=True)
class Exchange:
    """What is needed and what can be lent, on one day."""

    needs: list[Need]
    offers: list[Resource]

    @property
    def unmatched(self) -> list[Need]:
        return [need for need in self.needs if not need.matches]


def exchange(reader: Any, initiative: Initiative, at: datetime) -> Exchange:
    """For members. Needs with somebody who could help come first."""
    today = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, today):
        return Exchange([], [])
    held = Resource.objects.filter(seats.in_term(today), initiative=initiative)
    every = list(held.select_related("person", "organisation", "place", "initiative"))
    offers = [one for one in every if one.side == Resource.Side.HAS]
    needs = [Need(one, [other for other in offers if _fits(one, other)]) for one in every if one not in offers]
    return Exchange(sorted(needs, key=lambda need: not need.matches), offers)


def _fits(need: Resource, offer: Resource) -> bool:
    """Nobody is told to ask themselves."""
    if need.sort != offer.sort or need.holder == offer.holder:
        return False
    return need.place_id is None or offer.place_id is None or need.place_id == offer.place_id


def resource_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Resource | None:
    """One that the reader may end."""
    today = seats.today(initiative, at)
    found = Resource.objects.filter(seats.in_term(today), initiative=initiative, pk=key).first()
    if found is None or not rules.may_record(reader, initiative, found.holder, None, today):
        return None
    return found


@dataclass(frozen=True)
class Champion:
    """Somebody who speaks for the work, what they promised, and what they are asked next."""

    term: RoleTerm
    sectors: list[str]
    note: ChampionNote | None
    promises: list[Promise]
    is_due: bool

    @property
    def sector_names(self) -> str:
        return ", ".join(sector_words(sector) for sector in self.sectors)

    @property
    def kept(self) -> int:
        return sum(one.state == Account.State.DONE for one in self.promises)


@dataclass(frozen=True)
class Champions:
    """The register: those who speak for the work, and sectors that take part in which nobody does."""

    each: list[Champion]
    gaps: list[str]


def champions(reader: Any, initiative: Initiative, at: datetime) -> Champions:
    """For the data managers; whose ask is due comes first."""
    today = seats.today(initiative, at)
    if not seats.is_data_manager(reader, initiative, today):
        return Champions([], [])
    notes = {_holder_of(note): note for note in ChampionNote.objects.filter(initiative=initiative)}
    given = promises(reader, initiative, at)
    each = []
    for term in champion_terms(initiative, today):
        note = notes.get(_holder_of(term))
        own_promises = [one for one in given if _holder_of(one.commitment) == _holder_of(term)]
        due = note is not None and note.ask_on is not None and note.ask_on <= today
        each.append(Champion(term, _sectors(term, today), note, own_promises, due))
    spoken_for = {sector for one in each for sector in one.sectors}
    gaps = [one for one in sectors_taking_part(initiative, today) if one not in spoken_for]
    return Champions(sorted(each, key=lambda one: (not one.is_due, str(one.term.holder))), gaps)


def champion_terms(initiative: Initiative, on: date) -> list[RoleTerm]:
    held = RoleTerm.objects.filter(seats.in_term(on), initiative=initiative, role=CHAMPION, voided_at=None)
    return list(held.select_related("person", "organisation"))


def sectors_spoken_for(initiative: Initiative, on: date) -> set[str]:
    """Those in which somebody is a champion."""
    return {sector for term in champion_terms(initiative, on) for sector in _sectors(term, on)}


def is_champion(initiative: Initiative, holder: Person | Organisation, on: date) -> bool:
    return any(term.holder == holder for term in champion_terms(initiative, on))


def _holder_of(row: Any) -> tuple[int | None, int | None]:
    return row.person_id, row.organisation_id


def _sectors(term: RoleTerm, on: date) -> list[str]:
    if term.organisation is not None:
        return [term.organisation.sector]
    assert term.person is not None
    work = term.person.affiliations.filter(seats.in_term(on)).values_list("organisation__sector", flat=True)
    return list(dict.fromkeys(work))
