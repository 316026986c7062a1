"""Wholes whose own figure is not the sum of their parts, in the words of who decides about a release.

Groups that come to fewer people than their whole are no contradiction: the group of the others was not stated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonweal.engines.measures.mismatches import Mismatch
from commonweal.governance.models import Initiative
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Definition, Dimension
from commonweal.measurement.queries.adding_up import is_rounding
from commonweal.measurement.queries.asked_rows import has_parts
from commonweal.measurement.queries.versions import versions_in
from commonweal.measurement.queries.wording import in_language
from commonweal.people.models import Organisation
from commonweal.ui import formats

PLACE = "place"
MOST_DECIMALS = 6


@dataclass(frozen=True)
class Unstated:
    """Rows of one measure in which the groups of a dimension come to fewer people than the whole."""

    measure: str
    dimension: str
    rows: int
    #: The largest share of people without a group, of a hundred.
    at_most: float


@dataclass(frozen=True)
class Differences:
    #: Each in a sentence, the newest first.
    told: tuple[str, ...] = ()
    unstated: tuple[Unstated, ...] = ()


def differences_in(initiative: Initiative, mismatches: Sequence[tuple[int, Mismatch]], lang: str) -> Differences:
    if not mismatches:
        return Differences()
    words = _Words(initiative, lang)
    told: list[Mismatch] = []
    silent: list[Mismatch] = []
    for _version, each in mismatches:
        if is_rounding(each, words.definitions[each.measure]):
            continue
        (silent if _is_unstated(each, words.definitions[each.measure]) else told).append(each)
    told.sort(key=lambda each: period_sort_key(each.period), reverse=True)
    return Differences(tuple(map(words.sentence, told)), tuple(_counted(silent, words)))


def _is_unstated(mismatch: Mismatch, definition: Definition) -> bool:
    has_people = definition.kind == Definition.Kind.COUNT or has_parts(definition)
    return has_people and mismatch.dimension != PLACE and mismatch.outside is not None


def _counted(found: Iterable[Mismatch], words: "_Words") -> list[Unstated]:
    shares: dict[tuple[str, str], list[float]] = {}
    for each in found:
        shares.setdefault((each.measure, each.dimension), []).append(100 * (each.outside or 0))
    return [
        Unstated(words.measure(measure), words.dimensions.get(dimension, dimension), len(of_rows), max(of_rows))
        for (measure, dimension), of_rows in sorted(shares.items())
    ]


class _Words:
    """The names of what a difference is about."""

    def __init__(self, initiative: Initiative, lang: str) -> None:
        self.lang = lang
        self.definitions = {code: versions[-1] for code, versions in versions_in(initiative).items()}
        self.places = dict(initiative.places.values_list("code", "name"))
        self.partners = dict(Organisation.objects.values_list("code", "name"))
        found = list(Dimension.objects.filter(initiative=initiative).prefetch_related("categories"))
        self.dimensions = {each.code: in_language(each, "name", lang) for each in found}
        self.groups = {
            (each.code, group.code): in_language(group, "name", lang)
            for each in found
            for group in each.categories.all()
        }

    def measure(self, code: str) -> str:
        return in_language(self.definitions[code], "name", self.lang)

    def sentence(self, each: Mismatch) -> str:
        cell: dict[str, Any] = dict(each.cell)
        place = each.parent if each.dimension == PLACE else cell.pop(PLACE, "")
        groups = [self.groups.get(group, group[1]) for group in cell.items() if group in self.groups]
        about = [self.measure(each.measure), formats.period(each.period, self.lang) if each.period else ""]
        about += [self.partners.get(each.partner, each.partner), self.places.get(place, place), *groups]
        if each.dimension != PLACE:
            about.append(self.dimensions.get(each.dimension, each.dimension))
        return _("%(about)s: the whole says %(stated)s, its parts come to %(parts)s.") % {
            "about": ", ".join(part for part in about if part),
            **dict(zip(("stated", "parts"), self._apart(each), strict=True)),
        }

    def _apart(self, each: Mismatch) -> tuple[str, str]:
        """Both figures with as many decimals as it takes to see that they differ."""
        for places in range(1, MOST_DECIMALS + 1):
            stated, parts = (formats.short_number(number, places, self.lang) for number in (each.stated, each.parts))
            if stated != parts:
                break
        return stated, parts
