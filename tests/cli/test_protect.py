"""`commonweal protect`: a table in, the same rows out with what has to be hidden hidden, and a status to rely on."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.cli.protect import EXAMPLE, main

pytestmark = pytest.mark.covers("E7")

TABLE = """place,sex,value
Total,Total,97
North,female,4
North,male,31
South,male,40
North,Total,35
South,female,22
South,Total,62
Total,female,26
Total,male,71
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "table.csv", TABLE)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def protect(table: Path, *more: object) -> tuple[int, Path]:
    out = table.with_name("out.csv")
    return main([str(table), "--out", str(out), *map(str, more)]), out


def test_the_same_rows_come_out_in_the_same_order(table: Path) -> None:
    status, out = protect(table)
    assert status == 0
    assert rows(out) == [
        ["place", "sex", "value", "suppressed", "reason"],
        ["Total", "Total", "97", "0", ""],
        ["North", "female", "", "1", "small"],
        ["North", "male", "", "1", "complement"],
        ["South", "male", "", "1", "complement"],
        ["North", "Total", "35", "0", ""],
        ["South", "female", "", "1", "complement"],
        ["South", "Total", "62", "0", ""],
        ["Total", "female", "26", "0", ""],
        ["Total", "male", "71", "0", ""],
    ]


def test_json_counts_what_is_hidden(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    protect(table, "--json")
    assert json.loads(capsys.readouterr().out) == {
        "suppressed": 4, "primary": 1, "complement": 3, "value_lost": 97, "cells": 9, "cheapest": True, "restated": 0,
    }  # fmt: skip


def test_a_sentence_says_it_in_the_language_asked_for(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    protect(table, "--lang", "es")
    assert capsys.readouterr().out == (
        "Se ocultan 4 de 9 celdas: 1 que no pueden mostrarse y 3 que las delatarían. En conjunto suman 97.\n"
    )


def test_what_comes_out_passes_the_audit(table: Path) -> None:
    _, out = protect(table)
    assert audited(out)["exposed"] == 0


def test_without_the_complements_the_audit_fails(table: Path) -> None:
    _, out = protect(table)
    shown = {("North", "male"): "31", ("South", "male"): "40", ("South", "female"): "22"}
    told = [[*r[:2], shown.get((r[0], r[1]), r[2]), "0" if r[4] == "complement" else r[3], r[4]] for r in rows(out)]
    bare = written(out.with_name("bare.csv"), "\n".join(",".join(row) for row in told) + "\n")
    assert audited(bare)["exposed"] == 1


def audited(*files: Path) -> dict[str, object]:
    """The auditor is another program: it gets files and nothing else."""
    answer = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", "audit", *map(str, files), "--json"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def test_missing_zero_and_hidden_are_three_things(tmp_path: Path) -> None:
    text = "place,value\nNorth,4\nSouth,12\nEast,\nWest,0\nTotal,16\n"
    _, out = protect(written(tmp_path / "t.csv", text))
    assert rows(out)[1:] == [
        ["North", "", "1", "small"],
        ["South", "", "1", "complement"],
        ["East", "", "0", ""],
        ["West", "0", "0", ""],
        ["Total", "16", "0", ""],
    ]


def test_people_behind_the_value_are_tested_and_hidden_with_it(tmp_path: Path) -> None:
    text = "place,value,n\nNorth,900,4\nSouth,500,20\nWest,700,30\nTotal,2100,54\n"
    _, out = protect(written(tmp_path / "t.csv", text))
    assert rows(out) == [
        ["place", "value", "n", "suppressed", "reason"],
        ["North", "", "", "1", "small"],
        ["South", "", "", "1", "complement"],
        ["West", "700", "30", "0", ""],
        ["Total", "2100", "54", "0", ""],
    ]


def test_the_largest_contributions_decide_and_never_come_out(tmp_path: Path) -> None:
    text = "place,value,top1,top2\nNorth,1000,900,90\nSouth,500,100,90\nWest,700,120,90\nTotal,2200,900,120\n"
    _, out = protect(written(tmp_path / "t.csv", text), "--dominance", "p:10")
    assert rows(out) == [
        ["place", "value", "suppressed", "reason"],
        ["North", "", "1", "dominance"],
        ["South", "", "1", "complement"],
        ["West", "700", "0", ""],
        ["Total", "2200", "0", ""],
    ]


def test_an_earlier_release_is_kept_to(tmp_path: Path) -> None:
    now = written(tmp_path / "now.csv", "place,value\nNorth,20\nSouth,12\nWest,30\nTotal,62\n")
    old = written(tmp_path / "old.csv", "place,value,suppressed\nNorth,,1\nSouth,,1\nWest,30,0\nTotal,62,0\n")
    _, out = protect(now, "--prior", old)
    assert [row[-1] for row in rows(out)[1:]] == ["earlier", "earlier", "", ""]


def test_what_an_earlier_release_gives_away_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = written(tmp_path / "now.csv", "place,value\nNorth,4\nSouth,12\nTotal,16\n")
    old = written(tmp_path / "old.csv", "place,value\nNorth,4\n")
    status, out = protect(now, "--prior", old)
    assert status == 1
    assert not out.exists()
    assert capsys.readouterr().err == (
        "1 cells cannot be protected, whatever else is hidden: North. What was published before already gives them "
        "away. Combine categories, or hide them under a wider one.\n"
    )


def test_a_hierarchy_in_several_ways_is_read(tmp_path: Path) -> None:
    text = "place,value\nTotal,160\nNorth,34\nSouth,126\nEast,64\nWest,96\nA,4\nB,30\nC,60\nD,66\n"
    tree = {"Total": [["North", "South"], ["East", "West"]], "North": ["A", "B"], "South": ["C", "D"]}
    tree |= {"East": ["A", "C"], "West": ["B", "D"]}
    hier = written(tmp_path / "h.json", json.dumps({"place": tree}))
    _, out = protect(written(tmp_path / "t.csv", text), "--hier", hier)
    assert [row[0] for row in rows(out) if row[2] == "1"] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("place,value\n", "The table has no rows. Add at least one below its header."),
        ("value\n4\n", "The table has no dimension, only figures. Add a column such as place, with its Total."),
        ("place,value\nA,-1\n", "Row 2, value: The figure is below 0. Counts and amounts are 0 or more; correct it."),
        ("place,value\nA,11\nA,12\n", "The cell A stands twice. Keep one of the two rows."),
        (
            "place,value\nA,12\nB,30\nTotal,50\n",
            "Total is 50, but its parts sum to 42. Correct the table or the hierarchy.",
        ),
    ],
)
def test_what_cannot_run_exits_2_with_one_line(
    text: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = protect(written(tmp_path / "t.csv", text))
    assert status == 2
    assert capsys.readouterr().err == line + "\n"
    assert not out.exists()


def test_hierarchy_that_leaves_a_row_out_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader adds B and C up as well: 18 less 15 is 3."""
    hier = written(tmp_path / "h.json", json.dumps({"place": {"Total": ["A", "Q"]}}))
    status, out = protect(written(tmp_path / "t.csv", "place,value\nA,0\nB,15\nC,3\nTotal,18\n"), "--hier", hier)
    assert (status, out.exists()) == (2, False)
    assert capsys.readouterr().err == (
        "The hierarchy of place does not say where these lie: B, C. Put each under Total or under one of its parts.\n"
    )


def test_hierarchy_below_the_total_may_leave_rows_to_it(tmp_path: Path) -> None:
    hier = written(tmp_path / "h.json", json.dumps({"place": {"North": ["A", "B"]}}))
    table = written(tmp_path / "t.csv", "place,value\nA,4\nB,30\nNorth,34\nC,60\nTotal,94\n")
    assert [row[3] for row in rows(protect(table, "--hier", hier)[1])[1:]] == ["small", "complement", "", "", ""]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_table_is_not_written_over(lang: str, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(table), "--out", str(table), "--lang", lang]) == 2
    assert table.read_text(encoding="utf-8") == TABLE
    assert (
        capsys.readouterr().err
        == {
            "en": "--out would write over table.csv, and what is hidden would be lost. Give it another name.\n",
            "es": "--out escribiría encima de table.csv, y se perdería lo que se oculta. Dele otro nombre.\n",
        }[lang]
    )


def test_a_million_rows_are_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(f"p{number},10\n" for number in range(1_000_000))
    status, _ = protect(written(tmp_path / "t.csv", "place,value\n" + lines), "--lang", "es")
    assert status == 2
    assert capsys.readouterr().err == (
        "La tabla tiene más de 500,000 filas. Protéjala en partes que no compartan totales, o con menos categorías.\n"
    )


def test_two_results_on_stdout_are_refused(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(table), "--out", "-", "--json"]) == 2
    assert capsys.readouterr().err == (
        "The table and the JSON object cannot both go to stdout. Give --out a file name.\n"
    )


def test_the_example_of_the_help_runs(tmp_path: Path) -> None:
    command = re.sub(r"commonweal (?=protect)", f"{sys.executable} -m commonweal.cli.main ", EXAMPLE.split("exit")[0])
    answer = subprocess.run(
        ["sh", "-c", command.partition("example:")[2].strip().replace("\\\n", "")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[:3] == [
        "place,sex,value,suppressed,reason",
        "North,female,,1,small",
        "North,male,,1,complement",
    ]
