"""Accepted figures in the ledger, without a file that somebody sent: what the roll-up starts from."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.governance.models import Initiative
from commonweal.lib.files import store
from commonweal.measurement.models import Receipt, Round, Submission
from commonweal.measurement.queries.accepted import NUMBERS
from commonweal.measurement.queries.facts import SUFFIX, facts_folder
from commonweal.people.models import Organisation

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def fact(measure: str, period: str, value: float | None = None, **more: Any) -> dict[str, Any]:
    """One figure for the whole county and everybody, unless it says otherwise."""
    row: dict[str, Any] = {
        "row": 2,
        "measure": measure,
        "period": period,
        "place": "county",
        "partner": "",
        "status": "reported",
        "value": value,
    }
    return row | dict.fromkeys(NUMBERS[1:]) | more


def accepted(
    initiative: Initiative,
    rows: Sequence[dict[str, Any]],
    *,
    organisation: Organisation | None = None,
    round_: Round | None = None,
    state: str = Submission.State.ACCEPTED,
) -> Submission:
    """A submission with these facts, next in the ledger."""
    partner = organisation.code if organisation else ""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.table(
        {
            name: pa.array(
                [
                    partner if name == "partner" else row.get(name, "all" if name not in NUMBERS else None)
                    for row in rows
                ],
                pa.float64() if name in NUMBERS else None,
            )
            for name in columns
        }
    )
    file = io.BytesIO()
    pq.write_table(table, file)
    stored = store(file.getvalue(), facts_folder(), SUFFIX)
    sequence = Receipt.objects.filter(initiative=initiative).count() + 1
    receipt = Receipt.objects.create(
        initiative=initiative, sequence=sequence, organisation=organisation, round=round_, received_at=NOW,
        file_name=f"{sequence}.csv", sha256="0" * 64, size=1, outcome=Receipt.Outcome.SUBMITTED,
        previous_hash="0" * 64, entry_hash=f"{sequence:064}",
    )  # fmt: skip
    return Submission.objects.create(
        receipt=receipt, initiative=initiative, organisation=organisation, round=round_, number=f"T{sequence:03}",
        state=state, history=round_ is None, submitted_at=NOW, rows=len(rows), collection="",
        understood={"figures": len(rows)}, facts_sha256=stored.sha256, decided_at=NOW,
    )  # fmt: skip
