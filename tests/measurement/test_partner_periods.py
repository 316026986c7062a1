"""A file says itself of when its figures are: whatever its column is called, no other period is put in its place."""

import pytest
from django.test import Client

from commonweal.measurement.models import Submission
from commonweal.measurement.queries.facts import facts_of
from tests.measurement.partner_work import SEND, address, as_csv, text_of, upload

VALUES = ["value", "numerator", "denominator"]


@pytest.mark.covers("B4")
@pytest.mark.parametrize("header", ["Quarter", "Trimestre", "Período", "PERIODO", "Fecha", "Year", "Año", "Mes"])
def test_period_under_another_header_is_read(client: Client, link: str, header: str) -> None:
    content = as_csv([["P1", "county", "2019-Q1", "40"]], ["Code", "Place", header, "Value"])
    shown = text_of(upload(client, link, content))
    assert f"Row 2, {header}: The period “2019-Q1” is not open. Write one of: 2025-Q4." in shown
    assert "We read every row as" not in shown


@pytest.mark.parametrize("header", ["Measure", "Medida", "Indicador", "INDICATOR"])
def test_column_of_the_measure_is_known_by_what_others_call_it(client: Client, link: str, header: str) -> None:
    content = as_csv([["P1", "county", "2025-Q4", "40"]], [header, "Place", "Period", "Value"])
    client.post(address(upload(client, link, content)), SEND)
    assert [(fact.key.measure, fact.value) for fact in facts_of(Submission.objects.get())] == [("P1", 40)]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["Year", "Quarter"], ["2025", "Q4"]),
        (["Trimestre", "Año"], ["4", "2025"]),
        (["Año", "Trimestre"], ["2025", "T4"]),
        (["Year", "Quarter"], ["2025", "2025-Q4"]),
    ],
)
def test_year_and_quarter_in_two_columns_are_one_period(
    client: Client, link: str, head: list[str], cells: list[str]
) -> None:
    content = as_csv([["P1", "county", *cells, "40"]], ["Code", "Place", *head, "Value"])
    client.post(address(upload(client, link, content)), SEND)
    assert [(fact.key.period, fact.value) for fact in facts_of(Submission.objects.get())] == [("2025-Q4", 40)]


def test_year_and_quarter_of_another_time_are_told_of(client: Client, link: str) -> None:
    content = as_csv([["P1", "county", "2024", "3", "40"]], ["Code", "Place", "Year", "Quarter", "Value"])
    shown = text_of(upload(client, link, content))
    assert "Row 2, Quarter: The period “2024-Q3” is not open. Write one of: 2025-Q4." in shown


def test_unknown_column_that_holds_periods_is_asked_about(client: Client, link: str) -> None:
    content = as_csv([["P1", "county", "2019", "40"]], ["Code", "Place", "When", "Value"])
    asked = upload(client, link, content)
    assert "Which column is which?" in text_of(asked)
    assert '<option value="When" selected>When</option>' in asked.content.decode()
    chosen = client.post(address(asked), {"column:period": "When", "do": "columns"}, follow=True)
    assert "Row 2, When: The period “2019” is not open." in text_of(chosen)


def test_file_without_any_period_is_of_the_only_one_that_is_asked_for(client: Client, link: str) -> None:
    content = as_csv([["P1", "county", "12 rows", "40"]], ["Code", "Place", "Remark", "Value"])
    assert "There is no column “Period”. We read every row as Q4 2025." in text_of(upload(client, link, content))
