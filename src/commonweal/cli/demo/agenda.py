"""The invented agenda: drafted by many, ratified three times, with residents' words and a logic model behind it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from commonweal.agenda.models import AgendaVersion, Comment, CommunityGroup, Outcome, Strategy, Theme, Trial
from commonweal.agenda.operations.alignment import AlignmentDraft, state_alignment
from commonweal.agenda.operations.aspirations import (
    QuoteDraft,
    name_group,
    note_aspiration,
    note_first_involved,
    set_theme,
)
from commonweal.agenda.operations.logic_table import LineDraft, bring_lines
from commonweal.agenda.operations.parts import resolve, say, write_part
from commonweal.agenda.operations.strategies import (
    OutcomeDraft,
    StrategyDraft,
    add_outcome,
    add_strategy,
    end_trial,
    set_status,
    start_trial,
)
from commonweal.agenda.operations.versions import bring_before_committee, make_version
from commonweal.agenda.queries.draft import held_words
from commonweal.cli.demo.conversations import hold_conversations
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import agenda_table, conversation_tables
from commonweal.governance.decision_drafts import Reasons
from commonweal.governance.editing import trace_of
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, open_vote
from commonweal.measurement.operations.node_measures import point_to_measures
from commonweal.people.models import Person

UNTIL_THE_VOTE = timedelta(days=3)
OF_THE_VOTE = timedelta(days=7)


class AgendaTold:
    """Tells the agenda in the order of its days."""

    def __init__(self, founded: Founded, beginning: datetime, now: datetime) -> None:
        self.founded, self.beginning, self.now = founded, beginning, now
        self.people = {person.name: person for person in Person.objects.all()}
        self.outcomes: dict[str, Outcome] = {}
        self.strategies: dict[str, Strategy] = {}
        self.groups: dict[str, CommunityGroup] = {}
        self.themes: dict[str, Theme] = {}

    def clock(self, days: int) -> datetime:
        """Never later than now, however long the demo's quarters are."""
        return min(self.beginning + timedelta(days=days), self.now)

    def day(self, days: int) -> date:
        return self.clock(days).date()

    def writer(self, row: Mapping[str, Any], *, drafts: bool = True) -> Person | None:
        """Whoever drafts has a seat in the committee or the backbone; for others the data manager writes it down."""
        return self.people.get(row["who"]) if not drafts or row["who"] in DRAFTERS else self.founded.data_manager


#: They sit in the steering committee, by themselves or for their organisation, or in the backbone.
DRAFTERS = {
    "Lorraine Achebe", "Denise Carter", "Yolanda Brice", "Gideon Farrow", "Kiana Monroe", "Ana Ruiz", "Abel Sutherland",
    "Marisol Tuttle", "Emil Castellanos", "Delphine Ramos", "Corinne Vasquez",
}  # fmt: skip


def tell_agenda(founded: Founded, beginning: datetime, now: datetime) -> None:
    told, table = AgendaTold(founded, beginning, now), agenda_table()
    acts = sorted(
        [
            *((row["day"], _write, row) for row in table["parts"]),
            *((row["day"], _outcome, row) for row in table["outcomes"]),
            *((row["day"], _strategy, row) for row in table["strategies"]),
            *((row["active"], _begin, row) for row in table["strategies"] if "active" in row),
            *((row["retired"][0], _let_go, row) for row in table["strategies"] if "retired" in row),
            *((row["day"], _idea, row) for row in table["ideas"]),
            *((row["day"], _version, row) for row in table["versions"]),
            *((row["day"], _comment, row) for row in table["comments"]),
            *((row["day"] + 3, _align, row) for row in table["alignments"]),
        ],
        key=lambda act: act[0],
    )
    for _day, tell, row in acts:
        tell(told, row)
    _voices(told, table)
    _logic(told, table["logic"])


def _write(told: AgendaTold, row: Mapping[str, Any]) -> None:
    initiative = told.founded.initiative
    write_part(
        by=told.writer(row),
        initiative=initiative,
        part=row["part"],
        words={"text_en": row["en"], "text_es": row["es"]},
        started_from=trace_of(held_words(initiative, row["part"])),
        at=told.clock(row["day"]),
    )


def _outcome(told: AgendaTold, row: Mapping[str, Any]) -> None:
    draft = OutcomeDraft(row["en"], row["es"], row["horizon"])
    told.outcomes[row["name"]] = add_outcome(
        by=told.writer(row), initiative=told.founded.initiative, draft=draft, at=told.clock(row["day"])
    )


def _strategy(told: AgendaTold, row: Mapping[str, Any]) -> None:
    draft = StrategyDraft(
        row["name_en"],
        row["name_es"],
        row["en"],
        row["es"],
        group=told.founded.groups[row["group"]],
        outcomes=[told.outcomes[name] for name in row["outcomes"]],
        key=row["name"],
    )
    told.strategies[row["name"]] = add_strategy(
        by=told.writer(row), initiative=told.founded.initiative, draft=draft, at=told.clock(row["day"])
    )


def _begin(told: AgendaTold, row: Mapping[str, Any]) -> None:
    strategy, at = told.strategies[row["name"]], told.clock(row["active"])
    set_status(by=told.founded.chair, strategy=strategy, status=Strategy.Status.ACTIVE, at=at)


def _align(told: AgendaTold, row: Mapping[str, Any]) -> None:
    """By the system itself: nobody of the partner wrote it."""
    words = {name: row[name] for name in ("before_en", "before_es", "after_en", "after_es")}
    strategy = told.strategies[row["strategy"]]
    draft = AlignmentDraft(told.day(row["day"]), **words, evidence=row.get("evidence", ""), strategy=strategy)
    state_alignment(
        by=None,
        initiative=told.founded.initiative,
        organisation=told.founded.organisations[row["who"]],
        draft=draft,
        at=told.clock(row["day"] + 3),
    )


def _let_go(told: AgendaTold, row: Mapping[str, Any]) -> None:
    days, why = row["retired"]
    set_status(
        by=told.founded.chair,
        strategy=told.strategies[row["name"]],
        status=Strategy.Status.RETIRED,
        reason=why,
        at=told.clock(days),
    )


def _idea(told: AgendaTold, row: Mapping[str, Any]) -> None:
    made = add_strategy(
        by=told.writer(row, drafts=False),
        initiative=told.founded.initiative,
        draft=StrategyDraft(
            row["name_en"],
            row["name_es"],
            group=told.founded.groups[row["group"]],
            origin=Strategy.Origin.EMERGENT,
        ),
        at=told.clock(row["day"]),
    )
    by = told.founded.data_manager
    if "trial" in row:
        since, until, looks_at = row["trial"]
        start = told.now + timedelta(days=since)
        start_trial(by=by, strategy=made, looks_at=looks_at, until=(told.now + timedelta(days=until)).date(), at=start)
    if "ended" in row:
        since, until, looks_at, verdict, learned = row["ended"]
        trial = start_trial(by=by, strategy=made, looks_at=looks_at, until=told.day(until), at=told.clock(since))
        end_trial(by=by, trial=_fresh(trial), verdict=verdict, learned=learned, at=told.clock(until))


def _fresh(trial: Trial) -> Trial:
    return Trial.objects.select_related("strategy__initiative", "strategy__group").get(pk=trial.pk)


def _version(told: AgendaTold, row: Mapping[str, Any]) -> None:
    at, chair = told.clock(row["day"]), told.founded.chair
    version = make_version(
        by=told.people["Lorraine Achebe"],
        initiative=told.founded.initiative,
        reason_en=row["en"],
        reason_es=row["es"],
        at=at,
    )
    decide(version, chair, row["no"], Reasons(row["reasons_en"], row["reasons_es"]), at)


def decide(version: AgendaVersion, chair: Person, against: int, reasons: Reasons, at: datetime) -> None:
    """The committee votes: so many say no, one abstains, all others say yes."""
    decision = bring_before_committee(by=chair, version=version, at=at)
    opened = at + UNTIL_THE_VOTE
    decision = open_vote(by=chair, decision=decision, at=opened)
    voters = [elector.person for elector in decision.electors.select_related("person")]
    choices: Sequence[str | None] = ["no"] * against + [None]
    for number, voter in enumerate(reversed(voters)):
        vote = VoteDraft(choices[number] if number < len(choices) else "yes")
        cast_vote(by=voter, decision=decision, vote=vote, at=opened + timedelta(hours=number + 1))
    close_vote(by=chair, decision=decision, at=opened + OF_THE_VOTE, reasons=reasons)


def _comment(told: AgendaTold, row: Mapping[str, Any]) -> None:
    initiative, part = told.founded.initiative, row["part"]
    said: Comment = say(
        by=told.people[row["who"]], initiative=initiative, part=part, text=row["text"], at=told.clock(row["day"])
    )
    if "answer" in row:
        who, days, text = row["answer"]
        say(by=told.people[who], initiative=initiative, part=part, text=text, answers=said, at=told.clock(days))
    if row.get("settled"):
        resolve(by=told.people["Yolanda Brice"], thread=said, at=told.clock(row["answer"][1] + 1))


def _voices(told: AgendaTold, table: Mapping[str, Any]) -> None:
    by, initiative = told.founded.data_manager, told.founded.initiative
    for row in table["groups"]:
        group = name_group(by=by, initiative=initiative, name_en=row["en"], name_es=row["es"], at=told.clock(90))
        told.groups[row["name"]] = group
        for name, days, how in row["involved"]:
            since, strategy = told.day(days), told.strategies[name]
            note_first_involved(by=by, strategy=strategy, group=group, since=since, how=how, at=told.clock(250))
    for row in table["themes"]:
        told.themes[row["name"]] = set_theme(
            by=by,
            initiative=initiative,
            name_en=row["en"],
            name_es=row["es"],
            outcomes=[told.outcomes[name] for name in row["outcomes"]],
            at=told.clock(145),
        )
    for row in table["quotes"]:
        whose = told.groups.get(row.get("group", ""))
        draft = QuoteDraft(row["text"], row["language"], told.day(row["day"]), row["where"], row["consent"], whose)
        themes = [told.themes[name] for name in row["themes"]]
        at = told.clock(row["day"] + 1)
        note_aspiration(by=by, initiative=initiative, draft=draft, themes=themes, at=at)
    hold_conversations(told.founded, told.themes, conversation_tables(), told)


def _logic(told: AgendaTold, rows: Sequence[Mapping[str, Any]]) -> None:
    lines = [
        LineDraft(
            row["key"],
            row["kind"],
            row.get("below", ""),
            tuple(row.get("also", ())),
            _owner(told, row),
            told.strategies[row["strategy"]].pk if "strategy" in row else None,
            evidence_title=row.get("evidence", [""])[0],
            text_en=row["en"],
            text_es=row["es"],
        )
        for row in rows
    ]
    by, initiative, at = told.founded.data_manager, told.founded.initiative, told.clock(200)
    nodes = bring_lines(by=by, initiative=initiative, lines=lines, at=at)
    for node, row in zip(nodes, rows, strict=True):
        if "measures" in row:
            measures = [initiative.measures.get(code=code) for code in row["measures"]]
            point_to_measures(by=by, node=node, measures=measures, at=at)


def _owner(told: AgendaTold, row: Mapping[str, Any]) -> Any:
    if "group" in row:
        return told.founded.groups[row["group"]]
    return told.founded.organisations[row["organisation"]] if "organisation" in row else None
