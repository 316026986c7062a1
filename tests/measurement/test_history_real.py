"""Real old spreadsheets: neighbourhood files with a column for each year come in as history, cell by cell."""

import csv
from pathlib import Path
from typing import Any

import pytest

from commonweal.governance.models import Place
from commonweal.measurement.operations.history import import_history
from commonweal.measurement.queries.facts import facts_of
from commonweal.measurement.queries.incoming import IncomingFile
from tests.cast import NOW

#: What stands in these files for no figure.
NO_FIGURE = {"", "NA", "<Null>", "#Type!"}


def cells(path: Path) -> dict[tuple[str, str], str]:
    """Every figure of the file, read on its own by the plainest means."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            {(name or "").strip(): (text or "").strip() for name, text in row.items()} for row in csv.DictReader(file)
        ]
    return {
        (name.removeprefix("y_"), row["id"]): text
        for row in rows
        if row.get("id")
        for name, text in row.items()
        if name.startswith("y_")
    }


@pytest.mark.covers("B4")
def test_neighbourhood_files_come_in_whole(shared: Path, initiative: Any, analyst: Any, enrolled: Any) -> None:
    # Of each kind some: the reader's own test reads all of them, and here a file costs a tenth of a second.
    paths = sorted(shared.glob("data/meck_qol/metric/*.csv"))[::12]
    if not paths:
        pytest.skip("the neighbourhood files are not among the shared data")
    wanted = {path: cells(path) for path in paths}
    areas = sorted({area for found in wanted.values() for _, area in found})
    Place.objects.bulk_create(Place(initiative=initiative, code=area, name=f"Area {area}") for area in areas)
    for path, found in wanted.items():
        file = IncomingFile(
            path.name, path.read_bytes(), measure="P1", mapping={"id": "place"}, markers={"missing": ("#Type!",)}
        )
        submission = import_history(by=analyst, initiative=initiative, file=file, organisation=None, at=NOW)
        read = {(fact.key.period, fact.key.place): fact.value for fact in facts_of(submission)}
        assert read == {key: None if text in NO_FIGURE else float(text) for key, text in found.items()}, path.name
