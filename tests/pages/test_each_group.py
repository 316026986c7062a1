"""Each group of a measure on its own: line, verdict, charts and what comes, from its own figures."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.pages.page import parts, text_of
from tests.pages.test_for_whom import share, split, told

Release = Callable[..., Any]
Content = dict[str, Any]
PAGE = "/fork/measures/T1/groups/"
YEARS = range(2014, 2026)


@pytest.fixture
def twelve_years() -> list[Content]:
    """The newest first: North rises by a point a year, South falls by one."""
    north = [share("north", 500 + 10 * n + n % 3, 1000) for n in range(len(YEARS))]
    south = [share("south", 600 - 10 * n - n % 3, 1000) for n in range(len(YEARS))]
    return [split(str(year), *cells) for year, *cells in reversed(list(zip(YEARS, north, south, strict=True)))]


@pytest.fixture
def shown(release: Release, twelve_years: list[Content]) -> None:
    aim = {"baseline_period": "2014", "baseline_value": 60.0, "target_period": "2030", "target_value": 75.0}
    release(measures=[told(*twelve_years, targets={("side", "south"): aim})])


def section(client: Client, group: str, lang: str = "en") -> str:
    answer = client.get(PAGE, headers={"accept-language": lang})
    (words,) = parts(answer, rf'<section id="side-{group}".*?>(.*?)</section>')
    return words


@pytest.mark.covers("H1", "E7", "F-PRI-1")
def test_group_has_its_own_verdict_charts_and_outlook(shown: None, client: Client) -> None:
    north = section(client, "north")
    assert "Rising" in north
    assert "Up from 50.0% in 2014 to 61.2% in 2025" in north
    assert "If it goes on as before, 2029 will likely be between" in north
    assert "A real shift for the better since 2014." in north
    assert "Around its middle figure" in north


def test_group_is_told_against_its_own_goal(shown: None, client: Client) -> None:
    south = section(client, "south")
    assert "Getting worse Its own goal is 75% by 2030. It needs to rise" in south
    assert "Unless something changes, this will miss the target of 75.0% in 2030." in south


def test_page_of_groups_speaks_spanish(shown: None, client: Client) -> None:
    assert "Su propia meta es 75 % para 2030. Debe subir" in section(client, "south", "es")


def test_measure_leads_to_each_group_on_its_own(shown: None, client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/fork/measures/T1/").content.decode()


def test_hidden_figure_of_a_group_is_a_gap_in_its_line(
    release: Release, client: Client, twelve_years: list[Content]
) -> None:
    blank = dict.fromkeys(("value", "numerator", "denominator", "low", "high"))
    twelve_years[3]["cells"][0] |= {**blank, "hidden": "small"}
    release(measures=[told(*twelve_years)])
    assert "2022 not shown" in section(client, "north")


def test_there_is_no_such_page_without_figures_enough(
    release: Release, client: Client, twelve_years: list[Content]
) -> None:
    release(measures=[told(*twelve_years[:3])])
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/fork/measures/T1/").content.decode()


def test_run_chart_of_the_whole_stands_beside_its_limits(shown: None, client: Client) -> None:
    page = text_of(client.get(PAGE))
    assert "Limits: XmR chart with the rules of NHS England. Middle: run chart with Anhøj’s rules." in page
