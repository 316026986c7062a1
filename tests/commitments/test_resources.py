"""Is there enough to begin? What a year needs in four lines, what is committed, and the gate between them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.commitments.models import Contribution, Post, ResourceShare
from commonweal.commitments.operations import (
    ContributionDraft,
    NeedDraft,
    PostDraft,
    count_for_lines,
    end_contribution,
    give,
    note_resource_need,
    write_post,
)
from commonweal.commitments.queries.resources import LineShown, resources
from commonweal.governance.models import Initiative
from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from tests.cast import NOW

pytestmark = pytest.mark.covers("A4", "F-PRE-3")
PAGE = "/desk/fork/enough/"
TODAY = NOW.date()


def given(initiative: Initiative, giver: Any, **more: Any) -> Contribution:
    draft = {"kind": "money", "words": "A year of meetings.", "purpose": "seed", "amounts_seen": "network", **more}
    return give(by=None, initiative=initiative, giver=giver, contribution=ContributionDraft(**draft), at=NOW)


def needed(initiative: Initiative, line: str, money: int | None = None, hours: int | None = None) -> None:
    draft = NeedDraft(line, None if money is None else Decimal(money), None if hours is None else Decimal(hours))
    note_resource_need(by=None, initiative=initiative, need=draft, at=NOW)


def counted(source: Contribution | Post, **lines: int | None) -> None:
    amounts = {line: None if much is None else Decimal(much) for line, much in lines.items()}
    count_for_lines(by=None, source=source, lines=amounts, at=NOW)


def line_of(reader: Any, initiative: Initiative, code: str) -> LineShown:
    return next(one for one in resources(reader, initiative, NOW).lines if one.code == code)


@pytest.fixture
def foundation(funder: Person) -> Organisation:
    return funder.affiliations.get().organisation


def test_one_line_says_what_is_needed_committed_and_lacking(
    initiative: Initiative, foundation: Organisation, analyst: Person, signed_in: Any
) -> None:
    client = signed_in(analyst)
    grant = given(initiative, foundation, worth=Decimal(30_000), until=TODAY + timedelta(days=400))
    write_post(by=None, initiative=initiative, post=PostDraft("Convener", Decimal("0.5"), analyst), at=NOW)
    sent = {"words": "Ten meetings, with food.", "money": "24000", "hours": "900"}
    assert client.post(f"{PAGE}convening/", sent).status_code == 302
    assert client.post(f"{PAGE}gifts/{grant.pk}/", {"convening": "18000", "engaging": "12000"}).status_code == 302
    assert client.post(f"{PAGE}posts/{Post.objects.get().pk}/", {"convening": "1000"}).status_code == 302
    page = client.get(PAGE).content.decode()
    told = ("$18,000 of $24,000", "$6,000 lacking", "1,000 of 900", "Ten meetings, with food.", "to cultivate</span>")
    assert [page.count(words) for words in told] == [1, 1, 1, 1, 1]
    assert list(Entry.objects.filter(verb="commitments.count_for_lines").values_list("actor", flat=True)) == [
        analyst.actor_id, analyst.actor_id,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("money", "hours", "of_money", "of_hours", "gate"),
    [
        (None, None, 500, None, "unsaid"),
        (0, None, None, None, "unsaid"),
        (0, 0, None, None, "nothing needed"),
        (1000, None, None, None, "absent"),
        (1000, 0, 1000, None, "present"),
        (1000, 100, 1000, None, "cultivate"),
        (1000, 100, 1000, 100, "present"),
        (1000, None, 400, None, "cultivate"),
    ],
)
def test_gate_of_a_line(
    initiative: Initiative, foundation: Organisation, analyst: Person,
    money: int | None, hours: int | None, of_money: int | None, of_hours: int | None, gate: str,
) -> None:  # fmt: skip
    if (money, hours) != (None, None):
        needed(initiative, "research", money, hours)
    if of_money:
        counted(given(initiative, foundation, worth=Decimal(5000)), research=of_money)
    if of_hours:
        lent = given(initiative, foundation, kind="hours", purpose="", hours=Decimal(200))
        counted(lent, research=of_hours)
    assert line_of(analyst, initiative, "research").gate == gate


def test_what_ends_within_90_days_is_to_cultivate(
    initiative: Initiative, foundation: Organisation, analyst: Person
) -> None:
    needed(initiative, "research", 1000)
    counted(given(initiative, foundation, worth=Decimal(1000), until=TODAY + timedelta(days=30)), research=1000)
    line = line_of(analyst, initiative, "research")
    assert (line.money.state, line.gate, line.ends_first and line.ends_first.until) == (
        "present", "cultivate", TODAY + timedelta(days=30),
    )  # fmt: skip


def test_room_is_there_and_has_no_amount(initiative: Initiative, foundation: Organisation, analyst: Person) -> None:
    needed(initiative, "convening", 1000)
    room = given(initiative, foundation, kind="room", purpose="", worth=Decimal(900))
    counted(given(initiative, foundation, kind="food", purpose=""), convening=None)
    with pytest.raises(ValidationError):
        counted(room, convening=900)
    line = line_of(analyst, initiative, "convening")
    assert (line.money.committed, line.money.state, line.gate, len(line.in_kind)) == (0, "absent", "cultivate", 1)


def test_gap_of_an_amount_that_nobody_said_is_not_told(
    initiative: Initiative, foundation: Organisation, analyst: Person, signed_in: Any
) -> None:
    needed(initiative, "research", 1000)
    counted(given(initiative, foundation), research=None)
    assert line_of(analyst, initiative, "research").money.gap is None
    page = signed_in(analyst).get(PAGE).content.decode()
    assert ("the gap cannot be told" in page, "$0 of $1,000" in page) == (True, False)


def test_private_amount_is_in_no_sum_and_the_gate_does_not_give_it_away(
    initiative: Initiative, foundation: Organisation, chair: Person, analyst: Person, signed_in: Any
) -> None:
    needed(initiative, "research", 1000)
    counted(given(initiative, foundation, worth=Decimal(7331), amounts_seen="private"), research=1731)
    assert (line_of(chair, initiative, "research").gate, line_of(analyst, initiative, "research").gate) == (
        "hidden", "present",
    )  # fmt: skip
    page = signed_in(chair).get(PAGE).content.decode()
    assert ("1,731" in page, "an amount that is not shown" in page) == (False, True)


def test_what_ended_a_vacant_post_and_pay_that_is_over_do_not_count(
    initiative: Initiative, foundation: Organisation, analyst: Person
) -> None:
    gone = given(initiative, foundation, worth=Decimal(1000))
    counted(gone, research=1000)
    end_contribution(by=None, contribution=gone, why="let go", at=NOW)
    for person, until in ((None, None), (analyst, date(2026, 1, 1))):
        post = PostDraft("Analyst", Decimal(1), person, until)
        counted(write_post(by=None, initiative=initiative, post=post, at=NOW), research=800)
    line = line_of(analyst, initiative, "research")
    assert (line.shares, [one.hours for one in line.idle]) == ([], [800, 800])


def test_nobody_counts_more_of_a_grant_than_there_is(
    initiative: Initiative, foundation: Organisation, analyst: Person, signed_in: Any
) -> None:
    grant = given(initiative, foundation, worth=Decimal(1000))
    answer = signed_in(analyst).post(f"{PAGE}gifts/{grant.pk}/", {"research": "600", "engaging": "600"})
    assert (answer.status_code, ResourceShare.objects.count()) == (422, 0)
    assert "The lines together take more than there is." in answer.content.decode()


def test_emptied_line_counts_no_longer_and_what_held_is_kept(
    initiative: Initiative, foundation: Organisation, analyst: Person, signed_in: Any
) -> None:
    grant = given(initiative, foundation, worth=Decimal(1000))
    counted(grant, research=600, engaging=400)
    signed_in(analyst).post(f"{PAGE}gifts/{grant.pk}/", {"research": "600", "engaging": ""})
    held = ResourceShare.objects.filter(contribution=grant).order_by("line")
    assert [(one.line, one.ended_at is None) for one in held] == [("engaging", False), ("research", True)]


def test_changed_post_goes_on_counting_as_far_as_it_has_the_hours(initiative: Initiative, analyst: Person) -> None:
    post = write_post(by=None, initiative=initiative, post=PostDraft("Convener", Decimal("0.5"), analyst), at=NOW)
    counted(post, convening=1000)
    longer = write_post(
        by=None, initiative=initiative, post=PostDraft("Convener", Decimal(1), analyst), at=NOW, replaces=post
    )
    assert [one.hours for one in longer.shares.all()] == [1000]
    shorter = PostDraft("Convener", Decimal("0.1"), analyst)
    changed = write_post(by=None, initiative=initiative, post=shorter, at=NOW, replaces=longer)
    assert changed.shares.count() == 0


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "funder", "trainer", "stranger"])
def test_only_data_managers_say_what_is_needed_and_what_counts(
    request: pytest.FixtureRequest, initiative: Initiative, foundation: Organisation, signed_in: Any, who: str
) -> None:
    grant, person = given(initiative, foundation, worth=Decimal(1000)), request.getfixturevalue(who)
    client = signed_in(person)
    sent = {"money": "1", "research": "1"}
    assert [client.post(f"{PAGE}{one}/", sent).status_code for one in ("research", f"gifts/{grant.pk}")] == [404, 404]
    with pytest.raises(PermissionDenied):
        note_resource_need(by=person, initiative=initiative, need=NeedDraft("research", Decimal(1)), at=NOW)
    with pytest.raises(PermissionDenied):
        count_for_lines(by=person, source=grant, lines={"research": Decimal(1)}, at=NOW)


@pytest.mark.parametrize(("who", "code"), [("chair", 200), ("resident", 200), ("funder", 404), ("stranger", 404)])
def test_members_read_it(
    request: pytest.FixtureRequest, initiative: Initiative, signed_in: Any, who: str, code: int
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(PAGE).status_code == code


def test_page_before_anybody_said_anything_and_in_spanish(
    initiative: Initiative, chair: Person, signed_in: Any
) -> None:
    needed(initiative, "research", 1000)
    page = signed_in(chair).get(PAGE, headers={"accept-language": "es"}).content.decode()
    assert [words in page for words in ("¿Hay lo suficiente para empezar?", "ausente</span>", "faltan $1,000")] == [
        True
    ] * 3
