"""One question to a room: one vote a phone, changed until it closes, shown when the trainer says so."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.forms.polls import PollForm, familiarity
from commonweal.training.models import Poll, Series
from commonweal.training.operations import (
    PollDraft,
    ask_again,
    close_poll,
    draft_poll,
    hide_results,
    open_poll,
    open_roll,
    show_results,
    vote,
    voter_hash,
)
from commonweal.training.queries import poll_table, shift, tally

OPTIONS = ("new", "heard", "know", "inside")


@pytest.fixture
def drafted(initiative: Initiative, trainer: Person, at: datetime) -> Poll:
    return draft_poll(by=trainer, initiative=initiative, poll=familiarity(), at=at)


@pytest.fixture
def running(drafted: Poll, trainer: Person, at: datetime) -> Poll:
    return open_poll(by=trainer, poll=drafted, at=at)


@pytest.fixture
def voted(at: datetime) -> Callable[..., None]:
    """So many phones for each answer, in their order; the same phones each time."""

    def all_of(poll: Poll, *counts: int) -> None:
        chosen = [option for option, count in zip(OPTIONS, counts, strict=True) for _each in range(count)]
        for phone, option in enumerate(chosen):
            vote(by=None, code=poll.room_code, phone=f"phone {phone}", option=option, at=at)

    return all_of


@pytest.mark.covers("G15", "F-RND-6")
def test_question_on_familiarity_is_built_in_with_its_four_answers(drafted: Poll) -> None:
    assert drafted.question_en == "How familiar are you with collective impact?"
    assert tuple(option["id"] for option in drafted.options) == OPTIONS
    assert (drafted.key, drafted.phase, drafted.state) == ("familiarity-1", "once", "draft")


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_others_make_and_open_no_poll(who: str, drafted: Poll, at: datetime, request: pytest.FixtureRequest) -> None:
    somebody = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        draft_poll(by=somebody, initiative=drafted.initiative, poll=familiarity(), at=at)
    for verb in (open_poll, show_results, hide_results, close_poll, ask_again):
        with pytest.raises(PermissionDenied):
            verb(by=somebody, poll=drafted, at=at)


@pytest.mark.covers("G15")
def test_phone_that_votes_again_changes_its_vote(running: Poll, at: datetime) -> None:
    for option in ("new", "know"):
        vote(by=None, code=running.room_code, phone="a phone", option=option, at=at)
    assert list(running.votes.values_list("option", flat=True)) == ["know"]


def test_vote_under_no_code_and_after_the_close_is_refused(running: Poll, trainer: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="There is no poll under this code"):
        vote(by=None, code="none", phone="x", option="new", at=at)
    close_poll(by=trainer, poll=running, at=at)
    with pytest.raises(ValidationError, match="came too late"):
        vote(by=None, code=running.room_code, phone="x", option="new", at=at)
    assert running.votes.count() == 0


def test_answer_that_does_not_stand_there_is_refused(running: Poll, at: datetime) -> None:
    with pytest.raises(ValidationError, match="Choose one of the answers"):
        vote(by=None, code=running.room_code, phone="x", option="all", at=at)


def test_closed_poll_does_not_open_again(running: Poll, trainer: Person, at: datetime) -> None:
    close_poll(by=trainer, poll=running, at=at)
    with pytest.raises(ValidationError, match="This poll is closed"):
        open_poll(by=trainer, poll=running, at=at)


def test_poll_that_is_opened_twice_keeps_its_code(running: Poll, trainer: Person, at: datetime) -> None:
    assert open_poll(by=trainer, poll=running, at=at).room_code == running.room_code


def test_trail_knows_that_a_phone_voted_and_not_what(running: Poll, voted: Callable[..., None]) -> None:
    voted(running, 1, 0, 0, 0)
    entry = Entry.objects.filter(verb="training.vote").get()
    assert (entry.actor, entry.details) == (None, {})


def test_fewer_than_five_votes_show_no_answers(running: Poll, voted: Callable[..., None]) -> None:
    voted(running, 2, 2, 0, 0)
    assert (tally(running).votes, tally(running).counted) == (4, None)


@pytest.mark.covers("G15")
def test_percentages_stand_from_twenty_votes_on(running: Poll, voted: Callable[..., None], at: datetime) -> None:
    voted(running, 10, 5, 4, 0)
    assert [(one.votes, one.percent) for one in tally(running).counted or []] == [
        (10, None), (5, None), (4, None), (0, None),
    ]  # fmt: skip
    vote(by=None, code=running.room_code, phone="one more", option="inside", at=at)
    assert [one.percent for one in tally(running).counted or []] == [50, 25, 20, 5]


@pytest.mark.covers("G15")
def test_same_question_before_and_after_shows_what_moved(
    running: Poll, trainer: Person, voted: Callable[..., None], at: datetime
) -> None:
    voted(running, 10, 6, 4, 0)
    close_poll(by=trainer, poll=running, at=at)
    after = open_poll(by=trainer, poll=ask_again(by=trainer, poll=running, at=at), at=at)
    voted(after, 2, 10, 8, 0)
    assert shift(after) is None
    close_poll(by=trainer, poll=after, at=at)
    found = shift(after)
    assert found is not None
    assert found.points == [-40, 20, 20, 0]
    assert found.moved is not None
    assert (found.moved.both, found.moved.down, found.moved.same, found.moved.up) == (20, 12, 8, 0)


def test_question_is_asked_again_once(running: Poll, trainer: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="Close this poll first"):
        ask_again(by=trainer, poll=running, at=at)
    close_poll(by=trainer, poll=running, at=at)
    after = ask_again(by=trainer, poll=running, at=at)
    assert (after.key, after.phase, after.options) == (running.key, "after", running.options)
    with pytest.raises(ValidationError, match="its poll before and its poll after"):
        ask_again(by=trainer, poll=running, at=at)


def test_phone_is_another_in_a_poll_of_another_question(running: Poll, trainer: Person, at: datetime) -> None:
    other = draft_poll(by=trainer, initiative=running.initiative, poll=familiarity(), at=at)
    assert voter_hash(running, "a phone") != voter_hash(other, "a phone")


def test_question_of_ones_own_needs_two_answers(initiative: Initiative, trainer: Person, at: datetime) -> None:
    draft = PollDraft("Shall we?", [{"id": "a1", "en": "Yes", "es": ""}])
    with pytest.raises(ValidationError, match="two to eight answers"):
        draft_poll(by=trainer, initiative=initiative, poll=draft, at=at)


def test_session_of_elsewhere_holds_no_poll(one_session: Series, at: datetime) -> None:
    elsewhere = Initiative.objects.create(slug="bay", name="Bay", place_name="Bay", founded_at=at)
    ready = familiarity()
    draft = PollDraft(ready.question_en, ready.options, session=one_session.sessions.get())
    with pytest.raises(ValidationError, match="belongs to another initiative"):
        draft_poll(by=None, initiative=elsewhere, poll=draft, at=at)


def test_form_wants_as_many_answers_in_both_languages() -> None:
    given = {"question_en": "Shall we?", "options_en": "No\nYes", "question_es": "", "options_es": "No"}
    form = PollForm(given, sessions=[])
    assert form.errors == {
        "options_es": ["There are 1 answers in Spanish and 2 in English. Give as many in both, or no Spanish."]
    }


def test_own_question_keeps_its_answers_in_order() -> None:
    form = PollForm({"question_en": "Shall we?", "options_en": " No \n\nYes"}, sessions=[])
    assert form.is_valid()
    assert (form.draft().kind, [option["en"] for option in form.draft().options]) == ("own", ["No", "Yes"])


def test_file_has_a_row_for_each_answer_and_none_for_a_phone(
    running: Poll, trainer: Person, voted: Callable[..., None], at: datetime
) -> None:
    voted(running, 3, 2, 1, 0)
    rows = poll_table(close_poll(by=trainer, poll=running, at=at)).rows
    assert [(row["option"], row["status"], row["votes"], row["all_votes"]) for row in rows] == [
        ("new", "counted", 3, 6), ("heard", "counted", 2, 6), ("know", "counted", 1, 6), ("inside", "counted", 0, 6),
    ]  # fmt: skip


def test_file_of_few_votes_says_suppressed_and_not_zero(
    running: Poll, trainer: Person, voted: Callable[..., None], signed_in: Any, at: datetime
) -> None:
    voted(running, 1, 0, 0, 0)
    close_poll(by=trainer, poll=running, at=at)
    sent = signed_in(trainer).get("/desk/fork/polls/1/poll.csv").content.decode("utf-8-sig")
    assert [(row["status"], row["votes"]) for row in csv.DictReader(io.StringIO(sent))] == [("suppressed", "")] * 4


@pytest.mark.covers("G15")
def test_phone_votes_without_an_account_and_changes_its_mind(running: Poll, client: Client) -> None:
    address = f"/poll/{running.room_code}/"
    client.get(address)
    for option in ("new", "inside"):
        answer = client.post(address, {"option": option}, follow=True)
        assert "Counted. You can change it until it closes." in answer.content.decode()
    assert list(running.votes.values_list("option", flat=True)) == ["inside"]


@pytest.mark.covers("G15")
@pytest.mark.parametrize("kept", [None, "made-up", "made:up:mark"])
def test_phone_without_our_mark_does_not_vote(running: Poll, client: Client, kept: str | None) -> None:
    if kept:
        client.cookies["poll-voter"] = kept
    answer = client.post(f"/poll/{running.room_code}/", {"option": "new"})
    assert (answer.status_code, running.votes.count()) == (422, 0)
    assert "Vote once more" in answer.content.decode()


def test_second_phone_is_a_second_vote_and_the_page_says_so(running: Poll) -> None:
    address = f"/poll/{running.room_code}/"
    for phone in (Client(), Client()):
        said = phone.get(address).content.decode()
        phone.post(address, {"option": "new"})
    assert "We cannot tell two phones of one person apart." in said
    assert running.votes.count() == 2


def test_code_that_nobody_gave_out_asks_for_another(db: None, client: Client) -> None:
    answer = client.get("/poll/000000/")
    assert answer.status_code == 404
    assert "There is no poll under this code." in answer.content.decode()


@pytest.mark.covers("G15")
def test_wall_counts_at_once_and_shows_bars_when_the_trainer_says_so(
    running: Poll, trainer: Person, voted: Callable[..., None], signed_in: Any, at: datetime
) -> None:
    voted(running, 3, 2, 1, 0)
    pages = [signed_in(trainer).get("/desk/fork/polls/1/wall/").content.decode()]
    show_results(by=trainer, poll=running, at=at)
    pages.append(signed_in(trainer).get("/desk/fork/polls/1/wall/").content.decode())
    assert [(running.room_code in page, "6 votes" in page, "3 of 6" in page) for page in pages] == [
        (True, True, False), (True, True, True),
    ]  # fmt: skip


@pytest.mark.covers("G15")
def test_phones_see_answers_while_they_are_shown(
    running: Poll, trainer: Person, voted: Callable[..., None], client: Client, at: datetime
) -> None:
    voted(running, 3, 2, 1, 0)
    told = []
    for verb in (None, show_results, hide_results):
        if verb:
            verb(by=trainer, poll=running, at=at)
        page = client.get(f"/poll/{running.room_code}/results/").content.decode()
        told.append(("6 votes" in page, "3 of 6" in page, "The answers are not shown now." in page))
    assert told == [(True, False, True), (True, True, False), (True, False, True)]


def test_trainer_hides_what_was_shown_by_a_button(running: Poll, trainer: Person, signed_in: Any, at: datetime) -> None:
    desk = signed_in(trainer)
    desk.post("/desk/fork/polls/1/show/")
    desk.post("/desk/fork/polls/1/hide/")
    running.refresh_from_db()
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert (running.shows_results, list(verbs)[-2:]) == (False, ["training.show_results", "training.hide_results"])


def test_open_view_takes_what_is_new_from_a_short_answer(
    running: Poll, trainer: Person, voted: Callable[..., None], client: Client, at: datetime
) -> None:
    address = f"/poll/{running.room_code}/results/"
    voted(running, 3, 2, 1, 0)
    show_results(by=trainer, poll=running, at=at)
    page, middle, kept = (client.get(path).content.decode() for path in (address, f"{address}now/", f"{address}now/"))
    shown = [text.partition("<h1")[2].partition("</main>")[0].split() for text in (page, middle)]
    assert (shown[0], middle) == (shown[1], kept)


@pytest.mark.covers("G15")
def test_vote_counts_only_from_a_form_of_ours(running: Poll) -> None:
    phone, address = Client(enforce_csrf_checks=True), f"/poll/{running.room_code}/"
    phone.get(address)
    refused = phone.post(address, {"option": "new"})
    counted = phone.post(address, {"option": "new", "csrfmiddlewaretoken": phone.cookies["csrftoken"].value})
    assert (refused.status_code, counted.status_code, running.votes.count()) == (403, 302, 1)


@pytest.mark.covers("G15")
def test_short_answers_carry_the_headers_of_every_page(running: Poll, client: Client) -> None:
    address = f"/poll/{running.room_code}/"
    page = client.get(address)
    client.get(f"{address}results/now/")
    short = [client.post(address, {"option": "new"}), client.get(f"{address}results/now/")]
    names = ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")
    assert [[one[name] for name in names] for one in short] == [[page[name] for name in names]] * 2


def test_question_asked_again_weeks_later_belongs_to_the_session_then_open(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    first, *_between, sixth = six_weeks.sessions.all()
    draft = replace(familiarity(), session=first)
    before = open_poll(
        by=trainer, poll=draft_poll(by=trainer, initiative=six_weeks.initiative, poll=draft, at=at), at=at
    )
    close_poll(by=trainer, poll=before, at=at)
    open_roll(by=trainer, session=sixth, at=at + timedelta(weeks=5))
    again = ask_again(by=trainer, poll=before, at=at + timedelta(weeks=5))
    assert again.session == sixth
