"""The rows that one partner is asked to fill in: its own rows of last time, or one for each place and group."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from commonweal.engines.measures import Asked as AskedOf
from commonweal.engines.measures import Collection
from commonweal.governance.models import Place
from commonweal.lib.files import DamagedFile
from commonweal.lib.periods import period_value
from commonweal.measurement.models import Category, Definition, Dimension, Invitation, Measure, Submission
from commonweal.measurement.queries.collections import collection_for_invitation, definitions_of, dimensions_of
from commonweal.measurement.queries.facts import Fact, Groups, Key, current_facts

logger = logging.getLogger(__name__)

LIVE = (Submission.State.SUBMITTED, Submission.State.RETURNED, Submission.State.ACCEPTED)
PARTS = ("numerator", "denominator")


#: A guess, declared as one: to find the papers and to send them, and for each number.
MINUTES_A_HAND_IN = 5
MINUTES_A_NUMBER = 0.5


@dataclass(frozen=True)
class AskedRow:
    definition: Definition
    period: str
    place: Place
    groups: tuple[Category, ...]
    #: What the partner sent in this round for this row, and its newest figure from an earlier period.
    sent: Fact | None
    last: Fact | None
    #: The same figure, for the same period, where it was sent in another round: it is not asked again.
    elsewhere: Fact | None = None

    @property
    def known(self) -> Fact | None:
        """What stands in the row when its page or its workbook opens."""
        return self.elsewhere if self.sent is None or self.sent.is_missing else self.sent

    def group_in(self, dimension: Dimension) -> Category | None:
        return next((group for group in self.groups if group.dimension_id == dimension.pk), None)


@dataclass(frozen=True)
class AskedOfPartner:
    """All that one page or one workbook needs to know."""

    invitation: Invitation
    definitions: list[Definition]
    dimensions: list[Dimension]
    places: list[Place]
    rows: list[AskedRow]

    @property
    def numbers_asked(self) -> int:
        return sum(row.elsewhere is None for row in self.rows)

    @property
    def minutes(self) -> int:
        return minutes_for(self.numbers_asked)

    def asks_for_parts(self) -> bool:
        return any(has_parts(definition) for definition in self.definitions)


def minutes_for(numbers: int) -> int:
    """Nothing to send takes no time."""
    return round(MINUTES_A_HAND_IN + MINUTES_A_NUMBER * numbers) if numbers else 0


def asked_of(invitation: Invitation) -> AskedOfPartner:
    round_ = invitation.round
    definitions = definitions_of(
        Measure.objects.filter(asked__round=round_, asked__organisation=invitation.organisation_id),
        round_.opened_at,
    )
    prefetch_related_objects(definitions, "dimensions__categories")
    places = list(round_.initiative.places.all())
    own = list(
        Submission.objects.filter(
            initiative=round_.initiative, organisation=invitation.organisation_id, state__in=LIVE
        ).select_related("receipt")
    )
    sent = _still_readable(each for each in own if each.round_id == round_.pk)
    before = _still_readable(each for each in own if each.round_id != round_.pk)
    rows = [
        row
        for definition in definitions
        for period in round_.periods
        for row in _rows(definition, period, places, sent, before)
    ]
    return AskedOfPartner(invitation, definitions, dimensions_of(definitions), places, rows)


def collection_with_own_places(invitation: Invitation) -> Collection:
    """What one partner was asked for; where a place is not known, its own places are offered first."""
    collection = collection_for_invitation(invitation)
    places = dict.fromkeys(row.place.code for row in asked_of(invitation).rows)
    codes = tuple(measure.code for measure in collection.measures)
    own = AskedOf(invitation.organisation.code, codes, collection.periods, tuple(places))
    return replace(collection, asked=(own,))


def _still_readable(submissions: Iterable[Submission]) -> dict[Key, Fact]:
    """A damaged file of facts is for the backbone to repair; until then a partner can send as if it were not there."""
    try:
        return current_facts(submissions)
    except DamagedFile:
        logger.exception("A file of facts is damaged. Bring it back from a backup.")
        return {}


def has_parts(definition: Definition) -> bool:
    """Whether a numerator and a denominator are asked for beside the value."""
    return (
        bool(definition.numerator_en or definition.denominator_en)
        or bool(set(PARTS) & set(definition.requires))
        or definition.places_rule == Definition.Rule.RATIO_OF_SUMS
    )


def _rows(
    definition: Definition, period: str, places: list[Place], sent: dict[Key, Fact], before: dict[Key, Fact]
) -> Iterator[AskedRow]:
    code = definition.measure.code
    of_measure = [fact for fact in before.values() if fact.key.measure == code]
    own = _newest_by_row(of_measure)
    begins = period_value(period)  # to a partner that sends late, what came after is no "last time"
    last = _newest_by_row(fact for fact in of_measure if period_value(fact.key.period) < begins)
    now = {key.without_period() for key, fact in sent.items() if key.measure == code and not fact.is_missing}
    # Sending some of the rows makes the others no less asked for: every page counts the same ones.
    asked = _known(own, definition, places) or list(_splits(definition, places))
    for place, groups in [*asked, *(row for row in _known(now, definition, places) if row not in asked)]:
        as_groups = _as_groups(groups)
        yield AskedRow(
            definition=definition,
            period=period,
            place=place,
            groups=groups,
            sent=sent.get(Key(code, period, place.code, as_groups)),
            last=last.get((code, place.code, as_groups)),
            elsewhere=_figure(before.get(Key(code, period, place.code, as_groups))),
        )


def _figure(fact: Fact | None) -> Fact | None:
    return None if fact is None or fact.is_missing else fact


def _known(
    own: Iterable[tuple[str, str, Groups]], definition: Definition, places: list[Place]
) -> list[tuple[Place, tuple[Category, ...]]]:
    """The rows of last time, as far as their places and groups still exist, in the order of the lists."""
    categories = {
        (dimension.code, category.code): category
        for dimension in definition.dimensions.all()
        for category in dimension.categories.all()
    }
    by_code = {place.code: place for place in places}
    found = [
        (by_code[place], tuple(categories[group] for group in groups))
        for _code, place, groups in own
        if place in by_code and all(group in categories for group in groups)
    ]
    order = list(categories.values())
    return sorted(found, key=lambda row: (places.index(row[0]), [order.index(group) for group in row[1]]))


def _newest_by_row(facts: Iterable[Fact]) -> dict[tuple[str, str, Groups], Fact]:
    """The figure of the latest period for each place and group; rows the partner left blank are not its rows."""
    newest: dict[tuple[str, str, Groups], Fact] = {}
    for fact in facts:
        row = fact.key.without_period()
        if not fact.is_missing and (row not in newest or fact.key.period > newest[row].key.period):
            newest[row] = fact
    return newest


def _splits(definition: Definition, places: list[Place]) -> Iterator[tuple[Place, tuple[Category, ...]]]:
    """Every place for everybody; at the first place (the whole) each group of each dimension as well."""
    for place in places:
        yield place, ()
        if place is places[0]:
            for dimension in definition.dimensions.all():
                for category in dimension.categories.all():
                    yield place, (category,)


def _as_groups(groups: tuple[Category, ...]) -> Groups:
    return tuple(sorted((category.dimension.code, category.code) for category in groups))
