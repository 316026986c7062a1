"""`commonweal validate`: a file in, an answer out, no settings, no database."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from commonweal.cli.main import main
from tests.cli.running import PATIENCE, Finished, surroundings
from tests.engines.measures.partner_files import COLLECTION, csv_file

GOOD = "READ-03,2025-Q2,Eastside,all,50,10,20"
BAD = "READ-03,2025-Q2,Westside,all,150,10,20"
ANSWER_KEYS = ["rows", "accepted", "problems", "columns", "dialect", "totals"]
PROBLEM_KEYS = ["sheet", "row", "column", "code", "severity", "message"]

pytestmark = pytest.mark.covers("B4", "F-CON-2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c.toml").write_text(COLLECTION, encoding="utf-8")
    (tmp_path / "good.csv").write_bytes(csv_file(GOOD))
    (tmp_path / "bad.csv").write_bytes(csv_file(GOOD, BAD))
    return tmp_path


Validate = Callable[..., Finished]


@pytest.fixture
def validate(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Validate:
    """The command in this process, through the one entry of all commands, in the folder of the files."""
    monkeypatch.chdir(folder)

    def command(*arguments: str, stdin: bytes = b"") -> Finished:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main(["validate", *arguments])
        return Finished(arguments, status, *capsys.readouterr())

    return command


def process(folder: Path, *arguments: str, stdin: bytes = b"") -> Finished:
    done = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", "validate", *arguments],
        cwd=folder, env=surroundings(folder / "none"), input=stdin, capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    return Finished(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_good_file_exits_0(folder: Path) -> None:
    done = process(folder, "good.csv", "--collection", "c.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 of 1 rows are fine.\n", "")


def test_a_file_with_an_error_exits_1_and_names_row_and_column(validate: Validate) -> None:
    done = validate("bad.csv", "--collection", "c.toml")
    assert done.returncode == 1
    assert done.stdout == (
        "1 of 2 rows are fine. 1 to correct.\n"
        "  error  Row 3, value: 150 is above 100, the highest that Pupils who read at grade level can be."
        " Check the number.\n"
    )


def test_a_warning_alone_exits_0(folder: Path, validate: Validate) -> None:
    (folder / "odd.csv").write_bytes(csv_file("READ-03,Q2 2025,Eastside,all,50,10,20"))
    assert validate("odd.csv", "--collection", "c.toml").returncode == 0


def test_json_has_every_key_and_nothing_else_on_stdout(folder: Path) -> None:
    done = process(folder, "bad.csv", "--collection", "c.toml", "--json")
    answer = json.loads(done.stdout)
    assert list(answer) == ANSWER_KEYS
    assert (answer["rows"], answer["accepted"]) == (2, 1)
    assert [list(problem) for problem in answer["problems"]] == [PROBLEM_KEYS]
    assert {key: answer["problems"][0][key] for key in PROBLEM_KEYS[:5]} == {
        "sheet": None, "row": 3, "column": "value", "code": "above-max", "severity": "error",
    }  # fmt: skip
    assert answer["totals"]["READ-03"] == {"reported": 1, "value": 50.0, "numerator": 10.0, "denominator": 20.0}


def test_standard_input_is_a_file_too(folder: Path) -> None:
    done = process(folder, "-", "--collection", "c.toml", "--json", stdin=csv_file(GOOD))
    assert json.loads(done.stdout)["accepted"] == 1


def test_messages_come_in_spanish(validate: Validate) -> None:
    done = validate("bad.csv", "--collection", "c.toml", "--lang", "es")
    assert done.stdout.splitlines()[0] == "1 de 2 filas están bien. 1 por corregir."


def test_their_columns_can_be_mapped(folder: Path, validate: Validate) -> None:
    (folder / "barrio.csv").write_bytes(csv_file(GOOD).replace(b"place", b"El Barrio").replace(b"value", b"V=1"))
    done = validate("barrio.csv", "--collection", "c.toml", "--map", "el barrio=place", "V=1=value")
    assert (done.returncode, done.stdout) == (0, "1 of 1 rows are fine.\n")


def test_the_marked_copy_is_written(folder: Path, validate: Validate) -> None:
    done = validate("bad.csv", "--collection", "c.toml", "--marked", "out.xlsx")
    book = openpyxl.load_workbook(folder / "out.xlsx")
    assert (done.returncode, book.sheetnames, bool(book["bad"]["E3"].comment)) == (1, ["bad", "Problems"], True)


def test_the_marked_copy_can_go_to_standard_output(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", "validate", "bad.csv", "--collection", "c.toml", "--marked", "-"],
        cwd=folder, env=surroundings(folder), capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).sheetnames == ["bad", "Problems"]


UNUSABLE = {
    "no file": (["none.csv", "--collection", "c.toml"], "The file none.csv cannot be opened"),
    "a folder": ([".", "--collection", "c.toml"], "The file"),
    "no collection": (["good.csv", "--collection", "none.toml"], "The collection none.toml cannot be opened"),
    "no option": (["good.csv"], "The following arguments are required: --collection."),
    "unknown option": (["good.csv", "--collection", "c.toml", "--colour"], "Unrecognized arguments: --colour."),
    "unknown language": (["good.csv", "--collection", "c.toml", "--lang", "fr"], "Argument --lang"),
    "no such column": (["good.csv", "--collection", "c.toml", "--map", "Barrio=place"], "There is no column Barrio"),
    "no such role": (["good.csv", "--collection", "c.toml", "--map", "place=where"], "A column cannot be mapped"),
    "no mapping": (["good.csv", "--collection", "c.toml", "--map", "place"], "“place” is no mapping."),
    "an empty file": (["-", "--collection", "c.toml"], "This file is empty."),
    "unwritable": (["bad.csv", "--collection", "c.toml", "--marked", "none/out.xlsx"], "The marked copy cannot be"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_cannot_run_exits_2_with_one_line(validate: Validate, case: str) -> None:
    arguments, words = UNUSABLE[case]
    done = validate(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(words)


def test_a_header_alone_exits_2(validate: Validate) -> None:
    done = validate("-", "--collection", "c.toml", "--json", stdin=csv_file())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "This file has a header and no rows below it. Fill in at least one row and send it again.\n"


def test_it_runs_from_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    os.chmod(folder, 0o555)
    try:
        assert process(folder, "good.csv", "--collection", "c.toml").returncode == 0
    finally:
        os.chmod(folder, 0o755)


def test_the_example_of_the_help_runs(folder: Path) -> None:
    example = process(folder, "--help").stdout.partition("as it stands:")[2]
    script = re.sub(r"^  ", "", example, flags=re.MULTILINE).replace(
        "commonweal validate", f"{sys.executable} -m commonweal.cli.main validate"
    )
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder, env=surroundings(folder), capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("2 of 2 rows are fine.\n", 0)
