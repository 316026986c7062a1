"""Groups, seats, people and mail, in every phase."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from commonweal.delivery.operations import send
from commonweal.governance import rules
from commonweal.governance.cascade_drafts import ChangeDraft, CharterDraft, GuestDraft, SeatDraft
from commonweal.governance.drafts import GroupDraft
from commonweal.governance.models import Group, GuestAccess, Initiative, Seat
from commonweal.governance.operations import add_group
from commonweal.governance.operations.charter_proposals import propose_charter
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.groups import close_group
from commonweal.governance.operations.guests import invite_guest
from commonweal.governance.operations.seats import give_seat
from commonweal.governance.operations.terms import take_up_role
from commonweal.people.models import Affiliation, Organisation, Person
from commonweal.people.operations.merging import merge_people
from tests.cast import SINCE, person


def seats(
    initiative: Initiative,
    steering: Group,
    people: Mapping[str, Person],
    partners: Mapping[str, Organisation],
    at: datetime,
) -> dict[str, Any]:
    analyst = people["analyst"]
    today = rules.today(initiative, at)
    working = add_group(by=analyst, initiative=initiative, group=GroupDraft("jobs", "Good Jobs"), at=at)
    ended = add_group(by=analyst, initiative=initiative, group=GroupDraft("buses", "Night Buses"), at=at)
    write_charter(by=analyst, group=steering, charter=charter(today), at=at)
    close_group(by=analyst, group=ended, change=ChangeDraft(today, "Done."), at=at)
    role = SeatDraft("champion", people["resident"], SINCE)
    mail = send(
        by=analyst, to="data@first-rung.example", subject="Numbers", text="Send them.", cause="access", at=at,
        initiative=initiative.pk,
    )  # fmt: skip
    return {
        "organisation": partners["partner"].code,
        "other_organisation": partners["other"].code,
        "place": "east",
        "working": working.code,
        "ended_group": ended.code,
        "guest": guest(analyst, steering, today, at),
        "seat": Seat.objects.get(person=people["resident"]).pk,
        "chairs_seat": Seat.objects.get(person=people["chair"]).pk,
        "organisations_seat": give_seat(
            by=analyst, group=working, seat=SeatDraft("member", partners["partner"], today), at=at
        ).pk,
        "past_seat": past_seat(analyst, working, today, at),
        "role_term": take_up_role(by=analyst, initiative=initiative, term=role, at=at).pk,
        "resident": people["resident"].pk,
        "work": Affiliation.objects.create(person=people["resident"], organisation=partners["other"], since=SINCE).pk,
        "passkey": Authenticator.objects.create(user=people["resident"], type="webauthn", data={}).pk,
        "merge": merge(analyst, working, today, at),
        "message": mail.pk,
        "charter_decision": propose_charter(
            by=people["chair"], group=steering, charter=replace(charter(today), since=today + timedelta(days=1)), at=at
        ).number,
    }


def charter(today: Any) -> CharterDraft:
    texts = {"purpose_en": "To steer.", "reason_en": "The first one."}
    return CharterDraft(today, texts, "majority", 1, seats={"chair": 1})


def guest(analyst: Person, steering: Group, today: Any, at: datetime) -> int:
    draft = GuestDraft("Gil", "gil@example.org", "en", "governance.charter", "1", today + timedelta(days=7))
    invite_guest(by=analyst, group=steering, guest=draft, at=at)
    return GuestAccess.objects.get().pk


def past_seat(analyst: Person, working: Group, today: Any, at: datetime) -> int:
    holder = person("Former")
    draft = SeatDraft("member", holder, SINCE, today - timedelta(days=30))
    return give_seat(by=analyst, group=working, seat=draft, at=at).pk


def merge(analyst: Person, working: Group, today: Any, at: datetime) -> int:
    kept, duplicate = person("Lea"), person("Lea2")
    for one, role in ((kept, "member"), (duplicate, "co-chair")):
        give_seat(by=analyst, group=working, seat=SeatDraft(role, one, today), at=at)
    return merge_people(by=analyst, kept=kept, duplicate=duplicate, why="told", at=at).pk
