"""A chair writes a charter, the group votes on it, and what was voted on holds."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.cascade_drafts import CharterDraft
from commonweal.governance.editing import trace_of
from commonweal.governance.models import Charter, Decision, Group, Initiative, Seat
from commonweal.governance.operations.charter_proposals import (
    change_charter_asked,
    propose_charter,
    take_up_charter,
)
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, edit_proposal, open_vote
from commonweal.governance.operations.proposals import words_of
from commonweal.governance.queries.charters import charter_in_force, charters_of, facts_of
from tests.cast import NOW, SINCE, person
from tests.governance.deciding import draft

TODAY = NOW.date()
HELD = CharterDraft(
    since=date(2025, 1, 1), texts={"purpose_en": "Holds the agenda.", "authority_en": "Up to $50,000."},
    decision_rule="majority", quorum=3, seats={"member": 3},
)  # fmt: skip
WANTED = replace(
    HELD,
    since=TODAY,
    texts={**HELD.texts, "authority_en": "Up to $80,000.", "reason_en": "Prices rose."},
    decision_rule="consent",
    quorum=4,
    seats={"co-chair": 2},
)
DESK = "/desk/fork/"


@pytest.fixture
def held(steering: Group, table: Any) -> Charter:
    return write_charter(by=None, group=steering, charter=HELD, at=NOW - timedelta(days=1))


@pytest.fixture
def working(initiative: Initiative) -> Group:
    return Group.objects.create(initiative=initiative, code="jobs", name_en="Good Jobs", kind=Group.Kind.WORKING)


@pytest.fixture
def asked(held: Charter, steering: Group, table: Any) -> Decision:
    return propose_charter(by=table["chair"], group=steering, charter=WANTED, at=NOW)


def decided(decision: Decision, table: Any, choice: str) -> Decision:
    open_vote(by=table["chair"], decision=decision, at=NOW)
    for name in ("ana", "ben", "resident", "wren"):
        cast_vote(by=table[name], decision=decision, vote=VoteDraft(choice), at=NOW)
    return close_vote(by=table["chair"], decision=decision, at=NOW)


@pytest.mark.covers("D6", "F-FIT-1")
def test_charter_that_a_group_carries_holds_as_it_was_voted_on(asked: Decision, steering: Group, table: Any) -> None:
    assert (asked.rule, asked.quorum, charter_in_force(steering, TODAY).version) == ("majority", 3, 1)
    carried = decided(asked, table, "yes")
    now = charter_in_force(steering, TODAY)
    assert (now.version, now.adopted_by, now.authority_en, now.decision_rule) == (
        2, carried, "Up to $80,000.", "consent",
    )  # fmt: skip
    assert dict(facts_of(now))["Seats"] == "co-chair: 2"
    assert charter_in_force(steering, TODAY - timedelta(days=1)).version == 1


def test_charter_that_is_not_carried_holds_nowhere(asked: Decision, steering: Group, table: Any) -> None:
    decided(asked, table, "no")
    assert [one.version for one in charters_of(steering)] == [1]


def test_later_of_two_that_are_carried_on_one_day_holds_from_the_next(
    asked: Decision, steering: Group, table: Any
) -> None:
    other = propose_charter(by=table["chair"], group=steering, charter=replace(WANTED, quorum=5), at=NOW)
    decided(asked, table, "yes")
    refused = pytest.raises(ValidationError, open_vote, by=table["chair"], decision=other, at=NOW)
    assert "The charter names another rule since this was proposed" in refused.value.messages[0]
    again = replace(WANTED, quorum=4, since=TODAY + timedelta(days=1))
    decided(propose_charter(by=table["chair"], group=steering, charter=again, at=NOW), table, "yes")
    assert [(one.version, one.since) for one in charters_of(steering)][:2] == [
        (3, TODAY + timedelta(days=1)), (2, TODAY),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger", "chair of another group"])
def test_only_who_leads_the_group_asks_for_a_charter(
    request: pytest.FixtureRequest, held: Charter, steering: Group, working: Group, who: str
) -> None:
    if who == "chair of another group":
        by = person("Other")
        Seat.objects.create(group=working, role="chair", person=by, since=SINCE)
    else:
        by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        propose_charter(by=by, group=steering, charter=WANTED, at=NOW)
    assert (Decision.objects.count(), Charter.with_asked.count()) == (0, 1)


def test_chair_of_a_working_group_asks_for_its_charter_and_for_no_other(
    held: Charter, steering: Group, working: Group, signed_in: Any
) -> None:
    lead = person("Lead")
    Seat.objects.create(group=working, role="co-chair", person=lead, since=SINCE)
    browser = signed_in(lead)
    found = [browser.get(f"{DESK}groups/{one.code}/charter/propose/").status_code for one in (working, steering)]
    assert found == [200, 404]


def test_first_charter_is_decided_by_the_rule_that_it_brings(working: Group) -> None:
    lead = person("Lead")
    Seat.objects.create(group=working, role="co-chair", person=lead, since=SINCE)
    made = propose_charter(by=lead, group=working, charter=replace(WANTED, quorum=1), at=NOW)
    open_vote(by=lead, decision=made, at=NOW)
    cast_vote(by=lead, decision=made, vote=VoteDraft("yes"), at=NOW)
    close_vote(by=lead, decision=made, at=NOW)
    assert (made.rule, charter_in_force(working, TODAY).version) == ("consent", 1)


def test_words_change_until_the_vote_opens_and_not_after(asked: Decision, table: Any) -> None:
    change_charter_asked(by=table["chair"], decision=asked, charter=replace(WANTED, quorum=5), at=NOW)
    assert Charter.with_asked.get(asked_in=asked).quorum == 5
    for name in ("ana", "resident"):
        with pytest.raises(PermissionDenied):
            change_charter_asked(by=table[name], decision=asked, charter=WANTED, at=NOW)
    open_vote(by=table["chair"], decision=asked, at=NOW)
    with pytest.raises(ValidationError, match="The vote has opened"):
        change_charter_asked(by=table["chair"], decision=asked, charter=WANTED, at=NOW)


def test_charter_is_changed_by_no_easier_rule_than_its_own(asked: Decision, table: Any) -> None:
    easier = draft(rule="approval", rule_why="Quicker.", options=[("Yes", ""), ("Maybe", "")], quorum=3)
    kept = replace(easier, subjects=[(one.kind, one.key) for one in asked.subjects.all()])
    with pytest.raises(ValidationError, match="A charter is changed by the rule that it names itself"):
        edit_proposal(by=table["chair"], decision=asked, proposal=kept, started_from=trace_of(words_of(asked)), at=NOW)


def test_nobody_takes_a_charter_up_by_hand(asked: Decision, analyst: Any) -> None:
    with pytest.raises(PermissionDenied):
        take_up_charter(by=analyst, decision=asked, asked=Charter.with_asked.get(asked_in=asked), at=NOW)


def filled(**more: str) -> dict[str, str]:
    return {
        "purpose_en": "Holds the agenda.", "authority_en": "Up to $80,000.", "decision_rule": "majority", "quorum": "3",
        "recusal": "block", "since": TODAY.isoformat(), "reason_en": "Prices rose.", **more,
    }  # fmt: skip


@pytest.mark.covers("D6", "F-FIT-1")
def test_co_chair_asks_on_a_page_and_the_group_reads_what_would_change(
    held: Charter, steering: Group, table: Any, signed_in: Any
) -> None:
    browser = signed_in(table["chair"])
    form = f"{DESK}groups/steering/charter/propose/"
    started = browser.get(form).context["form"]["started_from"].value()
    page = browser.post(form, filled(started_from=started), follow=True)
    assert page.status_code == 200, page.context["form"].errors
    number = Decision.objects.get().number
    assert page.redirect_chain[-1][0] == f"{DESK}decisions/{number}/"
    shown = page.content.decode()
    assert "What would change in the charter" in shown
    assert "80,000" in shown
    again = f"{DESK}decisions/{number}/charter/"
    started = browser.get(again).context["form"]["started_from"].value()
    assert browser.post(again, filled(quorum="4", started_from=started)).status_code == 302
    assert Charter.with_asked.get(asked_in__number=number).quorum == 4
    assert (
        f"Decision {number} asks for another charter" in browser.get(f"{DESK}groups/steering/charter/").content.decode()
    )
    reader = signed_in(table["resident"])
    assert reader.get(f"{DESK}decisions/{number}/charter/").status_code == 404
    spanish = signed_in(table["ana"]).get(f"{DESK}decisions/{number}/", headers={"accept-language": "es"})
    assert "Lo que cambiaría en el reglamento" in spanish.content.decode()
