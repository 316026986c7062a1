"""Charters in versions: what they say, what changed, and whether those who sit in a group are as it wants them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from commonweal.governance.cascade_drafts import CharterDraft, CheckDraft
from commonweal.governance.models import Charter, Decision, Group, Initiative, Seat
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote
from commonweal.governance.queries.cascade import cascade_on, vacancies_of
from commonweal.governance.queries.charters import charter_in_force, differences, facts_of, parts_of
from commonweal.governance.queries.composition import composition
from commonweal.governance.queries.seat_terms import seats_in
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE, person

TODAY = NOW.date()
OTHERS = ["chair", "partner", "trainer", "resident", "funder", "stranger"]
FIRST = CharterDraft(
    since=date(2025, 1, 1),
    texts={"purpose_en": "Holds the agenda.", "purpose_es": "Sostiene la agenda.", "authority_en": "Up to $50,000."},
    decision_rule="majority",
    quorum=3,
    seats={"chair": 1, "member": 3},
)
SECOND = replace(
    FIRST,
    since=date(2026, 1, 1),
    texts={**FIRST.texts, "authority_en": "Up to $80,000.", "reason_en": "Residents asked for it."},
    decision_rule="two-thirds",
)


def write(group: Group, draft: CharterDraft) -> Charter:
    return write_charter(by=None, group=group, charter=draft, at=NOW)


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_data_manager_writes_a_charter(request: pytest.FixtureRequest, steering: Group, who: str) -> None:
    with pytest.raises(PermissionDenied):
        write_charter(by=request.getfixturevalue(who), group=steering, charter=FIRST, at=NOW)
    assert Charter.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"decision_rule": "consent"},
        {"quorum": 1},
        {"recusal": "note"},
        {"texts": {**FIRST.texts, "authority_en": "Up to $80,000.", "reason_en": "More."}},
        {"texts": {**FIRST.texts, "limits_es": "Nada más.", "reason_en": "Less."}},
        {"seats": {"chair": 1, "member": 9}},
        {"checks": [CheckDraft("every-sector")]},
    ],
    ids=["rule", "quorum", "recusal", "authority", "limits", "seats", "who must be among them"],
)
def test_who_writes_charters_down_changes_no_rule_without_a_decision(
    steering: Group, analyst: Person, opened: Any, table: Any, change: dict[str, Any]
) -> None:
    write(steering, FIRST)
    later = replace(FIRST, **{"since": TODAY, "texts": {**FIRST.texts, "reason_en": "It takes too long."}, **change})
    with pytest.raises(ValidationError) as refused:
        write_charter(by=analyst, group=steering, charter=later, at=NOW)
    assert list(refused.value.message_dict) == ["adopted_by"]
    carried = carried_about([("charter", str(steering.pk))], opened, table)
    assert write_charter(by=analyst, group=steering, charter=replace(later, adopted_by=carried), at=NOW).version == 2


def carried_about(subjects: list[tuple[str, str]], opened: Any, table: Any) -> Decision:
    decision = opened(quorum=3, subjects=subjects)
    for name in ("ana", "ben", "chair"):
        cast_vote(by=table[name], decision=decision, vote=VoteDraft("yes"), at=NOW)
    return close_vote(by=table["chair"], decision=decision, at=NOW)


@pytest.mark.parametrize("about", ["nothing", "another charter", "this charter, which it changed once"])
def test_decision_carries_a_changed_rule_only_if_it_was_asked_for_that_and_only_once(
    steering: Group, analyst: Person, opened: Any, table: Any, about: str
) -> None:
    write(steering, FIRST)
    other = Group.objects.create(initiative=steering.initiative, code="other", name_en="Other", kind="working")
    named = {"nothing": [], "another charter": [("charter", str(other.pk))]}
    carried = carried_about(named.get(about, [("charter", str(steering.pk))]), opened, table)
    more = {"texts": {**FIRST.texts, "reason_en": "It takes too long."}, "quorum": 1, "adopted_by": carried}
    later = replace(FIRST, since=TODAY, **more)
    if about.startswith("this"):
        write_charter(by=analyst, group=steering, charter=later, at=NOW)
        later = replace(later, since=TODAY + timedelta(days=1), quorum=2)
    with pytest.raises(ValidationError, match="Choose a decision about this charter"):
        write_charter(by=analyst, group=steering, charter=later, at=NOW)


def test_new_words_alone_need_no_decision_and_the_page_says_that_none_stands_behind_them(
    steering: Group, analyst: Person, chair: Person, signed_in: Any
) -> None:
    write(steering, FIRST)
    later = replace(
        FIRST,
        since=TODAY,
        texts={**FIRST.texts, "purpose_en": "Holds it.", "authority_es": "Hasta $50,000.", "reason_en": "Clearer."},
    )
    write_charter(by=analyst, group=steering, charter=later, at=NOW)
    shown = signed_in(chair).get("/desk/fork/groups/steering/charter/").content.decode()
    assert "No decision on record stands behind this version." in shown


@pytest.mark.covers("D6", "F-FIT-1")
def test_new_version_holds_from_its_day_and_the_old_one_until_the_day_before(steering: Group) -> None:
    write(steering, FIRST)
    write(steering, SECOND)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    found = [charter_in_force(steering, on) for on in days]
    assert [(one.version, one.decision_rule) if one else None for one in found] == [
        None, (1, "majority"), (1, "majority"), (2, "two-thirds"),
    ]  # fmt: skip


def test_what_changed_is_told_part_by_part(steering: Group) -> None:
    before, after = write(steering, FIRST), write(steering, SECOND)
    assert [(one.label, one.before, one.after) for one in differences(before, after)] == [
        ("What it may decide", "Up to $50,000.", "Up to $80,000."),
        ("Decides by", "majority", "two thirds"),
    ]


@pytest.mark.parametrize(("language", "marked"), [("en", ""), ("es", "en")])
def test_words_that_changed_in_one_language_are_told_in_the_other_too(
    steering: Group, language: str, marked: str
) -> None:
    before = write(steering, FIRST)
    after = write(
        steering, replace(SECOND, decision_rule="majority", texts={**SECOND.texts, "purpose_en": "Holds it."})
    )
    with translation.override(language):
        found = [(one.after, one.language) for one in differences(before, after)]
    assert found == [("Holds it.", marked), ("Up to $80,000.", marked)]


def test_charter_is_read_in_spanish_as_far_as_it_was_written(steering: Group) -> None:
    charter = write(steering, FIRST)
    with translation.override("es"):
        assert [text for _label, text in parts_of(charter)] == ["Sostiene la agenda.", "Up to $50,000."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"texts": {"purpose_en": " "}}, "purpose_en"),
        ({"decision_rule": "by lot"}, "decision_rule"),
        ({"quorum": 0}, "quorum"),
        ({"recusal": "perhaps"}, "recusal"),
        ({"texts": {"purpose_en": "P", "poetry_en": "Roses"}}, "__all__"),
        ({"seats": {"jester": 1}}, "__all__"),
        ({"checks": [CheckDraft("at-least", "resident or grassroots", 0)]}, "__all__"),
        ({"checks": [CheckDraft("at-least", "wizards", 2)]}, "__all__"),
    ],
)
def test_charter_that_cannot_be_is_refused(steering: Group, change: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        write(steering, replace(FIRST, **change))
    fields = list(refused.value.message_dict) if hasattr(refused.value, "error_dict") else ["__all__"]
    assert (fields, Charter.objects.count()) == ([field], 0)


def test_version_needs_a_reason_and_a_later_day(steering: Group) -> None:
    write(steering, FIRST)
    for draft, field in (
        (replace(SECOND, texts=FIRST.texts), "reason_en"),
        (replace(SECOND, since=FIRST.since), "since"),
    ):
        with pytest.raises(ValidationError) as refused:
            write(steering, draft)
        assert list(refused.value.message_dict) == [field]
    assert charter_in_force(steering, TODAY) == Charter.objects.get()


@pytest.mark.covers("D4")
def test_open_seat_says_since_when(steering: Group, chair: Person, resident: Person) -> None:
    write(steering, FIRST)
    left = person("Left")
    Seat.objects.create(group=steering, role="member", person=left, since=SINCE, until=date(2025, 3, 14))
    assert [(one.role, one.since) for one in vacancies_of(steering, TODAY)] == [
        ("member", date(2025, 1, 1)), ("member", date(2025, 3, 15)),
    ]  # fmt: skip
    assert [one.since for one in vacancies_of(steering, date(2025, 3, 14))] == [date(2025, 1, 1)]


def test_seat_that_a_later_charter_adds_is_open_since_that_charter(
    steering: Group, chair: Person, resident: Person
) -> None:
    write(steering, replace(FIRST, seats={"chair": 1, "member": 1}))
    write(steering, replace(SECOND, seats={"chair": 1, "member": 2}))
    assert [one.since for one in vacancies_of(steering, TODAY)] == [date(2026, 1, 1)]
    assert vacancies_of(steering, date(2025, 12, 31)) == []


def test_seat_that_was_filled_and_left_again_is_open_since_it_was_left(steering: Group, chair: Person) -> None:
    write(steering, replace(FIRST, seats={"chair": 1, "member": 1}))
    for since, until in ((date(2025, 2, 1), date(2025, 2, 28)), (date(2025, 6, 1), date(2025, 8, 31))):
        Seat.objects.create(group=steering, role="member", person=chair, since=since, until=until)
    assert [one.since for one in vacancies_of(steering, TODAY)] == [date(2025, 9, 1)]


@pytest.mark.covers("F-FIT-5")
def test_composition_is_checked_in_plain_words(
    steering: Group,
    partner_organisation: Organisation,
    other_organisation: Organisation,
    funder: Person,
) -> None:
    checks = [
        CheckDraft("at-least", "resident or grassroots", 2),
        CheckDraft("every-sector"),
        CheckDraft("chairs-differ"),
    ]
    charter = write(steering, replace(FIRST, seats={"co-chair": 2}, checks=checks))
    one, other = person("One"), person("Other")
    Seat.objects.create(group=steering, role="co-chair", person=one, since=SINCE, sector="resident or grassroots")
    Seat.objects.create(group=steering, role="co-chair", person=other, since=SINCE)
    Affiliation.objects.create(person=other, organisation=other_organisation, since=SINCE)
    Seat.objects.create(group=steering, role="member", organisation=partner_organisation, since=SINCE)
    found = composition(charter, seats_in(steering, TODAY), TODAY)
    assert [(line.asked, line.holds, line.is_so) for line in found] == [
        ("co-chair: 2", True, "2 held"),
        ("At least 2 seats for residents and grassroots", False, "1 held"),
        ("Every sector that takes part has a seat", False, "no seat: funder"),
        (
            "The co-chairs come from different sectors",
            True,
            "they come from residents and grassroots and education",
        ),
    ]


def test_co_chairs_of_one_sector_are_named(steering: Group, other_organisation: Organisation) -> None:
    charter = write(steering, replace(FIRST, seats={"co-chair": 2}, checks=[CheckDraft("chairs-differ")]))
    for name in ("One", "Other"):
        chair = person(name)
        Affiliation.objects.create(person=chair, organisation=other_organisation, since=SINCE)
        Seat.objects.create(group=steering, role="co-chair", person=chair, since=SINCE)
    found = composition(charter, seats_in(steering, TODAY), TODAY)[-1]
    assert (found.holds, found.is_so) == (False, "they come from education and education")


def filled(**more: Any) -> dict[str, Any]:
    return {
        "purpose_en": "Holds the agenda.", "decision_rule": "consent", "quorum": "3", "recusal": "block",
        "since": "2026-02-01", "seats_member": "4", "sector_0": "resident or grassroots", "at_least_0": "2", **more,
    }  # fmt: skip


def test_charter_is_written_on_a_page(signed_in: Any, analyst: Person, steering: Group) -> None:
    browser = signed_in(analyst)
    page = browser.post("/desk/fork/groups/steering/charter/write/", filled(), follow=True).content.decode()
    assert "At least 2 seats for residents and grassroots" in page
    charter = Charter.objects.get()
    assert dict(facts_of(charter))["Seats"] == "member: 4"


@pytest.mark.covers("D6")
def test_two_who_write_at_once_lose_nobodys_text(signed_in: Any, analyst: Person, steering: Group) -> None:
    write(steering, FIRST)
    browser = signed_in(analyst)
    form = browser.get("/desk/fork/groups/steering/charter/write/").context["form"]
    started = form["started_from"].value()
    write(steering, replace(SECOND, texts={**SECOND.texts, "purpose_en": "Another purpose, kept first."}))
    mine = filled(purpose_en="My purpose, kept second.", reason_en="Mine", since="2026-03-01", started_from=started)
    page = browser.post("/desk/fork/groups/steering/charter/write/", mine)
    assert page.status_code == 422
    assert "Another purpose, kept first." in page.content.decode()
    assert "My purpose, kept second." in page.content.decode()
    assert charter_in_force(steering, TODAY + timedelta(days=99)).version == 2


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_charter_is_not_there_for_who_has_no_seat(
    request: pytest.FixtureRequest, signed_in: Any, steering: Group, who: str
) -> None:
    write(steering, FIRST)
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get("/desk/fork/groups/steering/charter/").status_code == 404


@pytest.mark.parametrize("who", ["chair", "resident", "trainer"])
def test_whoever_has_a_seat_reads_the_charter_and_does_not_write_it(
    request: pytest.FixtureRequest, signed_in: Any, steering: Group, who: str
) -> None:
    write(steering, FIRST)
    browser = signed_in(request.getfixturevalue(who))
    page = browser.get("/desk/fork/groups/steering/charter/")
    assert (page.status_code, "Write a new version" in page.content.decode()) == (200, False)
    assert browser.post("/desk/fork/groups/steering/charter/write/", filled()).status_code == 404


def test_version_that_is_not_there_is_not_found(signed_in: Any, analyst: Person, steering: Group) -> None:
    write(steering, FIRST)
    browser = signed_in(analyst)
    answers = [browser.get(f"/desk/fork/groups/steering/charter/?version={one}").status_code for one in ("1", "2", "x")]
    assert answers == [200, 404, 404]


def test_open_seats_stand_on_the_map(initiative: Initiative, steering: Group) -> None:
    write(steering, FIRST)
    (node,) = cascade_on(initiative, TODAY).of_kind("steering")
    assert [(one.role, count) for one, count in node.open_seats] == [("chair", 1), ("member", 3)]


@pytest.mark.covers("C2", "D6")
def test_charter_names_the_decision_that_adopted_it(opened: Any, table: Any, steering: Group, signed_in: Any) -> None:
    decision = carried_about([("charter", str(steering.pk))], opened, table)
    write_charter(by=None, group=steering, charter=replace(FIRST, adopted_by=decision), at=NOW)
    member = signed_in(table["ben"])
    assert decision.question_en in member.get("/desk/fork/groups/steering/charter/").content.decode()
    page = member.get(f"/desk/fork/decisions/{decision.number}/").content.decode()
    assert "/desk/fork/groups/steering/charter/?version=1" in page


@pytest.mark.covers("C2")
def test_charter_rests_on_no_decision_that_was_not_carried(opened: Any, steering: Group) -> None:
    with pytest.raises(ValidationError, match="Choose a decision about this charter"):
        write_charter(by=None, group=steering, charter=replace(FIRST, adopted_by=opened()), at=NOW)
