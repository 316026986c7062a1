"""Answers other than numbers: the last value carried forward, or no, and why. By the partner or on its behalf."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import load_workbook

from commonweal.measurement.models import Decline, Invitation
from commonweal.measurement.operations.intake import RoundClosed, hand_in
from commonweal.measurement.operations.other_answers import carry_forward, decline, undo_decline
from commonweal.measurement.operations.reminders import remind_partner, send_due_reminders
from commonweal.measurement.operations.review import accept_submission
from commonweal.measurement.operations.rounds import RoundDraft, close_round, open_round
from commonweal.measurement.queries.asked_rows import asked_of
from commonweal.measurement.queries.board import board
from commonweal.measurement.queries.facts import facts_of
from commonweal.measurement.queries.partner import partner_page, sent_words
from commonweal.measurement.queries.release import draft_release
from commonweal.measurement.queries.waiting import silent_invitations
from commonweal.measurement.queries.workbook import workbook_for
from tests.cast import NOW
from tests.measurement.data_work import DUE
from tests.measurement.partner_work import GOOD, as_file, earlier_round, text_of

pytestmark = pytest.mark.django_db
LAST_QUARTER = [[row[0], "2025-Q3", *row[2:]] for row in GOOD]
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def with_last(analyst, invitation):
    """The same partner sent numbers a quarter before."""
    before = earlier_round(analyst, invitation)
    hand_in(by=before, place_in_round=before, file=as_file(LAST_QUARTER), answers={}, at=NOW)
    return invitation


def say_no(invitation, measures, by=None):
    return decline(
        by=by or invitation, place_in_round=invitation, measures=measures, reason="Our counselor left.", at=NOW
    )


@pytest.mark.covers("B4", "E8")
def test_last_values_are_carried_forward_as_estimates(with_last, enrolled, finished):
    made = carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled, finished], at=LATER)
    told = [fact for fact in facts_of(made) if not fact.is_missing]
    found = {(fact.key.measure, fact.key.period, fact.key.place): fact for fact in told}
    assert {fact.status for fact in found.values()} == {"estimated"}
    assert {fact.carried_from for fact in found.values()} == {"2025-Q3"}
    assert found["P2", "2025-Q4", "county"].value == pytest.approx(77.5)
    assert found["P1", "2025-Q4", "east"].value == 28


def test_only_the_chosen_measures_are_carried(with_last, finished):
    made = carry_forward(by=with_last, place_in_round=with_last, measures=[finished], at=LATER)
    assert {fact.key.measure for fact in facts_of(made)} == {"P2"}


def test_carried_value_says_so_in_words(with_last, enrolled):
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    row = next(row for row in asked_of(with_last).rows if row.place.code == "east")
    assert sent_words(row, "en") == "28 (carried forward from Q3 2025)"


@pytest.mark.covers("B4")
def test_workbook_marks_what_was_carried(with_last, enrolled):
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    sheet = load_workbook(io.BytesIO(workbook_for(asked_of(with_last), "en")))["Figures"]
    told = [cell.comment.text for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]
    assert told == ["Carried forward from Q3 2025."] * 3


def test_value_carried_twice_stays_that_of_its_own_period(with_last, enrolled, analyst):
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    later = earlier_round_of(analyst, with_last, "2026-Q1")
    made = carry_forward(by=later, place_in_round=later, measures=[enrolled], at=LATER)
    assert {fact.carried_from for fact in facts_of(made)} == {"2025-Q3"}


def earlier_round_of(analyst, invitation, period):
    asked = {
        invitation.organisation: [
            one.measure for one in invitation.round.asked.filter(organisation=invitation.organisation)
        ]
    }
    draft = RoundDraft(name=period, periods=[period], due_at=DUE)
    opened = open_round(by=analyst, initiative=invitation.round.initiative, draft=draft, asked=asked, at=NOW)
    return opened.invitations.get()


def test_number_sent_later_replaces_what_was_carried(with_last, enrolled):
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    hand_in(
        by=with_last, place_in_round=with_last, file=as_file([["P1", "2025-Q4", "east", "31"]]), answers={}, at=LATER
    )
    row = next(row for row in asked_of(with_last).rows if row.place.code == "east")
    assert sent_words(row, "en") == "31"


def test_nothing_is_carried_where_nothing_was_sent(invitation, enrolled):
    with pytest.raises(ValidationError, match="no earlier number"):
        carry_forward(by=invitation, place_in_round=invitation, measures=[enrolled], at=NOW)


def test_carrying_on_behalf_is_marked(with_last, enrolled, analyst):
    made = carry_forward(by=analyst, place_in_round=with_last, measures=[enrolled], at=LATER)
    assert made.on_behalf is True


@pytest.mark.covers("B4", "J1")
def test_declined_measure_is_neither_left_nor_silent(invitation, enrolled, finished):
    say_no(invitation, [enrolled, finished])
    assert partner_page(invitation, NOW).rows_left == 0
    assert list(silent_invitations(invitation.round).values_list("organisation__code", flat=True)) == ["open-shelf"]


def test_partner_that_declined_a_part_still_owes_the_rest(invitation, enrolled):
    say_no(invitation, [enrolled])
    assert invitation in silent_invitations(invitation.round)


def test_partner_that_declined_all_is_not_reminded(invitation, enrolled, finished):
    invitation.round.reminder_days = [0]
    invitation.round.save()
    say_no(invitation, [enrolled, finished])
    assert send_due_reminders(by=None, at=DUE) == 1


def test_figure_takes_back_the_decline(invitation, enrolled, finished):
    say_no(invitation, [enrolled, finished])
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD[:1]), answers={}, at=LATER)
    assert list(Decline.objects.values_list("measure__code", flat=True)) == ["P2"]


def test_decline_can_be_undone(invitation, enrolled):
    (said,) = say_no(invitation, [enrolled])
    undo_decline(by=invitation, declined=said, at=NOW)
    assert not Decline.objects.exists()


def test_measure_whose_numbers_are_here_cannot_be_declined(invitation, enrolled):
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD[:1]), answers={}, at=NOW)
    with pytest.raises(ValidationError, match="Numbers of P1 are here already"):
        say_no(invitation, [enrolled])


def test_decline_needs_a_reason(invitation, enrolled):
    with pytest.raises(ValidationError):
        decline(by=invitation, place_in_round=invitation, measures=[enrolled], reason=" ", at=NOW)


def test_nobody_answers_for_another_partner(invitation, open_for_two, enrolled, partner, chair, stranger):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    for who in (other, partner, chair, stranger):
        with pytest.raises(PermissionDenied):
            say_no(invitation, [enrolled], by=who)
        with pytest.raises(PermissionDenied):
            carry_forward(by=who, place_in_round=invitation, measures=[enrolled], at=NOW)


def test_closed_round_takes_no_other_answer(with_last, enrolled, analyst):
    close_round(by=analyst, round=with_last.round, at=LATER)
    fresh = Invitation.objects.get(pk=with_last.pk)
    for act in (
        lambda: say_no(fresh, [enrolled]),
        lambda: carry_forward(by=fresh, place_in_round=fresh, measures=[enrolled], at=LATER),
    ):
        with pytest.raises(RoundClosed):
            act()


@pytest.mark.covers("E8", "J2")
def test_partner_carries_forward_on_its_page(client, link, with_last):
    page = client.get(f"{link}other/")
    assert "People enrolled: 40 in Q3 2025, and 2 more rows" in text_of(page)
    answer = client.post(f"{link}other/", {"do": "carry", "carry-measures": ["P1", "P2"]}, follow=True)
    assert "Received: hand-in" in text_of(answer)


@pytest.mark.covers("E8", "J2")
def test_partner_declines_on_its_page(client, link, invitation):
    said = {"do": "decline", "decline-measures": ["P2"], "decline-reason": "Our counselor left."}
    answer = client.post(f"{link}other/", said, follow=True)
    assert "declined : Our counselor left." in text_of(answer)
    client.post(f"{link}other/P2/undo/")
    assert not Decline.objects.exists()


def test_decline_without_a_reason_comes_back(client, link, invitation):
    answer = client.post(f"{link}other/", {"do": "decline", "decline-measures": ["P2"], "decline-reason": ""})
    assert answer.status_code == 422
    assert "Say why, in a sentence." in answer.content.decode()


@pytest.mark.covers("E8")
def test_backbone_declines_on_behalf(signed_in, analyst, invitation, on_the_day):
    url = f"/desk/fork/rounds/{invitation.round_id}/partners/first-rung/other/"
    said = {"do": "decline", "decline-measures": ["P2"], "decline-reason": "They told us by telephone."}
    signed_in(analyst).post(url, said)
    assert Decline.objects.get().on_behalf is True


def states(board_made, name):
    return [(case.name, case.carried, len(case.declines)) for case in getattr(board_made, name)]


@pytest.mark.covers("B4", "J1")
def test_board_shows_who_carried_forward_and_who_declined(with_last, enrolled, analyst):
    other = with_last.round.invitations.exclude(pk=with_last.pk).get()
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    say_no(other, [enrolled])
    made = board(analyst, with_last.round, LATER)
    assert states(made, "ready") == [("First Rung", 1, 0)]
    assert states(made, "declined") == [("Open Shelf Library", 0, 1)]
    assert (made.partners_in, made.carried_forward) == (1, 1)


def test_board_forgets_what_was_carried_once_a_number_came(with_last, enrolled, analyst):
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    hand_in(by=with_last, place_in_round=with_last, file=as_file(GOOD[:1]), answers={}, at=LATER)
    assert board(analyst, with_last.round, LATER).carried_forward == 0


def test_board_says_when_a_partner_was_reminded(open_for_two, invitation, analyst):
    remind_partner(by=analyst, invitation=invitation, at=LATER)
    assert [case.reminded_at for case in board(analyst, open_for_two, LATER).silent] == [LATER, None]


@pytest.mark.covers("B4", "F-CON-2")
def test_release_counts_who_carried_forward_and_who_declined(with_last, enrolled, analyst):
    """1 of 2 partners, carried forward; 1 declined."""
    other = with_last.round.invitations.exclude(pk=with_last.pk).get()
    made = carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=LATER)
    say_no(other, [enrolled])
    accept_submission(by=analyst, submission=made, at=LATER)
    close_round(by=analyst, round=with_last.round, at=LATER)
    content = draft_release(with_last.round.initiative, LATER).content
    measure = next(one for one in content["measures"] if one["code"] == "P1")
    counted = {"partners_in": 1, "partners_asked": 2, "people_in": None, "carried_forward": 1, "declined": 1}
    assert measure["coverage"] == {**counted, "round": "2025-Q4"}
    assert {name: content["rounds"][0][name] for name in counted} == counted


@pytest.mark.covers("J1")
def test_board_page_shows_other_answers(signed_in, analyst, with_last, enrolled, on_the_day):
    other = with_last.round.invitations.exclude(pk=with_last.pk).get()
    carry_forward(by=with_last, place_in_round=with_last, measures=[enrolled], at=NOW)
    say_no(other, [enrolled])
    page = text_of(signed_in(analyst).get(f"/desk/fork/rounds/{with_last.round_id}/"))
    assert "1 of them carried forward , 1 declined ." in page.replace("forward,", "forward ,").replace(
        "declined.", "declined ."
    )
    assert "1 measure carried forward" in page
