"""Agendas of groups and what groups need of each other, in every phase."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commonweal.agenda.models import Dependency
from commonweal.agenda.operations.between import DependencyDraft, answer_dependency, depend
from commonweal.agenda.operations.progress import JudgmentDraft, begin_cycle, hand_over, judge
from commonweal.governance.cascade_drafts import CharterDraft
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import AgendaItem, Decision, Group, LastWord, Seat
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.decisions import close_vote
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.operations.meetings import ItemDraft, put_on_agenda, settle_item
from commonweal.governance.operations.proposals import open_vote, propose
from commonweal.governance.operations.votes import VoteDraft, cast_vote
from commonweal.people.models import Person
from tests.cast import NOW, SINCE


def meetings(steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    def put_on() -> AgendaItem:
        draft = ItemDraft(at.date() + timedelta(days=9), "Rides to work")
        return put_on_agenda(by=people["chair"], group=steering, item=draft, at=at)

    def asked() -> Dependency:
        draft = DependencyDraft("asks", "The list of families.", at.date() + timedelta(days=9))
        return depend(by=people["chair"], group=steering, draft=draft, at=at)

    settled = settle_item(by=people["chair"], item=put_on(), state="taken-up", note="Agreed.", at=at)
    answered = answer_dependency(by=people["chair"], dependency=asked(), state="there", answer="", at=at)
    return {
        "item": put_on().pk,
        "settled_item": settled.pk,
        "dependency": asked().pk,
        "answered": answered.pk,
        **progress(steering, people["analyst"], at),
        "waiting_decision": waiting(steering, people["chair"], led_table(steering, people["chair"]), at),
        "table_decision": waiting(steering, people["chair"], voting_table(steering, people["resident"]), at),
        **touched(steering, people, at),
    }


def progress(steering: Group, analyst: Person, at: datetime) -> dict[str, Any]:
    cycle = begin_cycle(by=analyst, initiative=steering.initiative, at=at)
    working = steering.initiative.groups.get(code="jobs")
    draft = JudgmentDraft(2, "Three parents sit there.", evidence_url="https://example.org/visit")
    judge(by=analyst, cycle=cycle, group=working, criterion="table", draft=draft, at=at)
    hand_over(by=analyst, cycle=cycle, at=at)
    return {"cycle": cycle.number, "open_cycle": begin_cycle(by=analyst, initiative=steering.initiative, at=at).number}


def table_of(steering: Group, code: str, role: Seat.Role, who: Person) -> Group:
    table = Group.objects.create(initiative=steering.initiative, code=code, name_en=code, kind=Group.Kind.COMMUNITY)
    Seat.objects.create(group=table, role=role, person=who, since=SINCE)
    return table


def led_table(steering: Group, chair: Person) -> Group:
    """It has no charter, and the chair of the committee leads it too."""
    return table_of(steering, "table", Seat.Role.CHAIR, chair)


def voting_table(steering: Group, resident: Person) -> Group:
    """Its charter says how it decides, and nobody leads it."""
    table = table_of(steering, "council", Seat.Role.MEMBER, resident)
    write_charter(by=None, group=table, charter=CharterDraft(SINCE, {"purpose_en": "To say."}, "consent", 1), at=NOW)
    return table


def touched(steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    """What the resident proposed touches an interest of the chair."""
    chair, working = people["chair"], steering.initiative.groups.get(code="jobs")
    about = [("group", str(working.pk))]
    interest = InterestDraft("family", "My brother works there.", subjects=about)
    declare_interest(by=chair, initiative=steering.initiative, holder=chair, interest=interest, at=at)
    draft = ProposalDraft("Shall we pay for it?", rule="majority", quorum=1, subjects=about)
    made = [propose(by=people["resident"], group=steering, proposal=draft, at=at) for _each in range(2)]
    opened = open_vote(by=people["analyst"], decision=made[1], at=at)
    return {"touched_draft": made[0].number, "touched_vote": opened.number}


def waiting(steering: Group, chair: Person, table: Group, at: datetime) -> int:
    """Carried, and the table has the last word."""
    draft = ProposalDraft("Shall we meet on Mondays?", rule="majority", quorum=1)
    decision = open_vote(by=chair, decision=propose(by=chair, group=steering, proposal=draft, at=at), at=at)
    cast_vote(by=chair, decision=decision, vote=VoteDraft("yes"), at=at)
    closed = close_vote(by=chair, decision=decision, at=at)
    Decision.objects.filter(pk=closed.pk).update(outcome=Decision.Outcome.RESIDENTS)
    LastWord.objects.create(decision=closed, kind=LastWord.Kind.ENDORSE, group=table, asked_at=at)
    return closed.number
