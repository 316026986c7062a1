"""Who stands behind the agenda, sector by sector: by what they did, with those named from whom nothing came yet."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.agenda.operations.alignment import AlignmentDraft, state_alignment
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people.models import Organisation, Person, Sector
from tests.cast import SINCE, person

pytestmark = pytest.mark.covers("F-DEF-1")
PAGE = "/desk/fork/stands-behind/"


def told(answer: Any) -> dict[str, tuple[int, int | None, int]]:
    behind = answer.context["behind"]
    return {one.name: (one.here, one.changed, one.promised) for one in [*behind.sectors, behind.residents]}


def test_deeds_and_words_are_counted_by_sector_and_the_silent_are_named(
    initiative: Initiative, partner_organisation: Organisation, other_organisation: Organisation, chair: Person,
    at: datetime, signed_in: Any,
) -> None:  # fmt: skip
    browser = signed_in(chair)
    before = browser.get(PAGE)
    assert before.context["behind"].behind == 0
    draft = AlignmentDraft(at.date(), after_en="One form.")
    state_alignment(by=None, initiative=initiative, organisation=partner_organisation, draft=draft, at=at)
    made = CommitmentDraft("Lend a room.", at.date(), "all")
    promise(by=None, initiative=initiative, holder=partner_organisation, commitment=made, at=at)
    after = browser.get(PAGE)
    found = told(after)
    assert (found["service nonprofit"], after.context["behind"].silent) == (
        (1, 1, 1), [name for name in found if name and name != "service nonprofit"],
    )  # fmt: skip
    assert "Nothing yet from:" in after.content.decode()


def test_resident_who_sits_for_herself_stands_beside_the_sectors(
    initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    neighbor, group = person("Neighbor"), Group.objects.get(code="steering")
    Seat.objects.create(group=group, role=Seat.Role.MEMBER, person=neighbor, since=SINCE, sector=Sector.RESIDENTS)
    browser = signed_in(chair)
    here, _changed, _promised = told(browser.get(PAGE))[""]
    promise(
        by=None, initiative=initiative, holder=neighbor, commitment=CommitmentDraft("Speak.", at.date(), "all"), at=at
    )
    assert told(browser.get(PAGE))[""] == (here, None, 1)


def test_sector_from_which_nobody_takes_part_is_named_and_no_pledge_is_no_zero(chair: Person, signed_in: Any) -> None:
    answer = signed_in(chair).get(PAGE)
    page = answer.content.decode()
    assert "advocacy" in answer.context["behind"].absent
    assert ("Hold the pledge" in page, "Organizations were not asked for a pledge yet." in page) == (False, True)


@pytest.mark.parametrize(("who", "code"), [("resident", 200), ("partner", 404), ("funder", 404), ("stranger", 404)])
def test_whoever_has_a_seat_reads_it(
    request: pytest.FixtureRequest, initiative: Initiative, signed_in: Any, who: str, code: int
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(PAGE).status_code == code


def test_page_in_spanish(chair: Person, signed_in: Any) -> None:
    page = signed_in(chair).get(PAGE, headers={"accept-language": "es"}).content.decode()
    assert ["¿Quién respalda la agenda?" in page, "Sectores de los que nadie participa" in page] == [True, True]
