"""What is drawn: one small clean SVG per chart, width and language, kept in a folder."""

import math
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH, Chart, Measured, alt_text, render, rendered_or_none, table_of
from commonweal.ui.charts.render import standalone
from tests.ui import charts

EVERY = pytest.mark.parametrize("chart", charts.EVERY_CHART.values(), ids=charts.EVERY_CHART.keys())


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.COMMONWEAL_HOME = tmp_path


@EVERY
def test_picture_is_an_image_with_a_name_and_no_size_of_its_own(chart: Chart) -> None:
    root = ElementTree.fromstring(render(chart, CARD_WIDTH, "en"))
    assert root.get("role") == "img"
    assert root.get("aria-label") == alt_text(chart)
    assert root.get("width") is None


@EVERY
def test_picture_carries_no_font_no_script_and_no_empty_group(chart: Chart) -> None:
    svg = render(chart, CARD_WIDTH, "en")
    root = ElementTree.fromstring(svg)
    assert [e for e in root.iter() if "font-family" in e.attrib or e.tag == "script"] == []
    assert [e for e in root.iter() if e.tag.endswith("g") and e is not root and len(e) == 0] == []


@pytest.mark.parametrize("chart", [charts.trend(), charts.spark(), charts.gaps()], ids=["trend", "spark", "gaps"])
@pytest.mark.parametrize("width", [CARD_WIDTH, WIDE_WIDTH])
def test_picture_is_small(chart: Chart, width: int) -> None:
    assert len(render(chart, width, "en").encode()) < 3600


def test_picture_draws_two_line_marks_and_one_band_for_a_hole() -> None:
    later = charts.points() + (charts.Point("2024", 2024, 10.0),)
    svg = ElementTree.fromstring(render(charts.trend(points=later), WIDE_WIDTH, "en"))
    paths = [e for e in svg.iter() if e.tag.endswith("path")]
    lines = [e for e in paths if e.get("stroke-width") == "3" and e.get("stroke") == "var(--d1)"]
    runs = sum(e.get("d", "").count("M") for e in lines)
    bands = [e for e in paths if e.get("fill") == "var(--gap)"]
    assert (runs, len(bands)) == (2, 1)


def test_picture_is_looked_up_before_it_is_drawn() -> None:
    assert rendered_or_none(charts.trend(), CARD_WIDTH, "en") is None
    drawn = render(charts.trend(), CARD_WIDTH, "en")
    assert rendered_or_none(charts.trend(), CARD_WIDTH, "en") == drawn
    assert rendered_or_none(charts.trend(), CARD_WIDTH, "es") is None


def test_picture_of_changed_figures_is_another_picture() -> None:
    render(charts.trend(), CARD_WIDTH, "en")
    assert rendered_or_none(charts.trend(points=charts.points()[:-1]), CARD_WIDTH, "en") is None


def test_text_of_a_title_cannot_break_out_of_the_picture() -> None:
    measured = Measured("x", '"><script>alert(1)</script>', "% & more", "here")
    root = ElementTree.fromstring(render(charts.trend(measured=measured), CARD_WIDTH, "en"))
    assert [e for e in root.iter() if e.tag.endswith("script")] == []


def test_picture_for_a_download_has_literal_colours() -> None:
    svg = standalone(charts.trend(), WIDE_WIDTH, "en")
    assert "var(" not in svg
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_words_for_a_trend_say_movement_gap_interval_and_goal() -> None:
    assert alt_text(charts.trend()) == (
        "Line chart. Poverty rate, % of people, the county. It fell from 17.1% in 2011 to 10.2% in 2023. "
        "No figures for 2018–2022. In 2023 it is likely between 9.2% and 11.2%. "
        "The goal for 2030 is 8%. The full table follows."
    )


def test_words_for_a_map_say_lowest_highest_and_hidden() -> None:
    assert alt_text(charts.tiles()) == (
        "Map. Poverty rate, % of people, the county. Lowest: District 0, 5.0%. Highest: District 12, 17.0%. "
        "Not shown: 1 of 13 places. The full table follows."
    )


def test_table_says_that_an_interval_is_not_known() -> None:
    table = table_of(charts.trend())
    assert table.heads == ("Period", "% of people", "Likely between")
    assert table.rows[0] == ("2011", "17.1%", "not known")
    assert table.rows[-1] == ("2023", "10.2%", "9.2% and 11.2%")


@pytest.mark.parametrize(
    ("status", "shown"),
    [("missing", "missing"), ("suppressed", "not shown"), ("not-applicable", "does not apply")],
)
def test_table_never_leaves_a_cell_blank(status: str, shown: str) -> None:
    point = charts.Point("2024", 2024, None, status)
    assert table_of(charts.trend(points=(*charts.points(), point))).rows[-1][1] == shown


def test_zero_is_a_figure() -> None:
    point = charts.Point("2024", 2024, 0.0)
    assert table_of(charts.trend(points=(*charts.points(), point))).rows[-1][1] == "0.0%"


def test_point_without_a_figure_cannot_be_called_reported() -> None:
    with pytest.raises(ValueError, match="reported does not go with None"):
        charts.Point("2024", 2024, None)


@pytest.mark.covers("A7")
@pytest.mark.parametrize("turn", [1, -1], ids=["clockwise", "counterclockwise"])
def test_uploaded_boundary_fills_its_own_area_whichever_way_it_is_written(turn: int) -> None:
    square = charts.square(0)
    ring = square["coordinates"][0][::turn]  # type: ignore[index]
    area = charts.MapArea("A", "Area", 5.0, geometry={"type": "Polygon", "coordinates": [ring]})
    root = ElementTree.fromstring(render(charts.MapChart(charts.POVERTY, (area,)), WIDE_WIDTH, "en"))
    (boundary,) = [e for e in root.iter() if str(e.get("fill")).startswith("var(--m")]
    assert boundary.get("d", "").count("M") == 1


def test_boundary_of_many_points_is_thinned_to_what_one_can_see() -> None:
    around = [(math.cos(n / 2000 * math.tau), math.sin(n / 2000 * math.tau)) for n in range(2000)]
    ring = [[-80 + x / 100, 35 + y / 100] for x, y in (*around, around[0])]
    area = charts.MapArea("A", "Area", 5.0, geometry={"type": "Polygon", "coordinates": [ring]})
    assert len(render(charts.MapChart(charts.POVERTY, (area,)), CARD_WIDTH, "en")) < 9000
