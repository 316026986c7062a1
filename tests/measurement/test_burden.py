"""What partners are asked for in minutes, what it took, and that nothing is asked twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from commonweal.measurement.models import Asked
from commonweal.measurement.operations.burden import state_minutes
from commonweal.measurement.operations.intake import hand_in
from commonweal.measurement.operations.rounds import RoundDraft, ask_also, close_round, open_round
from commonweal.measurement.queries.asked_rows import asked_of, minutes_for
from commonweal.measurement.queries.burden import burden, own_burden
from commonweal.measurement.queries.partner import partner_page
from tests.cast import NOW
from tests.measurement.data_work import DUE, figures_came
from tests.measurement.partner_work import GOOD, as_file, text_of

pytestmark = pytest.mark.django_db


def second_round(analyst, invitation, periods, measures, at=NOW):
    """Another funder asks, too."""
    draft = RoundDraft(name="For the state", periods=periods, due_at=DUE)
    asked = {invitation.organisation: measures}
    return open_round(by=analyst, initiative=invitation.round.initiative, draft=draft, asked=asked, at=at)


@pytest.mark.parametrize(("numbers", "minutes"), [(0, 0), (1, 6), (2, 6), (11, 10), (40, 25)])
def test_half_a_minute_a_number_and_five_a_hand_in(numbers, minutes):
    assert minutes_for(numbers) == minutes


@pytest.mark.covers("B4", "J2")
def test_numbers_are_counted_when_they_are_asked(invitation):
    assert invitation.numbers_asked == len(asked_of(invitation).rows)
    assert own_burden(invitation).minutes == minutes_for(invitation.numbers_asked)


@pytest.mark.covers("B4", "J1")
def test_list_has_minutes_by_partner_and_quarter(invitation, analyst, initiative):
    state_minutes(by=invitation, place_in_round=invitation, minutes=9, at=NOW)
    found = burden(analyst, initiative, NOW)
    assert found.quarters == ["2026-Q1"]
    first, other = found.partners
    assert (first.partner.name, first.quarters[0].minutes, first.quarters[0].took) == ("First Rung", 8, 9)
    assert (other.partner.name, other.quarters[0].took) == ("Open Shelf Library", None)
    assert found.totals[0].minutes == first.quarters[0].minutes + other.quarters[0].minutes


@pytest.mark.parametrize("who", ["partner", "chair", "funder", "stranger"])
def test_list_is_the_data_managers(initiative, open_for_two, request, who):
    with pytest.raises(Http404):
        burden(request.getfixturevalue(who), initiative, NOW)


@pytest.mark.parametrize("minutes", [0, -3, 2401])
def test_minutes_with_a_slip_are_refused(invitation, minutes):
    with pytest.raises(ValidationError):
        state_minutes(by=invitation, place_in_round=invitation, minutes=minutes, at=NOW)


def test_nobody_states_the_minutes_of_another_partner(invitation, open_for_two, stranger):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    for who in (other, stranger):
        with pytest.raises(PermissionDenied):
            state_minutes(by=who, place_in_round=invitation, minutes=5, at=NOW)


@pytest.mark.covers("B4")
def test_measure_that_is_being_asked_is_not_asked_again(invitation, enrolled, finished, analyst):
    with pytest.raises(ValidationError, match="Nothing is asked twice"):
        second_round(analyst, invitation, ["2025-Q4"], [enrolled, finished])


@pytest.mark.covers("B4")
def test_measure_that_was_answered_is_not_asked_again(invitation, enrolled, finished, analyst):
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD[:1]), answers={}, at=NOW)
    close_round(by=analyst, round=invitation.round, at=NOW)
    opened = second_round(analyst, invitation, ["2025-Q4"], [enrolled, finished])
    assert [one.measure.code for one in Asked.objects.filter(round=opened)] == ["P2"]


def test_measure_that_a_closed_round_left_open_is_asked_again(invitation, enrolled, analyst):
    close_round(by=analyst, round=invitation.round, at=NOW)
    opened = second_round(analyst, invitation, ["2025-Q4"], [enrolled])
    assert opened.asked.count() == 1


def test_one_more_partner_is_not_asked_twice_either(invitation, enrolled, analyst, open_for_two, other_organisation):
    opened = second_round(analyst, invitation, ["2025-Q3"], [enrolled])
    opened.periods = ["2025-Q4"]
    opened.save()
    with pytest.raises(ValidationError, match="Nothing is asked twice"):
        ask_also(by=analyst, round=opened, partner=other_organisation, measures=[enrolled], at=NOW)


@pytest.mark.covers("B4", "J2")
def test_value_from_another_round_is_prefilled_and_not_counted(invitation, enrolled, analyst):
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD[:3]), answers={}, at=NOW)
    opened = second_round(analyst, invitation, ["2025-Q4", "2026-Q1"], [enrolled], at=NOW + timedelta(hours=1))
    place = opened.invitations.get()
    page = partner_page(place, NOW)
    known = [row.known.value for row in page.asked.rows if row.period == "2025-Q4"]
    assert (known, page.filled, page.rows_left) == ([40, 28, 12], 3, 3)
    assert place.numbers_asked == 3


@pytest.mark.covers("J2")
def test_partner_says_on_the_page_what_it_took(client, link, invitation):
    made = hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    answer = client.post(f"{link}sent/{made.number}/took/", {"minutes": "9"}, follow=True)
    assert "Thank you. We count with it." in text_of(answer)
    invitation.refresh_from_db()
    assert invitation.minutes_taken == 9
    slip = client.post(f"{link}sent/{made.number}/took/", {"minutes": "soon"}, follow=True)
    assert "Write whole minutes, from 1 to 2,400." in text_of(slip)


@pytest.mark.covers("J2")
def test_partner_page_says_where_each_number_is_used(client, link, invitation, enrolled):
    type(enrolled).objects.filter(pk=enrolled.pk).update(headline=True)
    page = text_of(client.get(link))
    assert "Asked once, used in: the big goal" in page
    assert "This quarter we ask about 8 minutes of you, in 1 round." in page


@pytest.mark.covers("J1")
def test_page_of_minutes(signed_in, analyst, open_for_two, on_the_day):
    page = text_of(signed_in(analyst).get("/desk/fork/asked/"))
    assert "Minutes asked in each quarter" in page
    assert "First Rung 8 min" in page


@pytest.mark.covers("J1")
def test_preview_of_a_round_says_what_is_not_asked_again(
    signed_in, analyst, invitation, enrolled, finished, on_the_day
):
    close_round(by=analyst, round=invitation.round, at=NOW)
    boxes = [f"{invitation.organisation_id}-{one.pk}" for one in (enrolled, finished)]
    typed = {"name": "Again", "periods": "2025-Q4", "asked": boxes, "due": "2026-04-01", "due_time": "17:00"}
    hand = {"number": "K7", "state": "accepted", "totals": {"P1": {"reported": 4}}}
    figures_came(invitation, **hand)
    page = text_of(signed_in(analyst).post("/desk/fork/rounds/new/", typed | {"step": "preview"}))
    assert "1 measure is asked or answered in another round, and is not asked again First Rung, P1: 2025-Q4" in page
