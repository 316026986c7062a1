"""`commonweal disparity`: groups in, each one's gap to a reference and all gaps in one number each out."""

import io
import json
import re
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from commonweal.cli import disparity
from commonweal.engines.rates.disparity import attributable_risk, between_group_variance, groups_of
from commonweal.engines.rates.proportions import wilson

THREE = "group,numerator,denominator\nNorth,120,1000\nSouth,60,1000\nWest,90,1200\n"
FIVE = "group,numerator,denominator,order\nE,20,200,5\nA,60,200,1\nC,40,200,3\nB,50,200,2\nD,30,200,4\n"
GROUP_KEYS = [
    "group", "rate", "low", "high", "ratio", "ratio_low", "ratio_high",
    "difference", "difference_low", "difference_high",
]  # fmt: skip
SUMMARY_KEYS = ["bgv", "bgsd", "idisu", "idisw", "mdb", "par", "paf", "theil_index", "mld", "sii", "rii"]


@pytest.fixture
def run(tmp_path, capsys):
    def command(content, *options):
        path = tmp_path / "groups.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = disparity.main([str(path), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, content, *options):
    status, out, err = run(content, "--json", *options)
    assert (status, err) == (0, "")
    return json.loads(out)


def by_name(found):
    return {entry["group"]: entry for entry in found["groups"]}


# ---- The figures ----------------------------------------------------------------------------------


def test_every_key_of_the_contract_is_there(run):
    found = answered(run, THREE, "--direction", "lower")
    assert [set(GROUP_KEYS) - set(entry) for entry in found["groups"]] == [set()] * 3
    assert set(SUMMARY_KEYS) - set(found["summary"]) == set()


@pytest.mark.covers("H1", "F-PRI-1")
def test_each_group_has_its_rate_with_wilsons_interval_in_the_order_of_the_file(run):
    found = answered(run, THREE, "--direction", "lower")
    assert [(e["group"], e["rate"], e["low"], e["high"]) for e in found["groups"]] == [
        ("North", 0.12, *wilson(120, 1000)),
        ("South", 0.06, *wilson(60, 1000)),
        ("West", 0.075, *wilson(90, 1200)),
    ]


@pytest.mark.covers("H1", "F-PRI-1")
def test_a_gap_is_told_as_ratio_and_as_difference(run):
    north = by_name(answered(run, THREE, "--direction", "lower"))["North"]
    assert (north["ratio"], north["difference"]) == (2, pytest.approx(0.06))
    assert (north["ratio_low"], north["ratio_high"]) == pytest.approx((1.485727, 2.692285), abs=1e-6)
    assert (north["difference_low"], north["difference_high"]) == pytest.approx((0.035080, 0.085272), abs=1e-6)


@pytest.mark.parametrize(("direction", "best"), [("lower", "South"), ("higher", "North")])
def test_without_a_reference_the_best_group_is_it(run, direction, best):
    found = answered(run, THREE, "--direction", direction)
    assert found["reference"] == best


def test_the_reference_beside_itself_has_no_interval(run):
    south = by_name(answered(run, THREE, "--direction", "lower"))["South"]
    assert (south["ratio"], south["difference"]) == (1, 0)
    assert [south[key] for key in GROUP_KEYS if key.startswith(("ratio_", "difference_"))] == [None] * 4


def test_a_reference_is_found_whatever_its_capitals(run):
    found = answered(run, THREE, "--reference", " west ")
    assert (found["reference"], by_name(found)["North"]["ratio"]) == ("West", pytest.approx(1.6))


def test_what_needs_a_direction_is_null_without_one(run):
    summary = answered(run, THREE, "--reference", "West")["summary"]
    assert [key for key in SUMMARY_KEYS if summary[key] is None] == ["mdb", "par", "paf", "sii", "rii"]


def test_the_summary_is_that_of_the_engine_in_fractions(run):
    summary = answered(run, THREE, "--direction", "lower")["summary"]
    groups = groups_of([0.12, 0.06, 0.075], [1000, 1000, 1200])
    assert summary["bgv"] == between_group_variance(groups)[0]
    assert summary["par"] == attributable_risk(groups, "lower")
    assert summary["paf"] == pytest.approx(summary["par"] / (270 / 3200))
    assert summary["mdb"] == pytest.approx(summary["par"])
    assert summary["par_people"] == pytest.approx(270 - 0.06 * 3200)


def test_par_is_told_against_a_reference_that_was_named(run):
    summary = answered(run, THREE, "--reference", "West", "--direction", "lower")["summary"]
    assert summary["par"] == pytest.approx(270 / 3200 - 0.075)


def test_five_ordered_groups_have_a_slope_whatever_the_order_of_rows(run):
    summary = answered(run, FIVE, "--direction", "lower")["summary"]
    assert (summary["sii"], summary["rii"]) == (pytest.approx(-0.25), pytest.approx(0.075 / 0.325))


@pytest.mark.parametrize(
    "text", [THREE, FIVE.replace("E,20,200,5\n", ""), FIVE.replace("200,5", "200,4"), FIVE.replace("200,5", "200,")]
)
def test_there_is_no_slope_without_an_order_of_five(run, text):
    summary = answered(run, text, "--direction", "lower")["summary"]
    assert (summary["sii"], summary["rii"]) == (None, None)


def test_a_wider_level_gives_wider_intervals(run):
    usual, wide = (by_name(answered(run, THREE, "--direction", "lower", *more)) for more in ((), ("--level", "0.99")))
    assert wide["North"]["ratio_low"] < usual["North"]["ratio_low"] < usual["North"]["ratio_high"]
    assert wide["North"]["low"] == wilson(120, 1000, 0.99)[0]


# ---- Zero, missing, hidden ------------------------------------------------------------------------


def test_a_group_of_no_case_has_a_ratio_of_0_without_bounds(run):
    found = by_name(answered(run, THREE + "East,0,500\n", "--reference", "South"))["East"]
    assert (found["rate"], found["ratio"], found["ratio_low"], found["ratio_high"]) == (0, 0, None, None)
    assert found["difference_low"] < found["difference"] == -0.06 < found["difference_high"] < 0


def test_against_a_reference_of_no_case_there_is_a_difference_and_no_ratio(run):
    found = by_name(answered(run, THREE + "East,0,500\n", "--direction", "lower"))["North"]
    assert (found["ratio"], found["ratio_low"], found["ratio_high"], found["difference"]) == (None, None, None, 0.12)


STATUSES = {",100": "missing", "*,100": "suppressed", "N/A,100": "not_applicable", "0,0": "no-people", "5,": "missing"}


@pytest.mark.parametrize("cells", STATUSES)
def test_a_group_without_a_figure_stays_in_the_list_and_out_of_the_summary(run, cells):
    found = answered(run, f"{THREE}East,{cells}\n", "--direction", "lower")
    east = by_name(found)["East"]
    assert (east["status"], *(east[key] for key in GROUP_KEYS[1:])) == (STATUSES[cells], *[None] * 9)
    assert found["summary"] == answered(run, THREE, "--direction", "lower")["summary"]


def test_a_row_of_totals_is_left_out_and_said_so(run):
    status, out, err = run(THREE + "Total,270,3200\n", "--direction", "lower", "--json")
    assert (status, err) == (0, "Total adds up the other groups and is left out.\n")
    assert json.loads(out) == answered(run, THREE, "--direction", "lower")


def test_one_group_alone_is_its_own_reference(run):
    status, out, err = run("group,numerator,denominator\nA,30,100\n", "--direction", "lower")
    assert (status, err) == (0, "")
    assert out == "A: 30 of 100 (30%, likely 21.9–39.6%).\n\nOnly A has a figure, so there is nothing to compare.\n"


def test_equal_groups_have_no_gap(run):
    found = answered(run, "group,numerator,denominator\nA,30,100\nB,60,200\n", "--direction", "higher")
    none = ["bgv", "bgsd", "idisu", "idisw", "mdb", "par", "paf", "theil_index", "mld"]
    assert [found["summary"][key] for key in none] == [0] * len(none)
    assert found["words"] == "B’s rate is the same as A’s."


# ---- Words ----------------------------------------------------------------------------------------


@pytest.mark.covers("E7", "H1")
def test_the_answer_is_said_in_sentences(run):
    assert run(THREE, "--direction", "lower") == (
        0,
        "North: 120 of 1,000 (12%, likely 10.1–14.2%).\n"
        "South: 60 of 1,000 (6%, likely 4.7–7.6%).\n"
        "West: 90 of 1,200 (7.5%, likely 6.1–9.1%).\n"
        "\n"
        "North’s rate is 2.0 times South’s (likely 1.5–2.7): 60 more per 1,000.\n"
        "West’s rate is 1.2 times South’s (likely 0.9–1.7): 15 more per 1,000. "
        "With these numbers the gap could be chance.\n"
        "\n"
        "At South’s rate, all groups together would have 78 fewer.\n",
        "",
    )


def test_the_answer_is_said_in_spanish(run):
    status, out, _ = run(THREE, "--direction", "lower", "--lang", "es")
    assert (status, out.splitlines()[4]) == (
        0,
        "La tasa de North es 2.0 veces la de South (probablemente 1.5–2.7): 60 más por cada 1,000.",
    )
    assert out.splitlines()[-1] == ("Con la tasa de South, entre todos habría 78 menos.")


def test_a_group_of_few_is_told_in_people_and_not_compared(run):
    status, out, _ = run(THREE + "Hill,3,8\n", "--direction", "lower")
    assert status == 0
    assert "Hill: 3 of 8. Too few cases to publish a reliable figure." in out.splitlines()
    assert "Hill and South: too few cases to compare them reliably." in out.splitlines()


# ---- Files of any kind ----------------------------------------------------------------------------


def workbook():
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    sheet.write_row(1, 0, ["Group", "Numerator", "Denominator"])
    for i, row in enumerate([("North", 120, 1000), ("South", 60, 1000), ("West", 90, 1200)]):
        sheet.write_row(2 + i, 0, row)
    book.close()
    return held.getvalue()


def parquet():
    held = io.BytesIO()
    table = {"group": ["North", "South", "West"], "numerator": [120, 60, 90], "denominator": [1000, 1000, 1200]}
    pq.write_table(pa.table(table), held)
    return held.getvalue()


DIALECTS = {
    "semicolons and decimal commas": lambda: THREE.replace(",", ";").replace("120;", "120,0;").encode(),
    "tabs": lambda: THREE.replace(",", "\t").encode(),
    "a mark of UTF-8": lambda: THREE.encode("utf-8-sig"),
    "UTF-16": lambda: THREE.encode("utf-16"),
    "a title above": lambda: ("Asthma 2024\n\n" + THREE).encode(),
    "a workbook": workbook,
    "Parquet": parquet,
}


@pytest.mark.parametrize("kind", DIALECTS)
def test_the_same_groups_in_another_kind_of_file_are_the_same_answer(run, kind):
    assert answered(run, DIALECTS[kind](), "--direction", "lower") == answered(run, THREE, "--direction", "lower")


def test_headers_are_mapped(run):
    text = THREE.replace("group,numerator,denominator", "Barrio,Casos,Personas")
    mapping = ["--map", "Barrio=group", "casos=numerator", "Personas=denominator"]
    assert answered(run, text, "--direction", "lower", *mapping) == answered(run, THREE, "--direction", "lower")


# ---- What cannot be run ---------------------------------------------------------------------------

LOWER = ["--direction", "lower"]
COULD_NOT = {
    "an unknown reference": (THREE, ["--reference", "East"], "There is no group East. Name one of: North,"),
    "no direction": (THREE, [], "Without --reference, --direction is needed: say whether lower or higher is better."),
    "a group twice": (THREE + " NORTH ,1,2\n", LOWER, "Row 5: NORTH stands twice. Keep one of the two."),
    "an empty file": ("", LOWER, "This file is empty."),
    "a header only": ("group,numerator,denominator\n", LOWER, "There are no facts"),
    "more cases than people": (THREE + "East,3,2\n", LOWER, "East: 3 of 2 cannot be."),
    "fewer than no cases": (THREE + "East,-3,2\n", LOWER, "East: a count cannot be below 0."),
    "no number": (THREE + "East,many,2\n", LOWER, "Row 5, numerator: many is not a number."),
    "a group without a name": (THREE + ",3,20\n", LOWER, "Row 5, group: The cell is empty."),
    "no column": ("group,numerator\nA,1\n", LOWER, "The facts have no column denominator."),
    "a reference without a figure": (THREE + "East,,5\n", ["--reference", "East"], "The reference East has no figure."),
    "nothing but gaps": ("group,numerator,denominator\nA,,5\n", LOWER, "No group has both"),
    "an unknown direction": (THREE, ["--direction", "up"], "Argument --direction: invalid choice: 'up'"),
    "a level that is none": (THREE, [*LOWER, "--level", "95"], "Argument --level: '95' does not lie between 0 and 1."),
    "an unknown header": (THREE, [*LOWER, "--map", "grupo=group"], "No file has a column grupo."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), LOWER, "This file is a picture."),
}  # fmt: skip


@pytest.mark.parametrize("name", COULD_NOT)
def test_what_cannot_be_run_is_one_line_and_status_2(run, name):
    content, options, words = COULD_NOT[name]
    status, out, err = run(content, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(words)


def test_a_file_that_is_not_there_is_one_line_and_status_2(capsys):
    assert disparity.main(["/no/such/file.csv", "--direction", "lower"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_cannot_be_run_is_said_in_spanish(run):
    assert run(THREE, "--reference", "East", "--lang", "es") == (
        2,
        "",
        "No hay ningún grupo East. Indique uno de: North, South, West.\n",
    )


def test_the_example_of_the_help_runs(tmp_path):
    code = "import sys; from commonweal.cli.disparity import main; sys.exit(main())"
    script = re.sub(
        "commonweal disparity", f"{sys.executable} -c '{code}'", disparity.EXAMPLE.partition("example:\n")[2]
    )
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
