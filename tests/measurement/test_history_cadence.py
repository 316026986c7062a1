"""Old figures by year of a measure that is counted by quarter: asked about, and never drawn as one line."""

from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Invitation, Submission
from commonweal.measurement.operations.history import MixedCadences, import_history
from commonweal.measurement.queries.figures import figures_of
from commonweal.measurement.queries.incoming import IncomingFile
from tests.cast import NOW
from tests.measurement.partner_work import SEND, address, text_of
from tests.measurement.test_history_pages import bring

BY_YEAR = b"place,2013,2014\ncounty,16,17\n"
BY_QUARTER = b"measure,period,place,value\nP1,2025-Q2,county,40\nP1,2025-Q3,county,44\n"
ASKED = "P1 has been counted in quarters so far, and this file has years."


@pytest.fixture
def desk(signed_in: Any, analyst: Any, places: Any, invitation: Invitation, on_the_day: None) -> Client:
    """P1 is asked for by quarter."""
    return signed_in(analyst)


@pytest.mark.covers("B4")
def test_years_of_a_measure_counted_by_quarter_are_asked_about(desk: Client) -> None:
    looked = bring(desk, BY_YEAR, measure="P1")
    assert ASKED in text_of(looked)
    refused = desk.post(address(looked), SEND)
    assert refused.status_code == 422
    assert "Nothing was taken in. Settle this first." in text_of(refused)
    assert Submission.objects.count() == 0


def test_years_that_were_confirmed_stand_beside_the_line(desk: Client, initiative: Any) -> None:
    desk.post(address(bring(desk, BY_QUARTER, cadence="quarter")), SEND)
    desk.post(address(bring(desk, BY_YEAR, measure="P1")), {"beside": "1", **SEND})
    figures = figures_of(initiative, list(Submission.objects.all()))
    assert [point["period"] for point in figures.series["P1"]] == ["2025-Q2", "2025-Q3"]
    assert [point["period"] for point in figures.counted_before["P1"]] == ["2013", "2014"]


def test_quarters_of_a_measure_counted_by_quarter_are_not_asked_about(desk: Client) -> None:
    assert "so far, and this file has" not in text_of(bring(desk, BY_QUARTER, cadence="quarter"))


def test_first_figures_of_a_measure_may_be_of_any_cadence(
    signed_in: Any, analyst: Any, places: Any, enrolled: Any, on_the_day: None
) -> None:
    assert "so far, and this file has" not in text_of(bring(signed_in(analyst), BY_YEAR, measure="P1"))


def test_mixed_cadences_are_refused_in_one_line(initiative: Any, analyst: Any, places: Any, invitation: Any) -> None:
    file = IncomingFile("old.csv", BY_YEAR, measure="P1")
    with pytest.raises(MixedCadences) as refused:
        import_history(by=analyst, initiative=initiative, file=file, organisation=None, at=NOW)
    assert str(refused.value) == ASKED
