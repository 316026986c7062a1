"""The pledge to take part is signed for a year, renewed, and read by everybody in counts and by few in names."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.governance.models import Group, Representative, Seat
from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.pledges import pledges
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, SINCE, person
from tests.instruments.conftest import answers_to, asking_of, send

ALL_FOUR = ["pledge-willing", "pledge-committed", "pledge-part", "pledge-connections"]


@pytest.fixture
def asked(ask: Callable[..., Survey]) -> Survey:
    return ask(code="participation-pledge", mode="named")


@pytest.fixture
def signed(asked: Survey, analyst: Person, twenty: list[Person]) -> Survey:
    """Six sign, one of them two guidelines only; the others are silent."""
    for who in twenty[:6]:
        send(asked, who, answers_to(asked, 4))
    two = dict.fromkeys(ALL_FOUR[:2], "yes")
    send(asked, twenty[6], two)
    return operations.close_survey(by=analyst, survey=asked, at=NOW + timedelta(days=8))


def test_pledge_holds_for_a_year_and_then_runs_out(signed: Survey, analyst: Person, twenty: list[Person]) -> None:
    last = NOW + timedelta(days=365)
    assert len(pledges(analyst, signed.initiative, last).in_force) == 7
    after = pledges(analyst, signed.initiative, last + timedelta(days=1))
    assert (len(after.in_force), len(after.run_out)) == (0, 7)


def test_pledge_that_ends_within_a_month_is_marked(signed: Survey, analyst: Person) -> None:
    soon = pledges(analyst, signed.initiative, NOW + timedelta(days=340))
    assert {pledge.ends_soon for pledge in soon.in_force} == {True}
    assert {pledge.ends_soon for pledge in pledges(analyst, signed.initiative, NOW).in_force} == {False}


def test_renewal_replaces_what_was_signed_before(
    signed: Survey, analyst: Person, twenty: list[Person], ask: Callable[..., Survey]
) -> None:
    again = ask(code="participation-pledge", mode="named")
    assert again.opens_on == signed.opens_on
    Survey.objects.filter(pk=again.pk).update(opens_on=signed.opens_on + timedelta(days=5))
    again.refresh_from_db()
    operations.send_answers(by=None, asking=asking_of(again, twenty[0]), answers={ALL_FOUR[3]: "yes"}, at=NOW)
    found = {pledge.person: pledge for pledge in pledges(analyst, signed.initiative, NOW).in_force}
    assert [text.en.partition(":")[0] for text in found[twenty[0]].signed] == ["I build connections"]
    assert found[twenty[0]].since == again.opens_on
    assert len(found[twenty[1]].signed) == 4


def test_members_read_counts_and_their_own_and_no_names(signed: Survey, twenty: list[Person]) -> None:
    found = pledges(twenty[6], signed.initiative, NOW + timedelta(days=9))
    assert found.everybody is None
    assert found.own is not None
    assert len(found.own.signed) == 2
    assert [(one.signed, one.middle) for one in found.guidelines] == [(7, 4.0), (7, 2.0), (6, 4.0), (6, 4.0)]


@pytest.mark.covers("G20", "F-RND-2")
def test_page_shows_names_to_the_data_manager_alone(
    signed_in: Any, asked: Survey, analyst: Person, twenty: list[Person]
) -> None:
    Survey.objects.filter(pk=asked.pk).update(opens_on=timezone.now().date(), closes_on=timezone.now().date())
    send(asked, twenty[0])
    page = signed_in(analyst).get("/desk/fork/surveys/pledge/").content.decode()
    assert "<b>Member00</b>, Fork County Office" in page
    other = signed_in(twenty[1]).get("/desk/fork/surveys/pledge/").content.decode()
    assert "Member00" not in other


def test_page_leads_who_was_asked_to_sign(signed_in: Any, asked: Survey, twenty: list[Person]) -> None:
    Survey.objects.filter(pk=asked.pk).update(opens_on=timezone.now().date(), closes_on=timezone.now().date())
    invitation = asked.invitations.get(person=twenty[0])
    page = signed_in(twenty[0]).get("/desk/fork/surveys/pledge/").content.decode()
    assert f'href="/desk/fork/answer/{invitation.pk}/">Read and sign</a>' in page


def test_stranger_sees_no_pledges(signed_in: Any, asked: Survey, stranger: Person) -> None:
    assert signed_in(stranger).get("/desk/fork/surveys/pledge/").status_code == 404


class TestOrganisations:
    """An organization signs through those who speak for it: what all of them signed is its pledge."""

    @pytest.fixture
    def speakers(self, working: Group, partner_organisation: Organisation) -> list[Person]:
        seat = Seat.objects.create(group=working, role=Seat.Role.MEMBER, organisation=partner_organisation, since=SINCE)
        people = [person(f"Voice{number}") for number in range(2)]
        for one in people:
            Representative.objects.create(seat=seat, person=one, since=SINCE)
        return people

    @pytest.fixture
    def signed(self, ask: Callable[..., Survey], speakers: list[Person]) -> Survey:
        survey = ask(code="organization-pledge", mode="named")
        send(survey, speakers[0], answers_to(survey, 4))
        send(survey, speakers[1], dict.fromkeys(ALL_FOUR[:3], "yes"))
        return survey

    @pytest.mark.covers("G20", "F-RND-2")
    def test_what_all_its_speakers_signed_holds_for_a_year(
        self, signed: Survey, analyst: Person, partner_organisation: Organisation
    ) -> None:
        (one,) = pledges(analyst, signed.initiative, NOW).organisations
        assert (one.organisation, len(one.signed), one.of) == (partner_organisation, 3, 4)
        after = pledges(analyst, signed.initiative, NOW + timedelta(days=366))
        assert after.organisations == ()

    def test_speaker_reads_it_and_a_member_of_another_house_does_not(
        self, signed: Survey, speakers: list[Person], twenty: list[Person], signed_in: Any
    ) -> None:
        pages = [signed_in(who).get("/desk/fork/surveys/pledge/") for who in (speakers[0], twenty[0])]
        assert [len(page.context["own_organisations"]) for page in pages] == [1, 0]

    def test_page_leads_whoever_was_asked_to_sign_for_it(
        self, ask: Callable[..., Survey], speakers: list[Person], signed_in: Any
    ) -> None:
        survey = ask(code="organization-pledge", mode="named", closes_on=timezone.now().date() + timedelta(days=7))
        page = signed_in(speakers[1]).get("/desk/fork/surveys/pledge/")
        assert f"/desk/fork/answer/{survey.invitations.get(person=speakers[1]).pk}/" in page.content.decode()

    def test_every_member_reads_which_organizations_hold_it_and_who_signed(
        self, ask: Callable[..., Survey], speakers: list[Person], twenty: list[Person], signed_in: Any
    ) -> None:
        survey = ask(code="organization-pledge", mode="named")
        Survey.objects.filter(pk=survey.pk).update(opens_on=timezone.now().date(), closes_on=timezone.now().date())
        send(survey, speakers[0], answers_to(survey, 4))
        page = signed_in(twenty[0]).get("/desk/fork/surveys/pledge/").content.decode()
        assert "Signed by Voice0. 1 of 2 who were asked answered." in page
        assert "A guideline counts once all who answered for an organization have signed it." in page

    def test_who_signs_for_it_is_told_before_that_members_read_it(
        self, ask: Callable[..., Survey], speakers: list[Person], signed_in: Any
    ) -> None:
        survey = ask(code="organization-pledge", mode="named", closes_on=timezone.now().date() + timedelta(days=7))
        door = f"/desk/fork/answer/{survey.invitations.get(person=speakers[1]).pk}/"
        page = signed_in(speakers[1]).get(door).content.decode()
        assert "members read it, and that you answered for it." in page

    def test_audience_is_counted_in_organizations(
        self, speakers: list[Person], analyst: Person, twenty: list[Person], signed_in: Any
    ) -> None:
        page = signed_in(analyst).get("/desk/fork/surveys/open/organization-pledge/").content.decode()
        assert "Good jobs: 1 organization today, through 2 people who may speak for it" in page

    def test_speaker_of_one_that_holds_none_reads_whom_to_write_to(
        self, speakers: list[Person], analyst: Person, signed_in: Any
    ) -> None:
        page = signed_in(speakers[0]).get("/desk/fork/surveys/pledge/")
        words = f"To be asked to sign, write to {analyst.name}."
        assert [str(one) for one in page.context["pledges"].unsigned] == ["First Rung"]
        assert "First Rung holds no pledge now" in page.content.decode()
        assert page.content.decode().count(words) == 2


def test_silent_member_reads_whom_to_write_to_once_the_round_is_over(
    signed: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    page = signed_in(twenty[9]).get("/desk/fork/surveys/pledge/").content.decode()
    assert f"To be asked to sign, write to {analyst.name}." in page
    assert "/surveys/open/participation-pledge/" not in page


def test_data_manager_is_led_to_the_next_round_even_before_the_first(signed_in: Any, analyst: Person) -> None:
    page = signed_in(analyst).get("/desk/fork/surveys/pledge/").content.decode()
    assert "/desk/fork/surveys/open/participation-pledge/" in page
    assert "/desk/fork/surveys/open/organization-pledge/" in page
    assert "To be asked to sign" not in page
