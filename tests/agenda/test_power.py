"""Who decided, who was asked, what was promised and kept: counts from the records of a year, for members."""

from datetime import timedelta

import pytest

from commonweal.agenda.operations.aspirations import QuoteDraft, note_aspiration
from commonweal.agenda.queries.power import power
from commonweal.commitments.operations import AccountDraft, CommitmentDraft, give_account, promise
from commonweal.governance.models import Group, Seat
from commonweal.governance.operations.decisions import close_vote
from commonweal.governance.operations.last_words import say_last_word
from commonweal.people.models import Sector
from tests.governance.deciding import charter, opened, proposed, seat_of, table, vote

__all__ = ["opened", "proposed", "table"]
pytestmark = pytest.mark.covers("C10", "F-INF-4")


@pytest.fixture
def decided(opened, table, at):
    def make(**more):
        decision = opened(quorum=1, **more)
        for name in ("ana", "ben"):
            vote(table[name], decision, "yes", at)
        return close_vote(by=table["chair"], decision=decision, at=at)

    return make


def test_each_decision_says_who_could_vote_who_did_and_who_sat_for_residents(decided, table, initiative, at):
    Seat.objects.filter(person=table["resident"]).update(sector=Sector.RESIDENTS)
    decided()
    (one,) = power(table["ana"], initiative, at).decided
    assert (one.roll, one.voted, one.residents, one.had_the_last_word) == (5, 2, 1, False)


def test_a_secret_vote_is_counted_as_its_result_is(decided, table, initiative, at):
    decided(secret=True)
    assert [one.voted for one in power(table["ana"], initiative, at).decided] == [2]


def test_a_changed_vote_counts_once(opened, table, initiative, at):
    decision = opened(quorum=1)
    for choice in ("yes", "no"):
        vote(table["ana"], decision, choice, at)
    close_vote(by=table["chair"], decision=decision, at=at)
    assert [one.voted for one in power(table["ana"], initiative, at).decided] == [1]


def test_what_residents_endorsed_is_told_and_counted_as_asked(decided, table, steering, initiative, at):
    council = Group.objects.create(initiative=initiative, code="council", name_en="C", kind=Group.Kind.COMMUNITY)
    charter(steering, quorum=1, last_word="endorse", last_word_group=council)
    decision = decided()
    say_last_word(by=seat_of(council, "Sol", Seat.Role.CHAIR), word=decision.last_word, yes=True, why="", at=at)
    found = power(table["ana"], initiative, at)
    assert (found.asked.last_words, found.decided[0].decision.last_word.says_yes) == (1, True)


def test_voices_count_as_asked_and_those_that_were_taken_back_do_not(analyst, table, initiative, at):
    for consent in ("public", "withdrawn"):
        quote = QuoteDraft("A bus at five.", "en", at.date(), "Eastside fair", "public")
        made = note_aspiration(by=analyst, initiative=initiative, draft=quote, at=at)
        made.consent = consent
        made.save()
    assert power(table["ana"], initiative, at).asked.voices == 1


def test_promises_are_counted_by_group(table, steering, initiative, at):
    for text, state in (("a", "done"), ("b", "no"), ("c", "")):
        draft = CommitmentDraft(text, at.date() + timedelta(days=5), to=steering, group=steering)
        made = promise(by=None, initiative=initiative, holder=table["ana"], commitment=draft, at=at)
        if state:
            give_account(by=table["ana"], commitment=made, side="promiser", account=AccountDraft(state, "So."), at=at)
    (record,) = power(table["ben"], initiative, at).kept
    assert record.counts == {"done": 1, "partly": 0, "no": 1, "silent": 0, "open": 1}


def test_what_is_older_than_a_year_is_left_out(decided, table, initiative, at):
    decided()
    assert power(table["ana"], initiative, at + timedelta(days=366)).decided == []


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_without_a_seat_it_is_not_there(request, signed_in, initiative, at, who):
    other = request.getfixturevalue(who)
    assert power(other, initiative, at) is None
    assert signed_in(other).get("/desk/fork/who-decides/").status_code == 404


def test_the_page_in_both_languages_also_while_there_is_nothing(signed_in, decided, table, initiative):
    client = signed_in(table["ana"])
    assert "Nothing was decided here" in client.get("/desk/fork/who-decides/").content.decode()
    shown = client.get("/desk/fork/who-decides/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "Quién decide" in shown
