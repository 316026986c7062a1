"""Ninety days before a term ends, the holder and the data managers hear of it, once."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.delivery.models import Message
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.governance.operations import give_seat, renew_seat
from commonweal.governance.operations.term_warnings import warn_of_ending_terms
from commonweal.governance.queries.seat_terms import terms_ending
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, SINCE

pytestmark = pytest.mark.covers("D4")
TODAY = NOW.date()


def give(group: Group, holder: Person | Organisation, until: date) -> Seat:
    return give_seat(by=None, group=group, seat=SeatDraft("co-chair", holder, SINCE, until), at=NOW)


def mailed() -> list[tuple[str, str]]:
    return [(message.to, message.subject) for message in Message.objects.order_by("pk")]


def test_term_is_warned_of_from_the_ninetieth_day_on(initiative: Initiative, steering: Group, resident: Person) -> None:
    seat = give(steering, resident, TODAY + timedelta(days=90))
    assert terms_ending(initiative, TODAY) == [seat]
    assert terms_ending(initiative, TODAY - timedelta(days=1)) == []


def test_holder_and_data_manager_are_written_to_once(steering: Group, analyst: Person, resident: Person) -> None:
    give(steering, resident, date(2026, 5, 1))
    assert [warn_of_ending_terms(by=None, at=NOW + timedelta(days=days)) for days in (0, 0, 1)] == [1, 0, 0]
    assert mailed() == [
        ("resident@example.org", "Your term ends on 1 May 2026"),
        ("analyst@example.org", "A term ends within 90 days"),
    ]


def test_who_speaks_for_an_organisation_is_written_to(
    steering: Group, analyst: Person, partner: Person, partner_organisation: Organisation
) -> None:
    seat = give(steering, partner_organisation, date(2026, 5, 1))
    Representative.objects.create(seat=seat, person=partner, since=SINCE)
    warn_of_ending_terms(by=None, at=NOW)
    assert [to for to, _subject in mailed()] == ["partner@example.org", "analyst@example.org"]


def test_each_is_written_to_in_their_language(steering: Group, analyst: Person, resident: Person) -> None:
    Person.objects.filter(pk=resident.pk).update(language="es")
    give(steering, resident, date(2026, 5, 1))
    warn_of_ending_terms(by=None, at=NOW)
    assert [subject for _to, subject in mailed()] == [
        "Su período termina el 1 de mayo de 2026", "A term ends within 90 days",
    ]  # fmt: skip


def test_data_manager_hears_of_several_terms_in_one_mail(
    steering: Group, analyst: Person, resident: Person, chair: Person
) -> None:
    give(steering, resident, date(2026, 5, 1))
    give(steering, chair, date(2026, 4, 1))
    warn_of_ending_terms(by=None, at=NOW)
    assert mailed()[-1] == ("analyst@example.org", "2 terms end within 90 days")


def test_renewed_term_is_not_warned_of(initiative: Initiative, steering: Group, resident: Person) -> None:
    seat = give(steering, resident, date(2026, 5, 1))
    renew_seat(by=None, seat=seat, until=None, at=NOW)
    assert (terms_ending(initiative, TODAY), warn_of_ending_terms(by=None, at=NOW), mailed()) == ([], 0, [])


def test_nobody_is_written_to_at_night(steering: Group, resident: Person) -> None:
    give(steering, resident, date(2026, 5, 1))
    at_three_in_the_morning = datetime(2026, 3, 4, 8, 0, tzinfo=NOW.tzinfo)
    assert (warn_of_ending_terms(by=None, at=at_three_in_the_morning), mailed()) == (0, [])


def test_only_the_worker_warns(analyst: Person) -> None:
    with pytest.raises(PermissionDenied):
        warn_of_ending_terms(by=analyst, at=NOW)
