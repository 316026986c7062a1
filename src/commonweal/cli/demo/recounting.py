"""One measure is counted anew: a new definition with its reason, and the quarters before it counted once more.

The release before keeps the definition it was made with; the one after shows where the line breaks, and both counts.
"""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commonweal.cli.demo.calendar import CLOSED_ROUNDS, COUNTED_ANEW_FROM, last_quarter, released_at, times_of
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.generator import Figure, figures_of, totals_of
from commonweal.cli.demo.tables import InventedMeasure, invented_measures, measure_tables
from commonweal.measurement.operations.definitions import draft_of, redefine_measure
from commonweal.measurement.operations.history import import_history
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.incoming import IncomingFile

SOURCE = "The partners' own records, counted once more (invented)"


def count_anew(founded: Founded, at: datetime) -> None:
    """From the next round on; `at` is a day between two rounds."""
    for table in _counted_anew():
        measure = founded.initiative.measures.get(code=table["code"])
        told = {name: table["anew"][name] for name in ("meaning_en", "meaning_es")}
        draft = replace(draft_of(measure.definitions.get()), **told)
        why = {"reason": table["anew"]["reason_en"], "reason_es": table["anew"]["reason_es"]}
        redefine_measure(by=founded.data_manager, measure=measure, definition=draft, at=at, **why)


def count_once_more(founded: Founded, now: datetime) -> None:
    """What partners have of earlier quarters comes in by the new count, and a release shows both."""
    invented = {measure.code: measure for measure in invented_measures()}
    released = released_at(times_of(last_quarter(now).later(-1)))
    for table in _counted_anew():
        measure = invented[table["code"]].counted_anew
        for organisation, file in _files(measure, table["anew"]["since"], now):
            import_history(
                by=founded.data_manager,
                initiative=founded.initiative,
                file=file,
                organisation=founded.organisations[organisation] if organisation else None,
                at=released + timedelta(days=10),
            )
    publish(by=founded.chair, initiative=founded.initiative, at=released + timedelta(days=14))


def _counted_anew() -> list[dict[str, Any]]:
    return [table for table in measure_tables() if "anew" in table]


def _files(measure: InventedMeasure, since: int, now: datetime) -> list[tuple[str, IncomingFile]]:
    """The county's totals of the quarters without a round, and each partner's figures of those that had one."""
    without = range(since, CLOSED_ROUNDS, -1)
    totals = [(before, totals_of(measure, measure.made.since - before)) for before in without]
    files = [("", "counted-once-more.csv", totals)]
    for partner in measure.partners:
        own = [
            (before, figure)
            for before in range(CLOSED_ROUNDS, COUNTED_ANEW_FROM - 1, -1)
            for figure in figures_of(measure, partner, measure.made.since - before)
        ]
        files.append((partner, f"counted-once-more-{partner}.csv", own))
    return [
        (partner, IncomingFile(name, _sheet(figures, now), cadence="quarter", source=SOURCE))
        for partner, name, figures in files
    ]


def _sheet(figures: list[tuple[int, Figure]], now: datetime) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["measure", "period", "place", "value", "numerator", "denominator"])
    for before, figure in figures:
        period = last_quarter(now).later(-before)
        writer.writerow([figure.measure, period, figure.place, figure.value, figure.numerator, figure.denominator])
    return out.getvalue().encode()
