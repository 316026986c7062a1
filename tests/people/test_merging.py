"""Two entries for one person or organization: made one, and made two again without a loss."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance import operations as governance
from commonweal.governance.models import Group, Initiative, Participation, Seat
from commonweal.governance.operations import PersonDraft
from commonweal.people import operations, rules
from commonweal.people.models import Affiliation, LivedExperience, Merge, Organisation, Person
from commonweal.people.queries import duplicates
from commonweal.people.queries.own_page import history
from tests.cast import NOW, SINCE, organisation_in, person

KNOWN = Merge.Why.KNOWN


@pytest.fixture
def twice(steering: Group, partner_organisation: Organisation) -> tuple[Person, Person]:
    """Rosa was added twice, each time with something of her own."""
    kept, duplicate = person("Rosa"), Person.objects.create(email="rosa.d@example.org", name="Rosa", joined_at=NOW)
    Seat.objects.create(group=steering, role="member", person=kept, since=SINCE)
    Seat.objects.create(group=steering, role="trainer", person=duplicate, since=SINCE)
    Affiliation.objects.create(person=duplicate, organisation=partner_organisation, since=SINCE)
    LivedExperience.objects.create(person=duplicate, words="Mine.", written_at=NOW)
    return kept, duplicate


def rows_of(*people: Person) -> list[Any]:
    return [
        (list(one.seats.values_list("role", flat=True)), one.affiliations.count(), one.lived_experiences.count())
        for one in people
    ]


@pytest.mark.covers("C11")
def test_merged_rows_of_every_room_point_to_who_was_kept(analyst: Person, twice: tuple[Person, Person]) -> None:
    kept, duplicate = twice
    operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    # Own words on lived experience are nobody else's to read, in case the merge was wrong.
    assert rows_of(kept, duplicate) == [(["member", "trainer"], 1, 0), ([], 0, 1)]
    duplicate.refresh_from_db()
    assert (duplicate.merged_into, duplicate.is_active, rules.is_merged(duplicate)) == (kept, False, True)


def test_undoing_a_merge_puts_every_row_back(analyst: Person, twice: tuple[Person, Person], steering: Group) -> None:
    kept, duplicate = twice
    before = rows_of(kept, duplicate)
    merge = operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    Seat.objects.create(group=steering, role="director", person=kept, since=SINCE)
    operations.undo_merge(by=analyst, merge=merge, at=NOW)
    Seat.objects.filter(role="director", person=kept).delete()  # what came since stays with the one that was kept
    duplicate.refresh_from_db()
    assert rows_of(kept, duplicate) == before
    assert (duplicate.merged_into, duplicate.is_active) == (None, True)


def test_merge_is_undone_once(analyst: Person, twice: tuple[Person, Person]) -> None:
    merge = operations.merge_people(by=analyst, kept=twice[0], duplicate=twice[1], why=KNOWN, at=NOW)
    operations.undo_merge(by=analyst, merge=merge, at=NOW)
    with pytest.raises(ValidationError, match="undone already"):
        operations.undo_merge(by=analyst, merge=merge, at=NOW)


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "funder", "stranger"])
def test_only_the_data_manager_merges(
    request: pytest.FixtureRequest, twice: tuple[Person, Person], partner_organisation: Organisation, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        operations.merge_people(by=request.getfixturevalue(who), kept=twice[0], duplicate=twice[1], why=KNOWN, at=NOW)


@pytest.fixture
def other_manager(db: None) -> Person:
    """The data manager of another initiative."""
    elsewhere = Initiative.objects.create(slug="lake", name="Lake", place_name="Lake", founded_at=NOW)
    group = Group.objects.create(initiative=elsewhere, code="backbone", name_en="Backbone", kind=Group.Kind.BACKBONE)
    made = person("Other")
    Seat.objects.create(group=group, role=Seat.Role.DATA_MANAGER, person=made, since=SINCE)
    return made


def test_data_manager_of_another_initiative_merges_nobody_here(
    other_manager: Person, twice: tuple[Person, Person], signed_in: Any, initiative: Initiative
) -> None:
    with pytest.raises(PermissionDenied):
        operations.merge_people(by=other_manager, kept=twice[0], duplicate=twice[1], why=KNOWN, at=NOW)
    page = signed_in(other_manager).get(f"/desk/{initiative.slug}/people/{twice[0].pk}/merge/")
    assert page.status_code == 404


def test_who_sits_elsewhere_too_is_not_merged_by_one_manager(
    analyst: Person, other_manager: Person, twice: tuple[Person, Person]
) -> None:
    Seat.objects.create(group=Group.objects.get(initiative__slug="lake"), role="member", person=twice[1], since=SINCE)
    for manager in (analyst, other_manager):
        with pytest.raises(PermissionDenied):
            operations.merge_people(by=manager, kept=twice[0], duplicate=twice[1], why=KNOWN, at=NOW)


def test_merge_into_oneself_or_of_what_is_merged_is_refused(analyst: Person, twice: tuple[Person, Person]) -> None:
    kept, duplicate = twice
    with pytest.raises(ValidationError, match="the same entry"):
        operations.merge_people(by=analyst, kept=kept, duplicate=kept, why=KNOWN, at=NOW)
    with pytest.raises(ValidationError, match="lock yourself out"):
        operations.merge_people(by=analyst, kept=kept, duplicate=analyst, why=KNOWN, at=NOW)
    operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    with pytest.raises(ValidationError, match="merged already"):
        operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)


def test_seat_for_a_merged_person_is_refused_with_the_one_to_choose(
    analyst: Person, twice: tuple[Person, Person], steering: Group
) -> None:
    kept, duplicate = twice
    operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    duplicate.refresh_from_db()
    with pytest.raises(ValidationError, match="Rosa was merged into Rosa"):
        governance.seat(by=analyst, group=steering, role="director", holder=duplicate, since=SINCE, at=NOW)


def test_address_of_a_duplicate_leads_to_who_was_kept(
    analyst: Person, twice: tuple[Person, Person], steering: Group
) -> None:
    kept, duplicate = twice
    operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    draft = PersonDraft("Rosa", duplicate.email)
    given = governance.bring_person(by=analyst, group=steering, role="director", person=draft, at=NOW)
    assert given.person == kept


def test_duplicate_signs_in_nowhere_any_longer(analyst: Person, twice: tuple[Person, Person], signed_in: Any) -> None:
    kept, duplicate = twice
    client = signed_in(duplicate)
    assert client.get("/me/").status_code == 200
    link = operations.make_sign_in_link(by=None, person=duplicate, at=NOW, lifetime=timedelta(hours=1))
    operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    assert client.get("/me/").status_code == 302
    with pytest.raises(operations.UnusableLinkError):
        operations.use_sign_in_link(token=link, at=NOW)


def test_page_of_a_duplicate_leads_to_the_kept_one(
    analyst: Person, twice: tuple[Person, Person], signed_in: Any, initiative: Initiative
) -> None:
    kept, duplicate = twice
    client = signed_in(analyst)
    asked = client.get(f"/desk/{initiative.slug}/people/{kept.pk}/merge/?other={duplicate.pk}").content.decode()
    assert f'value="{duplicate.pk}" selected' in asked
    client.post(f"/desk/{initiative.slug}/people/{kept.pk}/merge/", {"other": duplicate.pk, "why": "told"})
    answer = client.get(f"/desk/{initiative.slug}/people/{duplicate.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/{initiative.slug}/people/{kept.pk}/")
    assert "they say so themselves" in client.get(answer["Location"]).content.decode()
    merge = Merge.objects.get()
    client.post(f"/desk/{initiative.slug}/merges/{merge.pk}/undo/")
    assert client.get(f"/desk/{initiative.slug}/people/{duplicate.pk}/").status_code == 200


def test_merged_history_is_told_as_one(analyst: Person, twice: tuple[Person, Person]) -> None:
    kept, duplicate = twice
    operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    told = sorted(one.what for one in history(kept, kept, NOW.date()))
    assert told == ["", "member", "trainer"]


def test_seat_that_both_held_at_a_time_is_there_once_and_its_history_twice(
    analyst: Person, twice: tuple[Person, Person], steering: Group
) -> None:
    kept, duplicate = twice
    Seat.objects.filter(person=duplicate).update(role="member", since=date(2025, 5, 1))
    merge = operations.merge_people(by=analyst, kept=kept, duplicate=duplicate, why=KNOWN, at=NOW)
    held = [(seat.person, seat.since, seat.until is None) for seat in Seat.objects.filter(role="member")]
    assert held == [(kept, SINCE, True), (duplicate, date(2025, 5, 1), False)]
    assert [one.since for one in history(kept, kept, NOW.date()) if one.what == "member"] == [SINCE, date(2025, 5, 1)]
    operations.undo_merge(by=analyst, merge=merge, at=NOW)
    assert Seat.objects.get(person=duplicate).until is None


@pytest.mark.covers("C11")
def test_organizations_are_merged_and_made_two_again(
    analyst: Person, initiative: Initiative, partner: Person, partner_organisation: Organisation, signed_in: Any
) -> None:
    twin = organisation_in(initiative, "1st-rung", "First Rung", "service nonprofit")
    client = signed_in(analyst)
    assert "Look at both" in client.get(f"/desk/{initiative.slug}/people/").content.decode()
    client.post(
        f"/desk/{initiative.slug}/organizations/1st-rung/merge/", {"other": partner_organisation.pk, "why": "known"}
    )
    merge = Merge.objects.get()
    assert partner.affiliations.get().organisation == twin
    # Both took part: that stands once for each organization, so the duplicate's stays where it is, and ends.
    part = Participation.objects.get(organisation=partner_organisation)
    assert merge.stayed == [["governance.Participation", "organisation", [part.pk], [part.pk]]]
    assert part.until is not None
    client.post(f"/desk/{initiative.slug}/merges/{merge.pk}/undo/")
    part.refresh_from_db()
    assert (partner.affiliations.get().organisation, part.until) == (partner_organisation, None)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("José Núñez", "a@x.example"), ("Nunez, Jose", "b@x.example"), [False]),
        (("Rosa", "rosa@x.example"), ("R. Díaz", "Rosa+events@x.example"), [True]),
        (("Rosa", "rosa@x.example"), ("Rosalía", "r@x.example"), []),
    ],
)
def test_possible_duplicates_are_suggested_and_never_merged(
    analyst: Person, steering: Group, one: tuple[str, str], other: tuple[str, str], reason: list[bool]
) -> None:
    people = [Person.objects.create(name=name, email=email, joined_at=NOW) for name, email in (one, other)]
    for each in people:
        Seat.objects.create(group=steering, role="member", person=each, since=date(2025, 1, 1))
    found = duplicates.possible_duplicates(analyst, people, NOW.date())
    assert [pair.same_address for pair in found] == reason
    assert Merge.objects.count() == 0


def test_list_of_duplicates_tells_people_without_an_address_apart(
    analyst: Person, chair: Person, signed_in: Any, initiative: Initiative
) -> None:
    made = [operations.add_profile(by=analyst, name="Imani P.", at=NOW) for _number in range(3)]
    for one, kind in zip(made, ("volunteer", "donor", "donor"), strict=True):
        initiative.involvements.create(person=one, kind=kind, since=SINCE)
    page = signed_in(analyst).get(f"/desk/{initiative.slug}/people/{chair.pk}/merge/").content.decode()
    offered = [f">Imani P. · no address · {words}</option>" in page for words in (
        "volunteer", "donor", f"donor · entry {made[1].pk}", f"donor · entry {made[2].pk}",
    )]  # fmt: skip
    assert offered == [True, False, True, True]
