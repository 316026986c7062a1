"""What the invented groups take up when they meet, how their weeks were, and how far each of them has come."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.agenda.models import Dependency, GroupWeek
from commonweal.agenda.operations.between import DependencyDraft, WeekDraft, answer_dependency, depend, say_week
from commonweal.agenda.operations.progress import JudgmentDraft, answer_progress, begin_cycle, hand_over, judge
from commonweal.agenda.rubrics import NEWEST, criteria_of
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import DATA
from commonweal.commitments.models import Commitment
from commonweal.governance.cascade_drafts import CharterDraft, CheckDraft
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import AgendaItem, Decision, Group, LastWord
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, open_vote, propose
from commonweal.governance.operations.meetings import ItemDraft, put_on_agenda, settle_item, share_duties
from commonweal.governance.operations.packet_mails import mail_packets
from commonweal.governance.queries.charters import CHARTER, charters_of, texts_of
from commonweal.governance.queries.meetings import who_leads, who_sits
from commonweal.people.models import Person

PACKETS_GO = time(9)


def meet_all(founded: Founded, at: datetime) -> None:
    table = tomllib.loads((DATA / "meetings.toml").read_text(encoding="utf-8"))
    groups = {group.code: group for group in founded.initiative.groups.select_related("initiative")}
    for row in table["items"]:
        _put_on(founded, groups, row, at)
    _share(founded, groups[table["duties"]["group"]], table["duties"], at)
    for row in table["weeks"]:
        words = WeekDraft(row["done"], row["next"], row["in_the_way"])
        said = at - timedelta(weeks=row["ago"])
        say_week(by=founded.data_manager, group=groups[row["group"]], week=words, at=said)
    for row in table["needs"]:
        _need(founded, groups, row, at)
    _ask_residents(founded, groups, table["last_word"], at)
    for row in table["cycles"]:
        _cycle(founded, groups, row, at)
    zone = ZoneInfo(founded.initiative.time_zone)
    mail_packets(by=None, at=datetime.combine((at - timedelta(days=1)).astimezone(zone).date(), PACKETS_GO, zone))


def _put_on(founded: Founded, groups: Mapping[str, Group], row: Mapping[str, Any], at: datetime) -> None:
    days, by = timedelta(days=row["in_days"]), founded.data_manager
    put_on = at if row.get("late") else min(at, at + days) - timedelta(days=9)
    item = put_on_agenda(
        by=by,
        group=groups[row["group"]],
        item=ItemDraft(
            (at + days).date(), row["en"], row["es"], row["purpose"], row["minutes"],
            subjects=[_subject(founded, groups, name) for name in row.get("about", ())],
        ),
        at=put_on,
    )  # fmt: skip
    if "note" in row:
        settle_item(by=by, item=item, state=AgendaItem.State.TAKEN_UP, note=row["note"], at=at + days)


def _subject(founded: Founded, groups: Mapping[str, Group], name: str) -> tuple[str, str]:
    kind, _colon, code = name.partition(":")
    return kind, str(founded.organisations[code].pk if kind == "organisation" else groups[code].pk)


def _share(founded: Founded, group: Group, row: Mapping[str, Any], at: datetime) -> None:
    since = at - timedelta(days=60)
    leads = who_leads(group, since.date())
    shared = {duty: person for person, own in zip(leads, (row["first"], row["second"]), strict=False) for duty in own}
    share_duties(by=founded.data_manager, group=group, duties=shared, at=since)


def _need(founded: Founded, groups: Mapping[str, Group], row: Mapping[str, Any], at: datetime) -> None:
    by, asked = founded.data_manager, at - timedelta(days=row["ago"])
    promised = Commitment.objects.filter(initiative=founded.initiative, text=row.get("promised", "")).first()
    due = (at + timedelta(days=row["by"])).date()
    draft = DependencyDraft(row["kind"], row["what"], due, groups.get(row.get("on", "")), promised)
    made = depend(by=by, group=groups[row["group"]], draft=draft, at=asked)
    if "answer" in row:
        state, when = Dependency.State.THERE, at - timedelta(days=5)
        answer_dependency(by=by, dependency=made, state=state, answer=row["answer"], at=when)


def _ask_residents(founded: Founded, groups: Mapping[str, Group], row: Mapping[str, Any], at: datetime) -> None:
    """A group's new charter gives residents a veto, and the first decision under it waits for them."""
    by, group = founded.data_manager, groups[row["group"]]
    written, opened = at - timedelta(days=row["chartered"]), at - timedelta(days=row["carried"] + 3)
    before = charters_of(group)[0]
    asked = ProposalDraft(row["charter_en"], row["charter_es"], subjects=[(CHARTER, str(group.pk))])
    adopted = _carried(by, group, asked, written - timedelta(days=3), written - timedelta(days=1))
    charter = CharterDraft(
        since=written.date(),
        texts={**texts_of(before), "reason_en": row["reason_en"], "reason_es": row["reason_es"]},
        decision_rule=before.decision_rule,
        quorum=min(before.quorum, len(who_sits(group, opened.date()))),
        recusal=before.recusal,
        seats={line.role: line.number for line in before.composition.all()},
        checks=[CheckDraft(check.kind, check.sector, check.number) for check in before.checks.all()],
        last_word=LastWord.Kind.VETO,
        last_word_group=groups[row["speaks"]],
        adopted_by=adopted,
    )
    write_charter(by=by, group=group, charter=charter, at=written)
    asked = ProposalDraft(row["question_en"], row["question_es"], rule="majority", rule_why=row["rule_why"])
    _carried(by, group, asked, opened, at - timedelta(days=row["carried"]))


def _carried(by: Person, group: Group, asked: ProposalDraft, opened: datetime, closed: datetime) -> Decision:
    """Everybody at the table is for it."""
    decision = open_vote(by=by, decision=propose(by=by, group=group, proposal=asked, at=opened), at=opened)
    for elector in decision.electors.select_related("person"):
        cast_vote(by=elector.person, decision=decision, vote=VoteDraft("yes"), at=opened)
    return close_vote(by=by, decision=decision, at=closed)


def _cycle(founded: Founded, groups: Mapping[str, Group], row: Mapping[str, Any], now: datetime) -> None:
    """Each judgment rests on what the group had on record by then: a promise, or what it wrote in a week."""
    by, at = founded.data_manager, now - timedelta(days=row["ago"])
    cycle = begin_cycle(by=by, initiative=founded.initiative, at=at - timedelta(days=10))
    for code, judged in row["groups"].items():
        for criterion in criteria_of(NEWEST):
            level, why, ground = judged[criterion]
            draft = JudgmentDraft(level, why, _record(groups[code], ground, now))
            judge(by=by, cycle=cycle, group=groups[code], criterion=criterion, draft=draft, at=at - timedelta(days=3))
    hand_over(by=by, cycle=cycle, at=at)
    if "answer_en" in row:
        answered = at + timedelta(days=14)
        answer_progress(by=founded.chair, cycle=cycle, en=row["answer_en"], es=row["answer_es"], at=answered)


def _record(group: Group, ground: str | int, now: datetime) -> str:
    if isinstance(ground, str):
        return f"promise:{Commitment.objects.get(group=group, text=ground).pk}"
    said = now - timedelta(weeks=ground)
    return f"week:{GroupWeek.objects.get(group=group, said_at=said, replaced_at=None).pk}"
