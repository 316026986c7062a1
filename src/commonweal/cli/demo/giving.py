"""The invented gifts, the backbone's posts, and ways to take part with a few who come."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.people import cast
from commonweal.cli.demo.tables import giving_tables
from commonweal.commitments.models import Contribution, Post
from commonweal.commitments.operations import (
    ApproachDraft,
    ArrivalDraft,
    AskDraft,
    ContributionDraft,
    Guest,
    NeedDraft,
    OpportunityDraft,
    PostDraft,
    ResponseDraft,
    change_opportunity,
    count_for_lines,
    give,
    join_without_account,
    make_public,
    note_approach,
    note_arrival,
    note_needed_hours,
    note_resource_need,
    note_response,
    offer,
    open_ask,
    thank,
    write_post,
)
from commonweal.commitments.queries.outreach import audiences
from commonweal.governance.about import paid_for
from commonweal.people.models import Person

AGREED = "Ladder 25 may keep my name and address for this, and write to me about it."


def give_invite_and_ask(founded: Founded, at: datetime) -> None:
    give_all(founded, at)
    invite_all(founded, at)
    ask_people(founded, at)


def give_all(founded: Founded, at: datetime) -> None:
    """By the system itself, so that nobody is mailed thanks for what nobody gave."""
    given = [_given(founded, row, at) for row in giving_tables()["gifts"]]
    people = dict(cast())
    for row in giving_tables()["posts"]:
        draft = PostDraft(
            row["name"],
            Decimal(str(row["full_time"])),
            Person.objects.filter(name=row["named"]).first() if "named" in row else people.get(row.get("person", "")),
            _day(at, row["paid_until"]) if "paid_until" in row else None,
            given[row["from"]] if "from" in row else None,
            {function: Decimal(hours) for function, hours in row["hours"].items()},
        )
        since = at - timedelta(days=row.get("ago", 90))
        made = write_post(by=None, initiative=founded.initiative, post=draft, at=since)
        _count(made, row, since)
    needed = {function: Decimal(hours) for function, hours in giving_tables()["needed"].items()}
    note_needed_hours(by=None, initiative=founded.initiative, hours=needed, at=at - timedelta(days=90))
    for row in giving_tables()["enough"]:
        need = NeedDraft(row["line"], Decimal(row["money"]), Decimal(row["hours"]), row["words"])
        note_resource_need(by=None, initiative=founded.initiative, need=need, at=at - timedelta(days=90))


def _given(founded: Founded, row: dict[str, Any], at: datetime) -> Contribution:
    hours = row["kind"] == Contribution.Kind.HOURS
    draft = ContributionDraft(
        row["kind"],
        row["words"],
        row.get("purpose", ""),
        founded.groups.get(row.get("group", "")),
        founded.organisations.get(row.get("to", "")),
        Decimal(row["hours"]) if hours else None,
        Decimal(row["worth"]) if "worth" in row else None,
        row.get("seen", "private"),
        until=_day(at, row["until"]) if "until" in row else None,
        paid_for=_strategy(founded, row["strategy"]) if "strategy" in row else "",
    )
    giver, promised = founded.organisations[row["who"]], at + timedelta(days=row["given"])
    made = give(by=None, initiative=founded.initiative, giver=giver, contribution=draft, at=promised)
    for days, much in row.get("arrived", ()):
        amount = Decimal(much) if much else None
        came = ArrivalDraft(_day(at, days), amount if hours else None, None if hours else amount)
        note_arrival(by=None, contribution=made, arrival=came, at=at + timedelta(days=days))
    _count(made, row, promised)
    if "thanks" in row:
        thank(by=None, contribution=made, words=row["thanks"], at=at - timedelta(days=10))
    return made


def _count(source: Contribution | Post, row: dict[str, Any], at: datetime) -> None:
    """For which of the four lines; 0 where nobody counts how much."""
    if "counts" in row:
        lines = {line: Decimal(much) if much else None for line, much in row["counts"].items()}
        count_for_lines(by=None, source=source, lines=lines, at=at)


def _strategy(founded: Founded, name: str) -> str:
    return next(key for key, label in paid_for(founded.initiative) if label == name)


def _day(at: datetime, days: int) -> date:
    return (at + timedelta(days=days)).date()


def invite_all(founded: Founded, at: datetime) -> None:
    zone = ZoneInfo(founded.initiative.time_zone)
    for row in giving_tables()["opportunities"]:
        words = {name: row[name] for name in ("title_en", "title_es", "text_en", "text_es", "where", "languages")}
        rest = {name: row[name] for name in ("level", "skill") if name in row}
        day = _coming(at.astimezone(zone).date(), row["weekday"], row["weeks"])
        draft = OpportunityDraft(
            starts_at=datetime.combine(day, time.fromisoformat(row["from"]), zone),
            ends_at=datetime.combine(day, time.fromisoformat(row["to"]), zone),
            group=founded.groups.get(row.get("group", "")),
            **words,
            **rest,
        )
        made = offer(by=founded.data_manager, initiative=founded.initiative, opportunity=draft, at=at)
        if row.get("public"):
            make_public(by=founded.data_manager, opportunity=made, at=at)
        for name in row.get("come", ()):
            join_without_account(by=None, opportunity=made, guest=Guest(name, agreed_to=AGREED), at=at)
        if "places" in row:
            # Afterwards: where places are few, a guest has an address, and the invented ones have none.
            limited = replace(draft, places=row["places"])
            change_opportunity(by=founded.data_manager, opportunity=made, draft=limited, at=at)


def _coming(today: date, weekday: int, weeks: int) -> date:
    """The so-and-so-many-th such day from tomorrow on."""
    first = today + timedelta(days=1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (weeks - 1))


def ask_people(founded: Founded, at: datetime) -> None:
    among = {name: key for key, name in audiences(founded.initiative).items()}
    for row in giving_tables()["asks"]:
        opened, group = at + timedelta(days=row["given"]), founded.groups.get(row["group"])
        draft = AskDraft(row["words"], row["points"], group, _day(at, row["until"]))
        ask = open_ask(by=founded.data_manager, initiative=founded.initiative, ask=draft, at=opened)
        for one in row["approaches"]:
            to = founded.organisations.get(one.get("to", "")) or one["to_words"]
            approach = ApproachDraft(to, _day(at, one["on"]), among.get(one.get("among", ""), ""), one["reached"])
            then = at + timedelta(days=one["on"])
            made = note_approach(by=founded.data_manager, ask=ask, approach=approach, at=then)
            if "said" in one:
                note_response(by=founded.data_manager, approach=made, response=ResponseDraft(*one["said"]), at=then)
