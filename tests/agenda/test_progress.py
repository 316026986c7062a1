"""How far each group has come: judged by fixed criteria with evidence, handed over, answered, and shown over time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import override

from commonweal.agenda.models import Judgment, ProgressCycle
from commonweal.agenda.operations.between import WeekDraft, say_week
from commonweal.agenda.operations.progress import JudgmentDraft, answer_progress, begin_cycle, hand_over, judge
from commonweal.agenda.queries.progress import cycle_for, cycle_page, evidence_choices, trend_of
from commonweal.agenda.rubrics import LEVELS, NEWEST, criteria_of
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.models import Group, Seat
from tests.cast import SINCE

pytestmark = pytest.mark.covers("C8", "F-INF-6")
PAGE = "https://example.org/visit"


@pytest.fixture
def jobs(initiative):
    return Group.objects.create(initiative=initiative, code="jobs", name_en="Good Jobs", kind=Group.Kind.WORKING)


@pytest.fixture
def cycle(analyst, jobs, initiative, at):
    return begin_cycle(by=analyst, initiative=initiative, at=at)


def judged(by, cycle, group, at, level=2, criterion="table", **more):
    draft = JudgmentDraft(**{"level": level, "why": "Three parents sit there.", "evidence_url": PAGE, **more})
    return judge(by=by, cycle=cycle, group=group, criterion=criterion, draft=draft, at=at)


def cell_of(reader, cycle, criterion, at):
    (row,) = cycle_page(reader, cycle, at).rows
    return {one.code: cell for one, cell in row.cells}[criterion]


def test_each_criterion_describes_four_levels_in_both_languages():
    for criterion in criteria_of(NEWEST).values():
        for language in ("en", "es"):
            told = criterion.texts[language]
            assert (len(told["levels"]), len(set(told["levels"]))) == (len(LEVELS), len(LEVELS)), criterion.code
            assert all(told[name] for name in ("name", "asks"))
            assert criterion.texts["en"]["levels"] != criterion.texts["es"]["levels"]
    assert len(criteria_of(NEWEST)) == 6


def test_a_judgment_says_its_level_why_and_on_what_it_rests(analyst, cycle, jobs, at):
    judged(analyst, cycle, jobs, at)
    cell = cell_of(analyst, cycle, "table", at)
    assert (cell.judgment.level, cell.evidence, cell.move) == (2, (PAGE, PAGE), "")
    assert cell.meaning.startswith("Two sectors or more have seats.")
    assert cell_of(analyst, cycle, "plan", at).judgment is None


def test_a_record_of_this_site_is_evidence_with_its_address(analyst, cycle, jobs, initiative, at):
    week = say_week(by=analyst, group=jobs, week=WeekDraft("Both vans ran."), at=at)
    assert evidence_choices(jobs) == [("Weeks", [(f"week:{week.pk}", "Week of 2 March 2026.")])]
    judged(analyst, cycle, jobs, at, evidence=f"week:{week.pk}", evidence_url="")
    label = ("Week of 2 March 2026.", "/desk/fork/between/?week=2026-03-02")
    assert cell_of(analyst, cycle, "table", at).evidence == label


def test_a_promise_as_evidence_says_in_which_language_it_was_given(analyst, cycle, jobs, initiative, at):
    draft = CommitmentDraft("Bring ten parents.", at.date() + timedelta(days=9), to=jobs, group=jobs)
    held = promise(by=None, initiative=initiative, holder=analyst, commitment=draft, at=at)
    judged(analyst, cycle, jobs, at, evidence=f"promise:{held.pk}", evidence_url="")
    with override("es"):
        assert cell_of(analyst, cycle, "table", at).evidence[0] == "Bring ten parents. (en inglés)"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 5}, "level"),
        ({"why": " "}, "why"),
        ({"evidence_url": ""}, "evidence"),
        ({"evidence": "promise:999"}, "evidence"),
        ({"evidence": "decision:x"}, "evidence"),
        ({"evidence_url": "javascript:alert(1)"}, "evidence_url"),
    ],
)
def test_a_judgment_without_ground_is_refused_beside_its_field(analyst, cycle, jobs, at, more, field):
    with pytest.raises(ValidationError) as refused:
        judged(analyst, cycle, jobs, at, **more)
    assert list(refused.value.message_dict) == [field]
    assert Judgment.objects.count() == 0


def test_a_later_word_takes_the_place_of_the_first_which_stays(analyst, cycle, jobs, at):
    for level in (1, 3):
        judged(analyst, cycle, jobs, at, level)
    assert cell_of(analyst, cycle, "table", at).judgment.level == 3
    assert Judgment.objects.count() == 2


def test_what_is_under_way_is_read_by_those_who_judge_alone(analyst, chair, cycle, initiative, jobs, at):
    judged(analyst, cycle, jobs, at)
    with pytest.raises(Http404):
        cycle_for(chair, initiative, cycle.number, at)
    hand_over(by=analyst, cycle=cycle, at=at)
    assert cycle_for(chair, initiative, cycle.number, at) == cycle


def test_what_is_handed_over_stays_as_it_is(analyst, cycle, jobs, at):
    judged(analyst, cycle, jobs, at)
    hand_over(by=analyst, cycle=cycle, at=at)
    for act in (lambda: judged(analyst, cycle, jobs, at), lambda: hand_over(by=analyst, cycle=cycle, at=at)):
        with pytest.raises(ValidationError):
            act()


def test_one_cycle_at_a_time_and_none_is_handed_over_empty(analyst, cycle, initiative, at):
    with pytest.raises(ValidationError):
        begin_cycle(by=analyst, initiative=initiative, at=at)
    with pytest.raises(ValidationError):
        hand_over(by=analyst, cycle=cycle, at=at)
    assert ProgressCycle.objects.count() == 1


def test_over_the_cycles_each_criterion_is_compared_with_itself(analyst, chair, jobs, initiative, at):
    for number, levels in enumerate(({"table": 1, "plan": 3}, {"table": 2}, {"table": 2, "plan": 2})):
        when = at + timedelta(days=90 * number)
        one = begin_cycle(by=analyst, initiative=initiative, at=when)
        for criterion, level in levels.items():
            judged(analyst, one, jobs, when, level, criterion)
        hand_over(by=analyst, cycle=one, at=when)
    later = at + timedelta(days=200)
    _cycles, trend = trend_of(chair, jobs, later)
    assert {line.criterion.code: line.levels for line in trend if any(line.levels)} == {
        "table": [1, 2, 2], "plan": [3, None, 2],
    }  # fmt: skip
    moves = [(cell_of(chair, one, "table", later).move) for one in ProgressCycle.objects.order_by("number")]
    assert moves == ["", "up", "same"]
    # What was not judged in between is not bridged.
    assert cell_of(chair, one, "plan", later).move == ""


def test_those_who_steer_answer_once(analyst, chair, cycle, jobs, at):
    judged(analyst, cycle, jobs, at)
    with pytest.raises(ValidationError):
        answer_progress(by=chair, cycle=cycle, en="We help.", es="", at=at)
    hand_over(by=analyst, cycle=cycle, at=at)
    with pytest.raises(ValidationError):
        answer_progress(by=chair, cycle=cycle, en=" ", es="", at=at)
    assert answer_progress(by=chair, cycle=cycle, en="We help.", es="Ayudamos.", at=at).answered_at == at
    with pytest.raises(ValidationError):
        answer_progress(by=chair, cycle=cycle, en="We help more.", es="", at=at)


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_who_does_not_sit_in_the_backbone_judges_nobody(request, analyst, cycle, jobs, initiative, at, who):
    other = request.getfixturevalue(who)
    for act in (
        lambda: judged(other, cycle, jobs, at),
        lambda: hand_over(by=other, cycle=cycle, at=at),
        lambda: begin_cycle(by=other, initiative=initiative, at=at),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("who", ["analyst", "trainer", "partner", "resident", "funder", "stranger"])
def test_who_does_not_lead_the_committee_does_not_answer_for_it(request, analyst, cycle, jobs, at, who, chair):
    judged(analyst, cycle, jobs, at)
    hand_over(by=analyst, cycle=cycle, at=at)
    with pytest.raises(PermissionDenied):
        answer_progress(by=request.getfixturevalue(who), cycle=cycle, en="We help.", es="", at=at)


DESK = "/desk/fork/progress/"


@pytest.mark.covers("F-DEF-2")
def test_a_cycle_from_its_beginning_to_the_answer_on_its_pages(signed_in, analyst, chair, jobs):
    client = signed_in(analyst)
    assert client.post(DESK).headers["Location"] == f"{DESK}1/"
    sent = {"table-level": "3", "table-why": "Three parents sit there.", "table-evidence_url": PAGE}
    # All of the page or nothing of it: the second criterion says no ground.
    refused = client.post(f"{DESK}1/judge/jobs/", {**sent, "plan-level": "2", "plan-why": "Half of it runs."})
    assert (refused.status_code, Judgment.objects.count()) == (422, 0)
    assert client.post(f"{DESK}1/judge/jobs/", sent).status_code == 302
    assert signed_in(chair).get(f"{DESK}1/").status_code == 404
    assert client.post(f"{DESK}1/hand-over/").status_code == 302
    assert signed_in(chair).post(f"{DESK}1/answer/", {"answer_es": "Ayudamos."}).status_code == 302
    shown = signed_in(chair).get(f"{DESK}1/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert [words in shown for words in ("Ayudamos.", "3 de 4", "Sin valorar", "Quién está en la mesa")] == [True] * 4
    assert f"{chair.name} · " in shown
    assert "answer/" not in client.get(f"{DESK}1/").content.decode()
    assert signed_in(chair).get(f"{DESK}of/jobs/").status_code == 200


def test_where_nobody_leads_the_committee_any_of_its_members_answers_and_the_backbone_does_not(
    analyst, chair, resident, steering, cycle, jobs, initiative, at
):
    judged(analyst, cycle, jobs, at)
    hand_over(by=analyst, cycle=cycle, at=at)
    with pytest.raises(PermissionDenied):
        answer_progress(by=resident, cycle=cycle, en="We help.", es="", at=at)
    Seat.objects.filter(person=chair).delete()
    Seat.objects.create(group=steering, role=Seat.Role.MEMBER, person=analyst, since=SINCE)
    with pytest.raises(PermissionDenied):
        answer_progress(by=analyst, cycle=cycle, en="We help.", es="", at=at)
    assert answer_progress(by=resident, cycle=cycle, en="We help.", es="", at=at).answered_at == at
