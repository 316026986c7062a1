"""From an old spreadsheet to a public figure and back: imported, looked at, published, withdrawn, published again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.journeys.desk import Desk

OLD_SHEET = (
    b"measure,period,place,value\nP1,2023,Fork County,1200\nP1,2024,Fork County,1250\nP1,2025,Fork County,1310\n"
)
ENROLLED = {
    "code": "P1", "name_en": "People enrolled", "name_es": "Personas inscritas",
    "meaning_en": "People who began a course.", "unit_en": "people", "level": "population", "kind": "count",
    "direction": "higher", "places_rule": "sum", "periods_rule": "sum", "decimals": "0",
}  # fmt: skip


@pytest.mark.covers("B4", "J5", "F-BBF-3")
def test_figure_becomes_public_is_taken_back_and_returns(desk: Desk, client: Client) -> None:
    desk.define(**ENROLLED)
    brings_the_old_sheet(desk)
    assert "1,310" not in read(client)
    publishes(desk)
    assert "1,310" in read(client)
    takes_it_back(desk)
    assert "1,310" not in read(client)
    assert "A school was counted twice." in client.get("/fork/releases/").content.decode()
    publishes(desk)
    assert "1,310" in read(client)
    assert "Release 2" in client.get("/fork/releases/").content.decode()


def read(visitor: Client) -> str:
    """The public scoreboard, as somebody sees it who never signed in."""
    return visitor.get("/fork/").content.decode()


def brings_the_old_sheet(desk: Desk) -> None:
    file = SimpleUploadedFile("old.csv", OLD_SHEET, "text/csv")
    answer = desk.fill_in("/desk/fork/history/", {"file": file, "cadence": "year", "source": "The annual reports."})
    taken = desk.client.post(answer.url, {"do": "send"}, follow=True)
    assert "3 figures are in" in taken.content.decode()


def publishes(desk: Desk) -> None:
    answer = desk.fill_in("/desk/fork/publish/", {})
    assert "is public." in desk.client.get(answer.url).content.decode()


def takes_it_back(desk: Desk) -> None:
    page = "/desk/fork/releases/1/withdraw/"
    answer = desk.client.post(page, {"reason_en": "A school was counted twice."}, follow=True)
    assert "Release 1 is no longer public." in answer.content.decode()
