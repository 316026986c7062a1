"""Who works with whom on a day: what organizations say of themselves. Ratings are never read here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from commonweal.engines.networks.introductions import Introduction, introductions
from commonweal.engines.networks.ties import Network, network_of, undirected
from commonweal.engines.networks.waves import Change, change_between
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.instruments import rules
from commonweal.instruments.models import NetworkOffer, NetworkWave, Tie, TieStatement
from commonweal.people.models import Organisation

#: The questions ask about the past six months, so an older answer says nothing of them.
STILL_SAID = timedelta(days=183)
MOST_INTRODUCTIONS = 8
#: So that the list is not all about those who have most ties.
MOST_FOR_ONE = 2
#: Who introduces the others needs no introduction.
INTRODUCES = "backbone"


@dataclass(frozen=True)
class TieNetwork:
    """The organizations that take part on a day, by a name that is each one's own, and who says it works with whom."""

    on: date
    organisations: Mapping[str, Organisation]
    ties: Mapping[tuple[str, str], Tie]
    #: By name, the last day on which somebody looked at this organization's ties.
    looked_on: Mapping[str, date]
    #: By name, what an organization brings and whom it seeks, where it has said so.
    offers: Mapping[str, NetworkOffer]

    @cached_property
    def said(self) -> Network:
        """With directions: from who says it to whom."""
        return network_of(self.ties, self.organisations, directed=True)

    @cached_property
    def known(self) -> Network:
        """Tied where either of the two says so."""
        return undirected(self.said)

    @property
    def answered(self) -> list[str]:
        return [name for name in self.organisations if self.has_answered(name)]

    @property
    def silent(self) -> list[str]:
        return [name for name in self.organisations if not self.has_answered(name)]

    def has_answered(self, name: str) -> bool:
        looked = self.looked_on.get(name)
        return looked is not None and self.on - looked <= STILL_SAID

    @property
    def introductions(self) -> list[Introduction]:
        """The best by the engine's rule, each organization in two at most; the last places are for who has no tie."""
        sectors = {name: [one.sector] for name, one in self.organisations.items()}
        found = [
            pair
            for pair in introductions(self.known, sectors)
            if INTRODUCES not in (*sectors[pair.one], *sectors[pair.other])
        ]
        near = self.known.neighbours
        to_the_lone = [pair for pair in found if not near[pair.one] or not near[pair.other]]
        kept = _without_too_many_of_one(to_the_lone)[: MOST_INTRODUCTIONS // 3]
        others = _without_too_many_of_one([pair for pair in found if pair not in to_the_lone])
        return [*others[: MOST_INTRODUCTIONS - len(kept)], *kept]

    def partners_of(self, name: str) -> list[str]:
        return sorted(self.known.neighbours[name])

    def is_said_by_both(self, one: str, other: str) -> bool:
        return (one, other) in self.ties and (other, one) in self.ties


def _without_too_many_of_one(pairs: list[Introduction]) -> list[Introduction]:
    often: Counter[str] = Counter()
    kept = []
    for pair in pairs:
        if max(often[pair.one], often[pair.other]) < MOST_FOR_ONE:
            often.update((pair.one, pair.other))
            kept.append(pair)
    return kept


def network_on(initiative: Initiative, on: date) -> TieNetwork:
    """For rooms and pages that have asked who reads it."""
    there = Organisation.objects.filter(
        merged_into=None, pk__in=initiative.participations.filter(seats.in_term(on)).values("organisation")
    )
    names = _names(list(there.order_by("name", "code")))
    ties = Tie.objects.filter(seats.in_term(on), initiative=initiative, source__in=names, target__in=names)
    statements = TieStatement.objects.filter(initiative=initiative, said_on__lte=on, organisation__in=names)
    offers = NetworkOffer.objects.filter(seats.in_term(on), initiative=initiative, organisation__in=names)
    return TieNetwork(
        on=on,
        organisations={names[one.pk]: one for one in there.order_by("name", "code")},
        ties={(names[tie.source_id], names[tie.target_id]): tie for tie in ties},
        looked_on={names[one.organisation_id]: one.said_on for one in statements.order_by("said_on")},
        offers={names[one.organisation_id]: one for one in offers},
    )


def _names(organisations: list[Organisation]) -> dict[int, str]:
    """Two of one name are told apart by their codes."""
    often = Counter(one.name for one in organisations)
    return {one.pk: one.name if often[one.name] == 1 else f"{one.name} ({one.code})" for one in organisations}


def waves_of(initiative: Initiative, until: date) -> list[NetworkWave]:
    """The newest first."""
    return list(NetworkWave.objects.filter(initiative=initiative, on__lte=until).order_by("-on"))


def change_since(initiative: Initiative, wave: NetworkWave, now: TieNetwork) -> Change:
    return change_between(network_on(initiative, wave.on).known, now.known)


def initiative_with_network(reader: Any, slug: str, at: datetime) -> Initiative:
    """For those who may see the network; for others it does not exist."""
    initiative = the_initiative(slug)
    if not rules.may_see_network(reader, initiative, at):
        raise Http404
    return initiative


@dataclass(frozen=True)
class OwnTies:
    """What an organization says, and who says that they work with it."""

    organisation: Organisation
    ties: list[Tie]
    #: Those that name this organization, while it does not name them.
    said_by_others: list[Organisation]
    #: With whom no tie stands from either side.
    others: list[Organisation]
    looked_on: date | None
    offer: NetworkOffer | None


def spoken_for(reader: Any, slug: str, at: datetime) -> tuple[Initiative, list[Organisation]]:
    """The initiative, and the organizations for which the reader speaks; not there for who speaks for none."""
    initiative = the_initiative(slug)
    found = list(rules.organisations_spoken_for(reader, initiative, seats.today(initiative, at)).order_by("name"))
    if not found:
        raise Http404
    return initiative, found


def own_organisation(reader: Any, slug: str, code: str, at: datetime) -> tuple[Initiative, Organisation]:
    initiative, found = spoken_for(reader, slug, at)
    organisation = next((one for one in found if one.code == code), None)
    if organisation is None:
        raise Http404
    return initiative, organisation


def not_looked_at(reader: Any, initiative: Initiative, at: datetime) -> list[Organisation]:
    """Those for which the reader speaks and whose ties nobody has looked at for six months, once any are told here."""
    statements = TieStatement.objects.filter(initiative=initiative)
    if not statements.exists():
        return []
    on = seats.today(initiative, at)
    fresh = statements.filter(said_on__gte=on - STILL_SAID).values("organisation")
    return list(rules.organisations_spoken_for(reader, initiative, on).exclude(pk__in=fresh).order_by("name"))


def own_ties(initiative: Initiative, organisation: Organisation, at: datetime) -> OwnTies:
    on = seats.today(initiative, at)
    network = network_on(initiative, on)
    name = next(name for name, one in network.organisations.items() if one.pk == organisation.pk)
    said = [tie for (source, _), tie in network.ties.items() if source == name]
    named = {tie.target_id for tie in said}
    naming = [network.organisations[source] for source, target in network.ties if target == name]
    near = {organisation.pk, *named, *(one.pk for one in naming)}
    return OwnTies(
        organisation=organisation,
        ties=sorted(said, key=lambda tie: tie.target.name),
        said_by_others=[one for one in naming if one.pk not in named],
        others=[one for one in network.organisations.values() if one.pk not in near],
        looked_on=network.looked_on.get(name),
        offer=network.offers.get(name),
    )


def other_organisation(initiative: Initiative, organisation: Organisation, code: str, at: datetime) -> Organisation:
    """One with which it could work: takes part today, and is not itself."""
    there = initiative.participations.filter(seats.in_term(seats.today(initiative, at))).values("organisation")
    others = Organisation.objects.filter(pk__in=there, merged_into=None).exclude(pk=organisation.pk)
    return get_object_or_404(others, code=code)


def tie_between(initiative: Initiative, organisation: Organisation, other: Organisation) -> Tie | None:
    """As the one says it today."""
    return Tie.objects.filter(initiative=initiative, source=organisation, target=other, until=None).first()
