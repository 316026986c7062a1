"""My page: what somebody does over time, says about themselves, agrees to, and wants to be written."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.models import Group, Seat
from commonweal.people import operations
from commonweal.people.models import Affiliation, LivedExperience, Organisation, Person
from commonweal.people.queries import own_page
from tests.cast import NOW

TODAY = NOW.date()
LATER = NOW + timedelta(days=1)


@pytest.mark.covers("C11", "D7", "F-FIT-2", "F-FIT-6")
def test_history_tells_work_and_seats_over_time(
    partner: Person, analyst: Person, steering: Group, other_organisation: Organisation
) -> None:
    Seat.objects.create(group=steering, role="member", person=partner, since=date(2024, 5, 1), until=date(2025, 4, 30))
    old = Affiliation.objects.get(person=partner)
    operations.end_affiliation(by=analyst, affiliation=old, until=date(2025, 6, 30), at=NOW)
    operations.affiliate(
        by=analyst, person=partner, organisation=other_organisation, since=date(2025, 7, 1), at=NOW, title="Librarian"
    )
    told = [(one.what, one.where, one.since, one.until) for one in own_page.history(partner, partner, TODAY)]
    assert told == [
        ("Librarian", "Open Shelf Library", date(2025, 7, 1), None),
        ("", "First Rung", date(2024, 1, 1), date(2025, 6, 30)),
        ("member", "Steering committee, Fork County Thrives", date(2024, 5, 1), date(2025, 4, 30)),
    ]


@pytest.mark.parametrize("who", ["resident", "funder", "stranger"])
def test_history_is_not_told_to_others(request: pytest.FixtureRequest, partner: Person, who: str) -> None:
    assert own_page.history(request.getfixturevalue(who), partner, TODAY) == []


@pytest.mark.covers("C11", "F-INF-4")
def test_one_person_takes_part_as_several_over_time(resident: Person) -> None:
    operations.take_part_as(by=resident, person=resident, sectors={"parent"}, at=NOW)
    operations.take_part_as(by=resident, person=resident, sectors={"student"}, at=LATER)
    held = list(resident.capacities.values_list("sector", "since", "until"))
    assert held == [("parent", TODAY, LATER.date()), ("student", LATER.date(), None)]


def test_capacity_that_was_ended_by_mistake_goes_on(resident: Person) -> None:
    for sectors, at in (({"parent"}, NOW), (set(), LATER), ({"parent"}, LATER)):
        operations.take_part_as(by=resident, person=resident, sectors=sectors, at=at)
    assert list(resident.capacities.values_list("since", "until")) == [(TODAY, None)]


@pytest.mark.covers("C11", "H9", "F-PRI-2")
@pytest.mark.parametrize("who", ["chair", "analyst", "partner", "trainer", "funder", "stranger"])
def test_lived_experience_is_private_until_its_writer_chooses(
    request: pytest.FixtureRequest, resident: Person, who: str
) -> None:
    operations.describe_experience(by=resident, person=resident, words="Two evictions.", at=NOW)
    reader = request.getfixturevalue(who)
    assert own_page.experience_of(resident, resident, TODAY) == LivedExperience.objects.get()
    assert own_page.experience_of(reader, resident, TODAY) is None


@pytest.mark.covers("H9")
@pytest.mark.parametrize(
    ("seen_by", "readers"),
    [("private", []), ("group", ["chair"]), ("network", ["analyst", "chair", "trainer"])],
)
def test_lived_experience_is_seen_by_whom_its_writer_chose(
    request: pytest.FixtureRequest, resident: Person, seen_by: str, readers: list[str]
) -> None:
    operations.describe_experience(by=resident, person=resident, words="Two evictions.", at=NOW, seen_by=seen_by)
    others = ["analyst", "chair", "funder", "partner", "stranger", "trainer"]
    reads = [who for who in others if own_page.experience_of(request.getfixturevalue(who), resident, TODAY) is not None]
    assert reads == readers


@pytest.mark.parametrize("who", ["chair", "analyst", "stranger"])
def test_nobody_speaks_for_another(request: pytest.FixtureRequest, resident: Person, who: str) -> None:
    somebody = request.getfixturevalue(who)
    told: dict[str, Any] = {"by": somebody, "person": resident, "at": NOW}
    with pytest.raises(PermissionDenied):
        operations.describe_experience(words="Mine", **told)
    with pytest.raises(PermissionDenied):
        operations.give_consent(purpose="photo", version=1, **told)
    with pytest.raises(PermissionDenied):
        operations.choose_mails(wanted={"news": True}, **told)
    with pytest.raises(PermissionDenied):
        operations.take_part_as(sectors={"parent"}, **told)


def test_words_that_were_changed_or_taken_away_stay_for_their_writer_only(resident: Person, chair: Person) -> None:
    for words in ("First.", "Second.", ""):
        operations.describe_experience(by=resident, person=resident, words=words, at=NOW, seen_by="network")
    assert own_page.experience_of(chair, resident, TODAY) is None
    assert [one.words for one in own_page.experiences_over_time(resident, resident)] == ["Second.", "First."]
    assert list(own_page.experiences_over_time(chair, resident)) == []


def test_consent_is_dated_and_names_its_wording(resident: Person) -> None:
    operations.give_consent(by=resident, person=resident, purpose="photo", version=1, at=NOW)
    assert own_page.agrees_to(resident, "photo") is True
    operations.withdraw_consent(by=resident, person=resident, purpose="photo", at=LATER)
    kept = resident.consents.get()
    assert (kept.text_version, kept.given_at, kept.withdrawn_at) == (1, NOW, LATER)
    assert own_page.agrees_to(resident, "photo") is False


@pytest.mark.parametrize(("purpose", "version"), [("photo", 2), ("photo", 0), ("everything", 1)])
def test_wording_that_was_not_shown_cannot_be_agreed_to(resident: Person, purpose: str, version: int) -> None:
    with pytest.raises(ValidationError):
        operations.give_consent(by=resident, person=resident, purpose=purpose, version=version, at=NOW)
    assert resident.consents.count() == 0


def test_page_leads_from_choice_to_choice(signed_in: Any, resident: Person) -> None:
    client = signed_in(resident)
    client.post("/me/about/", {"name": "Rosa Resident", "sectors": ["parent"]})
    client.post("/me/experience/", {"words": "Two evictions.", "seen_by": "group", "is_counted": "on"})
    client.post("/me/agreements/photo/", {"version": "1", "choice": "give"})
    client.post("/me/mails/", {"tasks": "on"})
    page = client.get("/me/").content.decode()
    shown = ["Rosa Resident", "parent", "Two evictions.", "the members of my groups", "yes, since", "Things that wait"]
    assert [words for words in shown if words not in page] == []
    assert "Meetings and events to which I am invited" not in page


def test_only_necessary_mails_are_one_press_away(signed_in: Any, resident: Person) -> None:
    client = signed_in(resident)
    client.post("/me/mails/", {"tasks": "on", "none": "1"})
    assert [kind.code for kind, wanted in own_page.mail_choices(resident) if wanted] == []


def test_own_work_is_ended_by_oneself_and_nobody_elses(signed_in: Any, partner: Person, resident: Person) -> None:
    work = Affiliation.objects.get(person=partner)
    assert signed_in(resident).post(f"/me/jobs/{work.pk}/end/").status_code == 404
    client = signed_in(partner)
    assert "You no longer work at First Rung?" in client.get(f"/me/jobs/{work.pk}/end/").content.decode()
    client.post(f"/me/jobs/{work.pk}/end/")
    work.refresh_from_db()
    assert work.until is not None
    assert client.get("/me/").status_code == 200


@pytest.mark.covers("A14")
def test_page_speaks_spanish(signed_in: Any, resident: Person) -> None:
    page = signed_in(resident).get("/me/", headers={"accept-language": "es-MX"}).content.decode()
    assert "Mi experiencia vivida" in page
