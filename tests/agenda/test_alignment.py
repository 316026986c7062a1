"""How partners changed their own work: before and after, in their own words, and nobody ranked."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonweal.agenda.models import Alignment
from commonweal.agenda.operations.alignment import AlignmentDraft, state_alignment, withdraw_alignment
from commonweal.agenda.operations.strategies import StrategyDraft, add_strategy
from commonweal.agenda.queries.alignment import alignments
from commonweal.governance.models import Initiative
from commonweal.people.models import Organisation, Person
from tests.cast import NOW

pytestmark = pytest.mark.covers("B8")
PAGE = "/desk/fork/alignment/"
DRAFT = AlignmentDraft(NOW.date(), before_en="Our own form.", after_en="The shared form.", after_es="El común.")


def stated(initiative: Initiative, organisation: Organisation, at: datetime, **more: Any) -> Alignment:
    return state_alignment(by=None, initiative=initiative, organisation=organisation, draft=DRAFT, at=at, **more)


def test_partner_without_a_seat_tells_how_its_work_changed(
    initiative: Initiative, partner: Person, partner_organisation: Organisation, signed_in: Any
) -> None:
    strategy = add_strategy(by=None, initiative=initiative, draft=StrategyDraft("One place to ask"), at=timezone.now())
    sent = {
        "organisation": "first-rung", "strategy": strategy.key, "changed_on": str(timezone.now().date() - timedelta(2)),
        "before_en": "Each family filled in four forms.", "after_en": "One form.", "evidence": "Come by on Mondays.",
    }  # fmt: skip
    browser = signed_in(partner)
    assert browser.post(PAGE + "state/", sent).status_code == 302
    page = browser.get(PAGE).content.decode()
    assert "1 of 1 organizations tells what it does differently since we agreed." in page
    assert ("Each family filled in four forms." in page, "One place to ask" in page) == (True, True)


@pytest.mark.parametrize("who", ["chair", "resident", "trainer", "funder", "stranger"])
def test_nobody_tells_it_for_others_but_the_data_manager(
    request: pytest.FixtureRequest, initiative: Initiative, partner_organisation: Organisation, at: datetime, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        state_alignment(
            by=request.getfixturevalue(who), initiative=initiative, organisation=partner_organisation, draft=DRAFT,
            at=at,
        )  # fmt: skip


def test_correction_replaces_and_keeps(
    initiative: Initiative, partner_organisation: Organisation, partner: Person, at: datetime
) -> None:
    first = stated(initiative, partner_organisation, at)
    second = stated(initiative, partner_organisation, at, replaces=first)
    shown = alignments(partner, initiative, at).statements
    assert ([one.alignment.pk for one in shown], Alignment.objects.count()) == ([second.pk], 2)
    with pytest.raises(ValidationError, match="meanwhile"):
        stated(initiative, partner_organisation, at, replaces=first)


def test_withdrawn_statement_stands_on_the_page_no_more(
    initiative: Initiative, partner_organisation: Organisation, partner: Person, at: datetime
) -> None:
    withdraw_alignment(by=partner, alignment=stated(initiative, partner_organisation, at), at=at)
    assert alignments(partner, initiative, at).statements == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (AlignmentDraft(NOW.date(), before_en="Our own form."), "after_en"),
        (AlignmentDraft(NOW.date() + timedelta(days=2), after_en="The shared form."), "changed_on"),
    ],
)
def test_what_has_not_happened_is_no_alignment(
    initiative: Initiative, partner_organisation: Organisation, at: datetime, draft: AlignmentDraft, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        state_alignment(by=None, initiative=initiative, organisation=partner_organisation, draft=draft, at=at)
    assert (list(refused.value.message_dict), Alignment.objects.count()) == ([field], 0)


def test_partner_changes_its_own_and_not_anothers(
    initiative: Initiative, partner: Person, partner_organisation: Organisation, other_organisation: Organisation,
    signed_in: Any,
) -> None:  # fmt: skip
    now = timezone.now()
    own, foreign = (stated(initiative, one, now) for one in (partner_organisation, other_organisation))
    doors = [f"{PAGE}{one.pk}/{act}/" for one in (own, foreign) for act in ("change", "withdraw")]
    assert [signed_in(partner).get(door).status_code for door in doors] == [200, 200, 404, 404]
