"""The initiative itself: who it is, where, and who sits where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonweal.agenda.models import Goal
from commonweal.agenda.operations import GoalDraft, set_goal
from commonweal.cli.demo.generator import COUNTY
from commonweal.cli.demo.people import cast
from commonweal.cli.demo.tables import cascade_table, initiative_table, organisations
from commonweal.governance.cascade_drafts import ChangeDraft
from commonweal.governance.drafts import Contact, GroupDraft, PlaceDraft
from commonweal.governance.models import Group, Initiative
from commonweal.governance.operations import (
    add_group,
    found_initiative,
    seat,
    set_banner,
    set_places,
    set_public_contact,
    welcome_organisation,
)
from commonweal.people.models import Organisation, Person
from commonweal.people.operations import add_organisation, add_person, affiliate


@dataclass(frozen=True)
class Founded:
    initiative: Initiative
    goal: Goal
    data_manager: Person
    chair: Person
    groups: Mapping[str, Group]
    organisations: Mapping[str, Organisation]


def found(slug: str, at: datetime) -> Founded:
    table = initiative_table()
    people = {row["role"]: add_person(by=None, **_person(row), at=at) for row in table["cast"]}
    manager = people["Data manager"]
    initiative = found_initiative(
        by=manager,
        name=table["name"],
        slug=slug,
        place_name=table["place_name"],
        time_zone=table["time_zone"],
        at=at,
    )
    set_banner(
        by=manager, initiative=initiative, banner_en=table["banner"]["en"], banner_es=table["banner"]["es"], at=at
    )
    set_public_contact(by=manager, initiative=initiative, address=table["public_contact"], at=at)
    set_places(by=manager, initiative=initiative, places=_places(), at=at)
    goal = set_goal(by=manager, initiative=initiative, goal=GoalDraft(**table["goal"]), at=at)
    groups = {"backbone": initiative.groups.get(kind=Group.Kind.BACKBONE)}
    for row in table["groups"]:
        days, *why = cascade_table()["formed"][row["code"]]
        formed = ChangeDraft((at + timedelta(days=days)).date(), *why)
        groups[row["code"]] = add_group(
            by=manager, initiative=initiative, group=GroupDraft(**row), at=at, formed=formed
        )
    partners = _organisations(manager, initiative, groups, at)
    _seat_the_cast(manager, people, groups, partners, at)
    return Founded(initiative, goal, manager, people["Chair"], groups, partners)


def founded_before(slug: str) -> Founded:
    """What another process has founded."""
    initiative = Initiative.objects.get(slug=slug)
    people, formed = dict(cast()), {row["code"] for row in initiative_table()["groups"]}
    groups = {group.code: group for group in initiative.groups.all() if group.code in formed}
    return Founded(
        initiative=initiative,
        goal=Goal.objects.get(initiative=initiative),
        data_manager=people["Data manager"],
        chair=people["Chair"],
        groups={"backbone": initiative.groups.get(kind=Group.Kind.BACKBONE), **groups},
        organisations={row.code: Organisation.objects.get(code=row.code) for row in organisations()},
    )


def _person(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("email", "name", "language")}


def _places() -> list[PlaceDraft]:
    """The county is real; its districts are tiles on a map that exists nowhere."""
    table = initiative_table()
    county = table["county"]
    drafts = [PlaceDraft(county["code"], county["name"], "county", population=county["population"])]
    for district in table["districts"]:
        row, column = district["tile"]
        drafts.append(
            PlaceDraft(
                district["code"], district["name"], "district", tile_row=row, tile_column=column, wholes=(COUNTY,)
            )
        )
    return drafts


def _organisations(
    manager: Person, initiative: Initiative, groups: Mapping[str, Group], at: datetime
) -> dict[str, Organisation]:
    made = {}
    for row in organisations():
        organisation = add_organisation(by=manager, code=row.code, name=row.name, sector=row.sector, at=at)
        contact = Contact(row.contact_name, row.contact_email, row.language)
        welcome_organisation(by=manager, initiative=initiative, organisation=organisation, contact=contact, at=at)
        for code in row.groups:
            # Its people came soon after the group was formed, long before there was software.
            since = (at + timedelta(days=cascade_table()["formed"][code][0] + 20)).date()
            seat(by=manager, group=groups[code], role="member", holder=organisation, since=since, at=at)
        made[row.code] = organisation
    return made


def _seat_the_cast(
    manager: Person,
    people: Mapping[str, Person],
    groups: Mapping[str, Group],
    partners: Mapping[str, Organisation],
    at: datetime,
) -> None:
    since = (at - timedelta(days=1)).date()
    for row in initiative_table()["cast"]:
        person = people[row["role"]]
        if "works_at" in row:
            affiliate(by=manager, person=person, organisation=partners[row["works_at"]], since=since, at=at)
        if "seat" in row:
            group, role = row["seat"]
            seat(by=manager, group=groups[group], role=role, holder=person, since=since, at=at)
