"""Old spreadsheets say in many ways what stands where: their header is found, and what it lacks is asked for."""

from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Measure, Submission
from commonweal.measurement.queries.facts import facts_of
from tests.measurement.partner_work import SEND, address, text_of
from tests.measurement.test_history_pages import bring

WITH_A_TOTAL = (
    b"place;2011;2012;2013;2014;2015;2016;2017;2018;2019;2020;2021;2022\n"
    b"east;1;1;1;1;1;*;1;1;1;1;1;n/a\nwest;2;2;2;2;2;2;2;2;2;2;2;14\nTotal;3;3;3;3;3;2;3;3;3;3;3;50\n"
)


@pytest.fixture
def desk(signed_in: Any, analyst: Any, places: Any, enrolled: Measure, on_the_day: None) -> Client:
    return signed_in(analyst)


def figures() -> list[tuple[str, str, float | None]]:
    return [(fact.key.period, fact.key.place, fact.value) for fact in facts_of(Submission.objects.get())]


@pytest.mark.covers("B4")
def test_chosen_measure_is_that_of_rows_which_name_none(desk: Client) -> None:
    looked = bring(desk, b"Year,Place,Value\n2011,county,171\n2012,county,161\n", measure="P1")
    assert "There is no column “Code”. We read every row as People enrolled." in text_of(looked)
    desk.post(address(looked), SEND)
    assert figures() == [("2011", "county", 171), ("2012", "county", 161)]


def test_rows_that_name_their_measure_keep_it(desk: Client, finished: Measure) -> None:
    looked = bring(desk, b"measure,Year,place,value\nP1,2011,county,71\n", measure="P2")
    desk.post(address(looked), SEND)
    assert [fact.key.measure for fact in facts_of(Submission.objects.get())] == ["P1"]


def test_column_that_is_lacking_is_said_to_be_needed(desk: Client) -> None:
    looked = bring(desk, b"Year,Value\n2011,171\n", measure="P1")
    shown = text_of(looked)
    assert "We cannot read the file without the columns marked as needed." in shown
    assert "Place needed choose a column" in shown
    assert "Code only if your file has it" in shown
    assert "Value needed" not in shown


def test_column_that_was_chosen_stays_chosen_while_another_is_lacking(desk: Client) -> None:
    looked = bring(desk, b"where,how many,Year\neast,171,2011\n", measure="P1")
    desk.post(address(looked), {"column:place": "where", "column:value": "", "do": "columns"})
    desk.post(address(looked), {"column:value": "how many", "do": "columns"})
    desk.post(address(looked), SEND)
    assert figures() == [("2011", "east", 171)]


def test_row_of_figures_is_no_header_though_some_look_like_years(desk: Client) -> None:
    content = b"State,County,Name,All,Poor,Low,High\n37,013,Beaufort County,8530,1990,2010,1874\n"
    asked = text_of(bring(desk, content, measure="P1"))
    assert "choose a column State County Name All Poor Low High" in asked


def test_years_to_come_are_no_periods(desk: Client) -> None:
    asked = text_of(bring(desk, b"Name,Poor,Low\nBeaufort,2033,2041\n", measure="P1"))
    assert "choose a column Name Poor Low" in asked
    told = text_of(bring(desk, b"place,Year,value\neast,2033,5\n", measure="P1"))
    assert "Row 2, Year: The period “2033” is not open." in told


def test_total_that_disagrees_is_told_of_at_its_cell(desk: Client) -> None:
    shown = text_of(bring(desk, WITH_A_TOTAL, measure="P1"))
    assert "Row 4, 2022: Your total says 50, but the rows add up to 14." in shown
    assert shown.count("Your total says") == 1


def test_row_that_is_left_out_is_named_with_all_its_periods(desk: Client) -> None:
    shown = text_of(bring(desk, WITH_A_TOTAL, measure="P1"))
    assert "Row 4: place Total · 2011 3 · 2012 3 · 2013 3" in shown
    assert "2021 3 · 2022 50" in shown
