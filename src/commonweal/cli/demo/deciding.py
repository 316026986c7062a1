"""What the invented Steering Committee decides: by different rules, with the figures of a release before its eyes.

The first decision rests on a figure to which one partner's numbers were still missing. They come late, the next release
restates the figure, and the decision is open again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commonweal.cli.demo.calendar import at_five
from commonweal.cli.demo.collecting import Asking, hand_in_of
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import decision_table
from commonweal.governance.decision_drafts import ProposalDraft, Reasons
from commonweal.governance.models import Decision
from commonweal.governance.operations.decisions import (
    VoteDraft,
    cast_vote,
    close_vote,
    open_vote,
    propose,
    step_aside,
)
from commonweal.governance.queries.votes import leads, may_still_vote
from commonweal.measurement.models import Round
from commonweal.measurement.operations.decision_evidence import put_beside
from commonweal.measurement.operations.late import let_send_late
from commonweal.measurement.operations.review import accept_submissions
from commonweal.measurement.queries.decision_evidence import choices_in
from commonweal.measurement.queries.lineage import Asked
from commonweal.people.models import Person

ABSTAIN = "abstain"


def decide_early(founded: Founded, released: datetime) -> None:
    """A fortnight after the first release, on its figures."""
    row = decision_table()["early"]
    decision = _proposed(founded, row, released + timedelta(days=7))
    _voted(founded, decision, row, released + timedelta(days=9))
    _closed(founded, decision, row, released + timedelta(days=16))


def send_late(founded: Founded, round_: Round, asking: Asking) -> None:
    """One partner's numbers come long after the round closed, by leave of the backbone."""
    row = decision_table()["late"]
    invitation = round_.invitations.select_related("organisation", "round__initiative").get(
        organisation__code=row["partner"]
    )
    asked = asking.times.closed + timedelta(days=30)
    let_send_late(by=founded.data_manager, invitation=invitation, reason=row["reason_en"], at=asked)
    came = hand_in_of(invitation, asking, 0, asked + timedelta(days=2))
    accept_submissions(by=founded.data_manager, submissions=[came], at=asked + timedelta(days=3))


def decide_all(founded: Founded, now: datetime) -> None:
    for row in decision_table()["decisions"]:
        decision = _proposed(founded, row, now + timedelta(days=row["proposed"]), now)
        _voted(founded, decision, row, now + timedelta(days=row["opened"]))
        if "closed" in row:
            _closed(founded, decision, row, now + timedelta(days=row["closed"]))


def _proposed(founded: Founded, row: Mapping[str, Any], at: datetime, now: datetime | None = None) -> Decision:
    proposal = ProposalDraft(
        question_en=row["question_en"],
        question_es=row["question_es"],
        background_en=row["background_en"],
        background_es=row["background_es"],
        options=[(english, spanish) for english, spanish in row.get("options", ())],
        rule=row["rule"],
        rule_why=row.get("rule_why", ""),
        secret=row.get("secret", False),
        closes_at=at_five(now + timedelta(days=row["closes"])) if now and "closes" in row else None,
        subjects=[_subject(founded, name) for name in row["about"]],
    )
    decision = propose(by=founded.chair, group=founded.groups[row["group"]], proposal=proposal, at=at)
    newest = {
        figures[0].key.split("|")[0]: figures[0].key for _name, figures in choices_in(founded.initiative) if figures
    }
    for code in row["figures"]:
        put_beside(by=founded.chair, decision=decision, asked=Asked(*newest[code].split("|")), at=at)
    return decision


def _subject(founded: Founded, name: str) -> tuple[str, str]:
    kind, _colon, code = name.partition(":")
    thing: Any = founded.organisations[code] if kind == "organisation" else founded.initiative.groups.get(code=code)
    return kind, str(thing.pk)


def _voted(founded: Founded, decision: Decision, row: Mapping[str, Any], at: datetime) -> None:
    """The roll in its order; whoever has an interest steps aside and says so, or has yet to be asked."""
    decision = open_vote(by=_who_leads(founded, decision, at), decision=decision, at=at)
    asides: Mapping[str, str] = row.get("aside", {})
    electors = decision.electors.select_related("person").order_by("person__name")
    for number, (elector, choice) in enumerate(zip(electors, row["votes"], strict=False), start=1):
        moment = at + timedelta(hours=5 * number % 70)
        if elector.person.name in asides:
            step_aside(by=elector.person, decision=decision, why=asides[elector.person.name], at=moment)
        elif choice != "" and may_still_vote(elector, decision, moment):
            said = None if choice == ABSTAIN else choice
            cast_vote(by=elector.person, decision=decision, vote=VoteDraft(said), at=moment)


def _closed(founded: Founded, decision: Decision, row: Mapping[str, Any], at: datetime) -> None:
    reasons = Reasons(row["reasons_en"], row["reasons_es"])
    close_vote(by=_who_leads(founded, decision, at), decision=decision, at=at, reasons=reasons)


def _who_leads(founded: Founded, decision: Decision, at: datetime) -> Person:
    """The chair works for the fund: what touches it, somebody else opens and closes."""
    return founded.chair if leads(founded.chair, decision, at) else founded.data_manager
