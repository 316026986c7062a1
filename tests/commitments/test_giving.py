"""What is given: promised beside arrived, valued where the giver says so, and amounts only for whom they are meant."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.commitments.models import Arrival, Contribution
from commonweal.commitments.operations import (
    ArrivalDraft,
    ContributionDraft,
    end_contribution,
    give,
    note_arrival,
    set_currency,
    thank,
)
from commonweal.commitments.queries.giving import given_by, ledger
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative, Seat
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE

pytestmark = pytest.mark.covers("D1")
PAGE = "/desk/fork/giving/"
GRANT = {"kind": "money", "words": "A data analyst for two years.", "purpose": "backbone", "worth": Decimal(80_000)}


def given(initiative: Initiative, giver: Any, by: Any = None, **more: Any) -> Contribution:
    return give(by=by, initiative=initiative, giver=giver, contribution=ContributionDraft(**more), at=NOW)


@pytest.fixture
def foundation(funder: Person) -> Organisation:
    return funder.affiliations.get().organisation


@pytest.fixture
def grant(initiative: Initiative, foundation: Organisation) -> Contribution:
    return given(initiative, foundation, **GRANT)


@pytest.mark.covers("D3", "F-ROL-4")
def test_money_is_added_up_by_what_it_is_for(
    initiative: Initiative, foundation: Organisation, grant: Contribution, analyst: Person
) -> None:
    given(initiative, foundation, kind="money", words="A pilot.", purpose="strategy", worth=Decimal(5000))
    note_arrival(by=None, contribution=grant, arrival=ArrivalDraft(date(2026, 3, 1), worth=Decimal(20_000)), at=NOW)
    told = ledger(analyst, initiative, NOW)
    assert [(one.purpose, one.promised, one.arrived, one.to_come) for one in told.totals] == [
        ("backbone", 80_000, 20_000, 60_000),
        ("strategy", 5000, 0, 5000),
    ]
    assert told.for_the_backbone == 80_000


def test_amount_that_nobody_said_is_not_zero(
    initiative: Initiative, foundation: Organisation, analyst: Person, signed_in: Any
) -> None:
    given(initiative, foundation, kind="money", words="An evaluator.", purpose="evaluation")
    page = signed_in(analyst).get(PAGE).content.decode()
    assert (page.count("not said</span>"), "$0 of $0" in page) == (3, False)


def test_what_nobody_valued_has_no_value(initiative: Initiative, foundation: Organisation, analyst: Person) -> None:
    given(initiative, foundation, kind="room", words="The hall on Tuesdays.")
    given(initiative, foundation, kind="food", words="Supper for 40.", worth=Decimal(300))
    told = ledger(analyst, initiative, NOW)
    assert (told.in_kind, told.in_kind_valued, told.in_kind_worth) == (2, 1, 300)


def test_hours_given_stand_beside_hours_promised(initiative: Initiative, resident: Person, analyst: Person) -> None:
    promised = given(initiative, resident, kind="hours", words="Two evenings.", hours=Decimal(12))
    note_arrival(by=None, contribution=promised, arrival=ArrivalDraft(date(2026, 3, 2), hours=Decimal("4.5")), at=NOW)
    told = ledger(analyst, initiative, NOW)
    assert (told.hours_arrived, told.hours_promised) == (Decimal("4.5"), 12)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("analyst", True), ("chair", False), ("resident", False), ("trainer", False), ("funder", True)],
)
def test_private_amount_is_for_its_giver_and_the_data_managers(
    request: pytest.FixtureRequest, initiative: Initiative, grant: Contribution, signed_in: Any, who: str, sees: bool
) -> None:
    page = signed_in(request.getfixturevalue(who)).get(f"{PAGE}{grant.pk}/").content.decode()
    assert ("$80,000" in page, "A data analyst for two years." in page) == (sees, True)


def test_amount_that_a_reader_may_not_see_is_in_none_of_their_sums(
    initiative: Initiative, foundation: Organisation, grant: Contribution, resident: Person, signed_in: Any
) -> None:
    open_line = {**GRANT, "words": "Start-up.", "worth": Decimal(1000), "amounts_seen": "network"}
    given(initiative, foundation, **open_line)
    total = ledger(resident, initiative, NOW).money
    assert (total.lines, total.hidden, total.promised) == (2, 1, 1000)
    page = signed_in(resident).get(PAGE).content.decode()
    assert ("80,000" in page, "1 amount is not for you to see; it is in no sum here." in page) == (False, True)


def test_funder_without_a_seat_sees_their_own_and_nothing_else(
    initiative: Initiative, grant: Contribution, partner_organisation: Organisation, funder: Person, signed_in: Any
) -> None:
    other = given(initiative, partner_organisation, kind="room", words="A room.")
    client = signed_in(funder)
    assert [client.get(f"{PAGE}{address}").status_code for address in ("own/", f"{grant.pk}/", "", f"{other.pk}/")] == [
        200, 200, 404, 404,
    ]  # fmt: skip
    assert [gift.contribution for gift in given_by(funder, initiative, NOW)] == [grant]


def test_giver_without_a_seat_writes_down_what_they_give(
    initiative: Initiative, funder: Person, foundation: Organisation, signed_in: Any
) -> None:
    sent = {
        "giver": f"organisation:{foundation.pk}", "words": "Seed money.", "purpose": "seed", "worth": "2500.50",
        "amounts_seen": "private", "group": "", "to_organisation": "", "until": "2026-12-31", "promised_on": "",
    }  # fmt: skip
    answer = signed_in(funder).post(f"{PAGE}add/?kind=money", sent)
    made = Contribution.objects.get()
    assert (answer.status_code, made.worth, made.giver, made.until) == (
        302, Decimal("2500.50"), foundation, date(2026, 12, 31),
    )  # fmt: skip


def test_amount_below_zero_is_refused_in_words_of_ours(
    initiative: Initiative, funder: Person, foundation: Organisation, signed_in: Any
) -> None:
    sent = {"giver": f"organisation:{foundation.pk}", "words": "Seed money.", "worth": "-5"}
    page = signed_in(funder).post(f"{PAGE}add/?kind=money", sent).content.decode()
    assert ("Write 0 or more." in page, "Ensure this value" in page) == (True, False)


@pytest.mark.parametrize("who", ["resident", "trainer", "chair", "partner", "stranger"])
def test_nobody_gives_in_the_name_of_others(
    request: pytest.FixtureRequest, initiative: Initiative, foundation: Organisation, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        given(initiative, foundation, by=request.getfixturevalue(who), **GRANT)


@pytest.mark.parametrize("who", ["resident", "trainer", "funder", "stranger"])
def test_who_does_not_receive_it_cannot_say_that_it_arrived(
    request: pytest.FixtureRequest, grant: Contribution, who: str
) -> None:
    arrival = ArrivalDraft(date(2026, 3, 1), worth=Decimal(1))
    with pytest.raises(PermissionDenied):
        note_arrival(by=request.getfixturevalue(who), contribution=grant, arrival=arrival, at=NOW)
    assert Arrival.objects.count() == 0


def test_what_arrived_is_written_down_on_the_page_of_the_gift(
    grant: Contribution, analyst: Person, signed_in: Any
) -> None:
    desk, day = signed_in(analyst), date.today().isoformat()
    assert desk.post(f"{PAGE}{grant.pk}/arrived/", {"on": day, "worth": ""}).status_code == 422
    page = desk.post(f"{PAGE}{grant.pk}/arrived/", {"on": day, "worth": "20000"}, follow=True).content.decode()
    assert ("Noted: it arrived." in page, "$20,000" in page) == (True, True)
    assert grant.arrivals.get().worth == 20_000


def test_thanks_stand_on_the_page_and_go_to_the_giver_by_mail(
    initiative: Initiative, grant: Contribution, chair: Person, signed_in: Any
) -> None:
    thank(by=chair, contribution=grant, words="Two analysts now call every school.", at=NOW)
    mail = Message.objects.get()
    assert (mail.to, "Two analysts now call every school." in mail.text, "/giving/" in mail.text) == (
        "data@ninebark.example", True, False,
    )  # fmt: skip
    assert "Two analysts now call every school." in signed_in(chair).get(f"{PAGE}{grant.pk}/").content.decode()


def test_what_does_not_come_counts_no_longer_and_is_still_told(
    initiative: Initiative, grant: Contribution, funder: Person, analyst: Person, signed_in: Any
) -> None:
    end_contribution(by=funder, contribution=grant, why="let go", at=NOW)
    told = ledger(analyst, initiative, NOW)
    assert (told.totals, [gift.contribution for gift in told.ended]) == ([], [grant])
    with pytest.raises(ValidationError, match="ended before"):
        note_arrival(by=None, contribution=grant, arrival=ArrivalDraft(date(2026, 3, 1), worth=Decimal(1)), at=NOW)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "gold", "words": "A bar."}, "kind"),
        ({"kind": "room", "words": " "}, "words"),
        ({"kind": "money", "words": "A grant."}, "purpose"),
        ({"kind": "room", "words": "A room.", "purpose": "seed"}, "purpose"),
        ({"kind": "room", "words": "A room.", "hours": Decimal(2)}, "hours"),
        ({"kind": "food", "words": "Soup.", "worth": Decimal(0)}, "worth"),
        ({"kind": "food", "words": "Soup.", "until": date(2026, 1, 1)}, "until"),
        ({"kind": "food", "words": "Soup.", "promised_on": date(2027, 1, 1)}, "promised_on"),
        ({"kind": "food", "words": "Soup.", "amounts_seen": "group"}, "amounts_seen"),
    ],
)
def test_odd_gift_is_named_and_not_stored(
    initiative: Initiative, foundation: Organisation, more: Any, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        given(initiative, foundation, **more)
    assert (list(refused.value.message_dict), Contribution.objects.count()) == ([field], 0)


def test_currency_stays_once_an_amount_stands(initiative: Initiative, grant: Contribution, analyst: Person) -> None:
    with pytest.raises(ValidationError, match="nobody can convert them"):
        set_currency(by=analyst, initiative=initiative, currency="MXN", at=NOW)


def test_money_is_told_in_the_initiatives_currency(
    initiative: Initiative, foundation: Organisation, analyst: Person, signed_in: Any
) -> None:
    set_currency(by=analyst, initiative=initiative, currency="EUR", at=NOW)
    given(initiative, foundation, **GRANT)
    assert "€80,000" in signed_in(analyst).get(PAGE).content.decode()


def test_chair_of_a_group_writes_down_what_the_group_gets(
    initiative: Initiative, steering: Any, chair: Person, foundation: Organisation
) -> None:
    made = given(initiative, foundation, by=chair, group=steering, kind="food", words="Supper.")
    assert made.recorded_by == chair.actor_id


def test_former_employee_no_longer_sees_the_amount(
    initiative: Initiative, grant: Contribution, funder: Person, steering: Any, signed_in: Any
) -> None:
    Seat.objects.create(group=steering, role=Seat.Role.MEMBER, person=funder, since=SINCE)
    Affiliation.objects.filter(person=funder).update(until=date(2026, 1, 1))
    assert "$80,000" not in signed_in(funder).get(f"{PAGE}{grant.pk}/").content.decode()


def test_the_place_s_own_currency_can_be_chosen_again(initiative: Initiative, analyst: Person) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(time_zone="Asia/Kolkata")
    initiative.refresh_from_db()
    assert set_currency(by=analyst, initiative=initiative, currency="INR", at=NOW).currency == "INR"
    with pytest.raises(ValidationError):
        set_currency(by=analyst, initiative=initiative, currency="XXX", at=NOW)
