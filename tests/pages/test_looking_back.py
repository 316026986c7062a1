"""Once a year people look back: counts of what happened, what came of what they said, and a way to decide."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.commitments.operations import AccountDraft, CommitmentDraft, give_account, promise
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.models import Roundtable
from tests.training import roundtable_world as evenings

PAGE = "/desk/fork/looking-back/"


@pytest.mark.covers("G21", "F-RND-7")
def test_year_is_told_with_what_came_of_it_and_what_nobody_told(
    initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    at = timezone.now()
    for number, days in ((33, 400), (34, 40), (35, 20)):
        evenings.over(initiative, at - timedelta(days=days), number)
    Roundtable.objects.filter(number=34).update(came_of_it_en="Two evenings a week.", counted=12)
    page = signed_in(resident).get(PAGE)
    told = {one.name: one.count for one in page.context["lines"]}
    assert told == {
        "Releases of figures": 0, "Decisions closed": 0, "Promises that were due": 0, "Roundtables held": 2,
    }  # fmt: skip
    assert [(one.number, words) for one, words in page.context["heard"]] == [(34, "Two evenings a week.")]


def test_promises_that_were_due_add_up(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    at = timezone.now()
    given_at = at - timedelta(days=40)
    for state in ("done", "partly", "no", "silent", "silent"):
        draft = CommitmentDraft(text="Bring ten parents.", due_on=given_at.date() + timedelta(days=10), to="all")
        made = promise(by=resident, initiative=initiative, holder=resident, commitment=draft, at=given_at)
        if state != "silent":
            said = AccountDraft(state, word="So it went.")
            give_account(by=resident, commitment=made, side="promiser", account=said, at=at)
    lines = {one.name: (one.count, one.more) for one in signed_in(resident).get(PAGE).context["lines"]}
    assert lines["Promises that were due"] == (5, "1 done, 1 partly, 1 not done, 2 without a word")


def test_whoever_has_no_part_reads_nothing(
    initiative: Initiative, stranger: Person, signed_in: Any, at: datetime
) -> None:
    assert signed_in(stranger).get(PAGE).status_code == 404
