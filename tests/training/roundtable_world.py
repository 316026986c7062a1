"""A roundtable in each stage, and people who come to it."""

from datetime import datetime
from typing import Any

from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.models import Roundtable, RoundtableSignIn
from commonweal.training.operations.roundtable_rooms import Arrival, FeedbackDraft, give_feedback, sign_in
from commonweal.training.operations.roundtables import (
    RoundtableDraft,
    announce_roundtable,
    end_roundtable,
    go_to_stage,
    open_roundtable,
)

CODE = {"code1": "ma", "code2": "4", "code3": "st"}


def announced(initiative: Initiative, by: Person | None, at: datetime, number: int = 34, **more: Any) -> Roundtable:
    draft = RoundtableDraft(number, at.date(), "Who is not in the room?", "¿Quién falta en la sala?", **more)
    return announce_roundtable(by=by, initiative=initiative, roundtable=draft, at=at)


def running(initiative: Initiative, at: datetime, number: int = 34, stage: str = "arriving") -> Roundtable:
    opened = open_roundtable(by=None, roundtable=announced(initiative, None, at, number), at=at)
    return go_to_stage(by=None, roundtable=opened, stage=stage, at=at)


def arrived(roundtable: Roundtable, at: datetime, *codes: str, **more: Any) -> list[RoundtableSignIn]:
    """Whoever has these codes, each for the same organisation and group."""
    return [sign_in(by=None, roundtable=roundtable, arrival=Arrival(code, **more), at=at).sign_in for code in codes]


def said(roundtable: Roundtable, yes: int, answered: int, at: datetime) -> None:
    """So many phones, of which so many learnt something new."""
    for phone in range(answered):
        draft = FeedbackDraft(phone < yes, what=f"what {phone}")
        give_feedback(by=None, roundtable=roundtable, voter=f"phone {phone}", feedback=draft, at=at)


def over(initiative: Initiative, at: datetime, number: int, *codes: str) -> Roundtable:
    found = running(initiative, at, number)
    arrived(found, at, *codes)
    return end_roundtable(by=None, roundtable=found, at=at)


def arriving(roundtable: Roundtable, **more: Any) -> Client:
    """A phone that has signed in."""
    phone = Client()
    phone.post(f"/roundtable/{roundtable.room_code}/", CODE | more)
    return phone


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
