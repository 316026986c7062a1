"""Real published files, each with its layout declared as data: every cell must come out as it was published."""

import csv
import json
from pathlib import Path

import pytest

from commonweal.engines.measures import Collection, Measure, Validated, validate
from tests.engines.measures.shared_data import SHARED, shared

# ---- Neighbourhood files: one column for each year, one row for each area ---------------------------

NEIGHBOURHOODS = {"folder": "data/meck_qol/metric", "place": "id"}
METRIC_FILES = sorted((SHARED / NEIGHBOURHOODS["folder"]).glob("*.csv"))


def areas(path: Path) -> tuple[list[str], list[str], list[list[str]]]:
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    filled = [row for row in rows[1:] if any(row)]
    return rows[0], [row[0] for row in filled], filled


def read_metric(path: Path) -> tuple[Validated, list[str], list[list[str]]]:
    header, places, rows = areas(path)
    measures = tuple(Measure(code=title) for title in header[1:])
    asked = Collection(periods=("all years",), places=tuple(places), measures=measures, key=("place",))
    return validate(path, collection=asked, mapping={NEIGHBOURHOODS["place"]: "place"}), header, rows


def test_the_neighbourhood_files_are_here() -> None:
    assert len(list(shared(*NEIGHBOURHOODS["folder"].split("/")).glob("*.csv"))) == 178


@pytest.mark.parametrize("path", METRIC_FILES, ids=lambda path: path.stem)
def test_a_neighbourhood_file_reads_cell_by_cell(path: Path) -> None:
    result, header, rows = read_metric(path)
    errors = {"#Type!", "#VALUE!"}
    wrong = [row for row in rows if errors & set(row)]
    assert (result.rows, result.accepted) == (len(rows), len(rows) - len(wrong))
    expected = {
        (row[0], code): float(cell) if cell not in ("", "<Null>", "NA") else None
        for row in rows
        if row not in wrong
        for code, cell in zip(header[1:], row[1:], strict=True)
    }
    assert {(fact["place"], fact["measure"]): fact["value"] for fact in result.facts.to_pylist()} == expected
    assert {problem.code for problem in result.problems} <= {"unreadable-cell"}


def test_the_bad_cells_of_the_neighbourhood_files_are_the_known_ones() -> None:
    known = json.loads(shared("data", "expected_examples.json").read_text("utf-8"))["meck_qol"]["metrics"]
    for code, metric in known.items():
        for area, column, cell in metric["bad_cells"]:
            parts = "d" if column.endswith("(d)") else "r"
            path = shared("data", "meck_qol", "metric", f"{parts}{code[1:]}.csv")
            result, _, _ = read_metric(path)
            year = column.removesuffix(" (d)")
            told = [p for p in result.problems if p.column == year and p.params["text"] == cell]
            statuses = {(f["place"], f["measure"]): f["status"] for f in result.facts.to_pylist()}
            if cell.startswith("#"):
                assert [problem.code for problem in told] == ["unreadable-cell"] * len(told) != []
            elif (area, year) in statuses:
                # Where another cell of the row is unreadable, the row is not accepted at all.
                assert statuses[area, year] == "missing"


# ---- Exports of a state against their published tidy form --------------------------------------------

EXPORTS = {
    "absenteeism_meal": {
        "published": "chronic_absenteeism_by_meal_eligibility_2012-2020.csv",
        "group": "Free/Reduced Price Meal Eligibility",
        # In some years the measure's name stands in the row above the header, which then only says "%".
        "columns": {"%": "Chronically Absent Students", "% Chronically Absent": "Chronically Absent Students"},
    },
    "bullying": {
        "published": "bullying_2013-2021.csv",
        "group": None,
        "columns": {
            "Number of students with at least 1 bullying incident": "Students with at least 1 incident",
            "Counts of Bullying Incidents": "Total Incidents",
        },
    },
}
PLACES = ("District", "DISTRICT", "Organization", "STATE")
#: The publisher gave these another name.
RENAMED = {
    "Achievement First Hartford Academy Inc. District": "Achievement First Hartford Academy District",
    "Booker T. Washington Academy District": "Booker T Washington Academy District",
    "Bridgeport Achievement First District": "Achievement First Bridgeport Academy District",
    "Capital Preparatory Harbor School District": "Capital Preparatory Harbor School Inc. District",
    "Connecticut Technical Education and Career System": "Connecticut Technical High School System",
    "Eastern Connecticut Regional Educational Service Center (EASTCONN)": (
        "Eastern Connecticut Regional Educational Services"
    ),
    "EdAdvance": "Western Connecticut Regional Educational Services",
    "Education Connection": "Western Connecticut Regional Educational Services",
    "Great Oaks Charter School District": "Great Oaks Charter School Bridgeport",
    "Interdistrict School for Arts and Comm District": "Interdistrict School for Arts and Communication District",
    "Learn": "LEARN",
    "New Beginnings Inc Family Academy District": "New Beginnings Inc. Family Academy District",
    "New Beginnings Inc., Family Academy District": "New Beginnings Inc. Family Academy District",
    "State of Connecticut": "Connecticut",
    "The Woodstock Academy District": "Woodstock Academy District",
}
HIDDEN, ABSENT = -9999.0, -6666.0
Cell = tuple[str, str, str, str]


@pytest.mark.parametrize("topic", EXPORTS)
def test_an_export_agrees_with_its_published_form_in_every_cell(topic: str) -> None:
    files = sorted(shared("data", "ct_edsight", topic, "raw").glob("*.csv"))
    # For the last years the state's own line stands in a file that is not here.
    state_years = {year_of(path) for path in files if path.stem.endswith("_ct")}
    published = published_cells(topic)
    expected = {cell: value for cell, value in published.items() if cell[0] != "Connecticut" or cell[1] in state_years}
    got: dict[Cell, float | None] = {}
    header_rows = {}
    for path in files:
        result = read_export(path, topic)
        header_rows[path.name] = result.dialect.header_row
        for fact in result.facts.to_pylist():
            place = RENAMED.get(fact["place"], fact["place"])
            cell = (place, year_of(path), fact["group"], EXPORTS[topic]["columns"][fact["measure"]])
            got[cell] = HIDDEN if fact["status"] == "suppressed" else fact["value"]
    assert {cell: got.get(cell, ABSENT) for cell in expected} == expected
    known = json.loads(shared("data", "expected_examples.json").read_text("utf-8"))["ct_edsight"][topic]
    assert header_rows == {name: file["header_row"] for name, file in known.items()}


def published_cells(topic: str) -> dict[Cell, float]:
    layout = EXPORTS[topic]
    text = shared("data", "ct_edsight", topic, "data", layout["published"]).read_text("utf-8")
    return {
        (row["District"], row["Year"], row.get(layout["group"], "all"), row["Variable"]): float(row["Value"])
        for row in csv.DictReader(text.splitlines())
    }


def year_of(path: Path) -> str:
    start = int(path.stem.split("__")[1][:4])
    return f"{start}-{start + 1}"


def read_export(path: Path, topic: str) -> Validated:
    layout = EXPORTS[topic]
    rows = [row for row in csv.reader(path.read_text("utf-8-sig").splitlines()) if row]
    header = next(row for row in rows if set(row) & set(PLACES))
    below = rows[rows.index(header) + 1 :]
    group = header.index(layout["group"]) if layout["group"] else None
    groups = tuple(dict.fromkeys(row[group] for row in below)) if group is not None else ("all",)
    mapping = {header[0]: "place"} | ({layout["group"]: "group"} if group is not None else {})
    asked = Collection(
        periods=(year_of(path),),
        places=tuple(dict.fromkeys(row[0] for row in below)),
        measures=tuple(Measure(code=title) for title in layout["columns"] if title in header),
        key=("place",) if group is None else ("place", "group"),
        dimensions={"group": groups},
    )
    return validate(path, collection=asked, mapping=mapping)


# ---- County poverty, and the folders of an open indicator site ---------------------------------------


def test_county_poverty_reads_as_published() -> None:
    path = shared("data", "saipe", "saipe_nc_sc_1989_2017.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    asked = Collection(
        periods=tuple(dict.fromkeys(row["year"] for row in rows)),
        places=tuple(dict.fromkeys(row["fips"] for row in rows)),
        measures=(Measure(code="povertyR", kind="percent", minimum=0, maximum=100),),
        key=("period", "place"),
    )
    result = validate(path, collection=asked, mapping={"fips": "place", "year": "period"})
    assert (result.rows, result.accepted, len(rows)) == (3504, 3504, 3504)
    got = [[int(f["period"]), f["value"]] for f in result.facts.to_pylist() if f["place"] == "37119"]
    known = json.loads(shared("data", "expected_examples.json").read_text("utf-8"))["saipe"]["mecklenburg"]
    assert sorted(got) == known


def test_county_poverty_of_one_year_reads_cell_by_cell() -> None:
    """A point says that a county has no figure, as the collection declares."""
    path = shared("data", "saipe", "saipe_2023_nc_sc.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    titles = list(rows[0])[4:]
    asked = Collection(
        periods=("2023",),
        places=tuple(dict.fromkeys(row["Name"] for row in rows)),
        measures=tuple(Measure(code=title) for title in titles),
        key=("place", "state"),
        dimensions={"state": ("NC", "SC")},
        markers={"missing": (".",)},
    )
    result = validate(path, collection=asked, mapping={"Name": "place", "Postal Code": "state"})
    assert (result.rows, result.accepted, len(result.errors)) == (len(rows), len(rows), 0)
    got = {(fact["state"], fact["place"], fact["measure"]): fact["value"] for fact in result.facts.to_pylist()}
    assert got == {
        (row["Postal Code"], row["Name"], title): None if row[title] == "." else float(row[title])
        for row in rows
        for title in titles
    }


INDICATORS = sorted((SHARED / "data" / "open_sdg").glob("*/data/*.csv"))


@pytest.mark.parametrize("path", INDICATORS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_an_indicator_file_reads_cell_by_cell(path: Path) -> None:
    text = path.read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    splits = [name for name in rows[0] if name and name not in ("Year", "Value")]
    groups = {
        f"split {n}": tuple(dict.fromkeys(row[name].strip() or "" for row in rows)) for n, name in enumerate(splits)
    }
    asked = Collection(
        periods=tuple(dict.fromkeys(row["Year"] for row in rows)),
        places=("here",),
        measures=(Measure(code="indicator"),),
        key=("period", *groups),
        dimensions=groups,
    )
    mapping = {"Year": "period"} | {name: f"split {n}" for n, name in enumerate(splits)}
    result = validate(path, collection=asked, mapping=mapping)
    assert {p.code for p in result.problems} <= {"duplicate-key", "unreadable-file"}
    wrong = {problem.row for problem in result.errors}
    expected = {n: row["Value"] for n, row in enumerate(rows, start=2) if n not in wrong and any(row.values())}
    got = {fact["row"]: fact["value"] for fact in result.facts.to_pylist()}
    assert got == {n: float(cell) if cell else None for n, cell in expected.items()}
