"""What Ladder25 measures, its goals, and the figures from before there were rounds."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commonweal.cli.demo.calendar import CLOSED_ROUNDS, Quarter
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.generator import COUNTY, totals_of
from commonweal.cli.demo.tables import (
    InventedMeasure,
    initiative_table,
    invented_measures,
    measure_tables,
    population_figures,
)
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import (
    DefinitionDraft,
    DimensionDraft,
    MeasureDraft,
    TargetDraft,
    define_dimension,
    define_measure,
    set_target,
)
from commonweal.measurement.operations.history import import_history
from commonweal.measurement.queries.incoming import IncomingFile

#: What a table says beyond the definition.
BESIDE = {"code", "group", "headline", "level", "origin", "target", "partners", "made", "anew", "guards_partners"}


def define_all(founded: Founded, open_quarter: Quarter, at: datetime) -> dict[str, Measure]:
    for table in initiative_table()["dimensions"]:
        categories = [(code, en, es) for code, en, es, _ in table["categories"]]
        draft = DimensionDraft(**{**table, "categories": categories})
        define_dimension(by=founded.data_manager, initiative=founded.initiative, dimension=draft, at=at)
    made = {}
    invented = {measure.code: measure for measure in invented_measures()}
    for table in measure_tables():
        measure = define_measure(
            by=founded.data_manager, initiative=founded.initiative, measure=_draft(table, founded), at=at
        )
        made[measure.code] = measure
        target = _target(table, invented.get(measure.code), founded, open_quarter)
        if target:
            set_target(by=founded.data_manager, measure=measure, target=target, at=at)
    return made


def _draft(table: Mapping[str, Any], founded: Founded) -> MeasureDraft:
    definition = {name: value for name, value in table.items() if name not in BESIDE}
    return MeasureDraft(
        code=table["code"],
        level=table["level"],
        group=founded.groups[table["group"]],
        owner=founded.organisations["org-01"],
        origin=table["origin"],
        headline=table.get("headline", False),
        guards_partners=table.get("guards_partners", False),
        definition=DefinitionDraft(**definition),
    )


def _target(
    table: Mapping[str, Any], invented: InventedMeasure | None, founded: Founded, open_quarter: Quarter
) -> TargetDraft | None:
    target = table.get("target")
    if target is None:
        return None
    if invented is None:
        goal = founded.goal if target.get("binds_goal") else None
        return TargetDraft(target["from"], target["start"], target["by"], target["value"], goal)
    first = open_quarter.later(-invented.made.since)
    start = totals_of(invented, 0).value
    return TargetDraft(str(first), start, str(first.later(4 * target["years"])), _aim(target, invented, start))


def _aim(target: Mapping[str, float], invented: InventedMeasure, start: float) -> float:
    if "amount" in target:
        return round(start + target["amount"], 2)
    if invented.kind == "percent":
        return round(start + 100 * target["change"], 1)
    return float(round(start * (1 + target["change"]), -1))


def import_old_figures(founded: Founded, open_quarter: Quarter, at: datetime) -> None:
    """Two old sheets without a round: the county's published figures, and partners' totals from a spreadsheet."""
    files = [
        IncomingFile(
            "published-county-figures.csv",
            population_figures(),
            cadence="year",
            source="Public offices; each measure names its own",
        ),
        IncomingFile(
            "partner-totals-before-the-rounds.csv",
            _old_totals(open_quarter),
            cadence="quarter",
            source="The partners' yearly reports (invented)",
        ),
    ]
    for file in files:
        import_history(by=founded.data_manager, initiative=founded.initiative, file=file, organisation=None, at=at)


def _old_totals(open_quarter: Quarter) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["measure", "period", "place", "value", "numerator", "denominator"])
    for measure in invented_measures():
        for quarter in range(measure.made.since - CLOSED_ROUNDS):
            figure = totals_of(measure, quarter)
            period = open_quarter.later(quarter - measure.made.since)
            parts = ["" if part is None else part for part in (figure.numerator, figure.denominator)]
            writer.writerow([measure.code, period, COUNTY, figure.value, *parts])
    return out.getvalue().encode()
