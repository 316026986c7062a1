"""A file with a row twice, with thousands of problems, or with nothing in it that could be read."""

from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Invitation, Receipt, Submission
from commonweal.measurement.queries.reading import LISTED
from tests.measurement.partner_work import GOOD, HEAD, SEND, address, as_csv, facts, text_of, upload
from tests.measurement.test_history_pages import bring

TWICE = as_csv([GOOD[1], ["P1", "2025-Q4", "Eastside", "29", "", ""]])


@pytest.mark.covers("B4")
def test_row_that_stands_twice_is_left_out_on_the_page(client: Client, link: str) -> None:
    looked = upload(client, link, TWICE)
    assert "Row 3: This row repeats row 2 (P1, 2025-Q4, Eastside). Keep one of them." in text_of(looked)
    client.post(address(looked), {"drop:3": "1", **SEND})
    sent = Submission.objects.get()
    assert [fact.value for fact in facts(sent).values()] == [28]
    assert sent.understood["dropped"] == [3]


def test_row_that_was_left_out_is_taken_after_all(client: Client, link: str) -> None:
    looked = upload(client, link, TWICE)
    left_out = client.post(address(looked), {"drop:3": "1", "do": "look"}, follow=True)
    assert "Rows you left out Take row 3 after all" in text_of(left_out)
    again = client.post(address(looked), {"keep:3": "1", "do": "look"}, follow=True)
    assert "This row repeats row 2" in text_of(again)


def test_many_problems_are_told_by_kind(client: Client, link: str) -> None:
    rows = [["P1", "2025-Q4", "moon", "1"] for _ in range(60)] + [["P1", "2025-Q4", "east", "many"]]
    shown = text_of(upload(client, link, as_csv(rows, HEAD[:4])))
    assert "61 numbers to check" in shown
    assert "20 more such as: Row 42, place: We do not know the place “moon”." in shown
    assert "1 more: Row 62, value: “many” is not a number." in shown


def test_many_extra_columns_take_one_line(client: Client, link: str) -> None:
    extra = [f"c{number}" for number in range(60)]
    shown = text_of(upload(client, link, as_csv([[*GOOD[0], *["x"] * 60]], [*HEAD, *extra])))
    assert "Nobody asked for 60 columns: c0, c1, c2, c3, c4, c5, c6, c7 … (60)." in shown
    assert shown.count("c59") == 0


def test_nothing_understood_is_said_in_words(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([["P1", "2025-Q4", "moon", "1", "", ""]])))
    assert "What we understood No number of this file could be read." in shown
    assert "Numbers for" not in shown


def test_history_row_that_stands_twice_is_left_out(
    signed_in: Any, analyst: Any, places: Any, enrolled: Any, on_the_day: None
) -> None:
    desk = signed_in(analyst)
    looked = bring(desk, b"place,2013,2014\neast,1,2\nEastside,3,4\n", measure="P1")
    assert "Row 3, 2013: This row repeats row 2 (P1, 2013, Eastside)." in text_of(looked)
    desk.post(address(looked), {"drop:3": "1", **SEND})
    assert [fact.value for fact in facts(Submission.objects.get()).values()] == [2]


def wide(names: list[str]) -> bytes:
    extra = [f"c{number}" for number in range(16_000 - len(names))]
    return as_csv([["1"] * 16_000], [*names, *extra])


def test_sixteen_thousand_columns_without_ours_take_one_line(client: Client, link: str) -> None:
    refused = upload(client, link, wide([]))
    assert "None of the 16,000 columns is called Code, Value, Place. Name yours so" in text_of(refused)
    assert ("<option" in refused.content.decode(), refused.status_code) == (False, 422)
    assert [receipt.reason for receipt in Receipt.objects.all()] == ["unreadable-file: too-many-to-choose"]


def test_sixteen_thousand_columns_without_ours_take_one_line_in_spanish(client: Client, link: str) -> None:
    Invitation.objects.update(language="es")
    shown = text_of(upload(client, link, wide(["Código"])))
    assert "Ninguna de las 16,000 columnas se llama Lugar, Valor." in shown


def test_sixteen_thousand_columns_of_old_figures_take_one_line(
    signed_in: Any, analyst: Any, places: Any, enrolled: Any
) -> None:
    shown = text_of(bring(signed_in(analyst), wide(["measure"])))
    assert "None of the 16,000 columns is called" in shown


def test_more_repeated_rows_than_are_listed_are_counted_the_same_on_both_pages(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([GOOD[1]] * (LISTED + 101))))
    assert "20,100 numbers to check" in shown
    assert "the same row twice (20,100)" in text_of(client.get(link))
