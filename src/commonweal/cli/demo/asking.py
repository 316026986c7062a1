"""The invented members are asked: a pledge, readiness, each organization's capacity, and a pulse that is still open.

Residents and agencies differ, some questions divide everybody, and some do not answer, as in real life.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

import numpy as np

from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.generator import SEED
from commonweal.cli.demo.tables import asking_table, organisations
from commonweal.engines.questionnaires import Item, keys_of, shown_items
from commonweal.governance.models import Group, Seat
from commonweal.governance.operations import name_representative
from commonweal.governance.rules import in_term
from commonweal.instruments.models import Invitation, Survey
from commonweal.instruments.operations import SurveyDraft, close_survey, open_survey, send_answers
from commonweal.instruments.operations.plans import PieceDraft, take_pieces
from commonweal.instruments.operations.summaries import publish_answers
from commonweal.instruments.public_summary import seal_of, summary
from commonweal.instruments.queries.asking import Asking
from commonweal.instruments.queries.plans import work_plan
from commonweal.instruments.queries.summaries import Chosen, offer
from commonweal.people.models import Organisation, Person
from commonweal.people.operations import add_person, affiliate

#: How far people differ from the middle of their group, and a person's single answers from their own middle.
PEOPLE, ANSWERS, LEFT_OUT, WRITES, SIGNS = 0.4, 0.6, 0.05, 0.3, 0.88
#: Before the first survey, in days.
SPEAKS_SINCE = 120
TOLD_AFTER = timedelta(days=6)


def ask_all(founded: Founded, at: datetime) -> None:
    _name_speakers(founded, at)
    _ask(founded, "participation-pledge", Survey.Mode.NAMED, None, at)
    ready = _ask(founded, "readiness", Survey.Mode.ANONYMOUS, None, at)
    _tell_everybody(founded, ready)
    assessed = _ask(founded, "capacity", Survey.Mode.NAMED, None, at)
    _take_pieces(founded, assessed, at)
    _ask(founded, "meeting-pulse", Survey.Mode.ANONYMOUS, founded.groups["steering"], at)


def _name_speakers(founded: Founded, at: datetime) -> None:
    """Each organization's contact, and a colleague for each further seat, where nobody speaks in it yet."""
    since = (at - timedelta(days=SPEAKS_SINCE)).date()
    silent = Seat.objects.filter(in_term(since), organisation__isnull=False).exclude(representatives__isnull=False)
    seats: dict[str, list[Seat]] = {}
    for held in silent.select_related("organisation", "group__initiative").order_by("group__code"):
        seats.setdefault(held.organisation.code if held.organisation else "", []).append(held)
    known = set(Person.objects.values_list("name", flat=True))
    for row in organisations():
        names = [row.contact_name, *asking_table()["colleagues"].get(row.code, ())]
        unknown = [name for name in names if name not in known]
        for held, name in zip(seats.get(row.code, ()), unknown, strict=False):
            address = row.contact_email if name == row.contact_name else f"{name.split()[0].lower()}@{row.code}.example"
            person = add_person(by=founded.data_manager, email=address, name=name, language=row.language, at=at)
            organisation = founded.organisations[row.code]
            affiliate(by=founded.data_manager, person=person, organisation=organisation, since=since, at=at)
            name_representative(by=founded.data_manager, seat=held, person=person, since=since, at=at)


def _ask(founded: Founded, code: str, mode: str, group: Group | None, at: datetime) -> Survey:
    told = asking_table()[code]
    opened = at - timedelta(days=told["opened"])
    closes_on = (opened + timedelta(days=told["open_for"])).date()
    draft = SurveyDraft(code, mode, closes_on, group=group, splits=["residents", "agencies", "institutions"])
    survey = open_survey(by=founded.data_manager, initiative=founded.initiative, survey=draft, at=opened)
    for invitation in survey.invitations.select_related("person", "organisation", "survey__version"):
        rng = _luck(code, invitation)
        if rng.random() < told["share"]:
            asking = Asking(survey, invitation)
            answers = _answers(asking, told, rng)
            send_answers(by=None, asking=asking, answers=answers, at=opened + timedelta(hours=5))
    if closes_on < at.date():
        return close_survey(by=None, survey=survey, at=opened + timedelta(days=told["open_for"] + 1))
    return survey


def _luck(code: str, invitation: Invitation) -> np.random.Generator:
    """Its own for each who is asked, the same in every demo, whatever else was asked before."""
    words = (code, str(invitation.person), str(invitation.organisation))
    return np.random.default_rng([SEED, *(crc32(word.encode()) for word in words)])


def _answers(asking: Asking, told: Mapping[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    person = rng.normal(0, PEOPLE)
    side = rng.choice([-1, 1])
    group = asking.invitation.respondents if asking.invitation else ""
    answers: dict[str, Any] = {}
    for item in asking.instrument.in_order:
        if item.kind == "scale":
            middles = told["middle"][item.scale]
            high = middles.get(group, middles["others"]) + person + told["item"].get(item.id, 0)
            answers[item.id] = _point(asking, item, high + side * told["apart"].get(item.id, 0), rng)
        elif item.kind == "choice":
            answers[item.id] = str(rng.choice([option.id for option in item.options]))
        elif item.kind == "pledge" and rng.random() < SIGNS:
            answers[item.id] = "yes"
        elif item.kind == "yes-no":
            answers[item.id] = str(rng.choice(["yes", "no"], p=[0.7, 0.3]))
        elif item.kind == "text" and rng.random() < WRITES:
            answers[item.id] = str(rng.choice(told["words"][item.id]))
    given = {key: answer for key, answer in answers.items() if answer is not None}
    shown = {key for item in shown_items(asking.instrument, given) for key in keys_of(item)}
    return {key: answer for key, answer in given.items() if key in shown}


def _point(asking: Asking, item: Item, high: float, rng: np.random.Generator) -> int | None:
    """The answer as it is ticked: where more is worse it is turned; now and then none."""
    scale = asking.instrument.scale(item.scale)
    point = round(float(np.clip(rng.normal(high, ANSWERS), scale.min, scale.max)))
    if rng.random() < LEFT_OUT:
        return None
    return scale.min + scale.max - point if item.reverse else point


def _tell_everybody(founded: Founded, survey: Survey) -> None:
    """Within the week after the close, or after a release that came later: its scales with the gaps between groups."""
    before = founded.initiative.publications.order_by("number").last()
    days = [one for one in (survey.closed_at, before.made_at if before else None) if one is not None]
    at = max(days) + TOLD_AFTER
    offered = offer(founded.data_manager, survey, at)
    chosen = Chosen(scales=tuple(one.scale.id for one in offered.scales), with_groups=True)
    seen = seal_of(summary(offered, chosen))
    publish_answers(by=founded.data_manager, survey=survey, chosen=chosen, reviewed=False, seen=seen, at=at)


def _take_pieces(founded: Founded, survey: Survey, at: datetime) -> None:
    """By the system itself, so that nobody is mailed about a promise that nobody gave."""
    told = asking_table()["capacity"]["taken"]
    holder: Organisation = founded.organisations[told["organisation"]]
    plan = work_plan(founded.data_manager, survey, told["organisation"], at)
    pieces = [
        PieceDraft(piece.item.id, piece.item.advice.en, holder, piece.due_on) for piece in plan.pieces[: told["pieces"]]
    ]
    if pieces:
        take_pieces(by=None, survey=survey, organisation=holder, pieces=pieces, at=at)
