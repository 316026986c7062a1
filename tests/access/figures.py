"""Measures, rounds, figures and releases, in every phase."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commonweal.governance.models import Initiative, Participation
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import (
    DimensionDraft,
    MeasureDraft,
    define_dimension,
    define_measure,
)
from commonweal.measurement.operations.plans import PlanDraft, make_plan
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.operations.rounds import RoundDraft, close_round, open_round
from commonweal.people.models import Organisation, Person
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import ENROLLED, figures_came


def figures(
    initiative: Initiative, people: Mapping[str, Person], partners: Mapping[str, Organisation], at: datetime
) -> dict[str, Any]:
    analyst = people["analyst"]
    age = DimensionDraft("age", "Age", "", False, [("65+", "65 and over", "")])
    define_dimension(by=analyst, initiative=initiative, dimension=age, at=at)
    measures = {code: measure(initiative, analyst, code, seen, at) for code, seen in SEEN.items()}
    Participation.objects.filter(organisation=partners["partner"]).update(contact_email=people["partner"].email)
    first = opened(initiative, analyst, measures["P1"], partners, "2026-Q1", at)
    closed = opened(initiative, analyst, measures["P1"], partners, "2025-Q4", at)
    close_round(by=analyst, round=closed, at=at)
    invitation = first.invitations.get(organisation=partners["partner"])
    years = [("2024", 1200.0), ("2025", 1250.0)]
    history = accepted(initiative, [fact(code, *year) for code in SEEN for year in years])
    release = publish(by=analyst, initiative=initiative, at=at)
    plan = PlanDraft("Quarterly", "quarter", "2026-Q1", 3, 24, (), opens_by_itself=False)
    return {
        "round": first.pk,
        "closed_round": closed.pk,
        "invitation": invitation.pk,
        "submission": figures_came(invitation, at).number,
        "history": history.number,
        "plan": make_plan(by=analyst, initiative=initiative, draft=plan, at=at).pk,
        "release": release.number,
    }


#: Who sees each of the measures.
SEEN = {"P1": "public", "P2": "network", "P3": "group", "P4": "private"}


def measure(initiative: Initiative, analyst: Person, code: str, visibility: str, at: datetime) -> Measure:
    definition = replace(ENROLLED, dimensions=["age"])
    draft = MeasureDraft(code=code, level="performance", definition=definition)
    made = define_measure(by=analyst, initiative=initiative, measure=draft, at=at)
    made.visibility = visibility
    made.save(update_fields=["visibility"])
    return made


def opened(
    initiative: Initiative,
    analyst: Person,
    asked: Measure,
    partners: Mapping[str, Organisation],
    period: str,
    at: datetime,
) -> Any:
    draft = RoundDraft(name=period, periods=[period], due_at=at + timedelta(days=14))
    everybody = {one: [asked] for one in partners.values()}
    return open_round(by=analyst, initiative=initiative, draft=draft, asked=everybody, at=at)
