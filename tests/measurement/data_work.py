"""What the tests of the data manager's work start from: two measures, an open round, figures that came in.

Figures are put in place here as the intake leaves them; how they are read and checked is tested with the intake.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest

from commonweal.measurement.models import Invitation, Measure, Round, Submission
from commonweal.measurement.operations.definitions import DefinitionDraft, MeasureDraft, define_measure
from commonweal.measurement.operations.ledger import Arrival, enter_receipt
from commonweal.measurement.operations.rounds import RoundDraft, open_round
from tests.cast import NOW

DUE = NOW + timedelta(days=14)

ENROLLED = DefinitionDraft(
    name_en="People enrolled",
    name_es="Personas inscritas",
    meaning_en="People who began a course in the period.",
    unit_en="people",
    kind="count",
    direction="higher",
    places_rule="sum",
    periods_rule="sum",
)
FINISHED = DefinitionDraft(
    name_en="Finished the course",
    name_es="Terminaron el curso",
    meaning_en="Of those who began a course, how many finished it.",
    unit_en="% of learners",
    kind="percent",
    direction="higher",
    numerator_en="learners who finished",
    denominator_en="learners who began",
    places_rule="ratio_of_sums",
    periods_rule="ratio_of_sums",
)


@pytest.fixture
def enrolled(initiative: Any, analyst: Any) -> Measure:
    draft = MeasureDraft(code="P1", level="performance", definition=ENROLLED)
    return define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)


@pytest.fixture
def finished(initiative: Any, analyst: Any) -> Measure:
    draft = MeasureDraft(code="P2", level="performance", definition=FINISHED)
    return define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)


@pytest.fixture
def open_for_two(
    initiative: Any,
    analyst: Any,
    enrolled: Measure,
    finished: Measure,
    places: Any,
    partner_organisation: Any,
    other_organisation: Any,
) -> Round:
    """First Rung is asked for both measures, Open Shelf Library for one."""
    asked = {partner_organisation: [enrolled, finished], other_organisation: [enrolled]}
    draft = RoundDraft(name="2025-Q4", periods=["2025-Q4"], due_at=DUE)
    return open_round(by=analyst, initiative=initiative, draft=draft, asked=asked, at=NOW)


@pytest.fixture
def invitation(open_for_two: Round, partner_organisation: Any) -> Invitation:
    return open_for_two.invitations.get(organisation=partner_organisation)


def figures_came(invitation: Invitation, at: datetime = NOW, /, **more: Any) -> Submission:
    receipt = _receipt(invitation, "submitted", at)
    kept: dict[str, Any] = {
        "receipt": receipt,
        "initiative": invitation.round.initiative,
        "organisation": invitation.organisation,
        "round": invitation.round,
        "invitation": invitation,
        "number": f"N{receipt.sequence}",
        "submitted_at": at,
        "rows": 4,
        "collection": "",
        "understood": {},
        "facts_sha256": "0" * 64,
        "decided_at": at if more.get("state") in ("accepted", "returned") else None,
    }
    return Submission.objects.create(**(kept | more))


def old_figures_came(invitation: Invitation, totals: dict[str, Any]) -> Submission:
    """The same partner's history, which came in without a round."""
    return figures_came(invitation, round=None, invitation=None, history=True, state="accepted", totals=totals)


def file_was_rejected(invitation: Invitation, at: datetime = NOW, reason: str = "") -> None:
    _receipt(invitation, "rejected", at, reason)


def _receipt(invitation: Invitation, outcome: str, at: datetime, reason: str = "") -> Any:
    arrival = Arrival(
        initiative=invitation.round.initiative,
        organisation=invitation.organisation,
        round=invitation.round,
        file_name="figures.csv",
        sha256="0" * 64,
        size=100,
    )
    return enter_receipt(by=invitation, arrival=arrival, outcome=outcome, reason=reason, at=at)
