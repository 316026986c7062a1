"""The figures of submissions, read from their Parquet files and verified by hash on the way.

Which figure counts: within a partner's submissions the newest for a key (measure, period, place, groups) wins.
A missing one never replaces a figure, so that sending the rest later takes nothing back.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from commonweal.lib.files import read_verified
from commonweal.measurement.models import Submission
from commonweal.measurement.queries.collections import EVERYBODY

SUFFIX = ".parquet"
#: Only in files with values of an earlier period: for which one each was reported.
CARRIED = "carried_from"
#: The columns of a facts file that are no dimension.
NUMBERED = ("value", "numerator", "denominator", "low", "high")
FIXED = ("row", "measure", "period", "place", "partner", "status", *NUMBERED, CARRIED)

Groups = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Key:
    measure: str
    period: str
    place: str
    groups: Groups

    def without_period(self) -> tuple[str, str, Groups]:
        return self.measure, self.place, self.groups


@dataclass(frozen=True)
class Fact:
    key: Key
    status: str
    value: float | None
    numerator: float | None
    denominator: float | None
    #: The period for which the value was reported, where it was carried forward from there.
    carried_from: str = ""

    @property
    def is_missing(self) -> bool:
        return self.status == "missing"


def facts_folder() -> Path:
    return settings.COMMONWEAL_HOME / "facts"


def received_folder() -> Path:
    """The bytes of every file that came in, under their hashes."""
    return settings.COMMONWEAL_HOME / "files"


def facts_table(submission: Submission) -> pa.Table:
    return pq.read_table(io.BytesIO(read_verified(facts_folder(), submission.facts_sha256, SUFFIX)))


def facts_of(submission: Submission) -> list[Fact]:
    return [_fact(row) for row in facts_table(submission).to_pylist()]


def figure_keys(submission: Submission) -> set[Key]:
    """What the submission says something about; a blank says nothing."""
    return {fact.key for fact in facts_of(submission) if not fact.is_missing}


def current_facts(submissions: Iterable[Submission]) -> dict[Key, Fact]:
    """The newest figure for each key, in the order in which the ledger received them."""
    newest: dict[Key, Fact] = {}
    for submission in sorted(submissions, key=lambda each: each.receipt.sequence):
        for fact in facts_of(submission):
            if fact.is_missing and fact.key in newest:
                continue
            newest[fact.key] = fact
    return newest


def groups_key(groups: dict[str, str]) -> Groups:
    """Groups as a key: a dimension that is not split does not count, whether its column is there or not."""
    return tuple(sorted((name, group) for name, group in groups.items() if group != EVERYBODY))


def _fact(row: dict[str, Any]) -> Fact:
    groups = {name: value for name, value in row.items() if name not in FIXED}
    return Fact(
        key=Key(row["measure"], row["period"], row["place"], groups_key(groups)),
        status=row["status"],
        value=row["value"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        carried_from=row.get(CARRIED) or "",
    )
