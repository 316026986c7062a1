"""What is asked of people: talking points, whom it reached by group, what came back; residents are never listed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.operations.aspirations import name_group
from commonweal.commitments.models import Approach, Ask
from commonweal.commitments.operations import (
    ApproachDraft,
    AskDraft,
    ResponseDraft,
    note_approach,
    note_response,
    open_ask,
)
from commonweal.commitments.queries.outreach import ask_of, asks
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Initiative
from commonweal.governance.operations.terms import take_up_role
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, SINCE

pytestmark = pytest.mark.covers("D2", "F-ROL-3")
PAGE = "/desk/fork/asks/"
TODAY = NOW.date()


@pytest.fixture
def ask(initiative: Initiative) -> Ask:
    draft = AskDraft("Come to the night of the parents.", "There is supper.\nChildren are looked after.")
    return open_ask(by=None, initiative=initiative, ask=draft, at=NOW)


def asked(ask: Ask, to: Any, by: Any = None, **more: Any) -> Approach:
    return note_approach(by=by, ask=ask, approach=ApproachDraft(to, TODAY, **more), at=NOW)


def test_reach_is_counted_by_group_of_residents(initiative: Initiative, ask: Ask, chair: Person) -> None:
    parents = name_group(by=None, initiative=initiative, name_en="Parents in Eastside", at=NOW)
    at_school = asked(ask, "At the school door", among=f"community:{parents.pk}", reached=30)
    note_response(by=None, approach=at_school, response=ResponseDraft("yes", 12), at=NOW)
    asked(ask, "At the market", reached=5)
    shown = ask_of(chair, initiative, ask.pk, NOW)
    assert [(one.name, one.reached, one.answers["yes"], one.silent) for one in shown.reach] == [
        ("Parents in Eastside", 30, 12, 18), ("", 5, 0, 5),
    ]  # fmt: skip


def test_newest_answer_counts_and_the_one_before_is_kept(ask: Ask, chair: Person, initiative: Initiative) -> None:
    one = asked(ask, "At the market")
    for answer in ("maybe", "yes"):
        note_response(by=None, approach=one, response=ResponseDraft(answer), at=NOW)
    assert ask_of(chair, initiative, ask.pk, NOW).total.answers == {"yes": 1, "maybe": 0, "no": 0}
    assert one.responses.count() == 2


def test_who_was_asked_is_for_who_asked_and_the_data_managers(
    ask: Ask, initiative: Initiative, resident: Person, trainer: Person, analyst: Person, chair: Person,
    partner_organisation: Organisation,
) -> None:  # fmt: skip
    asked(ask, trainer, by=resident)
    asked(ask, partner_organisation, by=resident)
    seen = {who: [one.to for one in ask_of(who, initiative, ask.pk, NOW).asked] for who in (resident, analyst, chair)}
    assert seen == {resident: ["Trainer", "First Rung"], analyst: ["Trainer", "First Rung"], chair: ["First Rung"]}
    assert ask_of(chair, initiative, ask.pk, NOW).total.reached == 2


@pytest.mark.parametrize("who", ["chair", "trainer", "partner", "funder", "stranger"])
def test_only_who_asked_says_what_came_back(
    request: pytest.FixtureRequest, ask: Ask, resident: Person, signed_in: Any, who: str
) -> None:
    one, other = asked(ask, "At the market", by=resident), request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        note_response(by=other, approach=one, response=ResponseDraft("yes"), at=NOW)
    assert signed_in(other).get(f"{PAGE}answers/{one.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_without_a_seat_nobody_reads_asks_or_writes_whom_they_asked(
    request: pytest.FixtureRequest, ask: Ask, initiative: Initiative, signed_in: Any, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        asked(ask, "A friend", by=person)
    assert (asks(person, initiative, NOW), signed_in(person).get(PAGE).status_code) == ([], 404)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ApproachDraft(" ", TODAY), "to"),
        (ApproachDraft("A friend", TODAY + timedelta(days=1)), "asked_on"),
        (ApproachDraft("A friend", TODAY, reached=0), "reached"),
        (ApproachDraft("A friend", TODAY, among="community:99"), "among"),
    ],
)
def test_odd_approach_is_named_and_not_stored(ask: Ask, draft: ApproachDraft, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        note_approach(by=None, ask=ask, approach=draft, at=NOW)
    assert (list(refused.value.message_dict), Approach.objects.count()) == ([field], 0)


def test_no_more_people_answer_than_heard_it(ask: Ask) -> None:
    with pytest.raises(ValidationError, match="than heard it: 3"):
        note_response(by=None, approach=asked(ask, "Three", reached=3), response=ResponseDraft("yes", 4), at=NOW)


def test_register_of_champions_tells_what_they_were_asked(
    initiative: Initiative, ask: Ask, resident: Person, analyst: Person, signed_in: Any
) -> None:
    term = take_up_role(by=None, initiative=initiative, term=SeatDraft("champion", resident, SINCE), at=NOW)
    note_response(
        by=None, approach=asked(ask, resident), response=ResponseDraft("yes", words="I bring my sister."), at=NOW
    )
    page = signed_in(analyst).get(f"/desk/fork/champions/{term.pk}/").content.decode()
    assert ("Come to the night of the parents." in page, "I bring my sister." in page) == (True, True)


def test_pages_take_an_ask_whom_one_asked_and_the_answer(
    initiative: Initiative, trainer: Person, signed_in: Any
) -> None:
    client = signed_in(trainer)
    sent = {"words": "Come on Saturday.", "points": "There is juice.", "group": "", "until": "2199-01-01"}
    assert client.post(f"{PAGE}add/", sent).status_code == 302
    ask = Ask.objects.get()
    approach = {"to": "", "to_words": "The choir", "among": "", "reached": "20", "asked_on": str(date(2026, 1, 5))}
    assert client.post(f"{PAGE}{ask.pk}/", approach).status_code == 302
    made = Approach.objects.get()
    assert client.post(f"{PAGE}answers/{made.pk}/", {"answer": "yes", "people": "9"}).status_code == 302
    page = client.get(f"{PAGE}{ask.pk}/").content.decode()
    assert ("20 people heard it: 9 yes, 0 perhaps, 0 no, 11 without a word" in page, "There is juice." in page) == (
        True, True,
    )  # fmt: skip
