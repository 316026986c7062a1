"""The invented promises, interests, and the answer to the one conflict that the demo's own records show."""

from datetime import datetime, timedelta
from typing import Any

from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.people import cast
from commonweal.cli.demo.tables import promise_tables
from commonweal.commitments.models import Account
from commonweal.commitments.operations import (
    AccountDraft,
    ChampionDraft,
    CommitmentDraft,
    ResourceDraft,
    give_account,
    note_champion,
    note_resource,
    promise,
)
from commonweal.governance.operations.interests import InterestDraft, answer_conflict, declare_interest
from commonweal.governance.queries.conflicts import conflicts
from commonweal.people.models import Person


def promise_all(founded: Founded, at: datetime) -> None:
    """By the system itself, so that nobody is mailed about a promise that nobody gave."""
    for row in promise_tables()["promises"]:
        given = at + timedelta(days=row["given"])
        draft = CommitmentDraft(
            row["text"],
            due_on=(at + timedelta(days=row["due"])).date(),
            to=_receiver(founded, row),
            group=founded.groups.get(row.get("group", "")),
            source=row.get("source", "meeting"),
            source_words=row.get("source_words", ""),
        )
        made = promise(
            by=None,
            initiative=founded.initiative,
            holder=founded.organisations[row["who"]],
            commitment=draft,
            at=given,
        )
        if "said" in row:
            give_account(
                by=founded.data_manager,
                commitment=made,
                side=Account.Side.BACKBONE,
                account=AccountDraft(*row["said"]),
                at=at + timedelta(days=row["due"] + 2),
            )


def _receiver(founded: Founded, row: dict[str, Any]) -> Any:
    to = row.get("to", "")
    return founded.groups.get(to) or founded.organisations.get(to) or row["to_words"]


def lend_all(founded: Founded, at: datetime) -> None:
    """What partners have and need, and what the backbone asks its champions."""
    tables = promise_tables()
    for row in tables["resources"]:
        draft = ResourceDraft(row["side"], row["sort"], row["en"])
        given, holder = at + timedelta(days=row["given"]), founded.organisations[row["who"]]
        note_resource(by=None, initiative=founded.initiative, holder=holder, resource=draft, at=given)
    for row in tables["champion_notes"]:
        note = ChampionDraft(row["reach"], row["ask"], (at + timedelta(days=row["on"])).date())
        who = Person.objects.filter(name=row["who"]).first()
        if who is not None:
            given = at + timedelta(days=row["given"])
            note_champion(by=None, initiative=founded.initiative, champion=who, note=note, at=given)


def declare_all(founded: Founded, at: datetime) -> None:
    people = dict(cast())
    for row in promise_tables()["interests"]:
        draft = InterestDraft(
            row["kind"],
            row["public_en"],
            row["public_es"],
            row.get("private", ""),
            row.get("amount", ""),
            _subjects(founded, row.get("about", "")),
        )
        declare_interest(
            by=None,
            initiative=founded.initiative,
            holder=people.get(row["who"]) or founded.organisations[row["who"]],
            interest=draft,
            at=at + timedelta(days=row["given"]),
        )
    answer = promise_tables()["conflict_answer"]
    for conflict in conflicts(founded.data_manager, founded.initiative, at):
        if conflict.kind == answer["kind"]:
            answer_conflict(
                by=founded.data_manager,
                initiative=founded.initiative,
                conflict=(conflict.kind, conflict.key),
                answer=answer["text"],
                review_on=(at + timedelta(days=answer["review"])).date(),
                at=at - timedelta(days=60),
            )


def _subjects(founded: Founded, code: str) -> list[tuple[str, str]]:
    if code in founded.organisations:
        return [("organisation", str(founded.organisations[code].pk))]
    return [("group", str(founded.groups[code].pk))] if code in founded.groups else []
