"""The pages of deciding, and who must not open them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.governance.cascade_drafts import GuestDraft
from commonweal.governance.guest_items import choices_of
from commonweal.governance.models import Ballot, Decision, Seat
from commonweal.governance.operations.decisions import close_vote, reopen
from commonweal.governance.operations.guests import invite_guest
from tests.cast import SINCE
from tests.governance.deciding import charter, vote

pytestmark = pytest.mark.covers("D6", "C1")

DESK = "/desk/fork/decisions/"


@pytest.fixture
def now():
    return timezone.now()


def page(client, path=""):
    answer = client.get(DESK + path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_proposes_opens_votes_and_closes(signed_in, table, steering, chair):
    charter(steering)
    leader = signed_in(chair)
    answer = leader.post(DESK + "propose/", {
        "group": "steering", "question_en": "Shall we call home?", "rule": "two-thirds", "quorum": "3", "levels": "8",
        "closes_time": "17:00", "started_from": "", "rule_why": "It binds us for years.",
    })  # fmt: skip
    assert answer.headers["Location"] == "/desk/fork/decisions/1/"
    assert leader.post(DESK + "1/open/").status_code == 302
    for name in ("ana", "ben", "resident"):
        assert signed_in(table[name]).post(DESK + "1/vote/", {"choice": "yes"}).status_code == 302
    assert leader.post(DESK + "1/close/", {"reasons_en": "Calls work."}).status_code == 302
    shown = page(leader, "1/")
    assert "3 of 5 answered: 3 yes, 0 no. Two thirds needed 2: carried." in shown
    assert "Calls work." in shown


def test_another_rule_than_the_charters_asks_why_and_page_and_log_say_so(signed_in, opened, table, steering, at):
    charter(steering, decision_rule="consent")
    sent = {
        "group": "steering", "question_en": "Shall we?", "rule": "majority", "quorum": "3", "levels": "8",
        "closes_time": "17:00", "started_from": "",
    }  # fmt: skip
    client = signed_in(table["chair"])
    refused = client.post(DESK + "propose/", sent)
    assert refused.status_code == 422
    assert "The charter names another rule. Say in a sentence why not that one." in refused.content.decode()
    decision = opened(rule="majority", rule_why="Nobody had time.")
    close_vote(by=table["chair"], decision=decision, at=at)
    said = "The charter says consent; this goes by majority. Why: Nobody had time."
    assert [said in page(client, path) for path in ("1/", "")] == [True, True]


def test_the_page_of_a_closed_open_vote_says_how_each_voted(signed_in, opened, table, at):
    decision = opened()
    vote(table["ana"], decision, "no", at, reason="Too dear.")
    close_vote(by=table["chair"], decision=decision, at=at)
    shown = page(signed_in(table["ben"]), "1/")
    assert "How each voted" in shown
    assert "Too dear." in shown


@pytest.mark.parametrize("who", ["chair", "analyst", "resident"])
def test_no_page_of_a_secret_vote_says_who_voted_what(signed_in, opened, table, at, who, request):
    decision = opened(secret=True)
    for name in ("ana", "ben", "wren"):
        vote(table[name], decision, "yes", at)
    close_vote(by=table["chair"], decision=decision, at=at)
    shown = page(signed_in(request.getfixturevalue(who)), "1/")
    assert "How each voted" not in shown
    assert "Wren" not in shown


READ = ["", "due/", "1/"]
ACT = [
    "1/vote/",
    "1/take-back/",
    "1/aside/",
    "1/link/",
    "1/close/",
    "1/withdraw/",
    "1/reasons/",
    "1/again/",
    "1/stands/",
]


@pytest.mark.parametrize("path", [*READ, "propose/", "1/aside/", "1/close/"])
@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_without_a_seat_none_of_it_is_there_to_read(signed_in, opened, who, path, request):
    opened()
    assert signed_in(request.getfixturevalue(who)).get(DESK + path).status_code == 404


@pytest.mark.parametrize("path", [*ACT, "propose/"])
@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_without_a_seat_nothing_can_be_done(signed_in, opened, who, path, request):
    opened()
    assert signed_in(request.getfixturevalue(who)).post(DESK + path, {"choice": "yes"}).status_code == 404
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("path", READ + ACT)
def test_who_is_not_signed_in_is_asked_to(client, opened, path):
    opened()
    assert client.get(DESK + path).status_code == 302
    assert client.post(DESK + path, {"choice": "yes"}).status_code == 302
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("path", ["1/vote/", "1/take-back/", "1/aside/", "1/link/"])
@pytest.mark.parametrize("who", ["trainer", "analyst"])
def test_a_member_who_is_not_on_the_roll_reads_and_does_not_vote(signed_in, opened, who, path, request):
    opened()
    client = signed_in(request.getfixturevalue(who))
    assert page(client, "1/")
    assert client.post(DESK + path, {"choice": "yes"}).status_code == 404


@pytest.mark.parametrize("path", ["1/open/", "1/close/", "1/reasons/", "1/again/", "1/stands/", "1/withdraw/"])
@pytest.mark.parametrize("who", ["resident", "trainer"])
def test_who_does_not_lead_cannot_run_the_vote(signed_in, opened, who, path, request):
    opened()
    client = signed_in(request.getfixturevalue(who))
    assert (client.get(DESK + path).status_code, client.post(DESK + path).status_code) == (404, 404)


def test_a_draft_is_its_groups_until_the_vote_opens(signed_in, proposed, trainer, resident):
    proposed()
    assert signed_in(trainer).get(DESK + "1/").status_code == 404
    assert "Shall we move" not in page(signed_in(trainer))
    assert "Shall we move" in page(signed_in(resident))


def test_a_member_of_another_initiative_finds_nothing(signed_in, opened, stranger, at):
    from commonweal.governance.models import Group, Initiative

    opened()
    other = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    group = Group.objects.create(initiative=other, code="steering", name_en="Steering", kind=Group.Kind.STEERING)
    Seat.objects.create(group=group, role=Seat.Role.CHAIR, person=stranger, since=SINCE)
    client = signed_in(stranger)
    assert [client.get(DESK + path).status_code for path in READ] == [404, 404, 404]
    assert client.get("/desk/other/decisions/1/").status_code == 404


def test_the_log_is_filtered_by_state_group_year_and_words(signed_in, opened, table, at):
    first, second = opened(question_en="Calls home?"), opened(question_en="Bus passes?")
    close_vote(by=table["chair"], decision=first, at=at)
    client = signed_in(table["ana"])
    for wanted, found in [
        ("state=no-quorum", "Calls home?"), ("state=open", "Bus passes?"), ("words=bus", "Bus passes?"),
        ("words=CALLS&group=steering&year=2026", "Calls home?"),
    ]:  # fmt: skip
        shown = page(client, f"?{wanted}")
        assert [name for name in ("Calls home?", "Bus passes?") if name in shown] == [found]
    assert second.number == 2
    assert "No decision is like that. Choose less." in page(client, "?year=2020")


@pytest.mark.parametrize("wanted", ["state=nonsense", "group=nobody", "year=x", "words=" + "x" * 200])
def test_an_odd_filter_breaks_nothing(signed_in, opened, table, wanted):
    opened()
    assert page(signed_in(table["ana"]), f"?{wanted}")


def test_the_packet_shows_what_is_due_and_takes_the_vote(signed_in, opened, table):
    opened(question_en="Calls home?")
    opened(question_en="Bus passes?", rule="approval", options=[("Passes", ""), ("Vans", "")])
    client = signed_in(table["ana"])
    shown = page(client, "due/")
    assert [shown.count("Cast my vote"), shown.index("Calls home?") < shown.index("Bus passes?")] == [2, True]
    answer = client.post(DESK + "2/vote/", {"marks": ["1"], "next": DESK + "due/"})
    assert answer.headers["Location"] == DESK + "due/"
    assert "You voted: Passes." in page(client, "due/")


def test_a_vote_leads_nowhere_else_than_here(signed_in, opened, table):
    opened()
    answer = signed_in(table["ana"]).post(DESK + "1/vote/", {"choice": "yes", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/desk/fork/decisions/1/"


def test_a_vote_after_the_close_is_told_and_changes_nothing(signed_in, opened, table, at):
    decision = opened()
    close_vote(by=table["chair"], decision=decision, at=at)
    answer = signed_in(table["ana"]).post(DESK + "1/vote/", {"choice": "yes"})
    assert (answer.status_code, Ballot.objects.count()) == (422, 0)
    assert "The vote is closed. What was cast before stays as it is." in answer.content.decode()


def test_the_own_link_is_shown_once_to_the_elector(signed_in, opened, table):
    opened()
    answer = signed_in(table["ana"]).post(DESK + "1/link/")
    assert answer.status_code == 200
    assert "/vote/" in answer.content.decode()
    assert "/vote/" not in page(signed_in(table["ana"]), "1/").replace("/1/vote/", "")


def test_two_who_change_a_proposal_at_once_see_both_texts(signed_in, proposed, table, chair):
    proposed(background_en="Calls work.")
    client = signed_in(chair)
    form = client.get(DESK + "1/change/").context["form"]
    sent = {
        "question_en": "Shall we move $80,000 to calls home?", "rule": "majority", "quorum": "3", "levels": "8",
        "closes_time": "17:00", "started_from": form["started_from"].value(),
    }  # fmt: skip
    assert client.post(DESK + "1/change/", {**sent, "background_en": "Calls work twice."}).status_code == 302
    answer = client.post(DESK + "1/change/", {**sent, "background_en": "Calls may work."})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert ("Calls work twice." in shown, "Calls may work." in shown) == (True, True)
    assert Decision.objects.get().background_en == "Calls work twice."


def test_a_reopened_decision_is_marked_on_its_page_in_the_log_and_in_the_packet(signed_in, opened, table, at, chair):
    decision = opened()
    close_vote(by=chair, decision=decision, at=at)
    reopen(by=None, decision=decision, why=("The figure was 11%, and is 12%.", ""), at=at)
    leader = signed_in(chair)
    assert "The figure was 11%, and is 12%." in page(leader, "1/")
    assert "Open again" in page(leader)
    assert "Open again" in page(leader, "due/")
    assert leader.post(DESK + "1/stands/", {"answer_en": "It stands."}).status_code == 302
    assert "Open again" not in page(leader)


def test_a_closing_time_that_has_passed_is_told_before_the_vote_opens(signed_in, proposed, chair, now):
    proposed(closes_at=now - timedelta(days=1))
    answer = signed_in(chair).post(DESK + "1/open/")
    assert answer.status_code == 422
    assert "The closing time has passed. Choose a later one, then open the vote." in answer.content.decode()


def test_where_no_charter_and_no_quorum_are_the_form_says_what_to_do(signed_in, table, chair):
    answer = signed_in(chair).post(DESK + "propose/", {"group": "steering", "question_en": "", "levels": "8"})
    assert answer.status_code == 422
    assert "Choose one." in answer.content.decode()


@pytest.mark.covers("C6")
def test_a_guest_is_let_in_to_one_decision_and_no_other(opened, proposed, table, steering, client, now):
    decision, draft = opened(question_en="Calls home?"), proposed(question_en="Not asked yet?")
    kinds = dict(choices_of(steering))
    assert kinds[f"governance.decision {decision.number}"] == "Decision: Calls home?"
    assert f"governance.decision {draft.number}" not in kinds
    guest = GuestDraft(
        "Ravi", "ravi@x.org", "en", "governance.decision", str(decision.number), now.date() + timedelta(7)
    )
    invite_guest(by=None, group=steering, guest=guest, at=now)
    link = Message.objects.latest("pk").text.split("/guest/")[1].split("/")[0]
    shown = client.get(f"/guest/{link}/")
    assert (shown.status_code, "Calls home?" in shown.content.decode()) == (200, True)
    assert "Close the vote" not in shown.content.decode()
    assert client.get(DESK + "1/").status_code == 302


@pytest.mark.covers("C6")
@pytest.mark.parametrize(("zone", "said"), [("America/New_York", "(EST)"), ("Pacific/Honolulu", "(HST)")])
def test_a_guest_reads_the_closing_time_by_the_clocks_of_the_place(initiative, opened, client, at, now, zone, said):
    initiative.time_zone = zone
    initiative.save()
    decision = opened(closes_at=at.replace(year=2036))
    guest = GuestDraft(
        "Ravi", "ravi@x.org", "en", "governance.decision", str(decision.number), now.date() + timedelta(7)
    )
    invite_guest(by=None, group=decision.group, guest=guest, at=now)
    link = Message.objects.latest("pk").text.split("/guest/")[1].split("/")[0]
    shown = client.get(f"/guest/{link}/").content.decode()
    assert (said in shown, "(UTC)" in shown) == (True, False)


def test_an_early_close_is_told_afterwards(opened, signed_in, chair, table, at):
    decision = opened(closes_at=at.replace(year=2036))
    for who in table.values():
        vote(who, decision, "yes", at)
    close_vote(by=chair, decision=decision, at=at + timedelta(days=1))
    assert "closed early: it was open until" in signed_in(chair).get(f"{DESK}{decision.number}/").content.decode()


def test_a_decision_is_proposed_in_spanish_only(signed_in, steering, chair, table):
    charter(steering)
    answer = signed_in(chair).post(DESK + "propose/", {
        "group": "steering", "question_es": "¿Qué compramos?", "rule": "approval", "quorum": "3", "levels": "8",
        "options_es": "Pases\nCamionetas", "closes_time": "17:00", "started_from": "", "rule_why": "Hay dos opciones.",
    })  # fmt: skip
    assert answer.headers["Location"] == "/desk/fork/decisions/1/"
    shown = page(signed_in(chair), "1/")
    assert ("¿Qué compramos?" in shown, "Camionetas" in shown) == (True, True)


def test_a_closing_day_in_the_past_is_told_at_its_field(signed_in, steering, chair, table):
    charter(steering)
    answer = signed_in(chair).post(DESK + "propose/", {
        "group": "steering", "question_en": "Calls?", "rule": "majority", "quorum": "3", "levels": "8",
        "closes_on": "2020-01-01", "closes_time": "17:00", "started_from": "",
    })  # fmt: skip
    assert (answer.status_code, answer.context["form"].errors["closes_on"]) == (
        422, ["This closing time has passed. Choose a later one."],
    )  # fmt: skip


@pytest.mark.parametrize(("rule", "field"), [("condorcet", "place_1"), ("score", "points_1")])
def test_who_sends_an_empty_ranking_is_asked_and_may_choose_to_abstain(signed_in, opened, table, rule, field):
    opened(rule=rule, options=[("Passes", ""), ("Vans", "")])
    client = signed_in(table["ana"])
    answer = client.post(DESK + "1/vote/", {field: ""})
    assert (answer.status_code, "or choose to abstain." in answer.content.decode()) == (422, True)
    assert client.post(DESK + "1/vote/", {field: "1", "abstain": "on"}).status_code == 422
    assert Ballot.objects.count() == 0
    assert client.post(DESK + "1/vote/", {"abstain": "on"}).status_code == 302
    assert [one.choice for one in Ballot.objects.all()] == [None]


def test_the_page_before_the_close_says_how_many_answered_and_that_the_quorum_is_missing(signed_in, opened, table, at):
    decision = opened(closes_at=at.replace(year=2036))
    vote(table["ana"], decision, None, at)
    shown = page(signed_in(table["chair"]), "1/close/")
    assert "1 of 5 have answered." in shown
    assert "The quorum of 3 is not reached: closed now, nothing is decided." in shown
    assert ("4 people can still answer until" in shown, "Close and count" in shown) == (True, False)
    desk = signed_in(table["chair"])
    assert "Close the vote" not in page(desk, "1/")
    assert desk.post(f"{DESK}1/close/", {"reasons_en": "Now."}).status_code == 422
    assert Decision.objects.get().is_open


def test_page_to_close_a_vote_that_is_closed_says_so_and_has_no_button(signed_in, opened, table, at):
    close_vote(by=table["chair"], decision=opened(), at=at)
    shown = page(signed_in(table["chair"]), "1/close/")
    assert ("This vote is not open." in shown, "Close and count" in shown) == (True, False)


def test_the_page_before_the_close_says_that_the_quorum_is_reached(signed_in, opened, table, at):
    decision = opened()
    for name, choice in (("ana", None), ("ben", "yes"), ("wren", "no")):
        vote(table[name], decision, choice, at)
    shown = page(signed_in(table["chair"]), "1/close/")
    assert "3 of 5 have answered. The quorum of 3 is reached." in shown
    assert "Close and count" in shown
