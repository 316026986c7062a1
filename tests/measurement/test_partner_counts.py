"""What is empty, fine and still to send is counted alike at the look, on the receipt and on the partner's page."""

import pytest
from django.test import Client

from tests.measurement.partner_work import GOOD, SEND, address, as_csv, text_of, upload

#: As our own workbook asks: three places for each of two measures. Two rows are filled.
SIX = [
    ["P1", "2025-Q4", "county", "40", "", ""],
    ["P1", "2025-Q4", "east", "", "", ""],
    ["P1", "2025-Q4", "west", "", "", ""],
    ["P2", "2025-Q4", "county", "", "31", "40"],
    ["P2", "2025-Q4", "east", "", "", ""],
    ["P2", "2025-Q4", "west", "", "", ""],
]


@pytest.mark.covers("B4")
def test_rows_that_are_empty_are_the_same_at_the_look_the_receipt_and_the_page(client: Client, link: str) -> None:
    looked = upload(client, link, as_csv(SIX))
    assert "4 rows are empty. You can send them later." in text_of(looked)
    receipt = client.post(address(looked), SEND, follow=True)
    assert "4 rows are still empty." in text_of(receipt)
    assert "We have 2 of 6 rows." in text_of(client.get(link))


def test_empty_rows_are_not_called_fine(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([*SIX[:3], ["P2", "2025-Q4", "county", "", "abc", "40"], *SIX[4:]])))
    assert "1 of 2 rows are fine" in shown


def test_row_that_is_wrong_is_not_called_empty(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([*GOOD[:3], ["P2", "2025-Q4", "county", "", "31", ""]])))
    assert "1 number to check" in shown
    assert "is empty. You can send it later." not in shown
