"""`commonweal trend` and `commonweal target`: a series in, a verdict and its figures out."""

import json
import re
import subprocess
import sys

import pytest

from commonweal.cli import target, trend
from tests.engines.measures.shared_data import cases, close

COMMANDS = {
    "trend": (trend.main, []),
    "target": (target.main, ["--baseline", "2019=12", "--target", "2030=8", "--direction", "lower"]),
}
FALLING = "period,value\n2019,12\n2020,11\n2021,10\n2022,9\n2023,8.5\n"


@pytest.fixture
def run(tmp_path, capsys):
    def command(name, text, *options):
        path = tmp_path / "series.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        main, needed = COMMANDS[name]
        status = main([str(path), *needed, *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def entries(run, name, text, *options):
    status, out, err = run(name, text, "--json", *options)
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert list(told) == ["series"]
    return told["series"]


def test_trend_gives_every_key_of_the_contract(run):
    [entry] = entries(run, "trend", FALLING)
    wanted = {"series", "n", "method", "S", "tau_b", "z", "p", "slope", "slope_low", "slope_high", "verdict", "words"}
    assert set(entry) - wanted == {"durbin_watson", "break"}
    assert (entry["series"], entry["n"], entry["S"], entry["z"]) == (None, 5, -10, None)
    assert entry["p"] == pytest.approx(2 / 120)
    assert entry["verdict"] == "falling"
    assert entry["words"] == "Early reading: falling. It has fallen 1.0 a year since 2019."


SERIES = cases("trend", "mann_kendall_theil_sen")


@pytest.mark.skipif(not SERIES, reason="shared data absent: cases/trend.json")
@pytest.mark.parametrize("case", SERIES, ids=lambda case: case["id"])
def test_trend_agrees_with_the_reference_cases(run, case):
    rows = "".join(f"{1900 + i},{value!r}\n" for i, value in enumerate(case["inputs"]["y"]))
    [entry] = entries(run, "trend", "period,value\n" + rows)
    names = {"S": "S", "tau_b": "tau_b", "sen_slope": "slope", "sen_low95": "slope_low", "sen_high95": "slope_high"}
    assert [key for key, name in names.items() if not close(case, key, entry[name])] == []
    if entry["n"] > 10:
        assert close(case, "p_normal", entry["p"])
        assert close(case, "z_continuity", entry["z"])


def test_trend_below_five_points_gives_what_there_is(run):
    [entry] = entries(run, "trend", "period,value\n2019,3\n2020,2\n2021,1\n")
    assert (entry["S"], entry["slope"], entry["p"], entry["slope_low"]) == (-3, -1, None, None)
    assert entry["verdict"] == "too-early"


def test_several_series_are_several_entries_in_any_order_of_rows(run):
    text = "series,period,value\nb,2020,1\na,2020,2\na,2019,1\nb,2019-Q3,\n"
    assert [(e["series"], e["n"], e["slope"]) for e in entries(run, "trend", text)] == [("b", 1, None), ("a", 2, 1)]


def test_a_blank_value_is_skipped_and_keeps_its_spacing(run):
    [entry] = entries(run, "trend", "period,value\n2019,1\n2020,\n2021,3\n")
    assert (entry["n"], entry["slope"]) == (2, 1)


def test_quarters_count_as_a_quarter_of_a_year(run):
    [entry] = entries(run, "trend", "period,value\n2019-Q1,1\n2019-Q2,2\n")
    assert entry["slope"] == 4


def test_target_gives_every_key_of_the_contract(run):
    [entry] = entries(run, "target", FALLING)
    wanted = {"needed_per_year", "got_per_year", "got_low", "got_high", "progress", "verdict", "words", "n", "method"}
    assert wanted <= set(entry)
    assert entry["needed_per_year"] == pytest.approx(-0.5 / 7)
    assert (entry["got_per_year"], entry["progress"], entry["verdict"]) == (-1, 0.875, "on-track")


@pytest.mark.covers("E7")
def test_target_says_its_verdict_in_spanish(run):
    status, out, _ = run("target", FALLING, "--lang", "es", "--unit", "percent")
    assert (status, out) == (0, "Vamos bien. Debe bajar 0.1 puntos al año. Ha bajado 1.0.\n")


def test_behind_is_an_answer_and_no_fault(run):
    told = run("target", FALLING, "--target", "2024=1", "--decimals", "2")
    assert told == (0, "Behind. It needs to fall 7.50 a year. It has fallen 1.00.\n", "")


COULD_NOT = {
    "a period twice": ("period,value\n2019,1\n2019/20,2\n", [], "Row 3: 2019/20 stands twice"),
    "no period": ("period,value\nSpring,1\n", [], "Row 2, period"),
    "no number": ("period,value\n2019,many\n", [], "Row 2, value: many is not a number"),
    "no value column": ("period,worth\n2019,1\n", [], "no column value"),
    "a header only": ("period,value\n", [], "no rows"),
    "an empty file": ("", [], "empty"),
    "a level that is none": (FALLING, ["--level", "95"], "between 0 and 1"),
    "a column to map that is not there": (FALLING, ["--map", "valor=value"], "valor"),
    "an unknown option": (FALLING, ["--frobnicate"], "--frobnicate"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", COULD_NOT)
def test_what_cannot_be_run_is_one_line_and_status_2(run, command, name):
    text, options, words = COULD_NOT[name]
    status, out, err = run(command, text, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


@pytest.mark.parametrize("option", ["--baseline=2019", "--target=2030=x", "--target=2030=nan", "--baseline=Spring=3"])
def test_a_goal_that_is_none_is_one_line_and_status_2(run, option):
    status, out, err = run("target", FALLING, option)
    assert (status, out, err.count("\n")) == (2, "", 1)


SPANISH = {
    "a period that is none": ("period,value\nSpring,1\n", [], "Fila 2, period: «Spring» no es un periodo."),
    "no header": (FALLING, ["--map", "valor=value"], "Ningún archivo tiene la columna valor."),
    "a level that is none": (FALLING, ["--level", "95"], "Argumento --level: '95' no está entre 0 y 1."),
    "an unknown option": (FALLING, ["--frobnicate"], "Argumentos desconocidos: --frobnicate."),
    "a shortened option": (FALLING, ["--jso"], "Argumentos desconocidos: --jso."),
    "no choice": (FALLING, ["--decimals"], "Argumento --decimals: falta su valor."),
}


@pytest.mark.parametrize("name", SPANISH)
def test_what_cannot_be_run_is_said_in_spanish(run, name):
    text, options, words = SPANISH[name]
    status, out, err = run("trend", text, "--lang", "es", *options)
    assert (status, out) == (2, "")
    assert err.startswith(words)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_the_help_runs(name, tmp_path):
    example = {"trend": trend.EXAMPLE, "target": target.EXAMPLE}[name]
    code = f"import sys; from commonweal.cli.{name} import main; sys.exit(main())"
    script = re.sub(f"commonweal {name}", f"{sys.executable} -c '{code}'", example.partition("example:\n")[2])
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
