"""Ways to take part: found, joined with one tap and without an account, put into a calendar, and left again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from commonweal.commitments.models import Joining, Opportunity
from commonweal.commitments.operations import (
    Guest,
    OpportunityDraft,
    cancel_opportunity,
    change_opportunity,
    join,
    join_without_account,
    leave_by_link,
    leave_opportunity,
    make_public,
    offer,
)
from commonweal.commitments.queries.opportunities import OpportunityFilter, open_to_everybody, open_to_members
from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Involvement
from commonweal.people.models import Person
from commonweal.people.operations.erasing import erase
from tests.cast import NOW, person

pytestmark = pytest.mark.covers("C12")
DESK, PUBLIC = "/desk/fork/opportunities/", "/fork/take-part/"
#: A Saturday, ten in the morning in New York.
SATURDAY = datetime(2099, 3, 7, 15, 0, tzinfo=UTC)
AGREED = {"agreed_to": "Keep my name."}


def drafted(**more: Any) -> OpportunityDraft:
    facts = {"starts_at": SATURDAY, "where": "Eastside library", "title_en": "Read with a child", **more}
    return OpportunityDraft(**facts)


def offered(initiative: Initiative, by: Any = None, **more: Any) -> Opportunity:
    return offer(by=by, initiative=initiative, opportunity=drafted(**more), at=NOW)


def public(initiative: Initiative, **more: Any) -> Opportunity:
    return make_public(by=None, opportunity=offered(initiative, **more), at=NOW)


def test_strangers_read_only_what_somebody_made_public(initiative: Initiative, client: Client) -> None:
    hidden = offered(initiative, title_en="Sort the books")
    shown = public(initiative)
    page = client.get(PUBLIC).content.decode()
    assert ("Read with a child" in page, "Sort the books" in page) == (True, False)
    assert [client.get(f"{PUBLIC}{one.pk}/").status_code for one in (shown, hidden)] == [200, 404]
    assert client.get(f"{PUBLIC}{hidden.pk}/event.ics").status_code == 404


def test_who_made_it_public_and_when_is_kept_and_stands_on_no_public_page(
    initiative: Initiative, analyst: Person, client: Client
) -> None:
    made = make_public(by=analyst, opportunity=offered(initiative, by=analyst), at=NOW)
    assert (made.public_at, made.public_by) == (NOW, analyst.actor_id)
    assert "Analyst" not in client.get(f"{PUBLIC}{made.pk}/").content.decode()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Saturday", "Evening", "Morning"]),
        ({"when": "weekend"}, ["Saturday"]),
        ({"when": "evening"}, ["Evening"]),
        ({"when": "day"}, ["Morning"]),
        ({"language": "es"}, ["Evening", "Morning"]),
        ({"level": "lead"}, ["Morning"]),
        ({"skill": "hands"}, ["Saturday"]),
        ({"since": datetime(2099, 3, 10, tzinfo=UTC).date()}, ["Morning"]),
    ],
)
def test_one_finds_what_suits_by_time_language_level_and_skill(
    initiative: Initiative, wanted: Any, found: list[str]
) -> None:
    public(initiative, title_en="Saturday", skill="hands")
    public(initiative, title_en="Evening", starts_at=SATURDAY + timedelta(days=2, hours=8), languages="en es")
    public(initiative, title_en="Morning", starts_at=SATURDAY + timedelta(days=3), languages="es", level="lead")
    assert [way.opportunity.title for way in open_to_everybody(initiative, OpportunityFilter(**wanted), NOW)] == found


@pytest.mark.covers("D5", "F-ROL-6")
def test_somebody_without_an_account_joins_and_has_a_light_profile(
    initiative: Initiative, chair: Person, client: Client, signed_in: Any, analyst: Person
) -> None:
    made = public(initiative)
    answer = client.post(f"{PUBLIC}{made.pk}/", {"name": "Rosa", "email": "", "agreed": "on"})
    rosa = Person.objects.get(name="Rosa")
    assert (rosa.has_account, answer.status_code, answer["Location"].startswith("/coming/")) == (False, 302, True)
    assert "We expect you, Rosa." in client.get(answer["Location"]).content.decode()
    part = Involvement.objects.get(person=rosa)
    assert (part.kind, part.about, part.since) == ("event participant", "Read with a child", SATURDAY.date())
    assert "Rosa" in signed_in(analyst).get(f"{DESK}{made.pk}/").content.decode()


def test_without_the_agreement_nothing_is_kept(initiative: Initiative, client: Client) -> None:
    made = public(initiative)
    answer = client.post(f"{PUBLIC}{made.pk}/", {"name": "Rosa", "email": ""})
    assert (answer.status_code, Joining.objects.count(), Person.objects.count()) == (422, 0, 0)


def test_link_goes_to_the_address_and_is_shown_to_nobody_who_typed_it(
    initiative: Initiative, resident: Person, client: Client
) -> None:
    made = public(initiative)
    told = [
        client.post(f"{PUBLIC}{made.pk}/", {"name": "Somebody", "email": resident.email, "agreed": "on"})
        for _time in (1, 2)
    ]
    assert [(one.status_code, "/coming/" in one.content.decode()) for one in told] == [(200, False)] * 2
    assert (Joining.objects.count(), Message.objects.get().to) == (1, resident.email)
    resident.refresh_from_db()
    assert resident.name == "Resident"


def test_link_says_no_again_and_frees_the_place(initiative: Initiative, client: Client) -> None:
    made = public(initiative)
    token = join_without_account(by=None, opportunity=made, guest=Guest("Rosa", **AGREED), at=NOW)
    change_opportunity(by=None, opportunity=made, draft=drafted(places=1), at=NOW)
    assert "Can you not come after all?" in client.get(f"/coming/{token}/no/").content.decode()
    client.post(f"/coming/{token}/no/")
    assert (Joining.objects.get().left_at is None, Involvement.objects.count()) == (False, 0)
    assert "You are off the list" in client.get(f"/coming/{token}/").content.decode()
    assert "1 of 1 places is free" in client.get(PUBLIC).content.decode()


def test_stranger_takes_no_place_by_names_alone(initiative: Initiative, client: Client) -> None:
    made = public(initiative, places=1)
    answer = client.post(f"{PUBLIC}{made.pk}/", {"name": "Rosa", "email": "", "agreed": "on"})
    assert (answer.status_code, Joining.objects.count()) == (422, 0)
    answer = client.post(f"{PUBLIC}{made.pk}/", {"name": "Rosa", "email": "rosa@example.org", "agreed": "on"})
    assert "only then a place is yours" in answer.content.decode()
    assert "1 of 1 places is free" in client.get(PUBLIC).content.decode()


def mailed_token(to: str) -> str:
    return Message.objects.get(to=to).text.partition("/coming/")[2].partition("/")[0]


def test_place_is_taken_once_the_mailed_link_says_yes(initiative: Initiative, client: Client) -> None:
    made = public(initiative, places=1)
    for to in ("rosa@example.org", "ben@example.org"):
        client.post(f"{PUBLIC}{made.pk}/", {"name": to, "email": to, "agreed": "on"})
    rosa, ben = (f"/coming/{mailed_token(to)}/" for to in ("rosa@example.org", "ben@example.org"))
    assert "Yes, I will come" in client.get(rosa).content.decode()
    assert Involvement.objects.count() == 0
    assert [client.post(link).status_code for link in (rosa, ben)] == [200, 422]
    assert "We expect you" in client.get(rosa).content.decode()
    assert (Joining.objects.coming().count(), Involvement.objects.count()) == (1, 1)


def test_unknown_link_opens_nothing(initiative: Initiative, client: Client) -> None:
    assert [client.get(f"/coming/none/{end}").status_code for end in ("", "no/")] == [404, 404]


def test_last_place_is_given_once(initiative: Initiative, chair: Person, resident: Person) -> None:
    made = offered(initiative, places=1)
    join(by=chair, opportunity=made, at=NOW)
    with pytest.raises(ValidationError, match="All places are taken"):
        join(by=resident, opportunity=made, at=NOW)
    leave_opportunity(by=chair, opportunity=made, at=NOW)
    assert join(by=resident, opportunity=made, at=NOW).name == "Resident"


def test_member_joins_with_one_tap_and_once(
    initiative: Initiative, resident: Person, signed_in: Any, backbone: Group
) -> None:
    made, client = offered(initiative), signed_in(resident)
    assert [client.post(f"{DESK}{made.pk}/join/").status_code for _time in (1, 2)] == [302, 302]
    assert Joining.objects.get().person == resident
    assert open_to_members(resident, initiative, OpportunityFilter(), timezone.now())[0].comes is True


@pytest.mark.parametrize(("who", "sees"), [("chair", True), ("analyst", True), ("resident", False), ("trainer", False)])
def test_who_comes_is_told_to_who_runs_it(
    request: pytest.FixtureRequest, initiative: Initiative, steering: Group, who: str, sees: bool, signed_in: Any
) -> None:
    reader = request.getfixturevalue(who)
    made = public(initiative, group=steering)
    join_without_account(by=None, opportunity=made, guest=Guest("Rosa Parra", **AGREED), at=NOW)
    page = signed_in(reader).get(f"{DESK}{made.pk}/").content.decode()
    assert ("Rosa Parra" in page, "1 person so far" in page) == (sees, True)


def test_calendar_file_is_read_by_a_calendar(initiative: Initiative, client: Client) -> None:
    made = public(
        initiative, text_en="Bring a book; we have juice, too.\nParking is free.", ends_at=SATURDAY + timedelta(hours=2)
    )
    answer = client.get(f"{PUBLIC}{made.pk}/event.ics")
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    for line in (
        "DTSTART:20990307T150000Z", "DTEND:20990307T170000Z", "SUMMARY:Read with a child", "STATUS:CONFIRMED",
        r"DESCRIPTION:Bring a book\; we have juice\, too.\nParking is free.",
    ):  # fmt: skip
        assert line in lines


def test_another_time_is_mailed_to_who_comes_and_changes_the_calendar(
    initiative: Initiative, resident: Person, client: Client
) -> None:
    made = public(initiative)
    join(by=resident, opportunity=made, at=NOW)
    later = drafted(starts_at=SATURDAY + timedelta(hours=1))
    change_opportunity(by=None, opportunity=made, draft=later, at=NOW)
    mail = Message.objects.get(cause=f"commitments.changed {made.pk}.1")
    assert (mail.to, "11:00" in mail.text) == (resident.email, True)
    assert b"SEQUENCE:1" in client.get(f"{PUBLIC}{made.pk}/event.ics").content


def test_what_is_cancelled_is_mailed_and_takes_nobody(initiative: Initiative, resident: Person, client: Client) -> None:
    made = public(initiative)
    join(by=resident, opportunity=made, at=NOW)
    cancelled = cancel_opportunity(by=None, opportunity=made, why="The hall is flooded.", at=NOW)
    assert "The hall is flooded." in Message.objects.get(cause=f"commitments.cancelled {made.pk}").text
    assert "The hall is flooded." in client.get(f"{PUBLIC}{made.pk}/").content.decode()
    assert open_to_everybody(initiative, OpportunityFilter(), NOW) == []
    with pytest.raises(ValidationError, match="does not take place"):
        join_without_account(by=None, opportunity=cancelled, guest=Guest("Rosa", **AGREED), at=NOW)


def test_machine_that_writes_in_names_is_stopped(initiative: Initiative) -> None:
    made = public(initiative)
    rosa = person("Rosa")
    Joining.objects.bulk_create(
        Joining(
            opportunity=made, person=rosa, name="R", token_hash=str(one), joined_at=NOW, left_at=NOW,
        )
        for one in range(40)
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Wait ten minutes"):
        join_without_account(by=None, opportunity=made, guest=Guest("Ben", **AGREED), at=NOW)


@pytest.mark.parametrize("who", ["resident", "partner", "funder", "stranger"])
def test_who_neither_leads_nor_works_in_the_backbone_offers_nothing(
    request: pytest.FixtureRequest, initiative: Initiative, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        offered(initiative, by=request.getfixturevalue(who))


def test_what_members_only_see_takes_no_stranger(initiative: Initiative, stranger: Person) -> None:
    made = offered(initiative)
    with pytest.raises(PermissionDenied):
        join_without_account(by=None, opportunity=made, guest=Guest("Rosa", **AGREED), at=NOW)
    with pytest.raises(PermissionDenied):
        join(by=stranger, opportunity=made, at=NOW)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title_en": " "}, "title_en"),
        ({"where": ""}, "where"),
        ({"starts_at": NOW}, "day"),
        ({"ends_at": SATURDAY}, "ends"),
        ({"places": 0}, "places"),
        ({"languages": "de"}, "languages"),
        ({"skill": "juggling"}, "skill"),
    ],
)
def test_odd_opportunity_is_named_and_not_stored(initiative: Initiative, more: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        offered(initiative, **more)
    assert (list(refused.value.message_dict), Opportunity.objects.count()) == ([field], 0)


def test_data_manager_offers_changes_and_makes_it_public_on_pages(
    initiative: Initiative, analyst: Person, signed_in: Any
) -> None:
    client = signed_in(analyst)
    sent = {
        "title_en": "Read with a child", "day": "2099-03-07", "begins": "10:00", "ends": "12:00", "where": "Library",
        "languages": "en es", "level": "first", "skill": "", "group": "",
    }  # fmt: skip
    assert client.post(f"{DESK}add/", sent).status_code == 302
    made = Opportunity.objects.get()
    assert made.starts_at == SATURDAY
    assert client.post(f"{DESK}{made.pk}/change/", {**sent, "where": "Hall"}).status_code == 302
    assert client.post(f"{DESK}{made.pk}/public/").status_code == 302
    assert client.post(f"{DESK}{made.pk}/cancel/", {"why": "Snow."}).status_code == 302
    made.refresh_from_db()
    assert (made.where, made.public_by, made.cancelled_why) == ("Hall", analyst.actor_id, "Snow.")


def test_erasure_takes_the_name_from_the_list(initiative: Initiative, resident: Person) -> None:
    join(by=resident, opportunity=offered(initiative), at=NOW)
    erase(by=resident, person=resident, at=NOW)
    assert Joining.objects.count() == 0


def test_link_of_another_is_not_ones_own(initiative: Initiative, resident: Person) -> None:
    made = public(initiative)
    token = join_without_account(by=None, opportunity=made, guest=Guest("Rosa", **AGREED), at=NOW)
    with pytest.raises(PermissionDenied):
        leave_by_link(by=resident, token=token, at=NOW)
    with pytest.raises(PermissionDenied):
        leave_opportunity(by=resident, opportunity=made, at=NOW)
