"""`commonweal trend`, `chart`, `forecast` and `target`: a series in, what it says and its figures out."""

import json
import re
import subprocess
import sys

import pytest

from commonweal.cli import chart, forecast, target, trend
from tests.engines.measures.shared_data import cases, close

COMMANDS = {
    "trend": (trend.main, []),
    "chart": (chart.main, ["--kind", "xmr"]),
    "forecast": (forecast.main, ["--horizon", "2", "--model", "drift"]),
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
    assert (status, out) == (0, "Primera lectura: vamos bien. Debe bajar 0.1 puntos al año. Ha bajado 1.0.\n")


def test_behind_is_an_answer_and_no_fault(run):
    told = run("target", FALLING, "--target", "2024=1", "--decimals", "2")
    assert told == (0, "Early reading: behind. It needs to fall 7.50 a year. It has fallen 1.00.\n", "")


def test_target_says_what_it_means_in_people(run):
    [entry] = entries(run, "target", FALLING, "--people", "5000", "--unit", "percent")
    assert (entry["people_to_go"], entry["people_in_a_point"], entry["best_per_year"]) == (pytest.approx(25), 50, -1)
    assert entry["words"].endswith("It has moved that fast before.")
    assert entry["status"] == "improved"


# Charts and forecasts

MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]


def months(*values):
    return "period,value\n" + "".join(f"{month},{value}\n" for month, value in zip(MONTHS, values, strict=False))


@pytest.mark.covers("E7")
def test_chart_gives_every_key_of_the_contract(run):
    [entry] = entries(run, "chart", months(20, 22, 19, 21, 20, 18, 21, 19, 40, 21, 20, 19), "--direction", "lower")
    assert {"series", "n", "method", "centre", "lower", "upper", "signals", "words"} <= set(entry)
    assert (entry["n"], entry["centre"]) == (12, pytest.approx(260 / 12))
    assert entry["upper"] - entry["centre"] == pytest.approx(2.66 * 57 / 11)
    assert entry["signals"] == [{"period": "2024-09", "rule": "outside", "since": "2024-09"}]


def test_run_chart_has_a_median_and_no_limits(run):
    [entry] = entries(run, "chart", months(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), "--kind", "run")
    assert (entry["centre"], entry["lower"], entry["upper"]) == (6.5, None, None)
    assert [signal["rule"] for signal in entry["signals"]] == ["few-crossings"]


def test_p_chart_reads_counts_and_gives_limits_for_each_period(run):
    rows = "".join(f"{month};{10 + i};{100 + i}\n" for i, month in enumerate(MONTHS[:8]))
    [entry] = entries(run, "chart", "period;numerator;denominator\n" + rows, "--kind", "p")
    assert (entry["n"], len(entry["lower"]), len(entry["upper"])) == (8, 8, 8)
    assert entry["centre"] == pytest.approx(108 / 828)
    assert entry["signals"] == []


def test_p_chart_skips_a_blank_and_a_base_of_nobody(run):
    text = "period,numerator,denominator\n2019,1,10\n2020,,10\n2021,0,0\n2022,3,10\n"
    [entry] = entries(run, "chart", text, "--kind", "p")
    assert (entry["periods"], entry["centre"]) == (["2019", "2022"], 0.2)


def test_chart_of_one_value_has_no_limits(run):
    [entry] = entries(run, "chart", months(5))
    assert (entry["centre"], entry["lower"], entry["upper"], entry["signals"]) == (5, None, None, [])


def test_chart_says_what_a_target_can_expect(run):
    told = run("chart", months(*[20, 22, 19, 21] * 3), "--target", "5", "--direction", "lower", "--lang", "es")
    assert told == (0, "Altibajos habituales: ningún cambio real. Si nada cambia, seguirá sin cumplir la meta.\n", "")


def test_forecast_gives_every_key_of_the_contract(run):
    [entry] = entries(run, "forecast", months(3, 5, 4, 6, 8, 7, 9, 10))
    assert {"series", "n", "method", "points", "words"} <= set(entry)
    first, second = entry["points"]
    assert (first["period"], first["mean"], second["period"], second["mean"]) == ("2024-09", 11, "2024-10", 12)
    half = 1.959963984540054 * (2 * (1 + 1 / 7)) ** 0.5
    assert (first["low"], first["high"]) == (pytest.approx(11 - half), pytest.approx(11 + half))


@pytest.mark.parametrize("model", ["naive", "drift", "ses", "damped"])
def test_forecast_below_eight_points_is_words_alone(run, model):
    [entry] = entries(run, "forecast", months(1, 2, 3, 4, 5, 6, 7), "--model", model)
    assert (entry["points"], entry["words"]) == ([], "Not enough points yet: 7. A forecast needs 8.")


def test_forecast_goes_on_in_the_series_own_steps(run):
    text = "period,value\n" + "".join(f"{2005 + 2 * i}/{(6 + 2 * i):02d},{i}\n" for i in range(8))
    [entry] = entries(run, "forecast", text)
    assert [point["period"] for point in entry["points"]] == ["2021/22", "2023/24"]


def test_blank_at_the_end_is_what_the_forecast_begins_with(run):
    [entry] = entries(run, "forecast", months(1, 2, 3, 4, 5, 6, 7, 8, ""))
    assert [(point["period"], point["mean"]) for point in entry["points"]] == [("2024-09", 9), ("2024-10", 10)]


COUNTS = "period,numerator,denominator\n"
CHARTS_OF_NOTHING = {
    "no such kind": ("chart", months(1, 2), ["--kind", "laney"], "--kind"),
    "no counts to read": ("chart", months(1, 2), ["--kind", "p"], "no column numerator"),
    "more counted than there are": (
        "chart",
        "period,numerator,denominator\n2019,3,2\n",
        ["--kind", "p"],
        "2019: the num",
    ),
    "fewer than none": ("chart", COUNTS + "2019,-3,2\n", ["--kind", "u"], "below zero"),
    "a count below zero": ("chart", months(1, -2), ["--kind", "c"], "2024-02: a count is below zero"),
    "no horizon": ("forecast", months(1, 2), ["--horizon", "0"], "whole number from 1 to 1000"),
    "half a period": ("forecast", months(1, 2), ["--horizon", "1.5"], "whole number from 1 to 1000"),
    "no such model": ("forecast", months(1, 2), ["--model", "auto"], "--model"),
    "a number beyond all": ("trend", months(1, "1e200"), [], "Row 3, value: the number is too large"),
    "nobody": ("target", FALLING, ["--people", "0"], "above 0"),
}


@pytest.mark.parametrize("name", CHARTS_OF_NOTHING)
def test_what_cannot_be_drawn_is_one_line_and_status_2(run, name):
    command, text, options, words = CHARTS_OF_NOTHING[name]
    status, out, err = run(command, text, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_turn_of_a_long_series_is_said_where_it_is_asked_for(run):
    rows = "".join(f"{2000 + i},{3 * i if i < 9 else 27 - 2 * (i - 9) + i % 2}\n" for i in range(18))
    [entry] = entries(run, "trend", "period,value\n" + rows, "--break")
    assert entry["break"]["clear"] is True
    assert entry["break"]["low"] <= 2009 <= entry["break"]["high"]
    assert entry["words"].endswith("Before, it rose 3.1 a year; since then it has fallen 2.0.")


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
    example = sys.modules[f"commonweal.cli.{name}"].EXAMPLE
    code = f"import sys; from commonweal.cli.{name} import main; sys.exit(main())"
    script = re.sub(f"commonweal {name}", f"{sys.executable} -c '{code}'", example.partition("example:\n")[2])
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2024,7\0", "Row 7, value: This cell holds a character that is no text (NUL). Type the cell again."),
        (
            "2024,1,234",
            "Row 7: This row has more cells than the header. "
            "Put quotes around texts and numbers that hold a separator.",
        ),
    ],
)
def test_cell_that_cannot_be_read_is_never_taken_for_a_missing_one(run, name, row, told):
    status, out, err = run(name, f"{FALLING}{row}\n")
    assert (status, out, err.strip()) == (2, "", told)


MIXED = "period,value\n2019,1\n2020-Q1,2\n2021,3\n2022,4\n2023,5\n"
WARNED = {
    "en": "Row 3, period: 2020-Q1 is a quarter among years. They make no line together: leave out one kind, or name "
    "each in a column series.\n",
    "es": "Fila 3, period: 2020-Q1 es un trimestre entre años. Juntos no forman una línea: deje fuera una clase, o "
    "nombre cada una en una columna series.\n",
}


@pytest.mark.parametrize("lang", WARNED)
@pytest.mark.parametrize("command", COMMANDS)
def test_mixed_kinds_of_periods_are_a_warning_beside_the_answer(run, command, lang):
    status, out, err = run(command, MIXED, "--json", "--lang", lang)
    assert (status, json.loads(out)["series"][0]["n"], err) == (0, 5, WARNED[lang])


def test_kinds_of_periods_may_differ_from_series_to_series(run):
    assert len(entries(run, "trend", "period,value,series\n2019,1,a\n2020,2,a\n2020-Q1,2,b\n2020-Q2,3,b\n")) == 2


def test_progress_at_the_baseline_is_zero_without_a_sign(run):
    [entry] = entries(run, "target", "period,value\n2019,12\n")
    assert str(entry["progress"]) == "0.0"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", " A share of a whole cannot be there: read the range from 0% to 100% only."),
        ("es", " Una proporción de un todo no puede llegar ahí: lea el rango solo de 0 % a 100 %."),
    ],
)
def test_forecast_says_where_its_range_leaves_what_a_share_can_be(run, lang, told):
    falling = "period,value\n" + "".join(f"{2014 + n},{8 - n + n % 3}\n" for n in range(9))
    [entry] = entries(run, "forecast", falling, "--unit", "percent", "--lang", lang)
    [other] = entries(run, "forecast", falling, "--lang", lang)
    assert (entry["points"] == other["points"], entry["points"][-1]["low"] < 0) == (True, True)
    assert (entry["words"].endswith(told), other["words"].endswith(told)) == (True, False)


def test_sentence_of_a_trend_points_to_a_turn(run):
    there_and_back = "period,value\n" + "".join(f"{2000 + n},{min(3 * n, 40 - n)}.{n % 2}\n" for n in range(20))
    [entry] = entries(run, "trend", there_and_back)
    assert entry["break"] is None
    assert entry["words"].endswith("The line has turned on the way: --break says when, and the pace since.")
