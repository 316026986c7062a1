"""An evaluator takes everything out of the data manager's pages and works out each published figure again."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.evaluators_script import reproduced, unpacked
from tests.journeys.desk import FINISHED, STARTED, Desk

OLD_SHEET = b"""measure,period,place,value,numerator,denominator
P1,2023,Eastside,1200,,
P1,2023,Westside,310,,
P1,2024,Eastside,1250,,
P1,2024,Westside,290,,
P2,2024,Eastside,,613,1250
P2,2024,Westside,,201,290
"""


@pytest.mark.covers("J8", "H10")
def test_evaluator_works_out_every_published_figure_again(desk: Desk, tmp_path: Path) -> None:
    desk.define(**STARTED)
    desk.define(**FINISHED)
    brings_the_old_sheet(desk)
    answer = desk.fill_in("/desk/fork/publish/", {})
    assert "is public." in desk.client.get(answer.url).content.decode()
    folder = unpacked(everything_behind_the_release(desk), tmp_path)
    status, said = reproduced(folder)
    assert (status, said.splitlines()[0]) == (0, "9 published figures; 9 agree, 0 do not.")


def brings_the_old_sheet(desk: Desk) -> None:
    file = SimpleUploadedFile("old.csv", OLD_SHEET, "text/csv")
    answer = desk.fill_in("/desk/fork/history/", {"file": file, "cadence": "year", "source": "The annual reports."})
    taken = desk.client.post(answer.url, {"do": "send"}, follow=True)
    assert "6 figures are in" in taken.content.decode()


def everything_behind_the_release(desk: Desk) -> bytes:
    """The file that the page of data files offers for it."""
    page = desk.client.get("/desk/fork/data/").content.decode()
    offered = re.search(r'href="([^"]*)">Everything behind release 1', page)
    assert offered is not None, page
    return bytes(desk.client.get(offered[1]).content)
