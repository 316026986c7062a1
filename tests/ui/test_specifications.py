"""Every chart is a specification that keeps the house's rules."""

import json
from itertools import pairwise
from typing import Any

import pytest
from django.test import override_settings

from commonweal.ui.charts import (
    CARD_WIDTH,
    TOO_FEW,
    WIDE_WIDTH,
    AnswersChart,
    AnswersRow,
    Break,
    Chart,
    GapChart,
    GapRow,
    MapArea,
    MapChart,
    Point,
    Spark,
    alt_text,
    table_of,
)
from commonweal.ui.charts.render import specification_of
from tests.ui import charts

BOTH = pytest.mark.parametrize("width", [CARD_WIDTH, WIDE_WIDTH])
EVERY = pytest.mark.parametrize("chart", charts.EVERY_CHART.values(), ids=charts.EVERY_CHART.keys())
# A spark stands in cards only.
SHOWN_SO = [
    pytest.param(chart, width, id=f"{name}-{width}")
    for name, chart in charts.EVERY_CHART.items()
    for width in (CARD_WIDTH, WIDE_WIDTH)
    if width == CARD_WIDTH or not isinstance(chart, Spark)
]
NARROWEST = {CARD_WIDTH: 254, WIDE_WIDTH: 582}  # px a picture gets at 320 and at 1120


def layers(chart: Chart, width: int, role: str, lang: str = "en") -> list[dict[str, Any]]:
    spec = specification_of(chart, width, lang)
    return [layer for layer in spec["layer"] if layer["name"].rsplit("-", 1)[0] == role]


def words(chart: Chart, width: int, role: str, lang: str = "en") -> list[str]:
    return [layer["encoding"]["text"]["value"] for layer in layers(chart, width, role, lang)]


@EVERY
@BOTH
def test_no_specification_has_a_legend_or_an_axis_of_its_own(chart: Chart, width: int) -> None:
    assert "legend" not in json.dumps(specification_of(chart, width, "en"))


@EVERY
@BOTH
def test_no_specification_names_a_colour_but_by_its_token(chart: Chart, width: int) -> None:
    assert "#" not in json.dumps(specification_of(chart, width, "en")).replace("url(#hatch)", "")


@EVERY
@BOTH
def test_no_specification_fetches_anything(chart: Chart, width: int) -> None:
    spec = specification_of(chart, width, "en")
    assert [key for key in json.dumps(spec).split('"') if key.startswith("http")] == [spec["$schema"]]


@pytest.mark.parametrize(("chart", "width"), SHOWN_SO)
def test_text_is_never_below_twelve_pixels_as_it_is_shown(chart: Chart, width: int) -> None:
    sizes = [
        layer["mark"]["fontSize"]
        for layer in specification_of(chart, width, "en")["layer"]
        if "fontSize" in layer["mark"]
    ]
    assert [size for size in sizes if size * NARROWEST[width] / width < 12] == []


@BOTH
@pytest.mark.parametrize("name", ["trend", "trend without a goal", "broken"])
def test_trend_starts_at_zero_and_has_at_most_four_grid_lines(name: str, width: int) -> None:
    (grid,) = layers(charts.EVERY_CHART[name], width, "grid")
    assert grid["encoding"]["y"]["scale"]["domain"][0] == 0
    assert len(grid["data"]["values"]) <= 4


@BOTH
def test_only_the_top_tick_has_the_percent_sign(width: int) -> None:
    assert [tick.endswith("%") for tick in words(charts.trend(), width, "tick")] == [False, False, False, True]


@BOTH
@pytest.mark.parametrize("chart", [charts.trend(), charts.spark()], ids=["trend", "spark"])
def test_missing_period_gives_two_lines_and_one_band(chart: Chart, width: int) -> None:
    (line,) = layers(chart, width, "line")
    runs = {value["run"] for value in line["data"]["values"]} | {"2023 alone"}
    assert len(runs) == 2
    assert len(layers(chart, width, "gap")) == 1


@BOTH
def test_band_of_a_gap_names_the_missing_years(width: int) -> None:
    named = " ".join(words(charts.trend(), width, "gap-name"))
    assert named == "no figures 2018–2022"


def test_line_does_not_cross_a_change_of_definition() -> None:
    (line,) = layers(charts.broken(), WIDE_WIDTH, "line")
    runs: dict[int, list[float]] = {}
    for value in line["data"]["values"]:
        runs.setdefault(value["run"], []).append(value["at"])
    assert list(runs.values()) == [[2011, 2012, 2013], [2014, 2015, 2016, 2017]]
    assert len(layers(charts.broken(), WIDE_WIDTH, "break")) == 2
    assert words(charts.broken(), WIDE_WIDTH, "break-name") == ["counted differently", "from 2014"]


@pytest.mark.covers("B4", "F-CON-2")
@BOTH
def test_older_count_is_drawn_beside_the_line_over_the_periods_that_both_count(width: int) -> None:
    chart = charts.trend(breaks=(Break("2014", 2014),), before=(Point("2014", 2014, 18.0), Point("2015", 2015, 17.5)))
    (line,), (dots,) = layers(chart, width, "older-line"), layers(chart, width, "older-points")
    assert (
        line["data"]["values"] == dots["data"]["values"] == [{"at": 2014, "value": 18.0}, {"at": 2015, "value": 17.5}]
    )
    assert words(chart, width, "older-name") == ["counted as before"]
    assert "Counted as before, it was 18.0% in 2014 and 17.5% in 2015." in alt_text(chart)


@BOTH
def test_every_figure_is_drawn_as_a_point_and_none_for_missing_years(width: int) -> None:
    (drawn,) = layers(charts.trend(), width, "points")
    assert [value["at"] for value in drawn["data"]["values"]] == [2011, 2012, 2013, 2014, 2015, 2016, 2017, 2023]


@BOTH
def test_interval_is_drawn_only_where_it_is_known(width: int) -> None:
    (interval,) = layers(charts.trend(), width, "interval")
    assert interval["data"]["values"] == [{"at": 2023, "low": 9.2, "high": 11.2}]


@BOTH
def test_goal_is_a_hollow_diamond_at_the_end_of_a_dotted_path(width: int) -> None:
    (goal,) = layers(charts.trend(), width, "goal")
    (path,) = layers(charts.trend(), width, "goal-path")
    assert (goal["mark"]["shape"], goal["mark"]["fill"]) == ("diamond", "var(--surface)")
    assert path["mark"]["strokeDash"] == [2, 5]


def test_labels_of_years_never_touch() -> None:
    centres = sorted(layer["encoding"]["x"]["value"] for layer in layers(charts.trend(), CARD_WIDTH, "period"))
    assert min(later - earlier for earlier, later in pairwise(centres)) > 30


def test_labels_are_in_the_readers_language() -> None:
    assert words(charts.trend(), WIDE_WIDTH, "goal-name", "es") == ["Meta 8\u00a0%"]
    assert words(charts.trend(), WIDE_WIDTH, "gap-name", "es") == ["sin cifras", "2018–2022"]


@BOTH
def test_gap_chart_stands_on_one_scale_with_a_square_and_a_circle(width: int) -> None:
    shapes = [[layer["mark"]["shape"] for layer in layers(charts.gaps(), width, role)] for role in ("low", "high")]
    assert shapes == [["square", "square"], ["circle", "circle"]]
    assert words(charts.gaps(), width, "tick") == ["0", "50", "100%"]
    assert words(charts.gaps(), width, "tick", "es") == ["0", "50", "100\u00a0%"]


def test_gap_chart_ends_a_name_that_is_too_long_for_its_width() -> None:
    row = GapRow("Families still in their home after six months, Q2 2026", "A", 61.0, "B", 75.0)
    chart = GapChart(charts.POVERTY, (row,))
    assert words(chart, CARD_WIDTH, "row-name") == ["Families still in their home after six…"]
    assert words(chart, WIDE_WIDTH, "row-name") == [row.title]


@BOTH
def test_map_hatches_only_what_is_not_shown(width: int) -> None:
    hatched = [layer for layer in layers(charts.tiles(), width, "tile") if layer["mark"]["fill"] == "url(#hatch)"]
    assert len(hatched) == 1
    assert (
        words(charts.tiles(), width, "code").count("District 5") + words(charts.tiles(), width, "code").count("5") == 1
    )
    assert len(words(charts.tiles(), width, "figure")) == 12


def test_map_says_counts_where_there_are_too_few_cases_for_a_figure() -> None:
    few = MapArea("D9", "District 9", None, TOO_FEW, 0, 0, counts="15 of 29")
    chart = MapChart(charts.tiles().measured, (few, *charts.tiles().areas[1:]))
    (tile, *_others) = layers(chart, WIDE_WIDTH, "tile")
    assert (tile["mark"]["fill"], "strokeDash" in tile["mark"]) == ("var(--surface)", False)
    assert words(chart, WIDE_WIDTH, "figure")[0] == "15 of 29"
    assert table_of(chart).rows[0] == ("District 9", "15 of 29")
    assert "Not shown: 1 of 13 places. Too few cases for a figure: 1 of 13 places." in alt_text(chart)


def test_map_uses_at_most_five_steps_from_light_to_dark() -> None:
    fills = [layer["mark"]["fill"] for layer in layers(charts.tiles(), WIDE_WIDTH, "tile")]
    shown = [fill for fill in fills if fill != "url(#hatch)"]
    assert shown == sorted(shown)
    assert set(shown) == {f"var(--m{n})" for n in range(1, 6)}


def test_drawing_does_not_depend_on_the_language_of_the_request() -> None:
    with override_settings(LANGUAGE_CODE="es"):
        assert words(charts.trend(), WIDE_WIDTH, "goal-name", "en") == ["Goal 8%"]


# ---- Answers --------------------------------------------------------------------------------------


@BOTH
def test_bars_of_answers_part_at_the_middle(width: int) -> None:
    """15 of 24 stand to the left of the middle with half of the 4 in it."""
    bars = [bar for layer in layers(charts.answers(), width, "bar") for bar in layer["data"]["values"]]
    middle = layers(charts.answers(), width, "middle")[0]["encoding"]["x"]["value"]
    first = sorted((bar for bar in bars if bar["y"] == bars[0]["y"]), key=lambda bar: bar["x"])
    assert [bar["place"] for bar in first] == [0, 1, 2, 3, 4]
    whole = first[-1]["x2"] - first[0]["x"]
    assert (middle - first[0]["x"]) / whole == pytest.approx(17 / 24, abs=0.01)


@BOTH
def test_question_that_too_few_answered_has_words_and_no_bar(width: int) -> None:
    assert len(layers(charts.answers(), width, "middle")) == 2
    assert words(charts.answers(), width, "figure") == ["15", "5", "2", "17", "not shown: too few answers"]


def test_answers_stand_in_words_and_in_a_table() -> None:
    table = table_of(charts.answers())
    assert table.heads == ("Question", "Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree", "People")
    assert table.rows[0] == ("We say openly what does not work", "6", "9", "4", "3", "2", "24")
    assert table.rows[2] == ("Everybody knows who decides", *["not shown"] * 6)
    assert "We say openly what does not work: 15 on the low side, 4 in the middle, 5 on the high side." in alt_text(
        charts.answers()
    )


def test_question_with_other_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="a count for each answer"):
        AnswersChart(charts.POVERTY, ("no", "yes"), (AnswersRow("Why", (1, 2, 3)),))
