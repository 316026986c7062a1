"""Words of the pages on ties: what was said of one, the row of an organization, a score in its steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.translation import gettext as _

from commonweal.engines.networks.words import percent
from commonweal.instruments import tie_questions
from commonweal.instruments.models import NetworkOffer, Tie
from commonweal.instruments.queries.tie_scores import ShownScore
from commonweal.instruments.queries.ties import TieNetwork
from commonweal.lib.languages import page_language

register = template.Library()


@dataclass(frozen=True)
class TableRow:
    number: int
    name: str
    sector: str
    partners: list[str]
    looked_on: date | None


@register.filter
def rows_of(network: TieNetwork, numbers: Mapping[str, int]) -> Iterator[TableRow]:
    """The map as a table."""
    for name, organisation in network.organisations.items():
        yield TableRow(
            numbers[name], name, organisation.get_sector_display(), network.partners_of(name),
            network.looked_on.get(name),
        )  # fmt: skip


@register.filter
def said_of(tie: Tie) -> str:
    """How often, and what passes between the two."""
    often = dict(tie_questions.frequencies()).get(tie.frequency, tie.frequency)
    passing = dict(tie_questions.kinds())
    return " · ".join([often, *(passing.get(kind, kind) for kind in tie.kinds)])


@register.filter
def brings(offer: NetworkOffer) -> str:
    words = dict(tie_questions.offers())
    return " · ".join(words.get(code, code) for code in offer.brings)


@register.filter
def scale_name(scale: str) -> str:
    return tie_questions.scale_title(scale)


@register.filter
def between(score: ShownScore) -> str:
    return _("between %(low).1f and %(high).1f of 4") % {"low": score.low, "high": score.high}


@register.filter
def share(value: float | None) -> str:
    """A dash where there is nothing to divide."""
    return "—" if value is None else percent(value, page_language())
