"""A release as a Frictionless Data Package: valid by the standard, complete, the same bytes each time."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from frictionless import Package

from commonweal.publication.package import release_package
from tests.publication.example import example_content

MADE = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(release_package(4, MADE, example_content()))) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.covers("H10")
def test_package_is_valid_by_the_standard(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(unpacked)
    report = Package("datapackage.json").validate()
    assert report.flatten(["title", "message"]) == []


def test_package_of_the_same_release_is_the_same_bytes() -> None:
    assert release_package(4, MADE, example_content()) == release_package(4, MADE, example_content())


def test_package_names_the_hash_and_size_of_each_file(unpacked: Path) -> None:
    described = json.loads((unpacked / "datapackage.json").read_text())
    found = {path.name: path.read_bytes() for path in unpacked.iterdir() if path.name != "datapackage.json"}
    assert {one["path"]: (one["hash"], one["bytes"]) for one in described["resources"]} == {
        name: (f"sha256:{hashlib.sha256(content).hexdigest()}", len(content)) for name, content in found.items()
    }


def test_hidden_cell_is_suppressed_and_has_no_number(unpacked: Path) -> None:
    hidden = [row for row in rows(unpacked, "figures") if row["status"] == "suppressed"]
    assert hidden
    assert {row[name] for row in hidden for name in ("value", "low", "high", "numerator", "denominator")} == {""}


def test_zero_missing_and_not_applicable_stay_apart(unpacked: Path) -> None:
    found = {(row["status"], row["value"]) for row in rows(unpacked, "figures") if row["measure"] == "P2"}
    assert {status for status, value in found if value == ""} >= {"missing", "suppressed"}
    assert all(value != "" for status, value in found if status == "reported")


def test_codebook_explains_every_column_in_both_languages(unpacked: Path) -> None:
    tables = [path.stem for path in unpacked.glob("*.csv") if path.stem != "codebook"]
    headers = {table: (unpacked / f"{table}.csv").read_text().partition("\n")[0] for table in tables}
    columns = {(table, column) for table in tables for column in headers[table].split(",")}
    told = {(row["table"], row["column"]): row for row in rows(unpacked, "codebook")}
    assert set(told) == columns
    assert [key for key, row in told.items() if not (row["meaning_en"] and row["meaning_es"])] == []


def test_licences_and_sources_are_those_of_the_measures(unpacked: Path) -> None:
    described = json.loads((unpacked / "datapackage.json").read_text())
    measures = example_content()["measures"]
    assert {one["title"] for one in described["licenses"]} == {each["licence"] for each in measures if each["licence"]}
    assert {one["title"] for one in described["sources"]} == {each["source"] for each in measures if each["source"]}


def test_text_that_a_spreadsheet_would_run_is_harmless() -> None:
    content = example_content()
    content["measures"][0]["name"]["en"] = "=HYPERLINK(1)"
    with zipfile.ZipFile(io.BytesIO(release_package(4, MADE, content))) as archive:
        first = next(csv.DictReader(io.StringIO(archive.read("measures.csv").decode())))
    assert first["name_en"] == "'=HYPERLINK(1)"
