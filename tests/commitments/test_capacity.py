"""Until when the backbone is paid, what it lacks, and the warning ninety days before its money ends."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.commitments.models import NeededHours, Post
from commonweal.commitments.operations import (
    ContributionDraft,
    PostDraft,
    end_post,
    give,
    note_needed_hours,
    warn_of_ending_money,
    write_post,
)
from commonweal.commitments.queries.capacity import capacity
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from tests.cast import NOW

pytestmark = pytest.mark.covers("B12", "F-BBS-3")
PAGE = "/desk/fork/capacity/"


def post(initiative: Initiative, name: str, person: Person | None = None, by: Any = None, **more: Any) -> Post:
    draft = PostDraft(name, more.pop("full_time", Decimal(1)), person, **more)
    return write_post(by=by, initiative=initiative, post=draft, at=NOW)


def test_page_answers_until_when_and_what_is_missing(
    initiative: Initiative, analyst: Person, trainer: Person, resident: Person, signed_in: Any
) -> None:
    hours = {"measurement": Decimal(20)}
    post(initiative, "Data analyst", analyst, paid_until=date(2199, 6, 30), hours=hours)
    post(initiative, "Facilitator", trainer, full_time=Decimal("0.5"), paid_until=date(2199, 12, 31))
    post(initiative, "Fund raiser")
    note_needed_hours(by=None, initiative=initiative, hours={"measurement": Decimal(30)}, at=NOW)
    page = signed_in(resident).get(PAGE).content.decode()
    for words in (
        "Everybody who holds a post is paid at least until 30 June 2199. 1.5 of 2.5 full posts are held.",
        "Somebody for the post “Fund raiser”.",
        "Set up shared measurement: 10 of 30 hours a week.",
        "Advance policy: nobody has an hour for it.",
    ):
        assert words in page


def test_post_of_which_nobody_knows_the_pay_leaves_the_answer_open(
    initiative: Initiative, analyst: Person, trainer: Person
) -> None:
    post(initiative, "Data analyst", analyst, paid_until=date(2027, 6, 30))
    post(initiative, "Facilitator", trainer)
    told = capacity(analyst, initiative, NOW)
    assert (told.paid_until, [one.post.name for one in told.unknown]) == (None, ["Facilitator"])


def test_nothing_needed_is_not_the_same_as_zero(initiative: Initiative, analyst: Person) -> None:
    post(initiative, "Data analyst", analyst)
    note_needed_hours(by=None, initiative=initiative, hours={"policy": Decimal(0)}, at=NOW)
    needed = {one.label: one.needed for one in capacity(analyst, initiative, NOW).functions}
    assert (needed["Advance policy"], needed["Bring in resources"]) == (0, None)


def test_change_keeps_what_held_before(initiative: Initiative, analyst: Person, trainer: Person) -> None:
    before = post(initiative, "Data analyst", analyst, paid_until=date(2026, 6, 30))
    later = NOW + timedelta(days=10)
    draft = PostDraft("Data analyst", Decimal(1), trainer, date(2027, 6, 30))
    write_post(by=analyst, initiative=initiative, post=draft, at=later, replaces=before)
    assert [one.post.person for one in capacity(analyst, initiative, later).posts] == [trainer]
    assert [one.post.person for one in capacity(analyst, initiative, NOW + timedelta(days=5)).posts] == [analyst]


def test_data_manager_is_warned_once_ninety_days_before(
    initiative: Initiative, analyst: Person, funder: Person
) -> None:
    post(initiative, "Data analyst", analyst, paid_until=NOW.date() + timedelta(days=90))
    draft = ContributionDraft("money", "Core grant.", "backbone", until=NOW.date() + timedelta(days=30))
    give(by=None, initiative=initiative, giver=funder, contribution=draft, at=NOW)
    post(initiative, "Facilitator", analyst, paid_until=NOW.date() + timedelta(days=91))
    assert [warn_of_ending_money(by=None, at=NOW + timedelta(hours=hour)) for hour in (0, 1)] == [2, 0]
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == ("analyst@example.org", "2 sums of money end within 90 days")


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "trainer", "funder", "stranger"])
def test_only_data_managers_write_posts(
    request: pytest.FixtureRequest, initiative: Initiative, backbone: Any, signed_in: Any, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        post(initiative, "Data analyst", by=person)
    assert signed_in(person).get(f"{PAGE}add/").status_code == 404


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PostDraft(" ", Decimal(1)), "name"),
        (PostDraft("Analyst", Decimal(0)), "full_time"),
        (PostDraft("Analyst", Decimal("1.5")), "full_time"),
        (PostDraft("Analyst", Decimal(1), hours={"policy": Decimal(90)}), "hours_policy"),
        (PostDraft("Analyst", Decimal("0.5"), hours={"policy": Decimal(60)}), "full_time"),
        (PostDraft("Analyst", Decimal(1), hours={"catering": Decimal(9)}), "hours_catering"),
    ],
)
def test_odd_post_is_named_and_not_stored(initiative: Initiative, draft: PostDraft, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        write_post(by=None, initiative=initiative, post=draft, at=NOW)
    assert (list(refused.value.message_dict), Post.objects.count()) == ([field], 0)


@pytest.mark.covers("F-DEF-2")
def test_pages_take_a_post_its_end_and_the_hours_needed(
    initiative: Initiative, analyst: Person, signed_in: Any
) -> None:
    client = signed_in(analyst)
    sent = {"name": "Data analyst", "person": analyst.pk, "full_time": "0.5", "hours_measurement": "10"}
    assert client.post(f"{PAGE}add/", sent).status_code == 302
    made = Post.objects.get()
    assert (made.full_time, made.hours.get().hours) == (Decimal("0.5"), 10)
    assert client.post(f"{PAGE}{made.pk}/", {**sent, "full_time": "0.6"}).status_code == 302
    assert client.post(f"{PAGE}needed/", {"hours_policy": "5"}).status_code == 302
    assert NeededHours.objects.get().hours == 5
    changed = Post.objects.get(until=None)
    assert client.post(f"{PAGE}{changed.pk}/end/").status_code == 302
    assert Post.objects.filter(until=None).count() == 0


def test_post_ends_once(initiative: Initiative, analyst: Person) -> None:
    made = post(initiative, "Data analyst", analyst)
    end_post(by=analyst, post=made, at=NOW)
    with pytest.raises(ValidationError, match="changed or ended before"):
        end_post(by=analyst, post=made, at=NOW)
