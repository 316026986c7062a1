"""Groups form, are renamed, pause, merge and close; each with its day and reason, and nothing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance import operations, rules
from commonweal.governance.cascade_drafts import ChangeDraft
from commonweal.governance.models import Group, GroupChange, Initiative, Representative, Seat
from commonweal.governance.queries.group_history import changes_of, group_on, groups_on
from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE, person

pytestmark = pytest.mark.covers("C3", "F-INF-3")
TODAY = NOW.date()
MAY, JUNE, JULY = date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1)
OTHERS = ["chair", "partner", "trainer", "resident", "funder", "stranger"]


@pytest.fixture
def jobs(initiative: Initiative, analyst: Person) -> Group:
    draft = operations.GroupDraft("good-jobs", "Good Jobs", "Buenos empleos")
    formed = ChangeDraft(date(2025, 1, 10), "Employers asked for one door.")
    return operations.add_group(by=analyst, initiative=initiative, group=draft, at=NOW, formed=formed)


@pytest.fixture
def rides(initiative: Initiative, analyst: Person) -> Group:
    draft = operations.GroupDraft("rides", "Rides to Work")
    formed = ChangeDraft(date(2025, 2, 10), "Shifts began before the first bus.")
    return operations.add_group(by=analyst, initiative=initiative, group=draft, at=NOW, formed=formed)


def because(on: date) -> ChangeDraft:
    return ChangeDraft(on, "It was time.")


def state_on(group: Group, on: date) -> str | None:
    then = group_on(group, on)
    return then.state.value if then else None


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_data_manager_changes_a_group(
    request: pytest.FixtureRequest, jobs: Group, rides: Group, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    before = Entry.objects.count()
    change: dict[str, Any] = {"by": somebody, "group": jobs, "change": because(MAY), "at": NOW}
    for verb in (
        operations.pause_group,
        operations.close_group,
        lambda **rest: operations.merge_group(into=rides, **rest),
        lambda **rest: operations.rename_group(name_en="New", name_es="", **rest),
    ):
        with pytest.raises(PermissionDenied):
            verb(**change)
    assert (Entry.objects.count(), state_on(jobs, TODAY)) == (before, "active")


def test_group_is_not_there_before_it_was_formed(jobs: Group) -> None:
    assert (group_on(jobs, date(2025, 1, 9)), state_on(jobs, date(2025, 1, 10))) == (None, "active")


def test_group_that_was_renamed_has_its_old_name_on_old_days(analyst: Person, jobs: Group) -> None:
    operations.rename_group(by=analyst, group=jobs, name_en="Work", name_es="Trabajo", change=because(MAY), at=NOW)
    names = [then.name_en for then in (group_on(jobs, MAY - timedelta(days=1)), group_on(jobs, MAY)) if then]
    jobs.refresh_from_db()
    assert (names, jobs.name_en) == (["Good Jobs", "Work"], "Work")


def test_paused_group_keeps_its_seats_and_meets_again(analyst: Person, jobs: Group) -> None:
    held = Seat.objects.create(group=jobs, role="member", person=analyst, since=SINCE)
    operations.pause_group(by=analyst, group=jobs, change=because(MAY), at=NOW)
    operations.resume_group(by=analyst, group=jobs, change=because(JULY), at=NOW)
    held.refresh_from_db()
    assert [state_on(jobs, on) for on in (date(2025, 4, 30), MAY, JUNE, JULY)] == [
        "active", "paused", "paused", "active",
    ]  # fmt: skip
    assert held.until is None


def test_closing_ends_the_seats_and_keeps_the_record(
    analyst: Person, initiative: Initiative, jobs: Group, resident: Person
) -> None:
    held = Seat.objects.create(group=jobs, role="member", person=resident, since=SINCE)
    operations.close_group(by=analyst, group=jobs, change=because(MAY), at=NOW)
    held.refresh_from_db()
    assert (held.until, held.ended) == (MAY - timedelta(days=1), Seat.Ended.GROUP_ENDED)
    assert [then.code for then in groups_on(initiative, TODAY) if then.code == "good-jobs"] == []
    assert [change.kind for change in changes_of(jobs)] == ["closed", "formed"]


def test_merged_group_brings_its_people_and_their_voices_along(
    analyst: Person, jobs: Group, rides: Group, resident: Person, partner: Person, partner_organisation: Organisation
) -> None:
    Seat.objects.create(group=rides, role="co-chair", person=resident, since=SINCE)
    spoken = Seat.objects.create(group=rides, role="member", organisation=partner_organisation, since=SINCE)
    Representative.objects.create(seat=spoken, person=partner, since=SINCE)
    operations.merge_group(by=analyst, group=rides, into=jobs, change=because(MAY), at=NOW)
    came = [(seat.role, seat.holder, seat.since) for seat in jobs.seats.order_by("pk")]
    assert came == [("member", resident, MAY), ("member", partner_organisation, MAY)]
    assert rules.sits_in(partner, jobs, MAY)
    assert not rules.sits_in(partner, rides, MAY)
    assert [change.into for change in changes_of(jobs) if change.into] == [jobs]


def test_who_sits_in_both_groups_gets_no_second_seat_by_a_merger(
    analyst: Person, jobs: Group, rides: Group, resident: Person
) -> None:
    for group, role in ((rides, "member"), (jobs, "co-chair")):
        Seat.objects.create(group=group, role=role, person=resident, since=SINCE)
    operations.merge_group(by=analyst, group=rides, into=jobs, change=because(MAY), at=NOW)
    assert [seat.role for seat in jobs.seats.all()] == ["co-chair"]


def test_merger_may_leave_the_people_behind(analyst: Person, jobs: Group, rides: Group, resident: Person) -> None:
    Seat.objects.create(group=rides, role="member", person=resident, since=SINCE)
    operations.merge_group(by=analyst, group=rides, into=jobs, change=because(MAY), at=NOW, carry_members=False)
    assert jobs.seats.count() == 0


def test_closed_group_can_be_taken_up_again(analyst: Person, jobs: Group) -> None:
    operations.close_group(by=analyst, group=jobs, change=because(MAY), at=NOW)
    operations.resume_group(by=analyst, group=jobs, change=because(JUNE), at=NOW)
    assert [state_on(jobs, on) for on in (MAY, JUNE)] == ["closed", "active"]


@pytest.mark.parametrize(
    ("on", "reason", "words"),
    [
        (TODAY + timedelta(days=1), "Why", "Choose today or an earlier day."),
        (date(2025, 1, 9), "Why", "This group changed last on 10 January 2025. Choose that day or a later one."),
        (MAY, " ", "Write in a sentence why. Whoever comes later reads it."),
    ],
)
def test_change_that_cannot_be_is_refused_with_words(
    analyst: Person, jobs: Group, on: date, reason: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        operations.pause_group(by=analyst, group=jobs, change=ChangeDraft(on, reason), at=NOW)
    assert (refused.value.messages, GroupChange.objects.filter(kind="paused").count()) == ([words], 0)


def test_paused_group_is_not_paused_twice(analyst: Person, jobs: Group) -> None:
    operations.pause_group(by=analyst, group=jobs, change=because(MAY), at=NOW)
    with pytest.raises(ValidationError, match="cannot be changed like this"):
        operations.pause_group(by=analyst, group=jobs, change=because(JUNE), at=NOW)


def test_group_does_not_merge_into_itself_or_into_one_that_ended(analyst: Person, jobs: Group, rides: Group) -> None:
    operations.close_group(by=analyst, group=rides, change=because(MAY), at=NOW)
    for into in (jobs, rides):
        with pytest.raises(ValidationError):
            operations.merge_group(by=analyst, group=jobs, into=into, change=because(JUNE), at=NOW)


def test_backbone_is_not_closed_over_the_last_data_manager(analyst: Person, backbone: Group) -> None:
    with pytest.raises(ValidationError, match="last data manager"):
        operations.close_group(by=analyst, group=backbone, change=because(TODAY), at=NOW)
    assert (rules.is_data_manager(analyst, backbone.initiative, TODAY), backbone.changes.count()) == (True, 0)


def test_old_group_without_a_record_is_as_it_always_was(steering: Group) -> None:
    assert state_on(steering, date(1990, 1, 1)) == "active"


def test_first_change_of_an_old_group_writes_down_that_it_was_there(analyst: Person, steering: Group) -> None:
    Seat.objects.create(group=steering, role="member", person=person("Early"), since=date(2023, 3, 1))
    operations.pause_group(by=analyst, group=steering, change=because(MAY), at=NOW)
    assert [(change.kind, change.on) for change in steering.changes.all()] == [
        ("formed", date(2023, 3, 1)), ("paused", MAY),
    ]  # fmt: skip


def test_group_cannot_take_the_address_of_another_page(analyst: Person, initiative: Initiative) -> None:
    with pytest.raises(ValidationError):
        operations.add_group(by=analyst, initiative=initiative, group=operations.GroupDraft("add", "Add"), at=NOW)


def test_change_is_made_on_a_page_that_keeps_what_was_typed(signed_in: Any, analyst: Person, jobs: Group) -> None:
    browser = signed_in(analyst)
    address = "/desk/fork/groups/good-jobs/change/renamed/"
    refused = browser.post(address, {"name_en": "Work", "on": "2024-01-01", "reason_en": "Shorter"})
    assert refused.status_code == 422
    assert "This group changed last on 10 January 2025" in refused.content.decode()
    assert 'value="Work"' in refused.content.decode()
    done = browser.post(address, {"name_en": "Work", "on": "2025-05-01", "reason_en": "Shorter"}, follow=True)
    assert "renamed: Work" in done.content.decode()


@pytest.mark.parametrize("kind", ["renamed", "paused", "merged", "closed", "resumed", "nonsense"])
@pytest.mark.parametrize("who", OTHERS)
def test_page_of_a_change_is_not_there_for_others(
    request: pytest.FixtureRequest, signed_in: Any, analyst: Person, jobs: Group, who: str, kind: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    address = f"/desk/fork/groups/good-jobs/change/{kind}/"
    given = {"on": "2025-05-01", "reason_en": "Why", "name_en": "New"}
    assert [browser.get(address).status_code, browser.post(address, given).status_code] == [404, 404]
    assert state_on(jobs, TODAY) == "active"
