"""What the network shows, in words and figures: who holds it together, who stands outside, what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.engines.networks.brokers import articulation_points, betweenness
from commonweal.engines.networks.figures import degree_centralisation, density, isolates, response_rate
from commonweal.engines.networks.introductions import Introduction
from commonweal.engines.networks.waves import Change
from commonweal.engines.networks.words import network_words
from commonweal.governance.models import Initiative
from commonweal.instruments.models import NetworkWave
from commonweal.instruments.queries.tie_scores import ShownScore, network_scores
from commonweal.instruments.queries.ties import TieNetwork, change_since, waves_of
from commonweal.instruments.tie_questions import offers
from commonweal.people.models import Sector

MOST_BROKERS = 3
MOST_NAMED = 4
#: A star has 1, a network in which all have as many ties has 0; between them these two cuts make three words.
SOMEWHAT, STRONGLY = 0.25, 0.5


@dataclass(frozen=True)
class Meeting:
    """An introduction worth making, and in words why."""

    one: str
    other: str
    why: str


@dataclass(frozen=True)
class Brought:
    """Something that the initiative needs, and who says they bring it."""

    words: str
    names: list[str]

    @property
    def who(self) -> str:
        return _some(self.names)


@dataclass(frozen=True)
class Reading:
    words: str
    density: float | None
    #: Of all told ties, those that the other side told too: each direction is a tie of its own.
    returned: int
    told: int
    centred: str
    brokers: list[str]
    holds_together: list[str]
    isolates: list[str]
    response: float | None
    meetings: list[Meeting]
    brought: list[Brought]
    #: Organizations that say whom they would like to meet, in their own words.
    seeking: list[tuple[str, str]]
    scores: list[ShownScore]
    #: The last wave before the day, and what has changed since; both None before the first.
    wave: NetworkWave | None
    change: Change | None
    waves: list[NetworkWave]


def reading_of(initiative: Initiative, network: TieNetwork, lang: str) -> Reading:
    waves = waves_of(initiative, network.on)
    before = next((wave for wave in waves if wave.on < network.on), None)
    between = betweenness(network.known)
    brokers = sorted((name for name in between if between[name] > 0), key=lambda name: (-between[name], name))
    return Reading(
        words=network_words(network.known, lang),
        density=density(network.known),
        returned=sum((other, one) in network.ties for one, other in network.ties),
        told=len(network.ties),
        centred=_centred(degree_centralisation(network.known)),
        brokers=brokers[:MOST_BROKERS],
        holds_together=articulation_points(network.known),
        isolates=isolates(network.known),
        response=response_rate(len(network.answered), len(network.organisations)),
        brought=_brought(network),
        seeking=[(name, offer.seeking) for name, offer in sorted(network.offers.items()) if offer.seeking],
        meetings=[Meeting(pair.one, pair.other, _why(pair)) for pair in network.introductions],
        scores=network_scores(initiative, network.on),
        wave=before,
        change=change_since(initiative, before, network) if before else None,
        waves=waves,
    )


def _brought(network: TieNetwork) -> list[Brought]:
    """What most bring first; what nobody brings last, and told all the same. Nothing before anybody has said so."""
    if not network.offers:
        return []
    found = [
        Brought(words, sorted(name for name, offer in network.offers.items() if code in offer.brings))
        for code, words in offers()
    ]
    return sorted(found, key=lambda one: -len(one.names))


def _centred(centralisation: float | None) -> str:
    if centralisation is None:
        return _("too few to say")
    if centralisation >= STRONGLY:
        return _("most ties go through few (%(figure).2f of 1)") % {"figure": centralisation}
    if centralisation >= SOMEWHAT:
        return _("some have many more than others (%(figure).2f of 1)") % {"figure": centralisation}
    return _("spread over many (%(figure).2f of 1)") % {"figure": centralisation}


def _why(pair: Introduction) -> str:
    """The rule, as it holds for this pair."""
    sectors = ", ".join(str(Sector(code).label) for code in pair.sectors)
    through = _some(pair.through)
    if pair.through and sectors:
        return _("Both work with %(through)s. Both are of one sector: %(sectors)s.") % {
            "through": through, "sectors": sectors,
        }  # fmt: skip
    if pair.through:
        return _("Both work with %(through)s.") % {"through": through}
    return _("Both are of one sector: %(sectors)s.") % {"sectors": sectors}


def _some(names: Sequence[str]) -> str:
    """The first of them by name, and how many more there are."""
    first = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return _("%(names)s and %(more)d more") % {"names": first, "more": more} if more > 0 else first
