"""A numbered event: who came, who came again, who never came, and what people learnt."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person, Sector
from commonweal.trail.models import Entry
from commonweal.training.operations.roundtable_rooms import Arrival, FeedbackDraft, give_feedback, sign_in
from commonweal.training.operations.roundtables import (
    OnPaper,
    RoundtableDraft,
    change_roundtable,
    count_on_paper,
    end_roundtable,
    gather_notes,
    go_to_stage,
    open_roundtable,
    say_what_came,
)
from commonweal.training.queries.roundtable_absence import absence
from commonweal.training.queries.roundtables import led_by, one_held, roundtables, said_in_words, signed_guidelines
from tests.training.roundtable_world import announced, arrived, over, running, said


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_others_announce_and_lead_no_roundtable(
    who: str, initiative: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    somebody = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        announced(initiative, somebody, at)
    found = running(initiative, at)
    acts: list[Any] = [
        lambda: open_roundtable(by=somebody, roundtable=found, at=at),
        lambda: go_to_stage(by=somebody, roundtable=found, stage="tables", at=at),
        lambda: end_roundtable(by=somebody, roundtable=found, at=at),
        lambda: count_on_paper(by=somebody, roundtable=found, told=OnPaper(3), at=at),
        lambda: gather_notes(by=somebody, roundtable=found, notes=[1], theme="Time", at=at),
        lambda: say_what_came(by=somebody, roundtable=found, words_en="Food", words_es="", at=at),
        lambda: change_roundtable(
            by=somebody, roundtable=found, draft=RoundtableDraft(34, at.date(), "Another"), at=at
        ),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_members_read_roundtables_and_others_find_none(
    initiative: Initiative, chair: Person, stranger: Person, at: datetime
) -> None:
    announced(initiative, None, at)
    assert [one.roundtable.number for one in roundtables(chair, initiative, at)] == [34]
    for somebody in (chair, stranger):
        with pytest.raises(Http404):
            led_by(somebody, initiative, 34, at)
    with pytest.raises(Http404):
        roundtables(stranger, initiative, at)


@pytest.mark.covers("G16", "F-RND-1")
def test_number_is_the_initiatives_own_and_stands_once(initiative: Initiative, trainer: Person, at: datetime) -> None:
    assert announced(initiative, trainer, at, 34).number == 34
    with pytest.raises(ValidationError, match="Roundtable 34 is written down already"):
        announced(initiative, trainer, at, 34)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"tables": 0}, "There are 1 to 60 tables"),
        ({"dots_each": 11}, "Each phone gives 1 to 10 dots"),
    ],
)
def test_draft_that_cannot_be_is_refused(initiative: Initiative, at: datetime, wrong: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        announced(initiative, None, at, **wrong)


def test_roundtable_that_is_over_stays_over(initiative: Initiative, at: datetime) -> None:
    found = over(initiative, at, 34)
    for act in (
        lambda: open_roundtable(by=None, roundtable=found, at=at),
        lambda: go_to_stage(by=None, roundtable=found, stage="dots", at=at),
        lambda: arrived(found, at, "a"),
    ):
        with pytest.raises(ValidationError, match="over|takes nothing"):
            act()


@pytest.mark.covers("G16")
def test_person_is_known_again_at_the_next_roundtable_and_nowhere_else(initiative: Initiative, at: datetime) -> None:
    over(initiative, at, 33, "Ma|04|st", "jo|12|oa")
    second = over(initiative, at + timedelta(days=90), 34, "ma|04|ST", "an|30|le", "pe|01|ro")
    held = one_held(second)
    assert (held.people, held.signed_in, held.again, held.before) == (3, 3, 1, (33, 2, 1))


def test_first_roundtable_with_sign_ins_has_nobody_who_came_again(initiative: Initiative, at: datetime) -> None:
    assert one_held(over(initiative, at, 34, "a", "b")).again is None


def test_same_code_signs_in_once(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at)
    for _phone in range(2):
        arrived(found, at, "ma|04|st")
    assert one_held(found).signed_in == 1


def test_trail_knows_that_somebody_came_and_not_who(initiative: Initiative, at: datetime) -> None:
    arrived(running(initiative, at), at, "ma|04|st")
    entry = Entry.objects.get(verb="training.sign_in")
    assert (entry.actor, entry.details) == (None, {})


@pytest.mark.covers("F-RND-2", "G20")
def test_guidelines_are_signed_one_by_one(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at)
    arrived(found, at, "a", "b", signed=("pledge-willing", "pledge-part", "made-up"))
    arrived(found, at, "c", signed=("pledge-part",))
    assert signed_guidelines(found) == {"pledge-willing": 2, "pledge-part": 3}


@pytest.mark.covers("G16")
def test_count_by_hand_holds_where_more_came_than_signed_in(initiative: Initiative, at: datetime) -> None:
    found = over(initiative, at, 34, "a", "b")
    with pytest.raises(ValidationError, match="2 people signed in on phones"):
        count_on_paper(by=None, roundtable=found, told=OnPaper(1), at=at)
    count_on_paper(by=None, roundtable=found, told=OnPaper(57), at=at)
    held = one_held(found)
    assert (held.people, held.signed_in) == (57, 2)


def test_nobody_counted_is_not_nought(initiative: Initiative, at: datetime) -> None:
    assert one_held(announced(initiative, None, at)).people is None
    count_on_paper(by=None, roundtable=initiative.roundtables.get(), told=OnPaper(0), at=at)
    assert one_held(initiative.roundtables.get()).people == 0


@pytest.mark.covers("G18", "F-RND-4")
def test_share_who_learnt_is_of_those_who_answered_among_those_attending(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, *map(str, range(57)))
    said(found, 49, 52, at)
    assert one_held(found).learned is None
    learned = one_held(end_roundtable(by=None, roundtable=found, at=at)).learned
    assert learned is not None
    assert (learned.k, learned.n, learned.people) == (49, 52, 57)
    assert (round(learned.share, 3), round(learned.low, 3), round(learned.high, 3)) == (0.942, 0.92, 0.947)


def test_likely_people_are_never_fewer_than_said_so(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, *map(str, range(8)))
    said(found, 6, 6, at)
    learned = one_held(end_roundtable(by=None, roundtable=found, at=at)).learned
    assert learned is not None
    assert (learned.low_people, learned.high_people, learned.is_for_percent) == (6, 8, False)


@pytest.mark.covers("G18", "F-RND-4")
@pytest.mark.parametrize(
    ("paper", "in_percent"),
    [
        (OnPaper(31, 24, 20), False),
        (OnPaper(36, 30, 26), True),
        (OnPaper(24, 24, 20), True),
        (OnPaper(57, 52, 49), True),
    ],
)
def test_share_is_in_percent_where_the_command_would_publish_it(
    paper: OnPaper, in_percent: bool, initiative: Initiative, at: datetime
) -> None:
    found = announced(initiative, None, at - timedelta(days=900), 12)
    count_on_paper(by=None, roundtable=found, told=paper, at=at)
    learned = one_held(found).learned
    assert learned is not None
    assert learned.is_for_percent is in_percent
    assert learned.bounds == (learned.k / learned.people, (learned.k + learned.people - learned.n) / learned.people)


def test_fewer_than_five_answers_show_no_share(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, *map(str, range(6)))
    said(found, 4, 4, at)
    assert one_held(end_roundtable(by=None, roundtable=found, at=at)).learned is None


@pytest.mark.covers("G18")
def test_sheets_on_paper_are_added_to_those_from_phones(initiative: Initiative, at: datetime) -> None:
    found = announced(initiative, None, at - timedelta(days=900), 12)
    count_on_paper(by=None, roundtable=found, told=OnPaper(48, answered=40, learned=33), at=at)
    learned = one_held(found).learned
    assert learned is not None
    assert (learned.k, learned.n, learned.people) == (33, 40, 48)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (OnPaper(40, answered=10, learned=11), "Of 10 sheets, 11 cannot say yes"),
        (OnPaper(8, answered=10, learned=9), "10 answered, and fewer people were there"),
        (OnPaper(None, answered=10, learned=9), "10 answered, and fewer people were there"),
        (OnPaper(6000), "More than 5000 people"),
    ],
)
def test_paper_that_cannot_be_is_refused(initiative: Initiative, at: datetime, told: OnPaper, words: str) -> None:
    found = announced(initiative, None, at)
    with pytest.raises(ValidationError, match=words):
        count_on_paper(by=None, roundtable=found, told=told, at=at)
    found.refresh_from_db()
    assert (found.counted, found.paper_answered) == (None, 0)


def test_phone_that_answers_again_says_this_now(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, "a")
    drafts = [FeedbackDraft(True), FeedbackDraft(False, change="More time at the tables.")]
    new = [give_feedback(by=None, roundtable=found, voter="x", feedback=draft, at=at) for draft in drafts]
    assert (new, list(found.feedback.values_list("learned", "change"))) == (
        [True, False], [(False, "More time at the tables.")],
    )  # fmt: skip


def test_phones_that_answer_are_never_more_than_people(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, "a")
    said(found, 1, 1, at)
    with pytest.raises(ValidationError, match="As many phones as there are people"):
        said(found, 1, 2, at)
    count_on_paper(by=None, roundtable=found, told=OnPaper(2), at=at)
    said(found, 1, 2, at)
    assert found.feedback.count() == 2


def test_feedback_without_an_answer_or_too_early_is_refused(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at)
    with pytest.raises(ValidationError, match="not open now"):
        give_feedback(by=None, roundtable=found, voter="x", feedback=FeedbackDraft(True), at=at)
    go_to_stage(by=None, roundtable=found, stage="closing", at=at)
    with pytest.raises(ValidationError, match="Say yes or no"):
        give_feedback(by=None, roundtable=found, voter="x", feedback=FeedbackDraft(None), at=at)


def test_words_of_feedback_are_for_who_facilitates_once_it_is_over(
    initiative: Initiative, trainer: Person, chair: Person, at: datetime
) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, *"abcde")
    said(found, 5, 5, at)
    assert said_in_words(trainer, found, at) == []
    found = end_roundtable(by=None, roundtable=found, at=at)
    assert (len(said_in_words(trainer, found, at)), said_in_words(chair, found, at)) == (5, [])


@pytest.mark.covers("G16")
def test_who_never_came_are_organizations_sectors_and_groups(
    initiative: Initiative, trainer: Person, partner_organisation: Organisation, other_organisation: Organisation,
    steering: Group, at: datetime,
) -> None:  # fmt: skip
    youth = Group.objects.create(initiative=initiative, code="youth", name_en="Youth", kind=Group.Kind.WORKING)
    arrived(running(initiative, at), at, "a", "b", organisation=partner_organisation, group=youth)
    found = absence(trainer, initiative, at)
    assert (found.organisations, found.sectors, found.groups) == ([other_organisation], [Sector.EDUCATION], [steering])


@pytest.mark.covers("G16")
def test_who_came_once_and_not_lately_is_told_with_the_last_number(
    initiative: Initiative, trainer: Person, partner_organisation: Organisation, other_organisation: Organisation,
    at: datetime,
) -> None:  # fmt: skip
    for number in range(30, 35):
        here = [partner_organisation] if number > 30 else [partner_organisation, other_organisation]
        found = announced(initiative, None, at, number)
        count_on_paper(by=None, roundtable=found, told=OnPaper(40, organisations=here), at=at)
    shown = absence(trainer, initiative, at)
    assert [(one.organisation, one.last) for one in shown.away] == [(other_organisation, 30)]
    assert (shown.on_record, shown.organisations, shown.groups) == ([30, 31, 32, 33, 34], [], None)


def test_nothing_on_record_says_nothing_of_who_never_came(
    initiative: Initiative, trainer: Person, partner_organisation: Organisation, at: datetime
) -> None:
    over(initiative, at, 34, "a")
    shown = absence(trainer, initiative, at)
    assert (shown.on_record, shown.organisations) == ([], [])


@pytest.mark.parametrize("who", ["chair", "resident", "stranger"])
def test_who_never_came_is_for_who_facilitates(
    who: str, initiative: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Http404):
        absence(request.getfixturevalue(who), initiative, at)


def test_count_for_an_organization_leads_to_no_sign_in(
    initiative: Initiative, partner_organisation: Organisation, at: datetime
) -> None:
    found = running(initiative, at)
    arrived(found, at, "a", "b", "a", organisation=partner_organisation)
    arrived(found, at, "c", sector=Sector.RESIDENTS)
    assert list(found.presences.values_list("organisation__code", "sector", "people")) == [
        ("first-rung", "", 2), (None, Sector.RESIDENTS, 1),
    ]  # fmt: skip
    assert {field.name for field in found.sign_ins.model._meta.fields} == {
        "id", "roundtable", "code_hash", "number", "signed", "arrived_at",
    }  # fmt: skip


def test_organization_and_group_of_elsewhere_are_refused(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at)
    elsewhere = Initiative.objects.create(slug="bay", name="Bay", place_name="Bay", founded_at=at)
    theirs = Group.objects.create(initiative=elsewhere, code="x", name_en="X", kind=Group.Kind.WORKING)
    other = Organisation.objects.create(code="other", name="Other", sector=Sector.HEALTH)
    for arrival in (Arrival("a", group=theirs), Arrival("a", organisation=other), Arrival("a", sector="made-up")):
        with pytest.raises(ValidationError):
            sign_in(by=None, roundtable=found, arrival=arrival, at=at)
    assert found.sign_ins.count() == 0


def test_paper_written_anew_takes_the_place_of_paper_and_leaves_phones_alone(
    initiative: Initiative, partner_organisation: Organisation, other_organisation: Organisation, steering: Group,
    at: datetime,
) -> None:  # fmt: skip
    found = running(initiative, at)
    arrived(found, at, "a", organisation=partner_organisation)
    for told in (OnPaper(5, organisations=[other_organisation]), OnPaper(5, groups=[steering])):
        count_on_paper(by=None, roundtable=found, told=told, at=at)
    assert list(found.presences.values_list("organisation__code", "group__code", "people")) == [
        ("first-rung", None, 1), (None, "steering", 0),
    ]  # fmt: skip
