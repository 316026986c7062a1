"""`commonweal audit`: released files in, the range of every hidden figure out."""

import json
import subprocess
import sys

import pytest

from commonweal.cli import audit

RELEASE = "place,value,suppressed,reason\nNorth,,1,small\nSouth,,1,complement\nEast,12,0,\nTotal,60,0,\n"
EXACT = {"proved": False, "unfinished": False}
KEYS = ["cells", "exposed", "hidden", "proved", "unfinished", "level", "whole_numbers", "words"]


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Files by name and content, then options; the answer is status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def command(files, *options):
        for name, text in files.items():
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        status = audit.main([*(name for name in files if not name.endswith(".json")), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture
def answer(run):
    def command(files, *options):
        status, out, err = run(files, "--json", *options)
        assert err == ""
        told = json.loads(out)
        assert list(told) == KEYS
        return status, told

    return command


def ranges(told):
    return [(*cell["cell"].values(), cell["low"], cell["high"], cell["exposed"]) for cell in told["cells"]]


@pytest.mark.covers("H1", "E7", "F-PRI-1")
def test_answer_has_every_key_of_the_contract(answer):
    status, told = answer({"r.csv": RELEASE})
    assert status == 0
    assert told["cells"] == [
        {"cell": {"place": "North"}, "file": "r.csv", "low": 0, "high": 48, "exposed": False, **EXACT},
        {"cell": {"place": "South"}, "file": "r.csv", "low": 0, "high": 48, "exposed": False, **EXACT},
    ]
    assert (told["exposed"], told["hidden"], told["level"]) == (0, 2, 10)


def test_exposed_cell_gives_status_one_and_words(run):
    status, out, err = run({"r.csv": "place,value\nNorth,\nSouth,12\nTotal,16\n"})
    assert (status, err) == (1, "")
    assert out == (
        "place North (r.csv): a reader can work out that it is exactly 4. Hide one more figure of the same sum.\n"
        "1 of 1 hidden figures can be worked out too closely. Do not release these files.\n"
    )


def test_spanish_words(run):
    _, out, _ = run({"r.csv": "place,value\nNorth,\nSouth,12\nTotal,16\n"}, "--lang", "es")
    assert out == (
        "place North (r.csv): se puede deducir que es exactamente 4. Oculte otra cifra de la misma suma.\n"
        "1 de 1 cifras ocultas se pueden deducir con demasiada precisión. No publique estos archivos.\n"
    )


def test_level_moves_what_counts_as_exposed(answer):
    assert answer({"r.csv": RELEASE}, "--level", "48")[0] == 0
    assert answer({"r.csv": RELEASE}, "--level", "49")[0] == 1


def test_empty_cell_is_hidden_only_where_no_column_says_what_is(answer):
    plain = "place,value\nNorth,\nSouth,\nTotal,60\n"
    marked = "place,value,suppressed\nNorth,,1\nSouth,,0\nTotal,60,0\n"
    assert ranges(answer({"r.csv": plain})[1]) == [("North", 0, 60, False), ("South", 0, 60, False)]
    assert ranges(answer({"r.csv": marked})[1]) == [("North", 0, 60, False)]


def test_missing_part_may_be_declared_to_add_nobody(answer):
    marked = "place,value,suppressed\nNorth,,1\nSouth,,0\nTotal,60,0\n"
    assert ranges(answer({"r.csv": marked}, "--missing", "nobody")[1]) == [("North", 60, 60, True)]


def test_status_column_tells_hidden_from_missing(answer):
    text = "place,value,status\nNorth,,suppressed\nSouth,,missing\nTotal,60,reported\n"
    assert ranges(answer({"r.csv": text})[1]) == [("North", 0, 60, False)]


def test_star_is_hidden(answer):
    assert ranges(answer({"r.csv": "place,value\nNorth,*\nSouth,4\nTotal,60\n"})[1]) == [("North", 56, 56, True)]


def test_hidden_cell_without_an_end_has_no_high(answer):
    status, told = answer({"r.csv": "place,value\nNorth,\nSouth,4\n"})
    assert (status, ranges(told)) == (0, [("North", 0, None, False)])


HIERARCHY = json.dumps({"Place": {"Total": ["North", "South"], "North": ["A", "B"]}})


def test_hierarchy_is_followed(answer):
    files = {"r.csv": "place,value\nA,\nB,8\nSouth,20\nTotal,32\n", "h.json": HIERARCHY}
    assert ranges(answer(files, "--hier", "h.json")[1]) == [("A", 4, 4, True)]


def test_hierarchy_that_leaves_a_row_out_is_refused(run):
    files = {"r.csv": "place,value\nA,\nB,8\nEast,9\nTotal,32\n", "h.json": HIERARCHY}
    assert run(files, "--hier", "h.json") == (
        2,
        "",
        "The hierarchy of place does not say where these rows lie: East. "
        "Put each under Total or under one of its parts.\n",
    )


def test_files_link_where_names_and_values_agree(answer):
    files = {"old.csv": "Place ,value\nA,\nB,\nTotal,40\n", "new.csv": "place,value\nB,31\n"}
    status, told = answer(files)
    assert status == 1
    assert [(cell["file"], cell["low"], cell["high"]) for cell in told["cells"]] == [
        ("old.csv", 9, 9),
        ("old.csv", 31, 31),
    ]


def test_shown_n_beside_a_hidden_cell_is_warned_of(run):
    status, out, err = run({"r.csv": "place,value,n\nNorth,,4\nSouth,,30\nTotal,60,60\n"}, "--json")
    assert (status, json.loads(out)["exposed"]) == (0, 0)
    assert err == "r.csv: 2 hidden rows show n, the people behind them. Empty it there too.\n"


def test_denominator_of_a_hidden_percentage_bounds_its_counts(answer):
    text = "place,value,numerator,denominator,suppressed\nNorth,,,8,1\nSouth,50,10,20,0\n"
    told = answer({"r.csv": text})[1]
    assert ranges(told) == [("North", "in", 0, 8, True), ("North", "others", 0, 8, True)]


def test_empty_columns_of_parts_leave_a_count_as_it_is(answer):
    """As `rollup` writes a table of two measures, one a sum and one a percentage."""
    text = (
        "measure,place,value,numerator,denominator,status\n"
        "JOBS,North,,,,suppressed\nJOBS,South,20,,,reported\nJOBS,Total,24,,,reported\n"
        "READ,North,,,,suppressed\nREAD,South,50,10,20,reported\nREAD,Total,40,20,50,reported\n"
    )
    told = answer({"r.csv": text})[1]
    assert ranges(told) == [
        ("JOBS", "North", 4, 4, True),
        ("READ", "North", "in", 10, 10, True),
        ("READ", "North", "others", 20, 20, True),
        ("READ", "North", "Total", 30, 30, True),
    ]


def test_columns_that_are_no_dimension_are_left_aside(answer):
    text = "place,value,suppressed,remark,partners_in\nNorth,,1,a,3\nSouth,,1,b,3\nTotal,60,0,c,6\n"
    assert ranges(answer({"r.csv": text}, "--by", "place")[1]) == [("North", 0, 60, False), ("South", 0, 60, False)]


def test_their_names_are_mapped(answer):
    text = "Ort,Zahl\nNord,\nSued,\nTotal,60\n"
    told = answer({"r.csv": text}, "--map", "Zahl=value")[1]
    assert ranges(told) == [("Nord", 0, 60, False), ("Sued", 0, 60, False)]


@pytest.mark.parametrize(
    "text",
    [
        RELEASE.replace(",", ";"),
        RELEASE.replace(",", "\t"),
        "\ufeff" + RELEASE.replace("\n", "\r\n"),
        RELEASE.encode("utf-16"),
        RELEASE.replace("North", "Ñuñoa").encode("cp1252"),
        "A release of 2025\n\n" + RELEASE,
    ],
    ids=["semicolon", "tab", "bom", "utf-16", "windows", "header below"],
)
def test_usual_dialects_are_read(answer, text):
    told = answer({"r.csv": text})[1]
    assert [(cell["low"], cell["high"]) for cell in told["cells"]] == [(0, 48), (0, 48)]


def test_release_may_come_by_stdin(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", "audit", "-", "--json"],
        input=RELEASE, capture_output=True, text=True, check=False, cwd=tmp_path,
        env={"PYTHONPATH": ":".join(sys.path), "COMMONWEAL_HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert [cell["file"] for cell in json.loads(done.stdout)["cells"]] == ["-", "-"]


BAD = {
    "no value": ("place,count\nA,3\n", "r.csv has no column value. Add it, or name yours with --map YOURS=value."),
    "no rows": ("place,value\n", "r.csv has no rows with figures. Name a file that has some."),
    "empty": ("", None),
    "twice": ("place,value\nA,3\nA,4\n", "r.csv: place A stands twice. Keep one of the two rows."),
    "no number": (
        "place,value\nA,three\n",
        "Row 2, value: three is not a number. Correct the cell, or leave it empty.",
    ),
    "blank name": ("place,value\nA,3\n,4\n", "r.csv, row 3: place is empty. Write a name, or Total for the whole."),
    "odd mark": ("place,value,suppressed\nA,,maybe\n", "r.csv, row 2: suppressed is maybe, and can only be 0 or 1."),
    "hidden value": (
        "place,value,suppressed\nA,4,1\n",
        "r.csv: place A is marked as hidden and shows 4. Empty the value, or take the mark away.",
    ),
    "negative": (
        "place,value\nA,-4\n",
        "r.csv: place A is -4, and figures to be audited start at 0. Correct it, or leave its rows out.",
    ),
    "two columns": ("place,value,Value\nA,4,5\n", "r.csv: Two columns are called value. Rename one of them."),
    "no dimension": (
        "value\n4\n",
        "r.csv has figures and no column that says what they are of. Add one, such as place.",
    ),
    "sums": (
        "place,value\nA,4\nB,5\nTotal,10\n",
        "The tables contradict each other: place Total is 10, its parts come to 9. Correct one.",
    ),
}


@pytest.mark.parametrize(("text", "words"), BAD.values(), ids=BAD.keys())
def test_file_that_cannot_be_audited_is_refused_in_one_line(run, text, words):
    status, out, err = run({"r.csv": text}, "--json")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words is None or err == words + "\n"


def test_absent_file_is_named(run):
    status, out, err = run({}, "none.csv")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "none.csv" in err


SHAPE = '{"place": {"Total": ["North", "South"]}}'


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--by", "region"], "r.csv has no column region to audit by. There are: place."),
        (["--map", "Zahl=value"], "No file has a column Zahl. Correct the name in --map."),
        (["--level", "0"], "The level is a whole number from 1, not 0."),
        (["--hier", "h.json"], f"h.json is not JSON. A hierarchy is written as {SHAPE}."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_option_that_names_nothing_is_refused(run, options, words):
    status, out, err = run({"r.csv": RELEASE, "h.json": "no json"}, *options)
    assert (status, out, err) == (2, "", words + "\n")


def test_example_of_the_help_runs(run, capsys):
    with pytest.raises(SystemExit) as end:
        audit.main(["--help"])
    assert end.value.code == 0
    assert "commonweal audit - --level 10" in capsys.readouterr().out


def test_figure_without_time_ends_with_status_two(run):
    text = "place,sex,value\nA,F,\nA,M,\nA,Total,40\nB,F,\nB,M,\nB,Total,40\nTotal,F,40\nTotal,M,40\nTotal,Total,80\n"
    status, _, err = run({"r.csv": text}, "--seconds", "0")
    assert status == 2
    assert err == "The time was over before 4 figures were proved safe. Allow more --seconds.\n"
