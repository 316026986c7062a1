"""The verbs of setting up, and the people who must not use them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance import operations, queries, rules
from commonweal.governance.models import Group, Initiative, Participation, Place, PlacePart, Seat
from commonweal.governance.operations import Contact, GroupDraft, NewcomerDraft, PersonDraft, PlaceDraft
from commonweal.people import operations as people
from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE

OTHERS = ["chair", "partner", "trainer", "resident", "funder", "stranger"]
COUNTY = [
    PlaceDraft("county", "Fork County", "county", 90_000, 0, 0),
    PlaceDraft("north", "North", "district", wholes=["county"]),
    PlaceDraft("south", "South", "district", wholes=["county"]),
    PlaceDraft("mill", "Mill Yard", "neighborhood", wholes=["north", "south"]),
]


def verbs(initiative: Initiative, steering: Group, partner_organisation: Organisation) -> list[Any]:
    """Everything that sets an initiative up, ready to be called by somebody."""
    place = Place.objects.create(initiative=initiative, code="spare", name="Spare")
    held = Seat.objects.create(group=steering, role="member", organisation=partner_organisation, since=SINCE)
    part = Participation.objects.get(organisation=partner_organisation)
    ops = operations
    return [
        lambda by: ops.set_places(by=by, initiative=initiative, places=COUNTY, at=NOW),
        lambda by: ops.set_boundaries(by=by, initiative=initiative, boundaries={"spare": {}}, at=NOW),
        lambda by: ops.remove_place(by=by, place=place, at=NOW),
        lambda by: ops.add_group(by=by, initiative=initiative, group=GroupDraft("new", "New"), at=NOW),
        lambda by: ops.seat(by=by, group=steering, role="member", holder=partner_organisation, since=SINCE, at=NOW),
        lambda by: ops.end_seat(by=by, seat=held, until=NOW.date(), at=NOW),
        lambda by: ops.welcome_organisation(
            by=by, initiative=initiative, organisation=partner_organisation, contact=Contact(), at=NOW
        ),
        lambda by: ops.bring_organisations(
            by=by, initiative=initiative, newcomers=[NewcomerDraft("new", "New", "funder")], at=NOW
        ),
        lambda by: ops.end_participation(by=by, participation=part, at=NOW),
        lambda by: ops.bring_person(by=by, group=steering, role="member", person=PersonDraft("P", "p@x.org"), at=NOW),
        lambda by: ops.let_in(by=by, seat=held, at=NOW),
        lambda by: people.add_person(by=by, email="p@x.org", name="P", at=NOW),
        lambda by: people.add_organisation(by=by, code="new", name="New", sector="funder", at=NOW),
    ]


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_data_manager_sets_up(
    request: pytest.FixtureRequest,
    initiative: Initiative,
    steering: Group,
    partner_organisation: Organisation,
    who: str,
) -> None:
    somebody = request.getfixturevalue(who)
    for verb in verbs(initiative, steering, partner_organisation):
        with pytest.raises(PermissionDenied):
            verb(somebody)
    assert Entry.objects.count() == 0


def test_data_manager_of_another_initiative_does_not_set_up_this_one(initiative: Initiative, stranger: Person) -> None:
    elsewhere = operations.found_initiative(
        by=None, name="Elsewhere", slug="elsewhere", place_name="E", time_zone="America/Denver", at=NOW
    )
    operations.seat(by=None, group=elsewhere.groups.get(), role="data-manager", holder=stranger, since=SINCE, at=NOW)
    with pytest.raises(PermissionDenied):
        operations.set_places(by=stranger, initiative=initiative, places=COUNTY, at=NOW)


def test_data_manager_seat_outside_the_backbone_gives_no_keys(
    initiative: Initiative, steering: Group, stranger: Person
) -> None:
    Seat.objects.create(group=steering, role="data-manager", person=stranger, since=SINCE)
    assert not rules.is_data_manager(stranger, initiative, NOW.date())


def test_rights_end_with_the_term(initiative: Initiative, analyst: Person) -> None:
    Seat.objects.update(until=date(2026, 3, 3))
    held = [rules.is_data_manager(analyst, initiative, day) for day in (date(2026, 3, 3), date(2026, 3, 4))]
    assert held == [True, False]


def test_rights_begin_with_the_term(initiative: Initiative, analyst: Person) -> None:
    Seat.objects.update(since=date(2026, 3, 5))
    assert not rules.is_data_manager(analyst, initiative, date(2026, 3, 4))


def test_founder_becomes_data_manager_at_once(db: None, stranger: Person) -> None:
    founded = operations.found_initiative(
        by=stranger, name="New", slug="new", place_name="N", time_zone="Asia/Tokyo", at=NOW
    )
    assert rules.is_data_manager(stranger, founded, NOW.date())
    assert Entry.objects.get().verb == "governance.found_initiative"


def test_second_initiative_needs_somebody_who_keeps_one(analyst: Person, resident: Person) -> None:
    more = {"name": "N", "place_name": "N", "time_zone": "America/Denver", "at": NOW}
    with pytest.raises(PermissionDenied):
        operations.found_initiative(by=resident, slug="second", **more)
    assert operations.found_initiative(by=analyst, slug="second", **more).slug == "second"


@pytest.mark.parametrize(
    ("slug", "zone"), [("home", "America/Denver"), ("fork", "America/Denver"), ("new", "Moon/Base")]
)
def test_taken_address_or_unknown_zone_is_refused(analyst: Person, slug: str, zone: str) -> None:
    with pytest.raises(ValidationError):
        operations.found_initiative(by=analyst, name="N", slug=slug, place_name="N", time_zone=zone, at=NOW)
    assert Initiative.objects.count() == 1


def test_neighborhood_may_lie_in_two_districts(initiative: Initiative, analyst: Person) -> None:
    operations.set_places(by=analyst, initiative=initiative, places=COUNTY, at=NOW)
    assert sorted(part.whole.code for part in PlacePart.objects.filter(part__code="mill")) == ["north", "south"]
    assert [place.code for place in queries.places(initiative)] == ["county", "north", "south", "mill"]


def test_places_set_again_are_changed_and_the_others_stay(initiative: Initiative, analyst: Person) -> None:
    operations.set_places(by=analyst, initiative=initiative, places=COUNTY, at=NOW)
    again = [PlaceDraft("mill", "Mill Town", wholes=["north"])]
    operations.set_places(by=analyst, initiative=initiative, places=again, at=NOW)
    assert Place.objects.count() == 4
    assert Place.objects.get(code="mill").name == "Mill Town"
    assert [part.whole.code for part in PlacePart.objects.filter(part__code="mill")] == ["north"]
    assert Place.objects.get(code="county").population == 90_000


@pytest.mark.parametrize(
    "wrong",
    [
        [PlaceDraft("a", "A", wholes=["nowhere"])],
        [PlaceDraft("a", "A"), PlaceDraft("a", "B")],
        [PlaceDraft("a", "A", wholes=["b"]), PlaceDraft("b", "B", wholes=["a"])],
        [PlaceDraft("a", "A", wholes=["a"])],
        [PlaceDraft("", "A")],
    ],
)
def test_places_that_cannot_be_are_refused_whole(
    initiative: Initiative, analyst: Person, wrong: list[PlaceDraft]
) -> None:
    with pytest.raises(ValidationError):
        operations.set_places(by=analyst, initiative=initiative, places=[PlaceDraft("ok", "Fine"), *wrong], at=NOW)
    assert (Place.objects.count(), Entry.objects.count()) == (0, 0)


def test_last_data_manager_cannot_lock_the_door_from_inside(initiative: Initiative, analyst: Person) -> None:
    with pytest.raises(ValidationError):
        operations.end_seat(by=analyst, seat=Seat.objects.get(), until=NOW.date() - timedelta(days=1), at=NOW)
    assert rules.is_data_manager(analyst, initiative, NOW.date())


def test_one_time_link_is_for_somebody_who_was_never_here(
    initiative: Initiative, analyst: Person, steering: Group
) -> None:
    given = operations.bring_person(
        by=analyst, group=steering, role="member", person=PersonDraft("Rosa", "rosa@x.org", "es"), at=NOW
    )
    assert "/sign-in/once/" in operations.let_in(by=analyst, seat=given, at=NOW)
    Person.objects.filter(email="rosa@x.org").update(last_login=NOW)
    given.refresh_from_db()
    with pytest.raises(PermissionDenied):
        operations.let_in(by=analyst, seat=Seat.objects.get(pk=given.pk), at=NOW)


def test_one_time_link_does_not_open_another_initiative(
    initiative: Initiative, analyst: Person, steering: Group, stranger: Person
) -> None:
    elsewhere = operations.found_initiative(
        by=None, name="Elsewhere", slug="elsewhere", place_name="E", time_zone="America/Denver", at=NOW
    )
    operations.seat(by=None, group=elsewhere.groups.get(), role="data-manager", holder=stranger, since=SINCE, at=NOW)
    given = operations.seat(by=analyst, group=steering, role="member", holder=stranger, since=SINCE, at=NOW)
    with pytest.raises(PermissionDenied):
        operations.let_in(by=analyst, seat=given, at=NOW)


def test_initiatives_are_visible_to_those_who_take_part(
    initiative: Initiative, analyst: Person, partner: Person, funder: Person, stranger: Person
) -> None:
    seen = [len(queries.initiatives_visible(who, NOW)) for who in (analyst, partner, funder, stranger, None)]
    assert seen == [1, 1, 1, 0, 0]


def test_leaving_is_undone_by_welcoming_again(
    initiative: Initiative, analyst: Person, partner_organisation: Organisation
) -> None:
    part = Participation.objects.get(organisation=partner_organisation)
    operations.end_participation(by=analyst, participation=part, at=NOW)
    assert not queries.participations(analyst, initiative, NOW).exists()
    operations.welcome_organisation(
        by=analyst, initiative=initiative, organisation=partner_organisation, contact=Contact("N", "n@x.org"), at=NOW
    )
    assert queries.participations(analyst, initiative, NOW).get().since == SINCE


@pytest.mark.parametrize(
    ("zone", "currency"),
    [
        ("America/Chicago", "USD"), ("America/Puerto_Rico", "USD"), ("America/Mexico_City", "MXN"),
        ("Europe/Madrid", "EUR"), ("Asia/Kolkata", "INR"), ("UTC", "USD"),
    ],
)  # fmt: skip
def test_money_is_told_in_the_currency_of_the_place(db: None, zone: str, currency: str) -> None:
    made = operations.found_initiative(by=None, name="N", slug="n", place_name="Here", time_zone=zone, at=NOW)
    assert made.currency == currency
