"""What a partner gets back: its own line beside the middle of the others, and all that it ever sent."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from commonweal.measurement.operations.intake import hand_in
from commonweal.measurement.operations.purge import purge_file
from commonweal.measurement.operations.review import accept_submission, return_submission
from commonweal.measurement.operations.rounds import RoundDraft, close_round, open_round
from commonweal.measurement.queries.beside_others import beside_others
from commonweal.measurement.queries.takeaway import takeaway
from tests.cast import NOW, organisation_in
from tests.measurement.data_work import DUE
from tests.measurement.partner_work import GOOD, WRONG, as_csv, as_file, text_of, upload

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def network(initiative, analyst, enrolled, places):
    """Seven partners are asked; `closes(counts)` lets so many report and closes the round."""
    partners = [organisation_in(initiative, f"org-{n}", f"Organization {n}", "education") for n in range(7)]
    draft = RoundDraft(name="2025-Q4", periods=["2025-Q4"], due_at=DUE)
    opened = open_round(
        by=analyst, initiative=initiative, draft=draft, asked={one: [enrolled] for one in partners}, at=NOW
    )

    def closes(counts):
        for invitation, count in zip(opened.invitations.order_by("organisation__code"), counts, strict=False):
            row = ["P1", "2025-Q4", "county", str(count)]
            made = hand_in(by=invitation, place_in_round=invitation, file=as_file([row]), answers={}, at=NOW)
            accept_submission(by=analyst, submission=made, at=NOW)
        close_round(by=analyst, round=opened, at=LATER)
        return opened.invitations.get(organisation__code="org-0")

    return closes


@pytest.mark.covers("E8", "J2")
def test_own_figure_stands_beside_the_middle_of_six_others(network):
    (line,) = beside_others(network([50, 10, 20, 30, 40, 60, 1000]))
    (row,) = line.rows
    assert (row.own, row.middle, row.others) == ("50.0", "35.0", 6)
    assert line.finding == "50.0 in Q4 2025. The middle of 6 others: 35.0."


def test_middle_of_five_others_is_none_of_theirs(network):
    counts = [10, 20, 31, 40, 90]
    (line,) = beside_others(network([50, *counts]))
    assert line.rows[0].middle not in {f"{count:.1f}" for count in counts}


@pytest.mark.covers("E8")
def test_four_others_are_too_few(network):
    (line,) = beside_others(network([50, 10, 20, 30, 40]))
    assert (line.rows[0].middle, line.rows[0].others) == ("", 0)


def test_others_count_once_their_round_has_closed(open_for_two, invitation, analyst):
    made = hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    accept_submission(by=analyst, submission=made, at=NOW)
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    assert beside_others(other) == []


def test_own_line_of_a_partner_that_is_not_asked_for_everything(open_for_two, invitation):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    hand_in(by=other, place_in_round=other, file=as_file(GOOD[:1]), answers={}, at=NOW)
    assert [line.definition.measure.code for line in beside_others(other)] == ["P1"]


@pytest.mark.covers("J2")
def test_page_of_own_numbers_names_nobody(client, link, invitation):
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    page = text_of(client.get(f"{link}trend/"))
    assert "People enrolled 40.0 in Q4 2025." in page
    assert "fewer than five so far" in page
    assert "Open Shelf" not in page


def bundle_of(invitation):
    return zipfile.ZipFile(io.BytesIO(takeaway(invitation)))


def rows_of(bundle, name):
    return list(csv.DictReader(io.StringIO(bundle.read(name).decode("utf-8-sig"))))


@pytest.fixture
def taken(invitation, analyst):
    made = hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    return_submission(by=analyst, submission=made, comment="Is the west complete?", at=NOW)
    return bundle_of(invitation)


@pytest.mark.covers("H10", "E8")
def test_partner_takes_its_files_away_as_they_came(taken):
    assert taken.read("files/1-figures.csv") == as_csv(GOOD)
    assert [(row["file"], row["outcome"], len(row["sha256"])) for row in rows_of(taken, "receipts.csv")] == [
        ("files/1-figures.csv", "submitted", 64)
    ]


@pytest.mark.covers("H10")
def test_partner_takes_every_figure_with_its_status(taken):
    told = [
        (row["measure"], row["place"], row["status"], row["value"], row["numerator"])
        for row in rows_of(taken, "figures.csv")
        if row["status"] != "missing"
    ]
    assert told[0] == ("P1", "county", "reported", "40.0", "")
    assert told[-1] == ("P2", "county", "reported", "77.5", "31.0")


def test_partner_takes_the_thread_away(taken):
    assert [row["text"] for row in rows_of(taken, "threads.csv")] == ["Is the west complete?"]


@pytest.mark.covers("A14")
def test_readme_is_in_both_languages(taken):
    assert taken.read("README.en.txt").decode().startswith("All that First Rung ever sent to Fork County Thrives.")
    assert taken.read("README.es.txt").decode().startswith("Todo lo que First Rung ha enviado a Fork County Thrives.")


def test_formula_in_a_text_stays_a_text(invitation, analyst):
    made = hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    return_submission(by=analyst, submission=made, comment="=1+1", at=NOW)
    bundle = bundle_of(invitation)
    assert rows_of(bundle, "threads.csv")[0]["text"] == "'=1+1"


def test_deleted_file_leaves_its_receipt(client, link, invitation):
    upload(client, link, as_csv(WRONG))
    receipt = invitation.round.receipts.get()
    purge_file(by=invitation, receipt=receipt, at=NOW)
    bundle = bundle_of(invitation)
    assert [(row["outcome"], row["file"]) for row in rows_of(bundle, "receipts.csv")] == [("rejected", "")]


def test_nothing_of_another_partner_is_taken(open_for_two, taken, invitation):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    bundle = bundle_of(other)
    assert (rows_of(bundle, "receipts.csv"), rows_of(bundle, "figures.csv")) == ([], [])


@pytest.mark.covers("H10", "J2")
def test_link_opens_the_bundle_and_a_wrong_one_does_not(client, link, invitation):
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    answer = client.get(f"{link}everything/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="first-rung-fork.zip"'
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert client.get("/p/not-a-link/everything/").status_code == 404


def test_backbone_opens_the_bundle_and_others_do_not(signed_in, analyst, partner, chair, invitation, on_the_day):
    url = f"/desk/fork/rounds/{invitation.round_id}/partners/first-rung/everything/"
    assert signed_in(analyst).get(url).status_code == 200
    assert [signed_in(who).get(url).status_code for who in (partner, chair)] == [404, 404]
    assert Client().get(url).status_code == 302
