"""Which figures count for a release: accepted ones, of closed rounds and of history, the newest for each key."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from django.db.models import Q

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Round, Submission
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.facts import facts_table
from commonweal.measurement.queries.versions import COLUMN, Versions, with_versions

KEY = ("partner", "measure", "period", "place")
TEXTS = (*KEY, "status")
NUMBERS = ("value", "numerator", "denominator", "low", "high")


def counted_submissions(initiative: Initiative, closing: Round | None = None) -> list[Submission]:
    """In the order of the ledger. A round that is still open waits: half of a sum would look like a fall."""
    closed = Q(history=True) | Q(round__isnull=True) | Q(round__state=Round.State.CLOSED)
    closed |= Q(round=closing) if closing else Q()
    found = Submission.objects.filter(closed, initiative=initiative, state=Submission.State.ACCEPTED)
    return list(found.select_related("receipt", "organisation", "round").order_by("receipt__sequence"))


def waiting_rounds(initiative: Initiative) -> list[Round]:
    """Open rounds with accepted figures, which a release leaves out."""
    found = initiative.rounds.filter(state=Round.State.OPEN, submissions__state=Submission.State.ACCEPTED)
    return list(found.distinct())


def accepted_facts(submissions: Sequence[Submission], dimensions: Sequence[str], versions: Versions) -> pa.Table:
    """All facts of these submissions, verified while they are read; one row for each key and definition."""
    return CountedFiles(dimensions, versions).together(submissions)


class CountedFiles:
    """Each accepted file read and verified once, its rows under the definitions by which they count."""

    def __init__(self, dimensions: Sequence[str], versions: Versions) -> None:
        self.dimensions, self.versions = list(dimensions), versions
        self._read: dict[int, pa.Table] = {}

    def of(self, submission: Submission) -> pa.Table:
        if submission.pk not in self._read:
            facts = in_one_form(facts_table(submission), self.dimensions)
            self._read[submission.pk] = with_versions(facts, submission, self.versions)
        return self._read[submission.pk]

    def together(self, submissions: Sequence[Submission]) -> pa.Table:
        tables = [self.of(submission) for submission in submissions]
        blank = _schema(self.dimensions).append(pa.field(COLUMN, pa.int64())).empty_table()
        facts = pa.concat_tables(tables) if tables else blank
        return newest(facts, (*KEY, *self.dimensions, COLUMN))


def newest(facts: pa.Table, key: Sequence[str]) -> pa.Table:
    """The last row for each key; a missing one never replaces a figure."""
    count = facts.num_rows
    order = np.arange(count)
    is_missing = np.asarray(facts.column("status").to_pylist(), dtype=object) == "missing"
    rank = np.where(is_missing, order, order + count)
    ranked = facts.append_column("rank", pa.array(rank)).group_by(list(key)).aggregate([("rank", "max")])
    taken = np.sort(ranked.column("rank_max").to_numpy() % max(count, 1))
    return facts.take(pa.array(taken))


def _schema(dimensions: Sequence[str]) -> pa.Schema:
    texts = [(name, pa.string()) for name in (*TEXTS, *dimensions)]
    return pa.schema(texts + [(name, pa.float64()) for name in NUMBERS])


def in_one_form(facts: pa.Table, dimensions: Sequence[str]) -> pa.Table:
    """The same columns for every file: a dimension that a file does not have is not split in it."""
    there = set(facts.column_names)
    columns = {}
    for name in TEXTS:
        columns[name] = facts.column(name).cast(pa.string()).fill_null("")
    for name in dimensions:
        absent = pa.array([EVERYBODY] * facts.num_rows, pa.string())
        columns[name] = facts.column(name).cast(pa.string()).fill_null(EVERYBODY) if name in there else absent
    for name in NUMBERS:
        absent = pa.nulls(facts.num_rows, pa.float64())
        columns[name] = facts.column(name).cast(pa.float64()) if name in there else absent
    return pa.table(columns, schema=_schema(dimensions))
