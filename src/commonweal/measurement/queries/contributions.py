"""What each partner gave to a figure, of measures that guard their partners' own figures.

None of it ever stands in a release: it says what has to be hidden, and what the attack before the release looks for.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Definition, Submission
from commonweal.measurement.queries.accepted import KEY, CountedFiles, newest
from commonweal.measurement.queries.collections import collection_for_rollup
from commonweal.measurement.queries.linked_tables import LINES, REST, figures_of_row
from commonweal.measurement.queries.place_trees import PlaceTrees
from commonweal.measurement.queries.sums import is_split_by, rolled_up, rows_of
from commonweal.measurement.queries.versions import COLUMN, Versions, numbers_in

#: By line, such as the numerator, what each partner gave.
Given = Mapping[str, Mapping[str, float]]
#: Of one measure in one period, by dimension and part; the whole has two blanks.
Behind = Mapping[tuple[str, str], Given]
#: By measure, version of its definition, and period.
Contributions = Mapping[tuple[str, int, str], Behind]
WHOLE = ("", "")
#: By these rules a figure is the sum of what partners gave; by others it says how many stand behind it.
ADDED = (Definition.Rule.SUM, Definition.Rule.RATIO_OF_SUMS)
_Growing = dict[tuple[str, int, str], dict[tuple[str, str], dict[str, dict[str, float]]]]


def guarded_in(versions: Versions) -> set[str]:
    return {code for code, definitions in versions.items() if definitions[0].measure.guards_partners}


class Contributors:
    """Adds up what counted in a release as it was then. `ways`: the ways to split, each with its parts."""

    def __init__(
        self, initiative: Initiative, files: CountedFiles, trees: PlaceTrees, ways: Mapping[str, Sequence[str]]
    ) -> None:
        guarded = guarded_in(files.versions)
        self.initiative, self.read, self.trees, self.ways = initiative, files, trees, ways
        self.versions = {code: each for code, each in files.versions.items() if code in guarded}
        self._known: dict[str, Submission] = {}
        self._files: dict[int, pa.Table] = {}
        self._found: dict[tuple[int, ...], Contributions] = {}

    def of(self, submissions: Iterable[Submission]) -> Contributions:
        tell = [each.pk for each in submissions if self._facts(each).num_rows]
        key = tuple(sorted(tell))
        if key not in self._found:
            self._found[key] = self._added_up([self._files[pk] for pk in tell])
        return self._found[key]

    def of_all(
        self, submissions: Sequence[Submission], earlier: Iterable[tuple[str, ...]]
    ) -> dict[tuple[str, ...], Contributions]:
        """By the numbers of the hand-ins: of those that count now, and of those that counted in earlier releases."""
        if not self.versions:
            return {}
        self._known = {each.number: each for each in submissions}
        now = {tuple(each.number for each in submissions): self.of(submissions)}
        return {numbers: self.of_numbers(numbers) for numbers in earlier} | now

    def of_numbers(self, numbers: Sequence[str]) -> Contributions:
        """Of an earlier release, by the numbers of the hand-ins behind it."""
        others = set(numbers) - self._known.keys()
        found = Submission.objects.filter(initiative=self.initiative, number__in=others)
        self._known |= {each.number: each for each in found.select_related("receipt", "organisation", "round")}
        there = [self._known[number] for number in numbers if number in self._known]
        return self.of(sorted(there, key=lambda each: each.receipt.sequence))

    def _facts(self, submission: Submission) -> pa.Table:
        """What partners say of these measures in one file; the community's own figures are nobody's secret."""
        if submission.pk not in self._files:
            facts = self.read.of(submission)
            ours = pc.is_in(facts.column("measure"), pa.array(sorted(self.versions), pa.string()))
            self._files[submission.pk] = facts.filter(pc.and_(ours, pc.not_equal(facts.column("partner"), "")))
        return self._files[submission.pk]

    def _added_up(self, files: Sequence[pa.Table]) -> Contributions:
        found: _Growing = {}
        if not files:
            return found
        facts = newest(pa.concat_tables(files), (*KEY, *self.read.dimensions, COLUMN))
        for number in numbers_in(self.versions.values()):
            definitions = {d.measure.code: d for each in self.versions.values() for d in each if d.version == number}
            came_in = facts.filter(pc.equal(facts.column(COLUMN), number)).drop_columns([COLUMN])
            collection = collection_for_rollup(self.initiative, list(definitions.values()))
            eras = self.trees.eras(pc.unique(came_in.column("period")).to_pylist())
            for way in ("", *(way for way in self.ways if way == "place" or is_split_by(came_in, way))):
                columns = ("period", *([way] if way else []), "partner")
                answers, _ = rolled_up(came_in, collection, columns, eras)
                _note(found, definitions, way, [row for row in rows_of(answers) if self._is_part(way, row)])
        for behind in found.values():
            _note_rests(behind, self.ways)
        return found

    def _is_part(self, way: str, row: Mapping[str, Any]) -> bool:
        return bool(row["partner"]) and (not way or row[way] in self.ways[way])


def _note(found: _Growing, definitions: Mapping[str, Definition], way: str, rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        definition = definitions[row["measure"]]
        behind = found.setdefault((row["measure"], definition.version, row["period"]), {})
        given = behind.setdefault((way, row[way]) if way else WHOLE, {})
        for line, amount in _amounts(definition, row).items():
            given.setdefault(line, {})[row["partner"]] = amount


def _amounts(definition: Definition, row: Mapping[str, Any]) -> dict[str, float]:
    lines = LINES.get(definition.places_rule, ())
    told = zip(lines, figures_of_row(row, lines), strict=True)
    found = {line: abs(figure) for line, figure in told if figure is not None}
    if definition.places_rule not in ADDED and row["value"] is not None:
        found["value"] = 1.0
    return found


def _note_rests(behind: dict[tuple[str, str], dict[str, dict[str, float]]], ways: Mapping[str, Sequence[str]]) -> None:
    """What a partner gave to the whole and to none of its parts."""
    whole = behind.get(WHOLE, {})
    for way in ways:
        parts = [given for (dimension, _), given in behind.items() if dimension == way]
        behind[way, REST] = {
            line: {
                partner: max(0.0, amount - sum(part.get(line, {}).get(partner, 0.0) for part in parts))
                for partner, amount in amounts.items()
            }
            for line, amounts in whole.items()
        }
