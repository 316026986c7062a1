"""Seats have terms, and are a person's own or an organisation's; overlaps, merged people and lock-outs are refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance import operations, queries, rules
from commonweal.governance.cascade_drafts import ChangeDraft, SeatDraft
from commonweal.governance.drafts import PersonDraft
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.seat_terms import seats_in, speaker_of, terms_of
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE, person

TODAY = NOW.date()
OTHERS = ["chair", "partner", "trainer", "resident", "funder", "stranger"]


def give(group: Group, holder: Any, since: date, until: date | None = None, role: str = "co-chair") -> Seat:
    return operations.give_seat(by=None, group=group, seat=SeatDraft(role, holder, since, until), at=NOW)


@pytest.mark.covers("D4")
@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2025, 6, 1), None),
        (date(2024, 6, 1), date(2025, 1, 1)),
        (date(2025, 12, 31), date(2026, 6, 1)),
        (date(2024, 1, 1), date(2027, 1, 1)),
    ],
)
def test_terms_of_one_holder_in_one_role_never_overlap(
    steering: Group, resident: Person, since: date, until: date | None
) -> None:
    give(steering, resident, date(2025, 1, 1), date(2025, 12, 31))
    with pytest.raises(ValidationError) as refused:
        give(steering, resident, since, until)
    assert refused.value.messages == [
        "Resident is already co-chair in Steering committee, from 1 January 2025 to 31 December 2025. "
        "Two terms in the same role cannot overlap: begin this one after that."
    ]
    assert Seat.objects.filter(role="co-chair").count() == 1


def test_term_begins_the_day_after_another(steering: Group, resident: Person) -> None:
    give(steering, resident, date(2025, 1, 1), date(2025, 12, 31))
    give(steering, resident, date(2026, 1, 1))
    assert [len(seats_in(steering, on)) for on in (date(2025, 12, 31), date(2026, 1, 1))] == [2, 2]  # and as a member


@pytest.mark.covers("D7", "F-FIT-2")
def test_same_person_and_organisation_hold_seats_of_their_own(
    steering: Group, partner: Person, partner_organisation: Organisation
) -> None:
    give(steering, partner, SINCE, role="member")
    give(steering, partner_organisation, SINCE, role="member")
    assert [str(one.seat.holder) for one in seats_in(steering, TODAY)] == ["First Rung", "Partner"]


@pytest.mark.covers("D7")
def test_change_of_job_leaves_the_seats_of_both_as_they_were(
    steering: Group,
    partner: Person,
    partner_organisation: Organisation,
    other_organisation: Organisation,
) -> None:
    own = give(steering, partner, SINCE)
    theirs = give(steering, partner_organisation, SINCE, role="member")
    operations.name_representative(by=None, seat=theirs, person=partner, since=SINCE, at=NOW)
    Affiliation.objects.filter(person=partner).update(until=date(2025, 6, 30))
    Affiliation.objects.create(person=partner, organisation=other_organisation, since=date(2025, 7, 1))
    follower = person("Follower")
    operations.name_representative(by=None, seat=theirs, person=follower, since=date(2025, 7, 1), at=NOW)
    own.refresh_from_db()
    assert (own.holder, own.until) == (partner, None)
    assert [speaker_of(theirs, on) for on in (date(2025, 6, 30), date(2025, 7, 1))] == [partner, follower]
    sectors = [
        one.sectors for on in (date(2025, 6, 30), date(2025, 7, 1)) for one in seats_in(steering, on) if one.seat == own
    ]
    assert sectors == [{"service nonprofit"}, {"education"}]


def test_representative_comes_in_and_votes_for_nobody_else(
    initiative: Initiative, steering: Group, partner_organisation: Organisation, stranger: Person
) -> None:
    seat = give(steering, partner_organisation, SINCE, role="member")
    operations.name_representative(by=None, seat=seat, person=stranger, since=date(2025, 1, 1), at=NOW)
    assert [rules.is_member(stranger, initiative, on) for on in (date(2024, 12, 31), TODAY)] == [False, True]
    assert list(queries.initiatives_visible(stranger, NOW)) == [initiative]
    assert not rules.is_chair(stranger, initiative, TODAY)
    assert not rules.is_data_manager(stranger, initiative, TODAY)
    operations.end_seat(by=None, seat=seat, until=TODAY - timedelta(days=1), at=NOW)
    assert not rules.is_member(stranger, initiative, TODAY)


def test_person_speaks_in_their_own_seat_and_nobody_is_named_for_it(
    steering: Group, resident: Person, partner: Person
) -> None:
    with pytest.raises(ValidationError, match="Only organizations name somebody"):
        operations.name_representative(
            by=None, seat=Seat.objects.get(person=resident), person=partner, since=SINCE, at=NOW
        )


def test_seat_for_a_merged_person_is_refused_with_the_name_of_the_other(steering: Group, resident: Person) -> None:
    merged = person("Rosa", merged_into=resident)
    with pytest.raises(ValidationError) as refused:
        give(steering, merged, SINCE)
    assert refused.value.messages == ["Rosa was merged into Resident. Give the seat to Resident."]


def test_seat_in_a_group_that_ended_is_refused(initiative: Initiative, analyst: Person, resident: Person) -> None:
    group = operations.add_group(
        by=analyst, initiative=initiative, group=operations.GroupDraft("old", "Old"), at=NOW,
        formed=ChangeDraft(date(2025, 1, 1)),
    )  # fmt: skip
    operations.close_group(by=analyst, group=group, change=ChangeDraft(date(2025, 5, 1), "Done."), at=NOW)
    with pytest.raises(ValidationError, match="Old ended on 1 May 2025"):
        give(group, resident, TODAY)


def test_data_manager_is_never_an_organisation(backbone: Group, partner_organisation: Organisation) -> None:
    with pytest.raises(ValidationError, match="it is a person"):
        give(backbone, partner_organisation, SINCE, role="data-manager")


def test_last_day_before_the_first_is_refused(steering: Group, resident: Person) -> None:
    with pytest.raises(ValidationError, match="The last day comes before the first"):
        give(steering, resident, TODAY, TODAY - timedelta(days=1))


def test_renewed_seat_is_a_further_term_with_the_same_voice(
    steering: Group, partner_organisation: Organisation, partner: Person
) -> None:
    seat = give(steering, partner_organisation, SINCE, date(2026, 3, 31), role="member")
    operations.name_representative(by=None, seat=seat, person=partner, since=SINCE, at=NOW)
    further = operations.renew_seat(by=None, seat=seat, until=date(2028, 3, 31), at=NOW)
    assert (further.since, further.until) == (date(2026, 4, 1), date(2028, 3, 31))
    assert [speaker_of(one, on) for one, on in ((seat, date(2026, 3, 31)), (further, date(2026, 4, 1)))] == [
        partner, partner,
    ]  # fmt: skip
    assert len(terms_of(steering)) == 2


def test_seat_that_was_given_by_mistake_was_never_held(steering: Group, analyst: Person, stranger: Person) -> None:
    seat = give(steering, stranger, TODAY, role="member")
    operations.end_seat(by=analyst, seat=seat, until=TODAY - timedelta(days=1), at=NOW)
    seat.refresh_from_db()
    assert (seat.voided_at, [one.person for one in terms_of(steering) if one.person == stranger]) == (NOW, [])


def test_only_a_seat_without_a_last_day_keeps_the_door_open(backbone: Group, analyst: Person, trainer: Person) -> None:
    give(backbone, trainer, SINCE, TODAY + timedelta(days=30), role="data-manager")
    with pytest.raises(ValidationError, match="last data manager"):
        operations.end_seat(by=analyst, seat=Seat.objects.get(person=analyst), until=TODAY, at=NOW)


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_data_manager_gives_renews_and_names(
    request: pytest.FixtureRequest,
    analyst: Person,
    steering: Group,
    partner_organisation: Organisation,
    other_organisation: Organisation,
    who: str,
) -> None:
    seat = give(steering, partner_organisation, SINCE, date(2026, 12, 31), role="member")
    somebody = request.getfixturevalue(who)
    draft = SeatDraft("member", other_organisation, SINCE)
    for verb in (
        lambda: operations.give_seat(by=somebody, group=steering, seat=draft, at=NOW),
        lambda: operations.renew_seat(by=somebody, seat=seat, until=None, at=NOW),
        lambda: operations.name_representative(by=somebody, seat=seat, person=somebody, since=SINCE, at=NOW),
        lambda: operations.bring_representative(
            by=somebody, seat=seat, person=PersonDraft("New", "new@x.org"), since=SINCE, at=NOW
        ),
    ):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.covers("D4")
def test_seat_that_is_held_already_is_not_given_twice_and_the_page_says_so(
    steering: Group, resident: Person, analyst: Person, signed_in: Any
) -> None:
    sent = {
        "seat-name": "Resident", "seat-email": resident.email, "seat-language": "en", "seat-group": "steering",
        "seat-role": "member",
    }  # fmt: skip
    answer = signed_in(analyst).post("/desk/fork/seats/add/", sent, follow=True)
    assert "Resident has held this seat since 1 January 2024. We wrote again how to come in." in answer.content.decode()
    assert resident.seats.count() == 1
