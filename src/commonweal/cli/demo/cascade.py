"""Who sits where in the demo, and what became of its groups: told as it happened, from before the software on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import cascade_table
from commonweal.governance.cascade_drafts import ChangeDraft, CharterDraft, CheckDraft, SeatDraft
from commonweal.governance.drafts import GroupDraft
from commonweal.governance.models import Group, Seat
from commonweal.governance.operations import (
    add_group,
    close_group,
    end_seat,
    give_seat,
    merge_group,
    name_representative,
    pause_group,
    rename_group,
)
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.terms import take_up_role
from commonweal.people.models import Organisation, Person
from commonweal.people.operations import add_person, affiliate

PARTS = ("purpose", "authority", "limits", "reporting", "reason")


@dataclass
class Scene:
    """Everybody and everything by name; days are counted from the founding, or from the building of the demo."""

    founded: Founded
    beginning: datetime
    now: datetime
    groups: dict[str, Group]
    people: dict[str, Person]

    def day(self, days: int) -> date:
        return (self.beginning + timedelta(days=days)).date()

    def day_from_now(self, days: int) -> date:
        return (self.now + timedelta(days=days)).date()

    def last_day(self, until: int | list[int]) -> date:
        return self.day(until[0]) if isinstance(until, list) else self.day_from_now(until)

    def clock(self, day: date) -> datetime:
        """When it was written down: on that day, but never before the founding."""
        return max(self.beginning, datetime.combine(day, time(15), UTC))


def seat_everybody(founded: Founded, beginning: datetime, now: datetime) -> None:
    scene = Scene(founded, beginning, now, dict(founded.groups), {})
    table = cascade_table()
    _form_groups(scene, table)
    for row in table["people"]:
        _bring(scene, row)
    _change_groups(scene, table)
    _write_charters(scene, table)
    _end_seats(scene, table)
    for row in table["roles"]:
        _take_up(scene, row)


def _form_groups(scene: Scene, table: Mapping[str, Any]) -> None:
    for row in table["new_groups"]:
        days, *why = row["formed"]
        draft = GroupDraft(row["code"], row["name_en"], row["name_es"], Group.Kind.WORKING)
        scene.groups[row["code"]] = add_group(
            by=scene.founded.data_manager,
            initiative=scene.founded.initiative,
            group=draft,
            at=scene.beginning,
            formed=ChangeDraft(scene.day(days), *why),
        )


def _bring(scene: Scene, row: Mapping[str, Any]) -> None:
    """One person: where they work, the seats that they hold, and where they speak for their organisation."""
    by, at = scene.founded.data_manager, scene.beginning
    address = f"{row['name'].split()[0].lower()}.{row['name'].split()[-1].lower()}@ladder25.example"
    person = add_person(
        by=by, email=address.replace("á", "a"), name=row["name"], language=row.get("language", "en"), at=at
    )
    scene.people[row["name"]] = person
    employer = scene.founded.organisations[row["works_at"]] if "works_at" in row else None
    if employer is not None:
        affiliate(by=by, person=person, organisation=employer, since=scene.day(-700), at=at)
    for code, role, since, chosen, *until in row.get("seats", ()):
        sector = "" if employer else "resident or grassroots"
        last = scene.last_day(until[0]) if until else None
        draft = SeatDraft(role, person, scene.day(since), last, sector, chosen)
        give_seat(by=by, group=scene.groups[code], seat=draft, at=at)
    for code in row.get("speaks", ()):
        held = Seat.objects.get(group=scene.groups[code], organisation=employer)
        name_representative(by=by, seat=held, person=person, since=held.since, at=at)


def _change_groups(scene: Scene, table: Mapping[str, Any]) -> None:
    by = scene.founded.data_manager
    for row in table["new_groups"]:
        group = scene.groups[row["code"]]
        if "renamed" in row:
            days, name_en, name_es, *why = row["renamed"]
            change = ChangeDraft(scene.day(days), *why)
            at = scene.clock(change.on)
            rename_group(by=by, group=group, name_en=name_en, name_es=name_es, change=change, at=at)
        if "merged" in row:
            days, into, *why = row["merged"]
            change = ChangeDraft(scene.day(days), *why)
            merge_group(by=by, group=group, into=scene.groups[into], change=change, at=scene.clock(change.on))
        for name, verb in (("paused", pause_group), ("closed", close_group)):
            if name in row:
                days, *why = row[name]
                change = ChangeDraft(scene.day(days), *why)
                verb(by=by, group=group, change=change, at=scene.clock(change.on))


def _write_charters(scene: Scene, table: Mapping[str, Any]) -> None:
    for row in table["charters"]:
        _write(scene, row["group"], row)
    shared = table["working"]
    for code, purpose in shared["purpose"].items():
        days = table["formed"][code][0] + 20
        row = {**shared, "purpose": purpose, "since": days, "seats": {"co-chair": 2}, "checks": [["chairs-differ"]]}
        _write(scene, code, row)


def _write(scene: Scene, code: str, row: Mapping[str, Any]) -> None:
    texts: dict[str, str] = {}
    for part in PARTS:
        english, spanish = row.get(part, ("", ""))
        texts |= {f"{part}_en": english, f"{part}_es": spanish}
    draft = CharterDraft(
        since=scene.day(row["since"]),
        texts=texts,
        decision_rule=row["decision_rule"],
        quorum=row["quorum"],
        recusal=row.get("recusal", "block"),
        seats=row["seats"],
        checks=[CheckDraft(*check) for check in row.get("checks", ())],
    )
    # The committee has no seats yet on which its second charter could be voted: the demo writes it as the system.
    group = scene.groups[code]
    write_charter(by=None, group=group, charter=draft, at=scene.clock(draft.since))


def _end_seats(scene: Scene, table: Mapping[str, Any]) -> None:
    """An organisation gives its seat up; and somebody new takes over the backbone on the day of building."""
    by = scene.founded.data_manager
    for row in table["ended"]:
        holder = scene.founded.organisations[row["organisation"]]
        held = Seat.objects.get(group=scene.groups[row["group"]], organisation=holder, until=None)
        last = scene.day_from_now(row["days"])
        end_seat(by=by, seat=held, until=last, at=scene.clock(last), ended=Seat.Ended.STEPPED_DOWN)
    director = table["director"]
    address = f"{director['name'].split()[0].lower()}@ladder25.example"
    person = add_person(by=by, email=address, name=director["name"], at=scene.now)
    employer = scene.founded.organisations[director["works_at"]]
    today = scene.day_from_now(0)
    affiliate(by=by, person=person, organisation=employer, since=today, at=scene.now)
    seat = SeatDraft(Seat.Role.DIRECTOR, person, today, None, "", Seat.Chosen.APPOINTED)
    give_seat(by=by, group=scene.groups["backbone"], seat=seat, at=scene.now)


def _take_up(scene: Scene, row: Mapping[str, Any]) -> None:
    holder: Person | Organisation | None = scene.people.get(row["holder"])
    term = SeatDraft(
        row["role"],
        holder or scene.founded.organisations[row["holder"]],
        scene.day(row["since"]),
        scene.day(row["until"]) if "until" in row else None,
    )
    founded = scene.founded
    take_up_role(by=founded.data_manager, initiative=founded.initiative, term=term, at=scene.beginning)
