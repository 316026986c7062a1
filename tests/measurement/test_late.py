"""Numbers after the closing: by leave, read like all others, and told as a restatement with what was and why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from commonweal.delivery.models import Message
from commonweal.governance.models import Seat
from commonweal.measurement.models import Invitation
from commonweal.measurement.operations.intake import RoundClosed, hand_in
from commonweal.measurement.operations.late import end_late, let_send_late
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.operations.review import accept_submission
from commonweal.measurement.operations.rounds import close_round
from commonweal.measurement.queries.asked_rows import asked_of
from commonweal.measurement.queries.late import late_log
from commonweal.publication.queries import content_of
from tests.cast import NOW
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.partner_work import GOOD, as_file, link_of, text_of

pytestmark = pytest.mark.django_db
REASON = "Their counselor was ill."
HOUR = timedelta(hours=1)
CLOSED, PUBLIC, LATE, AGAIN = (NOW + hours * HOUR for hours in (1, 2, 3, 4))


def send(invitation, rows, at, analyst):
    fresh = Invitation.objects.select_related("round__initiative", "organisation").get(pk=invitation.pk)
    made = hand_in(by=fresh, place_in_round=fresh, file=as_file(rows), answers={}, at=at)
    return accept_submission(by=analyst, submission=made, at=at)


@pytest.fixture
def other(open_for_two, invitation):
    return open_for_two.invitations.exclude(pk=invitation.pk).get()


@pytest.fixture
def published(open_for_two, invitation, analyst, chair):
    """Closed with one of two, and public."""
    send(invitation, GOOD, NOW, analyst)
    close_round(by=analyst, round=open_for_two, at=CLOSED)
    return publish(by=chair, initiative=open_for_two.initiative, at=PUBLIC)


@pytest.fixture
def restated(published, other, analyst, chair, open_for_two):
    """The other partner sent late, and it counts in the second release."""
    let_send_late(by=analyst, invitation=other, reason=REASON, at=LATE)
    send(other, [["P1", "2025-Q4", "county", "25"]], LATE, analyst)
    return publish(by=chair, initiative=open_for_two.initiative, at=AGAIN)


def test_closed_round_takes_no_number_without_leave(published, other, analyst):
    with pytest.raises(RoundClosed):
        send(other, [["P1", "2025-Q4", "county", "25"]], LATE, analyst)


@pytest.mark.covers("B4")
def test_leave_to_send_late_is_mailed_with_a_link_that_works(published, other, analyst, client, on_the_day):
    let_send_late(by=analyst, invitation=other, reason=REASON, at=LATE)
    mail = Message.objects.get(subject="You can still send numbers for 2025-Q4")
    assert mail.to == "data@open-shelf.example"
    assert "You may still send your numbers" in text_of(client.get(link_of(mail)))


def test_late_hand_in_is_told_no_day_that_has_passed(published, other, analyst, client, on_the_day):
    let_send_late(by=analyst, invitation=other, reason=REASON, at=LATE)
    page = link_of(Message.objects.get(subject="You can still send numbers for 2025-Q4"))
    made = send(other, [["P1", "2025-Q4", "county", "25"]], LATE, analyst)
    told = text_of(client.get(f"{page}sent/{made.number}/"))
    assert "2 rows are still empty. You may still send them." in told
    assert "The round is closed, and you may still send." in text_of(client.get(f"{page}typed/"))
    looked = client.post(f"{page}typed/", {"value-0": "26"}, follow=True)
    assert "The round is closed. What you send counts from the next release on." in text_of(looked)


def test_what_came_after_is_no_last_time_of_a_late_partner(published, other, analyst, enrolled):
    let_send_late(by=analyst, invitation=other, reason=REASON, at=LATE)
    facts = [fact("P1", period, value) for period, value in (("2025-Q2", 11.0), ("2025-Q3", 12.0), ("2026-Q1", 99.0))]
    accepted(other.round.initiative, facts, organisation=other.organisation)
    (row,) = [row for row in asked_of(other).rows if row.place.code == "county"]
    assert row.last.value == 12.0


def test_leave_ends(published, other, analyst):
    let_send_late(by=analyst, invitation=other, reason=REASON, at=LATE)
    end_late(by=analyst, invitation=other, at=LATE)
    with pytest.raises(RoundClosed):
        send(other, [["P1", "2025-Q4", "county", "25"]], LATE, analyst)


@pytest.mark.covers("B4", "F-CON-2")
def test_late_figure_restates_what_was_published(restated):
    measure = next(one for one in content_of(restated)["measures"] if one["code"] == "P1")
    (told,) = measure["restatements"]
    assert {name: told[name] for name in ("period", "before", "value", "previous_release", "reason")} == {
        "period": "2025-Q4",
        "before": 40.0,
        "value": 65.0,
        "previous_release": 1,
        "reason": "late",
    }
    assert told["why"]["en"] == "One partner reported after the round closed."


@pytest.mark.covers("B4")
def test_list_of_changes_says_why(restated):
    assert restated.changes_en.splitlines()[0] == (
        "People enrolled, Q4 2025: was 40.0, is now 65.0. One partner reported after the round closed."
    )


def test_restatement_stays_with_the_figure(restated, invitation, analyst, chair):
    let_send_late(by=analyst, invitation=invitation, reason=REASON, at=AGAIN)
    send(invitation, [["P1", "2025-Q4", "county", "50"]], AGAIN + HOUR, analyst)
    third = publish(by=chair, initiative=invitation.round.initiative, at=AGAIN + 2 * HOUR)
    measure = next(one for one in content_of(third)["measures"] if one["code"] == "P1")
    assert [(one["before"], one["value"]) for one in measure["restatements"]] == [(40.0, 65.0), (65.0, 75.0)]


def test_release_names_no_partner_and_no_reason_of_theirs(restated):
    told = str([one["restatements"] for one in content_of(restated)["measures"]])
    assert [word for word in ("Open Shelf", "open-shelf", "counselor") if word in told] == []


@pytest.mark.covers("B4", "J1")
def test_log_tells_what_was_what_is_why_and_who(restated, open_for_two, analyst):
    open_for_two.refresh_from_db()
    log = late_log(analyst, open_for_two, AGAIN)
    assert [(one.submission.organisation.name, one.reason, one.release) for one in log.arrivals] == [
        ("Open Shelf Library", REASON, 2)
    ]
    assert [(one.measure, one.before, one.value, one.release) for one in log.figures] == [
        ("People enrolled", "40.0", "65.0", 2)
    ]


@pytest.mark.parametrize("who", ["partner", "chair", "trainer", "stranger"])
def test_log_and_leave_are_the_data_managers(published, other, open_for_two, request, who):
    reader = request.getfixturevalue(who)
    Seat.objects.filter(person=reader, role=Seat.Role.DATA_MANAGER).delete()
    with pytest.raises(Http404):
        late_log(reader, open_for_two, LATE)
    with pytest.raises(PermissionDenied):
        let_send_late(by=reader, invitation=other, reason=REASON, at=LATE)


def test_open_round_needs_no_leave(invitation, analyst):
    with pytest.raises(ValidationError, match="This round is open"):
        let_send_late(by=analyst, invitation=invitation, reason=REASON, at=NOW)


@pytest.mark.covers("J1")
def test_pages_let_a_partner_send_late_and_show_the_log(restated, open_for_two, signed_in, analyst, on_the_day):
    desk, place = signed_in(analyst), f"/desk/fork/rounds/{open_for_two.pk}/place/first-rung/late/"
    assert desk.post(place, {"reason": ""}).status_code == 422
    assert "First Rung can send late now." in text_of(desk.post(place, {"reason": REASON}, follow=True))
    board = text_of(desk.get(f"/desk/fork/rounds/{open_for_two.pk}/"))
    assert "Published figures that changed" in board
    assert "First Rung may send late since" in board
    desk.post(f"{place}end/")
    assert Invitation.objects.get(organisation__code="first-rung").late_since is None
