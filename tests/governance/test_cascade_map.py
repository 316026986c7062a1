"""The map of the whole cascade on any day, who ties groups together, and who must not see it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from commonweal.governance import operations, rules
from commonweal.governance.cascade_drafts import ChangeDraft, CharterDraft
from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.governance.models.naming import OwnName
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.queries.cascade import cascade_on
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, SINCE, person

TODAY = NOW.date()
PAGES = ["cascade/", "groups/good-jobs/", "roles/", "roles/leadership/"]


@pytest.fixture
def jobs(initiative: Initiative, analyst: Person) -> Group:
    draft = operations.GroupDraft("good-jobs", "Good Jobs", "Buenos empleos")
    formed = ChangeDraft(date(2025, 1, 10), "Employers asked.")
    return operations.add_group(by=analyst, initiative=initiative, group=draft, at=NOW, formed=formed)


def ties(initiative: Initiative, on: date) -> dict[str, list[tuple[str, list[str]]]]:
    return {
        node.group.code: [(link.other.code, [one.name for one in link.people]) for link in node.links]
        for node in cascade_on(initiative, on).nodes
    }


@pytest.mark.covers("C5", "F-INF-1")
def test_whoever_sits_in_both_ties_two_groups(
    initiative: Initiative, steering: Group, jobs: Group, resident: Person
) -> None:
    Seat.objects.create(group=jobs, role="co-chair", person=resident, since=date(2025, 2, 1))
    assert ties(initiative, TODAY)["good-jobs"] == [("steering", ["Resident"])]
    assert ties(initiative, date(2025, 1, 31))["good-jobs"] == []


def test_who_speaks_for_an_organisation_ties_groups_too(
    initiative: Initiative, steering: Group, jobs: Group, partner: Person, partner_organisation: Organisation
) -> None:
    seat = Seat.objects.create(group=steering, role="member", organisation=partner_organisation, since=SINCE)
    Representative.objects.create(seat=seat, person=partner, since=SINCE)
    Seat.objects.create(group=jobs, role="member", person=partner, since=SINCE)
    assert ties(initiative, TODAY)["steering"] == [("good-jobs", ["Partner"])]


@pytest.mark.covers("C5")
def test_working_group_without_a_link_is_flagged_until_somebody_ties_it(
    signed_in: Any, initiative: Initiative, steering: Group, jobs: Group, resident: Person
) -> None:
    browser = signed_in(resident)
    words = "Nobody from here sits on the steering committee"
    assert words in browser.get("/desk/fork/cascade/").content.decode()
    Seat.objects.create(group=jobs, role="member", person=resident, since=SINCE)
    assert words not in browser.get("/desk/fork/cascade/").content.decode()


@pytest.mark.covers("C14", "F-INF-8", "F-INF-1", "F-INF-2", "F-INF-4", "F-DEF-2")
def test_map_has_four_levels_and_says_where_one_is(
    signed_in: Any, initiative: Initiative, steering: Group, backbone: Group, jobs: Group, chair: Person
) -> None:
    Group.objects.create(initiative=initiative, code="council", name_en="Resident Council", kind="community")
    page = signed_in(chair).get("/desk/fork/cascade/?here=good-jobs").content.decode()
    headings = [f'id="level-{kind}"' for kind in ("steering", "backbone", "working", "community")]
    places = [page.index(one) for one in headings]
    assert places == sorted(places)
    assert page.count("You are here") == 1
    card = page[page.index("You are here") :]
    assert card.index("Good Jobs") < card.index("</article>")


@pytest.mark.covers("C14", "C3")
def test_map_of_an_earlier_day_shows_what_was_then(
    signed_in: Any, analyst: Person, initiative: Initiative, jobs: Group, chair: Person
) -> None:
    Seat.objects.create(
        group=jobs, role="co-chair", person=person("Former"), since=date(2025, 2, 1), until=date(2025, 4, 30)
    )
    operations.rename_group(
        by=analyst, group=jobs, name_en="Work", name_es="", change=ChangeDraft(date(2025, 6, 1), "Shorter."), at=NOW
    )
    browser = signed_in(chair)
    then = browser.get("/desk/fork/cascade/?on=2025-03-01").content.decode()
    now = browser.get("/desk/fork/cascade/").content.decode()
    before = browser.get("/desk/fork/cascade/?on=2025-01-09").content.decode()
    assert ["Former" in page for page in (then, now)] == [True, False]
    assert [name for name in ("Good Jobs", "Work<") if name in then] == ["Good Jobs"]
    assert [name for name in ("Good Jobs", "Work<") if name in now] == ["Work<"]
    assert "good-jobs" not in before
    assert "This is how it was on 1 March 2025." in then


def test_day_that_is_none_is_said_beside_its_field(signed_in: Any, chair: Person) -> None:
    page = signed_in(chair).get("/desk/fork/cascade/?on=2025-02-31")
    assert (page.status_code, "field-error" in page.content.decode()) == (200, True)


def test_ended_group_stands_below_the_map_with_what_became_of_it(
    signed_in: Any, analyst: Person, initiative: Initiative, jobs: Group, steering: Group
) -> None:
    operations.close_group(by=analyst, group=jobs, change=ChangeDraft(date(2025, 6, 1), "The work is done."), at=NOW)
    browser = signed_in(analyst)
    assert "closed on 1 June 2025" in browser.get("/desk/fork/cascade/").content.decode()
    assert "The work is done." in browser.get("/desk/fork/groups/good-jobs/").content.decode()


def test_page_of_a_group_on_a_day_before_it_was_formed_leads_to_the_map_of_that_day(
    signed_in: Any, chair: Person, jobs: Group
) -> None:
    answer = signed_in(chair).get("/desk/fork/groups/good-jobs/?on=2001-05-01", follow=True)
    assert answer.redirect_chain == [("/desk/fork/cascade/?on=2001-05-01", 302)]
    assert f"{jobs.name} was not there on that day yet." in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_cascade_is_not_there_for_who_has_no_seat(
    request: pytest.FixtureRequest, signed_in: Any, jobs: Group, who: str, path: str
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(f"/desk/fork/{path}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["analyst", "chair", "trainer", "resident"])
def test_cascade_is_open_to_whoever_has_a_seat(
    request: pytest.FixtureRequest, signed_in: Any, jobs: Group, who: str, path: str
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(f"/desk/fork/{path}").status_code == 200


def test_member_of_another_initiative_does_not_see_this_one(
    signed_in: Any, jobs: Group, stranger: Person, django_user_model: Any
) -> None:
    elsewhere = operations.found_initiative(
        by=None, name="Elsewhere", slug="elsewhere", place_name="E", time_zone="America/Denver", at=NOW
    )
    operations.seat(by=None, group=elsewhere.groups.get(), role="member", holder=stranger, since=SINCE, at=NOW)
    browser = signed_in(stranger)
    assert [browser.get(f"/desk/{slug}/cascade/").status_code for slug in ("elsewhere", "fork")] == [200, 404]
    assert browser.get("/desk/elsewhere/groups/good-jobs/").status_code == 404


def test_map_shows_no_addresses(signed_in: Any, resident: Person, chair: Person, jobs: Group) -> None:
    browser = signed_in(resident)
    for path in ("cascade/", "groups/steering/", f"seats/{Seat.objects.get(person=chair).pk}/"):
        assert "@" not in browser.get(f"/desk/fork/{path}").content.decode()


def test_map_asks_the_database_as_often_for_many_groups_as_for_few(
    initiative: Initiative, steering: Group, jobs: Group, resident: Person, django_assert_num_queries: Any
) -> None:
    def look() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            cascade_on(initiative, TODAY)
        return len(asked)

    few = look()
    for number in range(6):
        more = Group.objects.create(initiative=initiative, code=f"g{number}", name_en=f"G{number}", kind="working")
        Seat.objects.create(group=more, role="co-chair", person=person(f"P{number}"), since=SINCE)
    assert look() == few


class TestSteppingDown:
    """A chair who removes herself is asked, told what follows, and then it works."""

    @pytest.fixture
    def charter(self, steering: Group) -> None:
        draft = CharterDraft(SINCE, {"purpose_en": "Leads."}, "consent", 1, seats={"chair": 1})
        write_charter(by=None, group=steering, charter=draft, at=NOW)

    @pytest.mark.covers("D4", "D11")
    def test_chair_is_told_what_follows_and_gives_her_seat_back(
        self, signed_in: Any, initiative: Initiative, chair: Person, charter: None
    ) -> None:
        address = f"/desk/fork/seats/{Seat.objects.get(person=chair).pk}/give-back/"
        browser = signed_in(chair)
        page = browser.get(address).content.decode()
        assert "Nobody else chairs the steering committee." in page
        assert "The seat stands open on the map from today" in page
        assert "You have no other seat here" in page
        assert browser.post(address).status_code == 302
        assert [one.role for one in cascade_on(initiative, rules.today(initiative, NOW)).open_seats] == []
        seat = Seat.objects.get(person=chair)
        assert (seat.ended, browser.get("/desk/fork/cascade/").status_code) == ("stepped-down", 404)

    def test_seat_given_back_stands_open_from_that_day(
        self, initiative: Initiative, chair: Person, charter: None
    ) -> None:
        operations.step_down(by=chair, seat=Seat.objects.get(person=chair), at=NOW)
        open_seats = cascade_on(initiative, TODAY).open_seats
        assert [(one.role, one.since) for one in open_seats] == [("chair", TODAY)]

    def test_last_data_manager_cannot_step_down(self, signed_in: Any, analyst: Person) -> None:
        seat = Seat.objects.get(person=analyst)
        with pytest.raises(ValidationError):
            operations.step_down(by=analyst, seat=seat, at=NOW)
        page = signed_in(analyst).post(f"/desk/fork/seats/{seat.pk}/give-back/")
        assert (page.status_code, "last data manager" in page.content.decode()) == (422, True)

    @pytest.mark.parametrize("who", ["analyst", "resident", "trainer", "partner", "funder", "stranger"])
    def test_nobody_gives_back_the_seat_of_another(
        self, request: pytest.FixtureRequest, signed_in: Any, initiative: Initiative, chair: Person, who: str
    ) -> None:
        browser = signed_in(request.getfixturevalue(who))
        assert browser.post(f"/desk/fork/seats/{Seat.objects.get(person=chair).pk}/give-back/").status_code == 404
        assert rules.is_chair(chair, initiative, TODAY + timedelta(days=1))


@pytest.mark.parametrize("path", ["groups/steering/", "groups/steering/charter/", "groups/steering/guests/", "roles/"])
def test_pages_of_the_cascade_stand_under_it(signed_in: Any, chair: Person, path: str) -> None:
    page = signed_in(chair).get(f"/desk/fork/{path}").content.decode()
    strip = page.split('class="sections-of-work"')[1].split("</nav>")[0]
    marked = [part.split("</a>")[0] for part in strip.split('aria-current="true">')[1:]]
    assert marked == ["People and places", "The cascade"]


def test_map_calls_levels_and_open_seats_as_the_initiative_does(
    signed_in: Any, initiative: Initiative, jobs: Group, chair: Person
) -> None:
    OwnName.objects.create(initiative=initiative, code="kind.working", name_en="action teams", name_es="")
    OwnName.objects.create(initiative=initiative, code="role.co-chair", name_en="co-lead", name_es="")
    draft = CharterDraft(SINCE, {"purpose_en": "Works."}, "consent", 1, seats={"co-chair": 1})
    write_charter(by=None, group=jobs, charter=draft, at=NOW)
    page = signed_in(chair).get("/desk/fork/cascade/").content.decode()
    assert '<h2 id="level-working">Action teams</h2>' in page
    assert "co-lead: open since January 2024" in page
