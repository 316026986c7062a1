"""How often a measure is counted: by its periods' shape. Years and quarters never make one line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Asked, Submission
from commonweal.measurement.queries.reading import Reading

_SHAPES = {
    "year": re.compile(r"\d{4}"),
    "school-year": re.compile(r"\d{4}/\d{2,4}"),
    "quarter": re.compile(r"\d{4}-Q\d"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


@dataclass(frozen=True)
class OtherCadence:
    """One measure of a file whose periods are of another kind than those it was counted by so far."""

    measure: str
    known: str
    theirs: str

    @property
    def words(self) -> str:
        told = {"measure": self.measure, "known": words_of(self.known), "theirs": words_of(self.theirs)}
        return _("%(measure)s has been counted in %(known)s so far, and this file has %(theirs)s.") % told


def cadence_of(period: str) -> str:
    return next((name for name, shape in _SHAPES.items() if shape.fullmatch(period)), "")


def words_of(cadence: str) -> str:
    return {
        "year": _("years"),
        "school-year": _("school years"),
        "quarter": _("quarters"),
        "month": _("months"),
        "day": _("days"),
    }[cadence]


def other_cadences(initiative: Initiative, reading: Reading) -> list[OtherCadence]:
    """The measures of which this file would mix, say, years into quarters."""
    facts = reading.validated.facts.select(["measure", "period", "status"])
    facts = pa.table({name: facts.column(name).cast(pa.string()) for name in facts.column_names})
    reported = facts.filter(pc.equal(facts.column("status"), "reported")).group_by(["measure", "period"]).aggregate([])
    periods: dict[str, set[str]] = {}
    for row in reported.to_pylist():
        periods.setdefault(row["measure"], set()).add(row["period"])
    found = []
    for measure, told in periods.items():
        known = _counted_by(initiative, measure)
        theirs = _of(told) - known
        if known and theirs:
            found.append(OtherCadence(measure, min(known), min(theirs)))
    return found


def _counted_by(initiative: Initiative, measure: str) -> set[str]:
    """From the rounds that ask for it and from the old figures that count."""
    rounds = Asked.objects.filter(round__initiative=initiative, measure__code=measure)
    found = {cadence for periods in rounds.values_list("round__periods", flat=True) for cadence in _of(periods)}
    old = Submission.objects.filter(initiative=initiative, history=True, state=Submission.State.ACCEPTED)
    for totals, understood in old.values_list("totals", "understood"):
        if totals.get(measure, {}).get("reported"):
            found |= _of(understood.get("periods", ()))
    return found


def _of(periods: Iterable[str]) -> set[str]:
    return {cadence for period in periods if (cadence := cadence_of(period))}
