"""The board between the groups: three lines a week, asks, what one waits for; who says nothing is shown as silent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonweal.agenda.models import Dependency, GroupWeek
from commonweal.agenda.operations.between import (
    DependencyDraft,
    WeekDraft,
    answer_dependency,
    depend,
    say_week,
)
from commonweal.agenda.queries.between import asked_of, board
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.cascade_drafts import ChangeDraft
from commonweal.governance.models import Group, Seat
from commonweal.governance.operations import pause_group
from commonweal.governance.operations.groups import note_formed
from tests.cast import SINCE, person

pytestmark = pytest.mark.covers("C7", "F-INF-3")
A_WEEK = timedelta(days=7)


@pytest.fixture
def jobs(initiative, backbone):
    return Group.objects.create(initiative=initiative, code="jobs", name_en="Good Jobs", kind=Group.Kind.WORKING)


@pytest.fixture
def homes(initiative):
    return Group.objects.create(initiative=initiative, code="homes", name_en="Homes", kind=Group.Kind.WORKING)


@pytest.fixture
def lead(jobs):
    made = person("Lee")
    Seat.objects.create(group=jobs, role=Seat.Role.CO_CHAIR, person=made, since=SINCE)
    return made


@pytest.fixture
def other_lead(homes):
    made = person("Mo")
    Seat.objects.create(group=homes, role=Seat.Role.CO_CHAIR, person=made, since=SINCE)
    return made


@pytest.fixture
def waits(lead, jobs, homes, at):
    def make(kind="waits", on_group=homes, days=10, **more):
        draft = DependencyDraft(kind, "The list of families.", at.date() + timedelta(days=days), on_group, **more)
        return depend(by=lead, group=jobs, draft=draft, at=at)

    return make


def rows_of(reader, initiative, at, week=None):
    return {row.group.code: row for row in board(reader, initiative, at, week).rows}


def test_a_group_that_says_nothing_is_shown_as_silent_with_when_it_was_heard(lead, jobs, homes, initiative, funder, at):
    say_week(by=lead, group=jobs, week=WeekDraft(done="Both vans ran."), at=at)
    found = board(funder, initiative, at + A_WEEK)
    assert (found.heard, found.silent) == (0, 3)
    rows = rows_of(funder, initiative, at + A_WEEK)
    assert (str(rows["jobs"].last), rows["homes"].last) == ("2026-03-02", None)
    then = rows_of(funder, initiative, at + A_WEEK, at.date())
    assert then["jobs"].said.done == "Both vans ran."


def test_lines_said_anew_take_the_place_of_those_before_which_stay(lead, jobs, initiative, at):
    for words in ("One van ran.", "Both vans ran."):
        say_week(by=lead, group=jobs, week=WeekDraft(done=words), at=at)
    assert rows_of(lead, initiative, at)["jobs"].said.done == "Both vans ran."
    assert GroupWeek.objects.count() == 2


def test_a_paused_group_is_not_called_silent(analyst, jobs, initiative, at):
    note_formed(by=analyst, group=jobs, formed=ChangeDraft(SINCE), at=at)
    pause_group(by=analyst, group=jobs, change=ChangeDraft(at.date(), "Summer."), at=at)
    row = rows_of(analyst, initiative, at)["jobs"]
    assert (row.is_paused, row.said) == (True, None)
    assert board(analyst, initiative, at).silent == 1  # the backbone


def test_an_empty_week_is_refused_beside_its_field(lead, jobs, at):
    with pytest.raises(ValidationError) as refused:
        say_week(by=lead, group=jobs, week=WeekDraft(" ", "", ""), at=at)
    assert list(refused.value.message_dict) == ["done"]
    assert GroupWeek.objects.count() == 0


def test_the_week_begins_on_monday_in_the_initiatives_own_time_zone(lead, jobs, initiative, at):
    # Monday at four in the morning in Greenwich is still Sunday evening in New York.
    night = at.replace(day=9, hour=3)
    assert str(say_week(by=lead, group=jobs, week=WeekDraft("x"), at=night).week) == "2026-03-02"


def test_who_waits_stands_apart_from_who_asks_and_a_day_that_passed_is_marked(waits, initiative, funder, at):
    waits()
    waits(kind="asks", on_group=None, days=1)
    found = board(funder, initiative, at + timedelta(days=3))
    assert [row.is_late for row in found.waits] == [False]
    assert [row.is_late for row in found.asks] == [True]


def test_a_promise_that_it_points_to_is_shown_to_members_only(waits, initiative, homes, lead, funder, at):
    draft = CommitmentDraft("Bring the list.", at.date() + timedelta(days=9), to=homes)
    given = promise(by=None, initiative=initiative, holder=lead, commitment=draft, at=at)
    waits(promise=given)
    assert board(lead, initiative, at).waits[0].promise.commitment == given
    assert board(funder, initiative, at).waits[0].promise is None


def test_the_other_group_answers_and_the_answer_stays(waits, other_lead, initiative, at):
    held = waits()
    answer_dependency(by=other_lead, dependency=held, state="not", answer="The school moved it.", at=at)
    found = board(other_lead, initiative, at)
    assert (found.waits, [row.dependency.answer for row in found.answered]) == ([], ["The school moved it."])
    with pytest.raises(ValidationError):
        answer_dependency(by=other_lead, dependency=held, state="there", answer="", at=at)
    assert board(other_lead, initiative, at + timedelta(days=29)).answered == []


def test_a_no_without_a_word_is_refused(waits, other_lead, at):
    with pytest.raises(ValidationError) as refused:
        answer_dependency(by=other_lead, dependency=waits(), state="not", answer=" ", at=at)
    assert list(refused.value.message_dict) == ["answer"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "waits", "on_group": None}, "on_group"),
        ({"on_group": "own"}, "on_group"),
        ({"days": -1}, "by_on"),
        ({"kind": "wishes"}, "kind"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(waits, jobs, more, field):
    if more.get("on_group") == "own":
        more = {"on_group": jobs}
    with pytest.raises(ValidationError) as refused:
        waits(**more)
    assert list(refused.value.message_dict) == [field]
    assert Dependency.objects.count() == 0


@pytest.mark.parametrize("who", ["chair", "trainer", "resident", "partner", "funder", "stranger", "other_lead"])
def test_who_does_not_lead_the_group_does_not_speak_for_it(request, waits, jobs, at, who):
    other = request.getfixturevalue(who)
    held = waits()
    with pytest.raises(PermissionDenied):
        say_week(by=other, group=jobs, week=WeekDraft("x"), at=at)
    with pytest.raises(PermissionDenied):
        depend(by=other, group=jobs, draft=DependencyDraft("asks", "x", at.date()), at=at)
    if who != "other_lead":
        with pytest.raises(PermissionDenied):
            answer_dependency(by=other, dependency=held, state="there", answer="", at=at)


def test_what_is_asked_of_every_group_who_leads_any_answers(waits, other_lead, chair, stranger, at):
    held = waits(kind="asks", on_group=None)
    with pytest.raises(PermissionDenied):
        answer_dependency(by=stranger, dependency=held, state="there", answer="", at=at)
    assert answer_dependency(by=chair, dependency=held, state="there", answer="", at=at).state == "there"


def test_a_groups_own_part_of_the_board_is_for_its_packet(waits, jobs, homes, backbone, lead, stranger, at):
    waits()
    here = jobs.initiative
    assert [len(asked_of(lead, group, here, at)) for group in (jobs, homes, backbone, None)] == [1, 1, 0, 1]
    assert asked_of(stranger, homes, here, at) == []


def test_the_pages_in_both_languages(signed_in, lead, jobs, homes, partner, stranger):
    client = signed_in(lead)
    assert client.post("/desk/fork/between/jobs/week/", {"done": ""}).status_code == 422
    assert client.post("/desk/fork/between/jobs/week/", {"done": "Both vans ran."}).status_code == 302
    sent = {"kind": "waits", "on_group": "homes", "what": "The list.", "by_on": "2199-01-02"}
    assert client.post("/desk/fork/between/jobs/ask/", {**sent, "on_group": ""}).status_code == 422
    assert client.post("/desk/fork/between/jobs/ask/", sent).status_code == 302
    shown = signed_in(partner).get("/desk/fork/between/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "Good Jobs espera a Homes" in shown
    assert "Both vans ran." in shown
    assert signed_in(partner).get("/desk/fork/between/?week=never").status_code == 200
    assert signed_in(stranger).get("/desk/fork/between/").status_code == 404
    number = Dependency.objects.get().pk
    assert client.post(f"/desk/fork/between/{number}/answer/", {"state": "there"}).status_code == 302
    assert timezone.now() > Dependency.objects.get().settled_at


def test_words_of_an_ask_and_its_answer_are_marked_on_a_page_in_the_other_language(
    waits, other_lead, partner, signed_in
):
    held, now = waits(), timezone.now()
    answer_dependency(by=other_lead, dependency=held, state="not", answer="The school moved it.", at=now)
    page = signed_in(partner).get("/desk/fork/between/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    marked = '<span lang="en">{}</span> <span class="meta">(en inglés)</span>'
    assert [marked.format(words) in page for words in (held.what, "The school moved it.")] == [True, True]
