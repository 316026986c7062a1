"""Under which version of a definition a figure came in. Nothing is recounted: a figure keeps the version it came under.

In a round the definitions hold that held when it opened. Old figures say themselves by which they were counted; where
they do not, it is the one of the day on which they came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Definition, Submission

#: The versions of each measure, by its code, the first one first.
Versions = Mapping[str, Sequence[Definition]]
COLUMN = "definition"


def versions_in(initiative: Initiative) -> Versions:
    found: dict[str, list[Definition]] = {}
    rows = Definition.objects.filter(measure__initiative=initiative).select_related("measure")
    for definition in rows.order_by("measure__position", "measure__code", "version"):
        found.setdefault(definition.measure.code, []).append(definition)
    return found


def counted_as_of(submission: Submission) -> datetime:
    if submission.round is not None:
        return submission.round.opened_at
    told = (submission.understood or {}).get("as_of")
    return datetime.fromisoformat(told) if told else submission.submitted_at


def version_at(versions: Sequence[Definition], as_of: datetime) -> Definition:
    """The last one made by then; the first, for what is older than any."""
    return next((each for each in reversed(versions) if each.made_at <= as_of), versions[0])


def with_versions(facts: pa.Table, submission: Submission, versions: Versions) -> pa.Table:
    """The facts of one submission with the version under which each came in."""
    as_of = counted_as_of(submission)
    numbers = pa.array([version_at(each, as_of).version for each in versions.values()], pa.int64())
    position = pc.index_in(facts.column("measure"), pa.array(list(versions), pa.string()))
    return facts.append_column(COLUMN, pc.fill_null(pc.take(numbers, position), 1))


def numbers_in(versions: Iterable[Sequence[Definition]]) -> list[int]:
    """Every version number that there is, the first one first."""
    return sorted({definition.version for each in versions for definition in each})
