"""An elector says that an interest on record does not touch a decision; until somebody else has answered, it holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.governance.models import StakeContest
from commonweal.governance.operations.contests import answer_contest, contest_stake
from commonweal.governance.operations.decisions import close_vote, open_vote
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.queries.votes import may_still_vote
from commonweal.people.operations.erasing import erase
from tests.governance.deciding import vote

pytestmark = pytest.mark.covers("D10")
WHY = "I left its board in January."


@pytest.fixture
def about(partner_organisation):
    return [("organisation", str(partner_organisation.pk))]


@pytest.fixture
def touched(opened, table, initiative, about, at):
    """A decision about a partner on whose board Ana sits, as the register says."""
    draft = InterestDraft("board", "I sit on its board.", subjects=about)
    declare_interest(by=table["ana"], initiative=initiative, holder=table["ana"], interest=draft, at=at)
    return opened(subjects=about)


@pytest.fixture
def said(touched, table, at):
    Message.objects.all().delete()
    return contest_stake(by=table["ana"], decision=touched, why=WHY, at=at)


def answer(who, contest, at, *, is_none=True):
    return answer_contest(by=who, contest=contest, is_none=is_none, answer="The minutes show it.", at=at)


def elector(decision, who):
    return decision.electors.get(person=who)


def test_until_somebody_answers_the_block_stays(said, touched, table, at):
    with pytest.raises(ValidationError, match="Your charter asks you to step aside"):
        vote(table["ana"], touched, "yes", at)
    done = close_vote(by=table["chair"], decision=touched, at=at)
    assert elector(done, table["ana"]).is_struck


def test_chair_hears_of_it_and_lets_her_vote(said, touched, table, at):
    assert [(mail.to, mail.subject) for mail in Message.objects.all()] == [
        ("chair@example.org", "Does this interest touch decision 1?")
    ]
    answer(table["chair"], said, at)
    vote(table["ana"], touched, "yes", at)
    done = close_vote(by=table["chair"], decision=touched, at=at)
    assert (done.result["counts"]["yes"], elector(done, table["ana"]).effect) == (1, "")
    assert Message.objects.get(to="ana@example.org").subject == "You may vote on decision 1."


def test_an_answer_that_it_holds_keeps_the_block(said, touched, table, at):
    answer(table["chair"], said, at, is_none=False)
    assert not may_still_vote(elector(touched, table["ana"]), touched, at)


def test_it_covers_what_was_contested_and_no_interest_that_comes_later(
    said, touched, table, initiative, about, steering, at
):
    answer(table["chair"], said, at)
    touched.subjects.create(kind="group", key=str(steering.pk), label="Steering")
    later = InterestDraft("family", "My brother leads it.", subjects=[("group", str(steering.pk))])
    declare_interest(by=table["ana"], initiative=initiative, holder=table["ana"], interest=later, at=at)
    assert not may_still_vote(elector(touched, table["ana"]), touched, at)


def test_who_may_not_answer(said, table, resident, trainer, analyst, at):
    for who in (table["ana"], table["ben"], resident, trainer):
        with pytest.raises(PermissionDenied):
            answer(who, said, at)
    answer(analyst, said, at)
    assert StakeContest.objects.get().answered_by == analyst.actor_id


def test_chair_does_not_answer_herself_and_the_data_manager_does(proposed, chair, analyst, initiative, about, at):
    draft = InterestDraft("board", "I sit on its board.", subjects=about)
    declare_interest(by=chair, initiative=initiative, holder=chair, interest=draft, at=at)
    decision = open_vote(by=analyst, decision=proposed(subjects=about), at=at)
    said = contest_stake(by=chair, decision=decision, why=WHY, at=at)
    with pytest.raises(PermissionDenied):
        answer(chair, said, at)
    assert Message.objects.get(cause=f"governance.contest {said.pk}").to == "analyst@example.org"
    answer(analyst, said, at)


@pytest.mark.parametrize(
    ("who", "words"), [("ben", "Nothing on record keeps you from this vote."), ("ana", "You have said so before.")]
)
def test_it_is_said_once_and_by_whom_it_touches(said, touched, table, at, who, words):
    with pytest.raises(ValidationError, match=words):
        contest_stake(by=table[who], decision=touched, why=WHY, at=at)


def test_after_the_close_nobody_contests_or_answers(said, touched, table, at):
    close_vote(by=table["chair"], decision=touched, at=at)
    with pytest.raises(ValidationError, match="The vote is closed"):
        answer(table["chair"], said, at)


def test_one_answer_settles_it(said, table, analyst, at):
    answer(table["chair"], said, at)
    with pytest.raises(ValidationError, match="Somebody has answered this already"):
        answer(analyst, said, at, is_none=False)


def test_whoever_is_not_on_the_roll_contests_nothing(touched, analyst, at):
    with pytest.raises(PermissionDenied):
        contest_stake(by=analyst, decision=touched, why=WHY, at=at)


def test_what_she_said_goes_when_she_is_erased(said, table, at):
    erase(by=table["ana"], person=table["ana"], at=at)
    kept = StakeContest.objects.get()
    assert (kept.why, kept.stakes) == ("", [])


def test_it_is_said_and_answered_on_pages(touched, table, signed_in, steering):
    touched.closes_at = timezone.now() + timedelta(days=3)
    touched.save()
    ana, leader = signed_in(table["ana"]), signed_in(table["chair"])
    page = "/desk/fork/decisions/1/"
    assert "This does not touch me" in ana.get(page).content.decode()
    assert ana.post(page + "contest/", {"why": ""}).status_code == 422
    assert ana.post(page + "contest/", {"why": WHY}).status_code == 302
    asked = StakeContest.objects.get()
    assert f"decisions/1/contest/{asked.pk}/" in leader.get("/home/").content.decode()
    reply = f"{page}contest/{asked.pk}/"
    assert ana.get(reply).status_code == 404
    assert leader.post(reply, {"is_none": "yes", "answer": "The minutes show it."}).status_code == 302
    shown = signed_in(table["ben"]).get(page).content.decode()
    assert ("It does not count." in shown, "The minutes show it." in shown, WHY in shown) == (True, True, True)
    assert "Cast my vote" in ana.get(page).content.decode()
