"""A line of money says which strategy it pays, and each strategy what it was promised and got."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.models import Strategy
from commonweal.agenda.operations.strategies import StrategyDraft, add_strategy
from commonweal.commitments.models import Contribution
from commonweal.commitments.operations import ArrivalDraft, ContributionDraft, give, note_arrival, say_which_strategy
from commonweal.governance.about import pairs_of
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Group, Initiative
from commonweal.governance.operations.decisions import propose
from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from tests.cast import NOW

pytestmark = pytest.mark.covers("D3")
GIVING = "/desk/fork/giving/"


@pytest.fixture
def rides(initiative: Initiative, analyst: Person) -> Strategy:
    return add_strategy(by=analyst, initiative=initiative, draft=StrategyDraft("Rides to the early shift"), at=NOW)


@pytest.fixture
def foundation(funder: Person) -> Organisation:
    return funder.affiliations.get().organisation


def given(initiative: Initiative, giver: Organisation, worth: int, **more: Any) -> Contribution:
    facts = {"kind": "money", "words": "Two vans.", "purpose": "strategy", "amounts_seen": "network"}
    more = {"worth": Decimal(worth), **facts, **more}
    return give(by=None, initiative=initiative, giver=giver, contribution=ContributionDraft(**more), at=NOW)


def tied(rides: Strategy) -> str:
    return f"agenda.strategy:{rides.pk}"


def test_strategy_shows_what_was_promised_and_what_arrived(
    initiative: Initiative, foundation: Organisation, rides: Strategy, chair: Person, signed_in: Any
) -> None:
    line = given(initiative, foundation, 60_000, paid_for=tied(rides))
    given(initiative, foundation, 5_000)
    note_arrival(by=None, contribution=line, arrival=ArrivalDraft(NOW.date(), worth=Decimal(20_000)), at=NOW)
    browser = signed_in(chair)
    ledger = browser.get(GIVING).context["ledger"]
    assert [(one.total.label, one.total.promised, one.total.arrived) for one in ledger.strategies] == [
        ("Rides to the early shift", 60_000, 20_000), ("", 5_000, 0),
    ]  # fmt: skip
    shown = browser.get(f"/desk/fork/agenda/strategy/{rides.key}/").content.decode()
    assert "$20,000 of $60,000 has arrived." in shown
    assert "Rides to the early shift</a></dd>" in browser.get(f"{GIVING}{line.pk}/").content.decode()


def test_amount_that_is_not_for_the_reader_is_in_no_sum_of_a_strategy(
    initiative: Initiative, foundation: Organisation, rides: Strategy, resident: Person, signed_in: Any
) -> None:
    given(initiative, foundation, 60_000, paid_for=tied(rides), amounts_seen="private")
    browser = signed_in(resident)
    pages = [browser.get(path).content.decode() for path in (GIVING, f"/desk/fork/agenda/strategy/{rides.key}/")]
    assert "1 line, and its amount is not for you to see" in pages[1]
    assert ["60,000" in page for page in pages] == [False, False]


def test_decision_on_the_money_touches_the_strategy(
    initiative: Initiative, steering: Group, foundation: Organisation, rides: Strategy, chair: Person
) -> None:
    line = given(initiative, foundation, 60_000, paid_for=tied(rides))
    draft = ProposalDraft("Shall we take it?", rule="majority", quorum=1, subjects=[("money-line", str(line.pk))])
    decision = propose(by=chair, group=steering, proposal=draft, at=NOW)
    assert ("agenda.strategy", str(rides.pk)) in pairs_of(decision)


@pytest.mark.parametrize("what", ["a strategy that is not there", "a group", "no money"])
def test_money_is_tied_to_a_strategy_and_to_nothing_else(
    initiative: Initiative, steering: Group, foundation: Organisation, rides: Strategy, what: str
) -> None:
    more: dict[str, Any] = {"paid_for": "agenda.strategy:99999"}
    if what == "a group":
        more = {"paid_for": f"group:{steering.pk}"}
    if what == "no money":
        more = {"paid_for": tied(rides), "kind": "room", "purpose": ""}
    with pytest.raises(ValidationError, match="Choose one of the strategies here"):
        given(initiative, foundation, 5, **more)


@pytest.mark.parametrize(("who", "asked"), [("chair", True), ("funder", False)])
def test_form_asks_members_for_which_strategy(
    request: pytest.FixtureRequest, rides: Strategy, signed_in: Any, who: str, asked: bool
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert ("For which strategy?" in browser.get(f"{GIVING}add/?kind=money").content.decode()) == asked


def test_line_written_before_there_was_a_strategy_is_tied_to_it_later_and_let_go_again(
    initiative: Initiative, foundation: Organisation, rides: Strategy, analyst: Person, signed_in: Any
) -> None:
    line = given(initiative, foundation, 60_000)
    browser = signed_in(analyst)
    assert "Change the strategy</a>" in browser.get(f"{GIVING}{line.pk}/").content.decode()
    browser.post(f"{GIVING}{line.pk}/strategy/", {"strategy": tied(rides)})
    assert "Rides to the early shift</a>" in browser.get(f"{GIVING}{line.pk}/").content.decode()
    browser.post(f"{GIVING}{line.pk}/strategy/", {"strategy": ""})
    line.refresh_from_db()
    told = Entry.objects.filter(verb="commitments.say_which_strategy").order_by("pk").values_list("details", flat=True)
    assert (line.paid_for, [(one["before"], one["after"]) for one in told]) == (
        "", [("", tied(rides)), (tied(rides), "")],
    )  # fmt: skip


@pytest.mark.parametrize("who", ["resident", "trainer", "partner", "funder", "stranger"])
def test_who_neither_receives_nor_gives_with_a_seat_does_not_tie_money(
    request: pytest.FixtureRequest, initiative: Initiative, foundation: Organisation, rides: Strategy,
    signed_in: Any, who: str,
) -> None:  # fmt: skip
    line, person = given(initiative, foundation, 60_000), request.getfixturevalue(who)
    assert signed_in(person).post(f"{GIVING}{line.pk}/strategy/", {"strategy": tied(rides)}).status_code == 404
    with pytest.raises(PermissionDenied):
        say_which_strategy(by=person, contribution=line, strategy=tied(rides), at=NOW)


def test_tie_to_what_is_no_strategy_here_is_refused_on_the_page(
    initiative: Initiative, foundation: Organisation, rides: Strategy, analyst: Person, signed_in: Any
) -> None:
    line = given(initiative, foundation, 60_000)
    answer = signed_in(analyst).post(f"{GIVING}{line.pk}/strategy/", {"strategy": "agenda.strategy:99999"})
    line.refresh_from_db()
    assert (answer.status_code, line.paid_for) == (422, "")
