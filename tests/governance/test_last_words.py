"""Residents have the last word where a charter gives it to them: nothing follows from what is carried before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.delivery.models import Message
from commonweal.governance import about
from commonweal.governance.cascade_drafts import CharterDraft
from commonweal.governance.models import Decision, Group, LastWord, Seat
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.decisions import close_vote, reopen, withdraw
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.operations.last_words import let_stand_without_veto, put_to_the_table, say_last_word
from commonweal.governance.queries.charters import charters_of, facts_of
from commonweal.governance.queries.last_words import words_to_say
from commonweal.governance.tasks import close_votes
from tests.governance.deciding import charter, seat_of, vote

pytestmark = pytest.mark.covers("C10", "F-INF-4")
A_FORTNIGHT = timedelta(days=14)


@pytest.fixture
def council(initiative):
    return Group.objects.create(
        initiative=initiative, code="council", name_en="Resident Council", kind=Group.Kind.COMMUNITY
    )


@pytest.fixture
def speaker(council):
    return seat_of(council, "Sol", Seat.Role.CHAIR)


@pytest.fixture
def told():
    """What a decision was about hears of it; the key is what it heard."""
    heard = []
    about.register_kind("probe", about.AboutKind("Probes", lambda _here, key: key, on_decided=_hears(heard)))
    yield heard
    about._kinds.pop("probe")


def _hears(heard):
    return lambda decision, _key, _at: heard.append(decision.outcome)


@pytest.fixture
def carried(opened, table, steering, council, told, at):
    def make(kind="endorse", choice="yes"):
        charter(steering, last_word=kind, last_word_group=council if kind else None)
        decision = opened(subjects=[("probe", "x")])
        for name in ("ana", "ben", "chair"):
            vote(table[name], decision, choice, at)
        return close_vote(by=table["chair"], decision=decision, at=at)

    return make


def test_what_is_carried_waits_for_the_endorsement_and_then_holds(carried, speaker, told, at):
    decision = carried()
    assert (decision.outcome, decision.result["carried"], told) == ("residents", True, [])
    done = say_last_word(by=speaker, word=decision.last_word, yes=True, why="", at=at)
    assert (done.outcome, told) == ("carried", ["carried"])


def test_what_residents_stop_does_not_hold_and_says_why(carried, speaker, told, at):
    word = carried().last_word
    with pytest.raises(ValidationError) as refused:
        say_last_word(by=speaker, word=word, yes=False, why=" ", at=at)
    assert list(refused.value.message_dict) == ["why"]
    done = say_last_word(by=speaker, word=word, yes=False, why="It moves the bus stop.", at=at)
    assert (done.outcome, told) == ("stopped", ["stopped"])
    with pytest.raises(ValidationError):
        say_last_word(by=speaker, word=word, yes=True, why="", at=at)


def test_who_leads_the_table_is_written_to_in_their_language(carried, speaker):
    speaker.language = "es"
    speaker.save()
    carried("veto")
    mail = Message.objects.get(to=speaker.email)
    assert mail.subject == "Los residentes tienen la última palabra: Shall we move $80,000 to calls home? (en inglés)"
    assert "18 de marzo de 2026" in mail.text


def test_an_endorsement_that_does_not_come_is_not_given_by_time(carried, told, at):
    carried()
    assert let_stand_without_veto(by=None, at=at + timedelta(days=400)) == 0
    assert told == []


def test_a_veto_that_does_not_come_lets_it_stand_after_a_fortnight_once(carried, told, at):
    decision = carried("veto")
    early, late = at + A_FORTNIGHT - timedelta(minutes=1), at + A_FORTNIGHT
    assert [let_stand_without_veto(by=None, at=when) for when in (early, late, late)] == [0, 1, 0]
    decision.refresh_from_db()
    assert (decision.outcome, told) == ("carried", ["carried"])
    with pytest.raises(PermissionDenied):
        let_stand_without_veto(by=decision.proposed_by, at=late)


def test_the_page_says_that_it_stands_once_the_time_for_a_veto_is_over(carried, table, signed_in, at):
    decision = carried("veto")
    page = f"/desk/fork/decisions/{decision.number}/"
    before = signed_in(table["ana"]).get(page).context["card"].decision.outcome
    let_stand_without_veto(by=None, at=at + A_FORTNIGHT)
    after = signed_in(table["ana"]).get(page).context["card"].decision.outcome
    assert (before, after) == ("residents", "carried")


@pytest.mark.parametrize(("kind", "choice", "outcome"), [("endorse", "no", "not-carried"), ("", "yes", "carried")])
def test_residents_are_asked_only_where_it_is_carried_and_chartered(carried, told, kind, choice, outcome):
    assert (carried(kind, choice).outcome, told, LastWord.objects.count()) == (outcome, [outcome], 0)


def test_the_charter_counts_that_held_when_the_vote_opened(opened, table, steering, council, at):
    decision = opened()
    written = charter(steering, last_word="endorse", last_word_group=council)
    written.since = at.date() + timedelta(days=1)
    written.save()
    vote(table["ana"], decision, "yes", at)
    later = at + timedelta(days=3)
    assert close_vote(by=table["chair"], decision=decision, at=later).outcome != "residents"


@pytest.mark.parametrize("who", ["chair", "resident", "trainer", "partner", "funder", "stranger"])
def test_who_does_not_lead_the_table_does_not_speak_for_residents(request, carried, at, who):
    word = carried().last_word
    with pytest.raises(PermissionDenied):
        say_last_word(by=request.getfixturevalue(who), word=word, yes=True, why="", at=at)
    assert Decision.objects.get().outcome == "residents"


def test_where_a_table_is_led_the_backbone_does_not_write_down_its_word(carried, speaker, analyst, at):
    word = carried().last_word
    with pytest.raises(PermissionDenied):
        say_last_word(by=analyst, word=word, yes=False, why="Backbone says no.", at=at)


def test_where_nobody_leads_any_member_speaks_and_all_hear_of_it(carried, council, analyst, chair, initiative, at):
    member, other = seat_of(council, "Mia"), seat_of(council, "Noé")
    decision = carried()
    heard = set(Message.objects.filter(cause__startswith="governance.last_word").values_list("to", flat=True))
    assert heard == {member.email, other.email, analyst.email}
    assert [len(words_to_say(who, initiative, at)) for who in (member, other, analyst, chair)] == [1, 1, 1, 0]
    assert say_last_word(by=member, word=decision.last_word, yes=True, why="", at=at).outcome == "carried"


def test_the_page_names_who_spoke_and_who_wrote_down(signed_in, carried, council, analyst, resident, at):
    word = carried().last_word
    with pytest.raises(ValidationError) as refused:
        say_last_word(by=analyst, word=word, yes=True, why="", at=at)
    assert list(refused.value.message_dict) == ["why"]
    say_last_word(by=analyst, word=word, yes=True, why="Nine of nine said yes.", at=at)
    path = "/desk/fork/decisions/1/"
    said = f"Written down by {analyst.name} for Resident Council."
    assert said in signed_in(resident).get(path).content.decode()
    LastWord.objects.update(said_by=seat_of(council, "Mia").actor_id, written_down=False)
    assert "Mia spoke for Resident Council." in signed_in(resident).get(path).content.decode()


def test_it_waits_for_who_leads_the_table_and_for_nobody_else(carried, speaker, chair, analyst, initiative, at):
    decision = carried()
    assert [len(words_to_say(who, initiative, at)) for who in (speaker, chair, analyst)] == [1, 0, 0]
    say_last_word(by=speaker, word=decision.last_word, yes=True, why="", at=at)
    assert words_to_say(speaker, initiative, at) == []


def test_what_waits_can_be_opened_again_and_still_waits(carried, chair, at):
    decision = carried()
    reopen(by=chair, decision=decision, why=("A figure changed.", ""), at=at)
    decision.refresh_from_db()
    assert (decision.outcome, decision.reopened_at) == ("residents", at)


@pytest.fixture
def voting_council(council):
    """A table without a chair, which its charter lets decide by consent of two or more."""
    charter(council, decision_rule="consent", quorum=2)
    return [seat_of(council, name) for name in ("Mia", "Noé", "Pia")]


def test_where_its_charter_says_how_a_table_decides_nobody_says_its_word_alone(carried, voting_council, analyst, at):
    word = carried().last_word
    for who in (voting_council[0], analyst):
        with pytest.raises(ValidationError) as refused:
            say_last_word(by=who, word=word, yes=True, why="We say so.", at=at)
        assert refused.value.messages == ["The charter of this table says how it decides. Put it to its vote."]


@pytest.mark.parametrize(
    ("kind", "choices", "outcome"),
    [
        ("endorse", ["yes", "yes", "yes"], "carried"),
        ("endorse", ["yes", "yes", "object"], "stopped"),
        ("endorse", ["yes"], "residents"),
        ("veto", ["yes", "yes"], "stopped"),
        ("veto", ["yes", "object"], "carried"),
        ("veto", ["yes"], "residents"),
    ],
)
def test_the_vote_of_the_table_is_its_word_and_without_its_quorum_it_goes_on_waiting(
    carried, voting_council, told, at, kind, choices, outcome
):
    decision = carried(kind)
    asked = put_to_the_table(by=voting_council[0], word=decision.last_word, at=at)
    assert (asked.rule, asked.quorum, asked.is_open, asked.electors.count()) == ("consent", 2, True, 3)
    for who, choice in zip(voting_council, choices, strict=False):
        vote(who, asked, choice, at, reason="It moves the bus stop.")
    close_vote(by=voting_council[0], decision=asked, at=asked.closes_at)
    decision.refresh_from_db()
    assert (decision.outcome, told) == (outcome, [] if outcome == "residents" else [outcome])
    word = LastWord.objects.get()
    assert word.why.startswith("Decision 2 of Resident Council.") == (outcome != "residents")


def test_no_member_ends_the_vote_of_the_table_alone(carried, voting_council, signed_in, at):
    """Neither before its end, nor by taking it away; once everybody has answered it may close."""
    asked = put_to_the_table(by=voting_council[0], word=carried("veto").last_word, at=at)
    vote(voting_council[0], asked, "yes", at)
    vote(voting_council[1], asked, "yes", at)
    with pytest.raises(ValidationError, match=r"1 person can still answer until .*\. It closes then\."):
        close_vote(by=voting_council[0], decision=asked, at=at)
    with pytest.raises(ValidationError, match="so nobody may"):
        withdraw(by=voting_council[0], decision=asked, why="I lose.", at=at)
    vote(voting_council[2], asked, "object", at, reason="It moves.")
    assert close_vote(by=voting_council[0], decision=asked, at=at).outcome == "not-carried"


@pytest.mark.parametrize(("minutes", "closes"), [(61, 1), (60, 30), (10, 5)])
def test_the_table_that_is_asked_late_still_has_an_hour_at_which_its_vote_closes(
    carried, voting_council, at, minutes, closes
):
    word = carried("veto").last_word
    late = word.until - timedelta(minutes=minutes)
    assert put_to_the_table(by=voting_council[0], word=word, at=late).closes_at == late + timedelta(minutes=closes)


def test_the_table_is_not_asked_after_its_time(carried, voting_council, at):
    word = carried("veto").last_word
    with pytest.raises(ValidationError, match="its time is over"):
        put_to_the_table(by=voting_council[0], word=word, at=word.until)


def test_the_table_is_asked_once_at_a_time_and_before_the_time_for_a_veto_is_over(carried, voting_council, at):
    word = carried("veto").last_word
    asked = put_to_the_table(by=voting_council[0], word=word, at=at)
    assert asked.closes_at == word.until - timedelta(hours=1)
    assert asked.question_es.startswith("¿Detenemos lo que aprobó Comité directivo?")
    with pytest.raises(PermissionDenied):
        put_to_the_table(by=voting_council[1], word=word, at=at)


def test_a_veto_that_was_voted_in_time_holds_though_the_worker_comes_late(carried, voting_council, at):
    """Both times are long over when it runs."""
    decision = carried("veto")
    asked = put_to_the_table(by=voting_council[0], word=decision.last_word, at=at)
    for who in voting_council:
        vote(who, asked, "yes", at)
    close_votes.call()
    decision.refresh_from_db()
    assert decision.outcome == "stopped"


def test_who_has_a_stake_in_what_was_carried_neither_asks_the_table_nor_votes(
    opened, table, steering, council, voting_council, initiative, partner_organisation, at
):
    charter(steering, last_word="endorse", last_word_group=council)
    about_it = [("organisation", str(partner_organisation.pk))]
    decision = opened(subjects=about_it)
    for name in ("ana", "ben", "chair"):
        vote(table[name], decision, "yes", at)
    word = close_vote(by=table["chair"], decision=decision, at=at).last_word
    mia, noe, _pia = voting_council
    draft = InterestDraft("board", "I sit on its board.", subjects=about_it)
    declare_interest(by=mia, initiative=initiative, holder=mia, interest=draft, at=at)
    with pytest.raises(ValidationError):
        put_to_the_table(by=mia, word=word, at=at)
    asked = put_to_the_table(by=noe, word=word, at=at)
    with pytest.raises(ValidationError):
        vote(mia, asked, "yes", at)


@pytest.mark.parametrize("who", ["chair", "resident", "trainer", "partner", "funder", "stranger"])
def test_who_has_no_seat_at_the_table_does_not_ask_it(request, carried, voting_council, at, who):
    word = carried().last_word
    with pytest.raises(PermissionDenied):
        put_to_the_table(by=request.getfixturevalue(who), word=word, at=at)


def test_the_pages_ask_the_table_and_say_that_it_votes(signed_in, carried, voting_council, resident):
    carried()
    path = "/desk/fork/decisions/1/"
    client = signed_in(voting_council[0])
    assert "Ask the table for its last word" in client.get(path).content.decode()
    assert "consent, with 2 people" in client.get(f"{path}last-word/").content.decode()
    assert client.post(f"{path}last-word/").headers["Location"] == "/desk/fork/decisions/2/"
    shown = signed_in(resident).get(path).content.decode()
    assert '<a class="more" href="/desk/fork/decisions/2/">Resident Council votes on it now.</a>' in shown
    assert client.get(f"{path}last-word/").status_code == 404


def draft(**more):
    texts = {"purpose_en": "To steer.", "reason_en": "Residents speak last."}
    return CharterDraft(date(2025, 1, 1), texts, "majority", 1, **more)


def test_a_charter_says_in_words_who_has_the_last_word(analyst, steering, council, at):
    write_charter(by=analyst, group=steering, charter=draft(last_word="veto", last_word_group=council), at=at)
    told = dict(facts_of(charters_of(steering)[0]))["Residents’ last word"]
    assert told == "Resident Council: holds unless residents stop it within 14 days"


@pytest.mark.parametrize(("kind", "speaks", "field"), [
    ("endorse", "", "last_word_group"), ("endorse", "backbone", "last_word_group"), ("shout", "council", "last_word"),
])  # fmt: skip
def test_a_last_word_that_nobody_can_say_is_refused(analyst, steering, council, backbone, at, kind, speaks, field):
    group = {"council": council, "backbone": backbone}.get(speaks)
    with pytest.raises(ValidationError) as refused:
        write_charter(by=analyst, group=steering, charter=draft(last_word=kind, last_word_group=group), at=at)
    assert list(refused.value.message_dict) == [field]


def test_no_table_has_the_last_word_on_itself(analyst, council, at):
    with pytest.raises(ValidationError):
        write_charter(by=analyst, group=council, charter=draft(last_word="veto", last_word_group=council), at=at)


def test_the_pages_ask_first_and_tell_it_in_both_languages(signed_in, carried, speaker, resident, chair):
    carried()
    path = "/desk/fork/decisions/1/"
    assert "Say the residents’ last word" in signed_in(speaker).get(path).content.decode()
    assert signed_in(resident).get(f"{path}last-word/").status_code == 404
    assert signed_in(chair).get(f"{path}last-word/").status_code == 404
    client = signed_in(speaker)
    assert client.get(f"{path}last-word/").status_code == 200
    assert client.post(f"{path}last-word/", {"yes": "no"}).status_code == 422
    assert client.post(f"{path}last-word/", {"yes": "no", "why": "It moves the bus stop."}).status_code == 302
    shown = signed_in(resident).get(path, HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "Resident Council lo detuvo" in shown
    assert "It moves the bus stop." in shown
