"""The page on which a hand-in is read, with figures that came through the intake."""

import pytest

from commonweal.measurement.operations.intake import hand_in
from commonweal.measurement.operations.review import accept_submission
from commonweal.measurement.operations.rounds import RoundDraft, close_round, open_round
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.submissions import submission_page
from tests.cast import NOW
from tests.measurement.data_work import DUE

pytestmark = pytest.mark.django_db
HEADER = "measure,period,place,value,numerator,denominator,status\n"


def send(invitation, rows):
    file = IncomingFile("figures.csv", (HEADER + rows).encode())
    return hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW)


@pytest.fixture
def next_round(open_for_two, invitation, analyst, initiative, enrolled, finished, partner_organisation):
    """The partner's figures of the quarter before are accepted, and it is asked again."""
    before = send(invitation, "P1,2025-Q4,county,100,,,\nP2,2025-Q4,county,75,30,40,\n")
    accept_submission(by=analyst, submission=before, at=NOW)
    close_round(by=analyst, round=open_for_two, at=NOW)
    draft = RoundDraft(name="2026-Q1", periods=["2026-Q1"], due_at=DUE)
    opened = open_round(
        by=analyst, initiative=initiative, draft=draft, asked={partner_organisation: [enrolled, finished]}, at=NOW
    )
    return opened.invitations.get()


@pytest.mark.covers("B4", "J1")
def test_page_shows_each_figure_beside_the_last_one(next_round, analyst, initiative):
    came = send(next_round, "P1,2026-Q1,county,40,,,\nP2,2026-Q1,county,80,32,40,\n")
    rows = submission_page(analyst, initiative, came.number, NOW).rows
    assert [(row.code, row.place, row.numerator, row.denominator) for row in rows] == [
        ("P1", "Fork County", None, None),
        ("P2", "Fork County", 32.0, 40.0),
    ]
    assert [row.last.split()[0] for row in rows] == ["100", "75.0%"]


def test_page_keeps_missing_suppressed_and_zero_apart(next_round, analyst, initiative):
    came = send(next_round, "P1,2026-Q1,county,0,,,\nP1,2026-Q1,east,,,,suppressed\nP1,2026-Q1,west,,,,missing\n")
    rows = submission_page(analyst, initiative, came.number, NOW).rows
    assert [row.figure for row in rows] == ["0", "too few to show", "missing"]


@pytest.mark.covers("B4")
def test_board_sees_that_a_total_halved_against_last_quarter(next_round, analyst, signed_in):
    send(next_round, "P1,2026-Q1,county,40,,,\nP2,2026-Q1,county,80,32,40,\n")
    page = signed_in(analyst).get(f"/desk/fork/rounds/{next_round.round_id}/").content.decode()
    assert "P1: total halved" in page


def test_page_of_what_the_backbone_entered_says_so(next_round, analyst, signed_in):
    file = IncomingFile("figures.csv", (HEADER + "P1,2026-Q1,county,90,,,\n").encode())
    came = hand_in(by=analyst, place_in_round=next_round, file=file, answers={}, at=NOW, on_behalf=True)
    page = signed_in(analyst).get(f"/desk/fork/submissions/{came.number}/").content.decode()
    assert "entered on behalf of the partner" in page


def test_page_of_another_initiatives_submission_is_a_404(next_round, analyst, signed_in):
    came = send(next_round, "P1,2026-Q1,county,40,,,\n")
    assert signed_in(analyst).get(f"/desk/elsewhere/submissions/{came.number}/").status_code == 404
