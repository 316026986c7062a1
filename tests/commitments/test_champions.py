"""The register of champions: whom they reach, what they kept, what is asked next, and where nobody speaks for it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.commitments.models import ChampionNote
from commonweal.commitments.operations import (
    AccountDraft,
    ChampionDraft,
    CommitmentDraft,
    give_account,
    note_champion,
    promise,
)
from commonweal.commitments.queries import champions
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Initiative
from commonweal.governance.operations.terms import take_up_role
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE

pytestmark = pytest.mark.covers("A2")
PAGE = "/desk/fork/champions/"


@pytest.fixture
def champion(initiative: Initiative, resident: Person, partner_organisation: Organisation) -> Person:
    """The resident works at First Rung, and speaks for the work."""
    Affiliation.objects.create(person=resident, organisation=partner_organisation, since=SINCE)
    take_up_role(by=None, initiative=initiative, term=SeatDraft("champion", resident, SINCE), at=NOW)
    return resident


def note(by: Any, initiative: Initiative, who: Any, at: datetime, **more: Any) -> ChampionNote:
    return note_champion(by=by, initiative=initiative, champion=who, note=ChampionDraft(**more), at=at)


def test_register_tells_sector_reach_promises_and_the_next_ask(
    initiative: Initiative, champion: Person, analyst: Person, at: datetime
) -> None:
    made = promise(
        by=champion, initiative=initiative, holder=champion,
        commitment=CommitmentDraft("Speak at the hearing.", at.date(), "the council"), at=at,
    )  # fmt: skip
    give_account(by=champion, commitment=made, side="promiser", account=AccountDraft("done"), at=at)
    note(analyst, initiative, champion, at, reach="The school board.", ask="Invite the mayor.", ask_on=at.date())
    one = champions(analyst, initiative, at).each[0]
    assert (one.sectors, one.note.reach, one.kept, one.is_due) == (
        ["service nonprofit"], "The school board.", 1, True,
    )  # fmt: skip


def test_sectors_that_take_part_without_a_champion_are_named(
    initiative: Initiative, champion: Person, other_organisation: Organisation, funder: Person, analyst: Person,
    at: datetime,
) -> None:  # fmt: skip
    assert champions(analyst, initiative, at).gaps == ["funder", "education"]


def test_newest_note_holds_and_the_one_before_is_kept(
    initiative: Initiative, champion: Person, analyst: Person, at: datetime
) -> None:
    note(analyst, initiative, champion, at, ask="Call the mayor.")
    note(analyst, initiative, champion, at + timedelta(days=1), ask="Thank the mayor.")
    assert champions(analyst, initiative, at).each[0].note.ask == "Thank the mayor."
    assert ChampionNote.objects.count() == 2


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "trainer", "funder", "stranger"])
def test_only_data_managers_read_and_write_it(
    request: pytest.FixtureRequest, initiative: Initiative, champion: Person, at: datetime, signed_in: Any, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        note(person, initiative, champion, at, ask="Call the mayor.")
    assert (champions(person, initiative, at).each, signed_in(person).get(PAGE).status_code) == ([], 404)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Write whom they reach, or what you ask next."),
        ({"reach": "All.", "ask_on": date(2026, 5, 1)}, "Write what you ask on that day."),
    ],
)
def test_empty_note_is_refused(
    initiative: Initiative, champion: Person, analyst: Person, at: datetime, more: Any, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        note(analyst, initiative, champion, at, **more)


def test_nobody_becomes_a_champion_by_a_note(
    initiative: Initiative, chair: Person, analyst: Person, at: datetime
) -> None:
    with pytest.raises(ValidationError, match="does not have the role"):
        note(analyst, initiative, chair, at, ask="Call the mayor.")


def test_data_manager_writes_it_on_a_page(
    initiative: Initiative, champion: Person, analyst: Person, signed_in: Any
) -> None:
    term = champion.role_terms.get()
    sent = {"reach": "The school board.", "ask": "Invite the mayor.", "ask_on": ""}
    assert signed_in(analyst).post(f"{PAGE}{term.pk}/", sent).status_code == 302
    page = signed_in(analyst).get(PAGE).content.decode()
    assert ("The school board." in page, "Invite the mayor." in page) == (True, True)
