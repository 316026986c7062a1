from datetime import timedelta

import pytest
from django.http import Http404

from commonweal.delivery.models import Message
from commonweal.measurement.models import Asked, Invitation
from commonweal.measurement.operations.rounds import close_round
from commonweal.measurement.queries.board import board
from tests.cast import NOW, organisation_in
from tests.measurement.data_work import DUE, figures_came, file_was_rejected, old_figures_came
from tests.measurement.partner_work import text_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)
TOTALS = {"P1": {"reported": 4, "value": 100.0, "numerator": None, "denominator": None}}


def columns(made):
    names = ("to_read", "question_asked", "in_error", "ready", "accepted", "silent")
    return {name: [case.name for case in getattr(made, name)] for name in names if getattr(made, name)}


@pytest.mark.covers("B4", "J1")
def test_board_starts_with_everybody_silent(open_for_two, analyst):
    assert columns(board(analyst, open_for_two, NOW)) == {"silent": ["First Rung", "Open Shelf Library"]}


def test_board_puts_plain_figures_among_the_ready(open_for_two, invitation, analyst):
    figures_came(invitation, totals=TOTALS)
    assert columns(board(analyst, open_for_two, LATER)) == {
        "ready": ["First Rung"],
        "silent": ["Open Shelf Library"],
    }


def test_board_puts_figures_with_a_warning_among_those_to_read(open_for_two, invitation, analyst):
    figures_came(invitation, warnings=[{"code": "numerator-above-denominator", "reason": "Two cohorts."}])
    (case,) = board(analyst, open_for_two, LATER).to_read
    assert case.odd == ["1 warning"]


def test_board_calls_nobody_for_notes_on_how_a_cell_was_read(open_for_two, invitation, analyst):
    figures_came(invitation, warnings=[{"code": "unknown-period", "reason": ""}])
    assert columns(board(analyst, open_for_two, LATER))["ready"] == ["First Rung"]


@pytest.mark.covers("B4")
def test_board_says_when_a_total_halved(open_for_two, invitation, analyst):
    old_figures_came(invitation, TOTALS)
    halved = {"P1": {**TOTALS["P1"], "value": 50.0}}
    figures_came(invitation, totals=halved)
    (case,) = board(analyst, open_for_two, LATER).to_read
    assert case.odd == ["P1: total halved"]


def test_board_compares_no_totals_of_different_length(open_for_two, invitation, analyst):
    old_figures_came(invitation, TOTALS)
    figures_came(invitation, totals={"P1": {**TOTALS["P1"], "value": 50.0, "reported": 2}})
    assert columns(board(analyst, open_for_two, LATER))["ready"] == ["First Rung"]


@pytest.mark.covers("J1")
def test_board_shows_a_rejected_file_as_in_error(open_for_two, invitation, analyst):
    file_was_rejected(invitation, LATER)
    made = board(analyst, open_for_two, LATER)
    assert columns(made) == {"in_error": ["First Rung"], "silent": ["Open Shelf Library"]}
    assert made.in_error[0].rejected_at == LATER


def test_board_forgets_an_error_once_a_good_file_came(open_for_two, invitation, analyst):
    file_was_rejected(invitation, NOW)
    figures_came(invitation, LATER)
    assert columns(board(analyst, open_for_two, LATER))["ready"] == ["First Rung"]


@pytest.mark.parametrize(
    ("state", "column"), [("submitted", "ready"), ("accepted", "accepted"), ("returned", "question_asked")]
)
def test_board_keeps_what_stands_where_a_later_file_was_rejected(open_for_two, invitation, analyst, state, column):
    """A look at a file that has errors takes nothing back."""
    figures_came(invitation, NOW, state=state)
    before = board(analyst, open_for_two, NOW)
    file_was_rejected(invitation, LATER)
    made = board(analyst, open_for_two, LATER)
    assert columns(made) == {column: ["First Rung"], "silent": ["Open Shelf Library"]}
    assert (made.partners_in, made.cases[0].since) == (before.partners_in, before.cases[0].since)


def test_board_keeps_a_question_until_it_is_answered(open_for_two, invitation, analyst):
    figures_came(invitation, state="returned")
    assert columns(board(analyst, open_for_two, LATER))["question_asked"] == ["First Rung"]


def test_board_leaves_out_what_was_superseded(open_for_two, invitation, analyst):
    figures_came(invitation, state="superseded")
    assert "First Rung" in columns(board(analyst, open_for_two, LATER))["silent"]


@pytest.mark.covers("B4")
def test_board_counts_who_is_in_and_for_how_many_people(open_for_two, invitation, analyst):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    figures_came(invitation, state="accepted", totals={"P1": {**TOTALS["P1"], "value": 300.0}})
    old_figures_came(other, TOTALS)
    made = board(analyst, open_for_two, LATER)
    assert (made.partners_in, made.partners_asked, made.share_of_people) == (1, 2, 75.0)


def test_board_leaves_a_partner_of_unknown_size_out_of_the_share_and_says_so(open_for_two, invitation, analyst):
    figures_came(invitation, state="accepted", totals=TOTALS)
    made = board(analyst, open_for_two, LATER)
    assert (made.share_of_people, made.size_unknown) == (100.0, 1)


def test_board_says_no_share_of_people_while_no_size_is_known(open_for_two, analyst):
    made = board(analyst, open_for_two, LATER)
    assert (made.share_of_people, made.size_unknown) == (None, 2)


def test_board_counts_the_people_behind_a_share_before_other_counts(open_for_two, invitation, analyst):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    learners = {"P2": {"reported": 1, "value": 75.0, "numerator": 75.0, "denominator": 100.0}}
    figures_came(invitation, state="accepted", totals=learners | {"P1": {**TOTALS["P1"], "value": 9000.0}})
    old_figures_came(other, TOTALS)
    assert board(analyst, open_for_two, LATER).share_of_people == 50.0


def test_board_says_that_only_a_part_is_in(open_for_two, invitation, analyst):
    figures_came(invitation, totals=TOTALS)
    (case,) = board(analyst, open_for_two, LATER).ready
    assert (case.is_part, case.measures_in, case.measures_asked) == (True, 1, 2)


def test_board_counts_numbers_and_no_rows_left_empty(open_for_two, invitation, analyst, signed_in, initiative):
    figures_came(invitation, rows=56, totals=TOTALS, state="accepted")
    figures_came(invitation, rows=56, totals={"P2": {"reported": 3, "value": None}})
    (case,) = board(analyst, open_for_two, LATER).ready
    assert (case.numbers_to_read, case.numbers_accepted) == (3, 4)
    page = signed_in(analyst).get(f"/desk/{initiative.slug}/rounds/{open_for_two.pk}/").content.decode()
    assert "3 numbers · 4 accepted before" in page


def test_board_tells_of_a_mere_look_only_where_nothing_stands(open_for_two, invitation, analyst, signed_in, initiative):
    address = f"/desk/{initiative.slug}/rounds/{open_for_two.pk}/"
    file_was_rejected(invitation, LATER)
    assert "looked at a file with errors" in signed_in(analyst).get(address).content.decode()
    figures_came(invitation, warnings=[{"code": "numerator-above-denominator", "reason": "Two cohorts."}])
    file_was_rejected(invitation, LATER)
    assert "looked at a file with errors" not in signed_in(analyst).get(address).content.decode()


def test_board_names_who_is_missing(open_for_two, invitation, analyst):
    figures_came(invitation)
    assert [case.name for case in board(analyst, open_for_two, LATER).missing] == ["Open Shelf Library"]


def test_board_of_a_closed_round_stays_readable(open_for_two, invitation, analyst):
    figures_came(invitation, state="accepted")
    close_round(by=analyst, round=open_for_two, at=DUE)
    assert board(analyst, open_for_two, DUE).partners_in == 1


@pytest.mark.covers("B4")
def test_what_nobody_accepted_is_in_while_the_round_is_open_and_in_no_release(
    open_for_two, invitation, analyst, signed_in
):
    """The page that closes a round promises what releases will say."""
    figures_came(invitation, totals=TOTALS)
    desk = signed_in(analyst)
    page = text_of(desk.get(f"/desk/fork/rounds/{open_for_two.pk}/close/"))
    assert "with 0 of 2?" in page
    assert "Published figures say how many are in: “0 of 2 partners”." in page
    assert board(analyst, open_for_two, LATER).partners_in == 1
    close_round(by=analyst, round=open_for_two, at=DUE)
    made = board(analyst, open_for_two, DUE)
    assert (made.partners_in, made.share_of_people, len(made.missing)) == (0, 0.0, 2)
    assert "0 of 2" in text_of(desk.get("/desk/fork/rounds/"))


def test_closed_round_is_not_closed_again(open_for_two, analyst, signed_in):
    close_round(by=analyst, round=open_for_two, at=DUE)
    address = f"/desk/fork/rounds/{open_for_two.pk}/"
    assert signed_in(analyst).get(f"{address}close/").url == address


@pytest.mark.parametrize("who", ["chair", "trainer", "resident", "funder", "stranger", "partner"])
def test_board_is_not_there_for_others(request, who, open_for_two):
    with pytest.raises(Http404):
        board(request.getfixturevalue(who), open_for_two, NOW)


@pytest.mark.parametrize("partners", [1, 3, 30])
def test_board_needs_as_many_queries_for_thirty_partners_as_for_one(
    open_for_two, initiative, analyst, enrolled, partners, django_assert_num_queries
):
    for number in range(partners - 1):
        organisation = organisation_in(initiative, f"partner-{number}", f"Partner {number}", "health")
        Asked.objects.create(round=open_for_two, organisation=organisation, measure=enrolled)
        one = Invitation.objects.create(round=open_for_two, organisation=organisation)
        figures_came(one, totals=TOTALS)
    with django_assert_num_queries(13):
        board(analyst, open_for_two, LATER)


def test_board_page_shows_the_columns(open_for_two, invitation, analyst, signed_in, initiative):
    figures_came(invitation, totals=TOTALS)
    page = signed_in(analyst).get(f"/desk/{initiative.slug}/rounds/{open_for_two.pk}/")
    assert page.status_code == 200
    assert "1 of 2 in" in page.content.decode()


def test_board_tells_mails_that_went_from_those_that_wait(open_for_two, invitation, analyst, signed_in):
    address = f"/desk/fork/rounds/{open_for_two.pk}/"
    desk = signed_in(analyst)
    assert "0 mails · 1 mail waits to go" in text_of(desk.get(address))
    Message.objects.filter(cause=f"measurement.invitation.{invitation.pk}").update(sent_at=LATER)
    case = next(case for case in board(analyst, open_for_two, LATER).silent if case.invitation == invitation)
    assert (case.mails, case.mails_waiting) == (1, 0)
