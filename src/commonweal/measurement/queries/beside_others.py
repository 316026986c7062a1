"""A partner's own figures over time, beside the middle of the others: never a name, a rank or another's figure.

Only what was accepted in rounds that have closed stands for the others, so that nobody can watch one of them come in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from commonweal.engines.measures.rollup import rollup
from commonweal.engines.series.middle import ENOUGH, middle_of
from commonweal.lib.languages import page_language
from commonweal.lib.periods import period_sort_key, period_step, period_value
from commonweal.measurement.models import Definition, Invitation, Measure, Submission
from commonweal.measurement.queries.accepted import accepted_facts, counted_submissions
from commonweal.measurement.queries.asked_rows import LIVE
from commonweal.measurement.queries.collections import collection_for_rollup
from commonweal.measurement.queries.place_trees import place_trees
from commonweal.measurement.queries.versions import COLUMN, versions_in
from commonweal.measurement.queries.words import DefinitionWords
from commonweal.ui import formats
from commonweal.ui.charts.shapes import Measured, Point, TrendChart

#: So many of the newest periods are shown.
SHOWN = 12


@dataclass(frozen=True)
class OwnPeriod:
    """One period: one's own figure, and the middle of so many others where enough of them reported."""

    period: str
    own: str
    middle: str
    others: int


@dataclass(frozen=True)
class OwnLine(DefinitionWords):
    definition: Definition
    rows: list[OwnPeriod]
    #: The newest own figure in one sentence, with the others' where there is one.
    finding: str
    chart: TrendChart | None


def beside_others(place: Invitation) -> list[OwnLine]:
    """For each measure that this place in a round is asked for."""
    measures = Measure.objects.filter(asked__round=place.round_id, asked__organisation=place.organisation_id)
    codes = set(measures.values_list("code", flat=True))
    newest = {code: each[-1] for code, each in versions_in(place.round.initiative).items() if code in codes}
    own, others = _by_partner(place, newest, _own(place)), _by_partner(place, newest, _others(place))
    code = place.organisation.code
    lines = []
    for measure, definition in newest.items():
        mine = {period: value for (name, period, who), value in own.items() if (name, who) == (measure, code)}
        theirs: dict[str, list[float]] = {}
        for (name, period, who), value in others.items():
            if name == measure and who not in ("", code):
                theirs.setdefault(period, []).append(value)
        if mine:
            lines.append(_line(place, definition, mine, theirs))
    return lines


def _own(place: Invitation) -> list[Submission]:
    """All that it sent and that stands, also what nobody has read yet."""
    found = Submission.objects.filter(
        initiative=place.round.initiative, organisation=place.organisation_id, state__in=LIVE
    )
    return list(found.select_related("receipt", "round").order_by("receipt__sequence"))


def _others(place: Invitation) -> list[Submission]:
    counted = counted_submissions(place.round.initiative)
    return [one for one in counted if one.organisation_id not in (None, place.organisation_id)]


def _by_partner(
    place: Invitation, newest: Mapping[str, Definition], submissions: Sequence[Submission]
) -> dict[tuple[str, str, str], float]:
    """Measure, period and partner: the partner's figure of everybody, by the definition of today."""
    if not submissions or not newest:
        return {}
    initiative = place.round.initiative
    codes = list(initiative.dimensions.values_list("code", flat=True))
    facts = accepted_facts(submissions, codes, versions_in(initiative))
    held = pa.array([f"{code} {one.version}" for code, one in newest.items()], pa.string())
    keys = pc.binary_join_element_wise(facts.column("measure"), facts.column(COLUMN).cast(pa.string()), " ")
    facts = facts.filter(pc.is_in(keys, held)).drop_columns([COLUMN])
    # A collection knows every measure that anybody was asked for.
    collection = collection_for_rollup(initiative, [each[-1] for each in versions_in(initiative).values()])
    trees = place_trees(initiative).of_all_times
    while facts.num_rows:
        answer = rollup(facts, collection=collection, by=("period", "partner"), hierarchy=trees, compare=False)
        if answer.refused is None:
            return {
                (row["measure"], row["period"], row["partner"] or ""): row["value"]
                for row in answer.rows.to_pylist()
                if row["value"] is not None
            }
        facts = facts.filter(pc.not_equal(facts.column("measure"), answer.refused.measure))
    return {}


def _line(
    place: Invitation, definition: Definition, mine: Mapping[str, float], theirs: Mapping[str, list[float]]
) -> OwnLine:
    periods = sorted(mine, key=period_sort_key)[-SHOWN:]
    rows = [_row(definition, period, mine[period], theirs.get(period, [])) for period in periods]
    told = next((row for row in reversed(rows) if row.middle), rows[-1])
    facts: dict[str, Any] = {"own": told.own, "period": formats.period(told.period), "middle": told.middle}
    finding = _("%(own)s in %(period)s.") % facts
    if told.middle:
        finding += " " + _("The middle of %(others)s others: %(middle)s.") % {**facts, "others": told.others}
    chart = _chart(place, definition, {period: mine[period] for period in periods}, finding)
    return OwnLine(definition, rows[::-1], finding, chart)


def _row(definition: Definition, period: str, own: float, theirs: Sequence[float]) -> OwnPeriod:
    middle = middle_of(theirs)
    words = "" if middle is None else _figure(definition, middle)
    return OwnPeriod(period, _figure(definition, own), words, len(theirs) if len(theirs) >= ENOUGH else 0)


def _figure(definition: Definition, value: float) -> str:
    return formats.figure(value, definition.kind, definition.decimals, page_language())


def _chart(place: Invitation, definition: Definition, mine: Mapping[str, float], finding: str) -> TrendChart | None:
    """Of one's own figures only; a single one makes no line."""
    if len(mine) < 2:
        return None
    words = OwnLine(definition, [], "", None)
    measured = Measured(
        finding=finding,
        what=words.name,
        unit=words.unit,
        place=place.organisation.name,
        kind=definition.kind,
        decimals=definition.decimals,
    )
    points = tuple(Point(period, round(period_value(period), 4), value) for period, value in mine.items())
    return TrendChart(measured, points, step=period_step(mine))
