"""Who evaluates an initiative takes everything out and adds up each published figure anew, to the digit."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.http import Http404
from django.test import Client
from frictionless import Package

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import (
    DimensionDraft,
    define_dimension,
    draft_of,
    redefine_measure,
)
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.evaluation import evaluators_export
from commonweal.people.models import Organisation, Person
from commonweal.publication.models import Publication
from tests.evaluators_script import reproduced, unpacked
from tests.measurement.accepted_facts import accepted, fact

SignedIn = Callable[[Person], Client]


def share(period: str, numerator: float, denominator: float, **more: Any) -> dict[str, Any]:
    return fact("P2", period, 100 * numerator / denominator, numerator=numerator, denominator=denominator, **more)


@pytest.fixture
def released(
    initiative: Initiative,
    analyst: Person,
    enrolled: Measure,
    finished: Measure,
    places: list[Place],
    partner_organisation: Organisation,
    at: datetime,
) -> Publication:
    """Two measures, one of them defined anew; two partners' worth of places, groups, a small group, a correction."""
    draft = DimensionDraft(
        code="age", name_en="Age", name_es="Edad", categories=[("young", "Young", ""), ("old", "Old", "")]
    )
    define_dimension(by=analyst, initiative=initiative, dimension=draft, at=at)
    accepted(initiative, [fact("P1", "2023", 900.0), fact("P1", "2024", 1234.5678)])
    accepted(initiative, [fact("P1", "2024", 1235.1)])
    parts = [share("2024", 31.0, 63.0, place="east"), share("2024", 17.0, 51.0, place="west")]
    parts += [share("2024", 41.0, 97.0, age="young"), share("2024", 5.0, 12.0, age="old")]
    accepted(initiative, parts, organisation=partner_organisation)
    later = at + timedelta(days=30)
    counted_anew = replace(draft_of(enrolled.definitions.get()), meaning_en="Everybody who came once.")
    redefine_measure(by=analyst, measure=enrolled, definition=counted_anew, reason="New census.", at=later)
    again = accepted(initiative, [fact("P1", "2025", 1300.0)])
    type(again).objects.filter(pk=again.pk).update(submitted_at=later + timedelta(days=1))
    return publish(by=analyst, initiative=initiative, at=later + timedelta(days=2))


@pytest.fixture
def folder(released: Publication, analyst: Person, at: datetime, tmp_path: Path) -> Path:
    _, content = evaluators_export(analyst, released.initiative, released.number, at)
    return unpacked(content, tmp_path)


def published(released: Publication) -> int:
    content = json.loads(released.content)
    rows = [row for measure in content["measures"] for row in (*measure["series"], *measure["counted_before"])]
    rows += [cell for measure in content["measures"] for split in measure["splits"] for cell in split["cells"]]
    return sum(any(row[part] is not None for part in ("value", "numerator", "denominator")) for row in rows)


@pytest.mark.covers("H10")
def test_script_reproduces_every_published_figure_interval_gap_and_verdict(folder: Path, released: Publication) -> None:
    count = published(released)
    assert count >= 6
    status, said = reproduced(folder)
    assert (status, said.splitlines()) == (
        0,
        [
            f"{count} published figures; {count} agree, 0 do not.",
            "16 intervals, gaps, verdicts, charts, forecasts and numbers of the goal; 16 agree, 0 do not.",
        ],
    )


@pytest.mark.covers("H10")
def test_script_finds_one_changed_fact(folder: Path) -> None:
    facts = folder / "facts.parquet"
    changed = duckdb.sql(
        f"select * replace (case when period = '2025' then value + 0.001 else value end as value) from '{facts}'"  # noqa: S608
    ).to_arrow_table()
    duckdb.from_arrow(changed).write_parquet(str(facts))
    status, said = reproduced(folder)
    assert (status, said.splitlines()[-2].endswith("agree, 1 do not.")) == (1, True)
    assert "'measure': 'P1', 'version': 2, 'period': '2025'" in said


def change(folder: Path, *path: Any, to: Any) -> None:
    """One number of the release, as somebody might who wanted another conclusion."""
    file = folder / "release" / "release.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    part = content
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = to
    file.write_text(json.dumps(content), encoding="utf-8")


UNBORNE: dict[str, tuple[tuple[Any, ...], Any]] = {
    "the verdict on P1": ((0, "judgement", "code"), "on-track"),
    "the interval of P2 in 2024, all": ((1, "series", 0, "high"), 99.0),
    "the gap of P2 in 2024, west": ((1, "equity", "gaps", 0, "groups", 1, "difference_low"), 0.0),
    "the summary of the gaps of P2 in 2024 by place": ((1, "equity", "gaps", 0, "summary", "theil_index"), 0.5),
    "the run chart of P1": ((0, "steady", "charts", 0, "centre"), 1.0),
}


def test_script_names_each_conclusion_that_the_figures_do_not_bear(folder: Path) -> None:
    for path, to in UNBORNE.values():
        change(folder, "measures", *path, to=to)
    status, said = reproduced(folder)
    assert (status, said.splitlines()[-1].endswith(f"agree, {len(UNBORNE)} do not.")) == (1, True)
    named = [re.sub(r":.*", "", line.partition("Does not agree: ")[2]) for line in said.splitlines()]
    assert sorted(filter(None, named)) == sorted(UNBORNE)


def test_script_says_what_it_needs_where_it_cannot_run(folder: Path) -> None:
    """`-S`: a Python without any package."""
    command = [sys.executable, "-S", folder / "reproduce.py"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 2)
    assert found.stderr.startswith("This Python has no package duckdb. Install commonweal into it")


def test_export_is_a_valid_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert Package("datapackage.json").validate().flatten(["title", "message"]) == []


def test_export_of_the_same_release_is_the_same_bytes(released: Publication, analyst: Person, at: datetime) -> None:
    first, again = (evaluators_export(analyst, released.initiative, 1, at)[1] for _ in range(2))
    assert first == again


def test_export_has_the_facts_of_each_hand_in_as_they_were_accepted(folder: Path, released: Publication) -> None:
    listed = json.loads(released.content)["provenance"]["submissions"]
    assert sorted(path.stem for path in (folder / "facts").iterdir()) == sorted(each["number"] for each in listed)


def test_export_has_definitions_by_version_and_date(folder: Path) -> None:
    with (folder / "definitions.csv").open(newline="") as file:
        rows = [(row["measure"], row["version"], row["reason_en"]) for row in csv.DictReader(file)]
    assert rows == [("P1", "1", ""), ("P1", "2", "New census."), ("P2", "1", "")]


@pytest.mark.covers("H10")
def test_trail_and_ledger_name_nobody(folder: Path, analyst: Person) -> None:
    texts = [(folder / f"{name}.csv").read_text() for name in ("trail", "ledger")]
    assert [word for word in (analyst.name, analyst.email, ".csv") for text in texts if word in text] == []
    assert "publication.release" in texts[0]


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_export_for_somebody_who_does_not_run_the_data(
    who: str, released: Publication, at: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Http404):
        evaluators_export(request.getfixturevalue(who), released.initiative, 1, at)
