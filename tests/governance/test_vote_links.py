"""A vote is cast from a mailed link, on a phone and without signing in; the link opens that one vote alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.delivery.queries import outbox
from commonweal.governance.models import Ballot, VoteLink
from commonweal.governance.operations.decisions import close_vote, open_vote
from commonweal.governance.operations.vote_links import make_own_link
from tests.governance.deciding import vote

pytestmark = pytest.mark.covers("D6")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def decision(opened):
    return opened()


@pytest.fixture
def link(decision, table, now):
    """Ana's own, as the path of a page."""
    address = make_own_link(by=table["ana"], elector=decision.electors.get(person=table["ana"]), at=now)
    return address[address.index("/vote/") :]


def test_a_vote_is_cast_without_signing_in(link, table):
    answer = Client().post(link, {"choice": "yes"})
    assert answer.status_code == 200
    assert "Counted. You can change it until the vote closes." in answer.content.decode()
    assert [(ballot.elector.person, ballot.choice) for ballot in Ballot.objects.all()] == [(table["ana"], "yes")]


def test_looking_at_the_link_votes_nothing(link):
    assert Client().get(link).status_code == 200
    assert Ballot.objects.count() == 0


def test_the_vote_is_changed_and_taken_back_through_the_same_link(link):
    phone = Client()
    phone.post(link, {"choice": "yes"})
    phone.post(link, {"choice": "no"})
    assert Ballot.objects.get(superseded_at=None).choice == "no"
    assert "Your vote is withdrawn." in phone.post(link + "take-back/").content.decode()
    assert Ballot.objects.filter(superseded_at=None).count() == 0


def test_one_can_step_aside_through_the_link(link, decision, table):
    answer = Client().post(link + "aside/", {"why": "My sister works there."})
    assert "You stepped aside. You take no part in this decision." in answer.content.decode()
    assert decision.electors.get(person=table["ana"]).is_struck


def test_a_form_without_a_choice_comes_back_with_words(link):
    answer = Client().post(link, {})
    assert answer.status_code == 422
    assert "Choose one, or abstain." in answer.content.decode()


def test_after_the_close_the_link_tells_the_result_and_takes_no_vote(link, decision, table, now):
    close_vote(by=table["chair"], decision=decision, at=now)
    answer = Client().post(link, {"choice": "yes"})
    assert answer.status_code == 410
    assert "This vote is over. Your link takes no vote any more." in answer.content.decode()
    assert Ballot.objects.count() == 0


def test_after_the_closing_time_the_link_takes_no_vote(opened, table, at):
    decision = opened(closes_at=at + timedelta(minutes=1))  # long past for the page's own clock
    address = make_own_link(by=table["ana"], elector=decision.electors.get(person=table["ana"]), at=at)
    answer = Client().post(address[address.index("/vote/") :], {"choice": "yes"})
    assert (answer.status_code, Ballot.objects.count()) == (422, 0)
    assert "The vote is closed." in answer.content.decode()


def test_a_newer_link_takes_the_place_of_the_one_before(link, decision, table, now):
    make_own_link(by=table["ana"], elector=decision.electors.get(person=table["ana"]), at=now)
    answer = Client().post(link, {"choice": "yes"})
    assert (answer.status_code, Ballot.objects.count()) == (410, 0)
    assert "A newer link has taken its place" in answer.content.decode()


def test_an_unknown_link_opens_nothing(decision):
    answer = Client().get("/vote/abcdefghijklmnop/")
    assert answer.status_code == 404
    assert "We do not know this link" in answer.content.decode()


def test_the_link_of_somebody_who_has_left_opens_nothing(link, table):
    table["ana"].is_active = False
    table["ana"].save()
    assert Client().get(link).status_code == 404


def test_only_the_hash_of_a_link_is_kept(link):
    token = link.split("/")[2]
    assert VoteLink.objects.filter(token_hash=token).count() == 0
    assert token not in str(list(VoteLink.objects.values()))


def test_the_link_opens_no_other_page(link, initiative, decision):
    phone = Client()
    phone.get(link)
    assert phone.get(f"/desk/fork/decisions/{decision.number}/").status_code == 302


@pytest.mark.parametrize("who", ["chair", "analyst"])
def test_nobody_makes_a_link_for_somebody_else(decision, table, now, who, request):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        make_own_link(by=request.getfixturevalue(who), elector=decision.electors.get(person=table["ana"]), at=now)


def test_opening_mails_each_elector_a_link_of_their_own(proposed, table, analyst, initiative, settings, at):
    settings.EMAIL_HOST = "mail.example"
    table["wren"].language = "es"
    table["wren"].save()
    open_vote(by=table["chair"], decision=proposed(question_es="¿Pasamos $80,000 a llamadas?"), at=at)
    mails = Message.objects.filter(cause__startswith="governance.vote")
    assert sorted(mails.values_list("to", flat=True)) == [
        "ana@example.org", "ben@example.org", "chair@example.org", "resident@example.org", "wren@example.org",
    ]  # fmt: skip
    assert len(set(mails.values_list("link", flat=True))) == 5
    assert mails.get(to="wren@example.org").subject == "Su voto: ¿Pasamos $80,000 a llamadas?"


def test_the_mails_of_a_vote_stand_on_no_outbox_page(proposed, table, analyst, initiative, settings, at):
    settings.EMAIL_HOST = "mail.example"
    open_vote(by=table["chair"], decision=proposed(), at=at)
    assert outbox(analyst, initiative.pk).filter(cause__startswith="governance.vote").count() == 0


def test_a_link_and_a_sign_in_are_one_elector_and_one_vote(link, decision, table, at):
    Client().post(link, {"choice": "yes"})
    vote(table["ana"], decision, "no", at)
    assert [ballot.choice for ballot in Ballot.objects.filter(superseded_at=None)] == ["no"]


def test_the_page_of_a_link_speaks_the_electors_language(link, table):
    table["ana"].language = "es"
    table["ana"].save()
    assert 'lang="es"' in Client().get(link).content.decode()


def test_after_the_closing_time_the_page_offers_no_ballot(opened, table, at):
    decision = opened(closes_at=at + timedelta(minutes=1))
    address = make_own_link(by=table["ana"], elector=decision.electors.get(person=table["ana"]), at=at)
    shown = Client().get(address[address.index("/vote/") :]).content.decode()
    assert "The closing time has passed. The votes are being counted." in shown
    assert "Cast my vote" not in shown


def test_without_a_mail_server_the_outbox_holds_a_word_without_a_link_for_each(
    proposed, table, analyst, initiative, at
):
    open_vote(by=table["chair"], decision=proposed(), at=at)
    found = outbox(analyst, initiative.pk).filter(cause__startswith="governance.vote")
    assert sorted(found.values_list("to", flat=True)) == sorted(one.email for one in table.values())
    assert {one.link for one in found} == {"http://127.0.0.1:8000/desk/fork/decisions/1/"}
    assert VoteLink.objects.count() == 0
