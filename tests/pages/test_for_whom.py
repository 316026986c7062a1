"""A measure opens with its gaps: who fares worst, how far from whom, how sure, and how it moved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.equity import Agreed, equity_of
from tests.pages.content import both, headline, measure, point
from tests.pages.page import parts, text_of

Release = Callable[..., Any]
Content = dict[str, Any]
PAGE = "/fork/measures/T1/"
GROUPS = {"north": ("North", "Norte"), "south": ("South", "Sur"), "west": ("West", "Oeste")}


def share(code: str, finished: int, began: int, **more: Any) -> Content:
    en, es = GROUPS[code]
    figures = {"value": 100 * finished / began, "low": None, "high": None}
    counts = {"numerator": finished, "denominator": began}
    return {"code": code, "name": both(en, es), "status": "reported", "hidden": "", **figures, **counts, **more}


def split(period: str, *cells: Content) -> Content:
    return {"dimension": "side", "period": period, "note": both("", ""), "definition": 1, "cells": list(cells)}


def in_districts(*cells: Content) -> Content:
    """The same shares by place, for which the release has tiles."""
    placed = [{**cell, "code": f"d{n:02}"} for n, cell in enumerate(cells, 1)]
    return {**split("2025", *placed), "dimension": "place"}


def told(*splits: Content, targets: Any = None, references: Any = None, **more: Any) -> Content:
    """A measure of a release as it is made: its gaps come from the same reckoning."""
    series = [point(one["period"], 70.0) for one in reversed(splits)]
    definition = Definition(version=1, kind="percent", direction="higher", decimals=1)
    names = (both("Finished", "Terminaron"), both("% of learners", "% de alumnos"))
    made = measure("T1", None, *names, direction="higher", splits=list(splits), series=series, **more)
    return {**made, "equity": equity_of(definition, made, Agreed(targets or {}, references or {}))}


def page(release: Release, client: Client, found: Content, lang: str = "en") -> Any:
    release(measures=[headline(), found])
    return client.get(PAGE, headers={"accept-language": lang})


def section(answer: Any) -> str:
    (words,) = parts(answer, r'<section id="for-whom"[^>]*>(.*?)</section>')
    return words


NOW = split("2025", share("north", 800, 1000), share("south", 500, 1000), share("west", 780, 1000))


@pytest.mark.covers("H1", "F-DES-1")
def test_measure_opens_with_who_fares_worst_before_the_long_line(release: Release, client: Client) -> None:
    answer = page(release, client, told(NOW))
    assert section(answer).startswith("For whom? Farthest behind: South, 50.0%.")
    source = answer.content.decode()
    assert source.index('id="for-whom"') < source.index('id="line-title"')


def test_gap_is_told_as_ratio_and_as_difference_with_ranges(release: Release, client: Client) -> None:
    words = section(page(release, client, told(NOW)))
    assert "North’s rate is 1.6 times South’s (likely 1.5–1.7): 300 more per 1,000." in words
    assert "Beside North" in words
    assert "South 0.6 (likely 0.6 to 0.7) −300 (likely −339 to −260)" in words


def test_gap_is_told_in_spanish(release: Release, client: Client) -> None:
    words = section(page(release, client, told(NOW), "es"))
    assert "La tasa de Norte es 1.6 veces la de Sur (probablemente 1.5–1.7): 300 más por cada 1,000." in words


def test_reference_that_was_named_is_the_one_compared_with(release: Release, client: Client) -> None:
    words = section(page(release, client, told(NOW, references={"side": "west"})))
    assert "Beside West" in words
    assert "West’s rate is 1.6 times South’s (likely 1.5–1.7): 280 more per 1,000." in words


def test_nobody_is_named_where_the_gap_could_be_chance(release: Release, client: Client) -> None:
    close = split("2025", share("north", 70, 100), share("south", 66, 100))
    words = section(page(release, client, told(close)))
    assert "Farthest behind" not in words
    assert "With these numbers the gap could be chance." in words


@pytest.mark.covers("B4", "H1")
def test_groups_of_an_older_count_say_that_they_are(release: Release, client: Client) -> None:
    counted_anew = {**told(NOW), "definition_version": 2}
    assert "These groups were still counted the way it was done before." in section(page(release, client, counted_anew))
    assert "counted the way it was done before" not in section(page(release, client, told(NOW)))


def test_gap_over_time_compares_the_same_two_groups(release: Release, client: Client) -> None:
    before = split("2020", share("north", 800, 1000), share("south", 300, 1000))
    assert "The gap narrowed from 500 per 1,000 in 2020 to 300 in 2025." in section(
        page(release, client, told(NOW, before))
    )


@pytest.mark.covers("H1")
def test_group_has_a_verdict_by_its_own_target(release: Release, client: Client) -> None:
    earlier = [split(str(year), share("south", 500 - 30 * (2025 - year), 1000)) for year in range(2024, 2019, -1)]
    aim = {"baseline_period": "2020", "baseline_value": 35.0, "target_period": "2030", "target_value": 60.0}
    words = section(page(release, client, told(NOW, *earlier, targets={("side", "south"): aim})))
    assert "South On track Its own goal is 60.0% by 2030." in words


def test_share_that_is_too_unsure_is_told_by_its_counts_alone(release: Release, client: Client) -> None:
    unsure = {"value": None, "reliability": "hide"}
    few = split("2025", share("north", 800, 1000), share("south", 12, 24, **unsure), share("west", 780, 1000))
    words = section(page(release, client, told(few)))
    assert "South 12 of 24" in words
    assert "Where there are too few cases for a reliable figure, the counts stand alone." in words


def test_map_does_not_say_that_told_counts_are_not_shown(release: Release, client: Client) -> None:
    """Two districts with figures, and one with too few cases."""
    unsure = share("south", 12, 24, value=None, reliability="hide")
    answer = page(release, client, told(in_districts(share("north", 800, 1000), unsure, share("west", 12, 16))))
    key = parts(answer, r'<ul class="key">(.*?)</ul>')
    assert ["too few cases" in words and "not shown" not in words for words in key] == [True]
    assert ("South 12 of 24" in section(answer), "West 12 of 16" in section(answer)) == (True, True)


def test_gap_of_places_is_the_same_on_the_board_and_on_the_page(release: Release, client: Client) -> None:
    """It stands in the chart that heads the section, also where a map follows."""
    by_group = {**NOW, "period": "2024"}
    answer = page(release, client, told(in_districts(share("north", 900, 1000), share("south", 300, 1000)), by_group))
    assert "Finished: 60 points apart" in section(answer)
    assert "Finished: 60 points apart" in text_of(client.get("/fork/"))


@pytest.mark.covers("B4")
def test_figure_that_is_not_added_up_says_so_and_why(release: Release, client: Client) -> None:
    refused = {"across": "places", "rule": "none", "words": both("no", "no")}
    made = told(NOW) | {"series": [], "adding_up": {"refused": refused, "mismatches": []}}
    words = text_of(page(release, client, made))
    assert "Not added up over places. Each place has its own figure. Together they would mean nothing." in words


@pytest.mark.covers("B4")
def test_whole_unlike_its_parts_is_told_with_both_figures(release: Release, client: Client) -> None:
    mismatch = {
        "period": "2025", "place": "county", "place_name": "Fork County", "figure": "denominator",
        "stated": 4640.0, "parts": 4512.0, "without_figure": 0,
    }  # fmt: skip
    made = told(NOW, denominator=both("learners who began", "")) | {
        "adding_up": {"refused": None, "mismatches": [mismatch]}
    }
    assert (
        "2025: the places in Fork County add up to 4,512; Fork County itself says 4,640. "
        "Counted: learners who began. Both are shown."
    ) in text_of(page(release, client, made))


def test_behind_how_we_know_stand_the_numbers_of_inequality(release: Release, client: Client) -> None:
    words = text_of(page(release, client, told(NOW)))
    assert "How gaps are worked out" in words
    assert "Between-group variance (BGV) 0.0" in words


def test_mean_never_stands_alone_on_a_card(release: Release, client: Client) -> None:
    release(measures=[headline(), told(NOW)])
    (card,) = parts(client.get("/fork/"), r'<article class="card">(.*?)</article>')
    assert "Farthest behind: South, 50.0%." in card
