"""`commonweal rollup`: files in, an answer out, and a status that a script can rely on."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from commonweal.cli.rollup import EXAMPLE, main

COLLECTION = """
periods = ["2025-Q2", "2025-Q3"]
places = ["Eastside", "Westside", "Total"]
key = ["measure", "period", "place", "group"]
[dimensions]
group = ["all", "female", "male"]
[[measures]]
code = "READ"
kind = "percent"
places_rule = "ratio_of_sums"
periods_rule = "latest"
[[measures]]
code = "JOBS"
kind = "count"
places_rule = "sum"
periods_rule = "sum"
[[measures]]
code = "PEOPLE"
kind = "count"
places_rule = "distinct"
periods_rule = "distinct"
[[measures]]
code = "WAGE"
kind = "money"
places_rule = "weighted_mean"
[[asked]]
partner = "org-a"
measures = ["READ", "JOBS"]
periods = ["2025-Q2"]
[[asked]]
partner = "org-b"
measures = ["READ"]
periods = ["2025-Q2"]
"""
HEADER = "measure,period,place,partner,group,status,value,numerator,denominator"
READ = f"{HEADER}\nREAD,2025-Q2,Eastside,org-a,all,,64.3,9,14\nREAD,2025-Q2,Westside,org-b,all,,50,5,10\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a text of facts; gives status, stdout and stderr."""
    (tmp_path / "c.toml").write_text(COLLECTION, encoding="utf-8")

    def command(facts, *options, by="period"):
        if isinstance(facts, str):
            facts = facts.encode()
        path = tmp_path / "facts.csv"
        if isinstance(facts, bytes):
            path.write_bytes(facts)
        else:
            path = facts
        status = main([str(path), "--collection", str(tmp_path / "c.toml"), "--by", by, *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answer(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.covers("B4", "F-CON-2")
def test_csv_is_the_answer_by_default(run):
    status, out, err = run(READ, by="period")
    assert (status, err) == (0, "")
    assert answer(out) == [
        {
            "measure": "READ", "period": "2025-Q2", "value": str(100 * 14 / 24), "numerator": "14", "denominator": "24",
            "status": "reported", "partners_in": "2", "partners_asked": "2",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_json_is_one_object_with_every_key(run, option):
    status, out, _ = run(READ, *option, by="place,period")
    told = json.loads(out)
    assert status == 0
    assert list(told) == ["rows", "mismatches", "refused"]
    assert [row["value"] for row in told["rows"]] == [100 * 9 / 14, 50]
    assert (told["mismatches"], told["refused"]) == ([], None)


@pytest.mark.parametrize(
    "spoiled",
    [
        READ.replace(",", ";").replace("64.3", "64,3").encode(),
        READ.replace(",", "\t").encode(),
        b"\xef\xbb\xbf" + READ.encode(),
        READ.encode("utf-16"),
        READ.replace("measure,period", " Measure ,PERIOD").encode(),
        READ.replace("\n", "\r\n").encode(),
        ("Facts of spring\n\n" + READ).encode(),
    ],
    ids=["semicolon and comma", "tab", "BOM", "UTF-16", "header", "line ends", "header lower"],
)
def test_a_usual_dialect_gives_the_same_answer(run, spoiled):
    assert run(spoiled, by="place,period") == run(READ, by="place,period")


def test_a_workbook_gives_the_same_answer(run, tmp_path):
    path = tmp_path / "facts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(csv.reader(io.StringIO(READ))):
            sheet.write_row(i, 0, [float(text) if re.fullmatch(r"[\d.]+", text) else text for text in row])
    assert run(path, by="place,period") == run(READ, by="place,period")


def test_a_parquet_file_gives_the_same_answer(run, tmp_path):
    rows = answer(READ)
    numbers = ("value", "numerator", "denominator")
    told = [{k: (float(v) if k in numbers else v or None) for k, v in row.items()} for row in rows]
    pq.write_table(pa.Table.from_pylist(told), tmp_path / "facts.parquet")
    assert run(tmp_path / "facts.parquet", by="place,period") == run(READ, by="place,period")


def test_headers_are_mapped(run):
    status, out, _ = run(READ.replace("place", "Barrio"), "--map", "barrio=place", by="place,period")
    assert (status, [row["place"] for row in answer(out)]) == (0, ["Eastside", "Westside"])


def test_each_map_adds_to_the_others(run):
    renamed = READ.replace("place", "Barrio").replace("partner", "Org")
    status, out, _ = run(renamed, "--map", "barrio=place", "--map", "org=partner", by="place,partner")
    assert (status, [row["partner"] for row in answer(out)]) == (0, ["org-a", "org-b"])


def test_names_in_other_capitals_are_those_of_the_collection(run):
    _, out, _ = run(READ.replace("Eastside", "EASTSIDE").replace("all", "All"), by="place,group")
    assert [(row["place"], row["group"]) for row in answer(out)] == [("Eastside", "all"), ("Westside", "all")]


def test_one_empty_file_among_several_is_one_line_and_status_2(run, tmp_path):
    (tmp_path / "more.csv").write_text(HEADER + "\n", encoding="utf-8")
    status, out, err = run(READ, str(tmp_path / "more.csv"))
    assert (status, out, err) == (2, "", "There are no facts to roll up. Name at least one file with rows.\n")


def test_tokens_are_statuses(run):
    facts = f"{HEADER}\nJOBS,2025-Q2,Eastside,org-a,all,,*,,\nJOBS,2025-Q3,Eastside,org-a,all,,NA,,\n"
    _, out, _ = run(facts)
    assert [(row["value"], row["status"]) for row in answer(out)] == [("", "suppressed"), ("", "missing")]


def test_a_hidden_part_of_a_ratio_hides_the_ratio(run):
    _, out, _ = run(READ.replace("64.3,9,14", "64.3,*,14"))
    assert [(row["value"], row["numerator"], row["status"]) for row in answer(out)] == [("", "", "suppressed")]


def test_a_refused_measure_refuses_the_answer(run):
    facts = f"{HEADER}\nPEOPLE,2025-Q2,Eastside,org-a,all,,4,,\nPEOPLE,2025-Q2,Westside,org-a,all,,5,,\n"
    status, out, err = run(facts)
    assert (status, out) == (1, "")
    assert err.startswith("PEOPLE counts different people.")
    status, out, _ = run(facts, "--json", "--lang", "es")
    told = json.loads(out)
    assert (status, told["rows"]) == (1, [])
    assert told["refused"].startswith("PEOPLE cuenta personas distintas.")


def test_a_parent_is_taken_and_its_difference_is_listed(run, tmp_path):
    (tmp_path / "h.json").write_text('{"place": {"Total": ["Eastside", "Westside"]}}', encoding="utf-8")
    facts = "".join(
        f"JOBS,2025-Q2,{place},org-a,all,,{n},,\n" for place, n in (("Eastside", 4), ("Westside", 5), ("Total", 10))
    )
    status, out, err = run(f"{HEADER}\n{facts}", "--hier", str(tmp_path / "h.json"), "--json", by="place,period")
    told = json.loads(out)
    assert status == 0
    assert {row["place"]: row["value"] for row in told["rows"]} == {"Eastside": 4, "Westside": 5, "Total": 10}
    [mismatch] = told["mismatches"]
    assert (mismatch["parent"], mismatch["stated"], mismatch["parts"], mismatch["difference"]) == ("Total", 10, 9, 1)
    assert err == "JOBS, 2025-Q2, org-a: Total says 10, its parts come to 9. Total's figure is taken.\n"


COULD_NOT = {
    "an unknown column": (READ, ["--by", "plaza"], "There is no column plaza"),
    "a header only": (HEADER + "\n", [], "There are no facts"),
    "an empty file": ("", [], "file is empty"),
    "a fact twice": (READ + READ.splitlines()[1] + "\n", [], "stands twice"),
    "a fact twice, of nobody": (
        READ.replace(",org-a,", ",,") + READ.splitlines()[1].replace(",org-a,", ",,"),
        [],
        "Row 4",
    ),
    "no period column": (READ.replace("period", "quarter"), [], "no column period"),
    "a blank period": (READ.replace("READ,2025-Q2,W", "READ,,W"), [], "Row 3, period"),
    "a column to split by that is not there": (READ.replace("group", "note"), ["--by", "group"], "no column group"),
    "a column to map that is not there": (READ, ["--map", "barrio=place"], "barrio"),
    "a figure too large to add": (READ.replace("JOBS", "READ").replace(",14\n", ",1e30\n"), [], "too large"),
    "an unknown measure": (READ.replace("READ", "WRITE"), [], "WRITE"),
    "an unknown status": (READ.replace("all,,64", "all,guessed,64"), [], "Row 2, status: guessed"),
    "no number": (READ.replace("64.3", "many"), [], "Row 2, value: many is not a number"),
    "no value column": (READ.replace("value", "worth"), [], "no column value"),
    "two columns of a name": (READ.replace("group", "place"), [], "Two columns are called place"),
    "an unknown option": (READ, ["--frobnicate"], "--frobnicate"),
    "a pair that is none": (READ, ["--map", "place"], "'place' is not THEIRS=OURS"),
    "a hierarchy that is absent": (READ, ["--hier", "nowhere.json"], "nowhere.json"),
    "no table": ("%PDF-1.7", [], "PDF"),
}


@pytest.mark.parametrize("name", COULD_NOT)
def test_what_cannot_be_run_is_one_line_and_status_2(run, name):
    facts, options, words = COULD_NOT[name]
    status, out, err = run(facts, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "text", ["{", '{"place": 3}', '{"place": {"A": []}}', '{"place": {"A": ["B"], "B": ["A"]}}', "[]"]
)
def test_a_hierarchy_that_is_none_is_one_line_and_status_2(run, tmp_path, text):
    (tmp_path / "h.json").write_text(text, encoding="utf-8")
    status, out, err = run(READ, "--hier", str(tmp_path / "h.json"))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert run(READ, "--hier", str(tmp_path / "h.json"), "--lang", "es")[2] != err


def test_an_absent_file_is_one_line_and_status_2(run, tmp_path):
    status, _, err = run(tmp_path / "nowhere.csv")
    assert (status, err.count("\n")) == (2, 1)
    assert "nowhere.csv" in err


def started(arguments, folder, **more):
    code = "import sys; from commonweal.cli.rollup import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, **more)


def test_stdin_is_read_in_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "c.toml").write_text(COLLECTION, encoding="utf-8")
    tmp_path.chmod(0o555)
    done = started(["-", "--collection", "c.toml", "--by", "period"], tmp_path, input=READ.encode())
    tmp_path.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [row["numerator"] for row in answer(done.stdout.decode())] == ["14"]


def test_the_example_of_the_help_runs(tmp_path):
    [text] = re.findall(r"example[^\n]*\n(.*?)\n\n", EXAMPLE, re.DOTALL)
    program = f"{sys.executable} -c 'import sys; from commonweal.cli.rollup import main; sys.exit(main())'"
    script = text.replace("commonweal rollup", program)
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False, env=dict(os.environ))
    assert (done.returncode, done.stderr) == (0, b"")
    assert [row["value"] for row in answer(done.stdout.decode())] == ["11"]


def test_help_ends_well(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    assert "commonweal rollup - --collection" in capsys.readouterr().out


def test_mean_without_weights_says_why_its_row_is_empty(run):
    facts = f"{HEADER}\nWAGE,2025-Q2,Eastside,org-a,all,,20,,\nWAGE,2025-Q2,Westside,org-a,all,,30,,\n"
    status, out, err = run(facts)
    assert (status, out.splitlines()[1]) == (0, "WAGE,2025-Q2,,,,missing,1,0")
    assert err == (
        "WAGE is a mean weighted by denominators, and some figures have none: a row stays empty. "
        "Add the denominators.\n"
    )


def test_mean_with_weights_needs_no_words(run):
    facts = f"{HEADER}\nWAGE,2025-Q2,Eastside,org-a,all,,20,,1\nWAGE,2025-Q2,Westside,org-a,all,,30,,3\n"
    assert run(facts) == (0, run(facts)[1], "")


def test_disagreement_names_the_partner_whose_figures_they_are(run):
    rows = "JOBS,2025-Q2,Total,org-a,all,,20,,\nJOBS,2025-Q2,Eastside,org-a,all,,6,,\n"
    rows += "JOBS,2025-Q2,Westside,org-b,all,,5,,\n"
    _status, _out, err = run(f"{HEADER}\n{rows}")
    assert err == "JOBS, 2025-Q2, org-a: Total says 20, its parts come to 6. Total's figure is taken.\n"


def test_cell_that_cannot_be_read_is_never_taken_for_a_missing_one(run):
    status, out, err = run(f"{READ}READ,2025-Q3,Eastside,org-a,all,,50\0,5,10\n")
    told = "Row 4, value: This cell holds a character that is no text (NUL). Type the cell again.\n"
    assert (status, out, err) == (2, "", told)
