"""An attempt to unmask anonymous answers does no better than chance, whatever of the machine one has."""

import logging
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from django_tasks_db.models import DBTaskResult

from commonweal.delivery.models import Message
from commonweal.delivery.operations import mark_sent
from commonweal.instruments import operations
from commonweal.instruments.models import AnswerLink, Invitation, Sheet, Survey, Urn
from commonweal.instruments.operations.urns import folder_of, peek
from commonweal.instruments.queries.answers import answers_of
from commonweal.instruments.queries.handing_out import blocks_to_hand_out
from commonweal.lib.tokens import hash_token, make_token
from commonweal.people.models import Person
from commonweal.people.tasks import sweep_storage
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.instruments.attacker import LUCK, Attacker
from tests.instruments.conftest import send

pytestmark = [
    pytest.mark.covers("A5"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="reads SQLite's own log"),
]
#: Answers in words carry whose they are, so that the test can tell whether a guess is right.
SIGNED = "I am number {:02}"


@pytest.fixture(autouse=True)
def _nothing_is_tidied_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All that was ever written stays in the log: no checkpoint, and somebody who always reads."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def keep_the_log(connection: Any, **_more: Any) -> None:
        connection.cursor().execute("PRAGMA wal_autocheckpoint=0")

    connection_created.connect(keep_the_log)
    connection.close()
    reader = sqlite3.connect(database())
    reader.execute("VACUUM")  # room that other tests left in the file, which the attacker reads a thousand times
    reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    reader.execute("SELECT count(*) FROM instruments_survey").fetchone()
    yield
    reader.close()
    connection_created.disconnect(keep_the_log)


@pytest.fixture
def links(survey: Survey, twenty: list[Person]) -> list[str]:
    made = []
    for who in twenty:
        token, token_hash = make_token()
        AnswerLink.objects.create(invitation=Invitation.objects.get(survey=survey, person=who), token_hash=token_hash)
        made.append(token)
    return made


def everybody_answers(links: list[str]) -> list[int]:
    """In an order of chance, each through their own link; gives the order."""
    order = list(range(len(links)))
    random.shuffle(order)
    for number in order:
        fields = {"welcome": 1 + number % 5, "change": SIGNED.format(number), "~step": "meeting", "~go": "send"}
        assert Client().post(f"/answer/{links[number]}/", fields).status_code == 302
    return order


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def copied(to: Path) -> Path:
    """The whole home as it lies there, while the site runs, with the database and its log."""
    copy = to / "copied"
    shutil.copytree(settings.COMMONWEAL_HOME, copy, dirs_exist_ok=True)
    for file in (database(), Path(f"{database()}-wal")):
        shutil.copy(file, copy / file.name)
    return copy


def attacker_with(order: list[int], to: Path) -> Attacker:
    copy = copied(to)
    return Attacker(copy, copy / database().name, order)


def right(guess: dict[int, dict[str, Any]]) -> int:
    return sum(sheet["answers"].get("change") == SIGNED.format(number) for number, sheet in guess.items())


def best(guesses: list[dict[int, dict[str, Any]]]) -> int:
    return max(map(right, guesses), default=0)


def attack(order: list[int], folder: Path) -> dict[str, int]:
    """How many each way of guessing gets right, of twenty."""
    attacker = attacker_with(order, folder)
    return {
        "place in the pile": best(attacker.by_place_in_pile()),
        "what is new": best(attacker.by_what_is_new()),
        "rows after the close": best(attacker.by_rows()),
    }


def test_copy_of_the_home_while_the_survey_is_open_unmasks_nobody(links: list[str], tmp_path: Path) -> None:
    found = attack(everybody_answers(links), tmp_path)
    assert {way: hits <= LUCK for way, hits in found.items()} == dict.fromkeys(found, True)


def test_log_still_holds_every_state_of_the_urn(links: list[str], tmp_path: Path) -> None:
    """The attack is no straw man: the old piles lie there, all twenty, and only their keys are gone."""
    everybody_answers(links)
    attacker = attacker_with([], tmp_path)
    sealed = set()
    for state in attacker.states():
        sealed |= {bytes(row[0]) for row in state.execute("SELECT sealed FROM instruments_urn").fetchall()}
        state.close()
    assert (len(sealed), [len(pile) for pile in attacker.piles]) == (21, [20])


def test_copy_after_the_close_unmasks_nobody(survey: Survey, analyst: Person, links: list[str], tmp_path: Path) -> None:
    order = everybody_answers(links)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    found = attack(order, tmp_path)
    assert {way: hits <= LUCK for way, hits in found.items()} == dict.fromkeys(found, True)
    assert attacker_with([], tmp_path / "later").keys() == []


def test_attack_works_where_sheets_are_not_shuffled(
    links: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(random.SystemRandom, "shuffle", lambda *_given: None)
    assert attack(everybody_answers(links), tmp_path)["place in the pile"] == 20


def test_attack_works_where_the_key_stays_the_same(
    links: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AESGCM, "generate_key", lambda **_more: b"k" * 32)
    assert attack(everybody_answers(links), tmp_path)["what is new"] == 20


def test_attack_works_on_rows_that_are_written_in_the_order_of_the_urn(
    survey: Survey, analyst: Person, links: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(random.SystemRandom, "shuffle", lambda *_given: None)
    order = everybody_answers(links)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert attack(order, tmp_path)["rows after the close"] == 20


def test_no_answer_stands_anywhere_in_plain_words_before_the_close(links: list[str], tmp_path: Path) -> None:
    everybody_answers(links)
    files = [file for file in copied(tmp_path).rglob("*") if file.is_file()]
    assert [file.name for file in files if b"I am number" in file.read_bytes()] == []


def test_answering_leaves_no_entry_no_mail_no_session_and_no_time(links: list[str], survey: Survey) -> None:
    def traces() -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_session")
            sessions = cursor.fetchone()[0]
        return {"entries": Entry.objects.count(), "mails": Message.objects.count(), "sessions": sessions}

    before = traces()
    everybody_answers(links)
    assert traces() == before
    assert {one.reminded_on for one in Invitation.objects.all()} == {None}


def test_no_line_of_a_log_has_a_token_or_an_answer(links: list[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        everybody_answers(links)
        Client().get(f"/answer/{links[0]}/")
        Client().get("/answer/nobodys/")
        Client(enforce_csrf_checks=True).post(f"/answer/{links[1]}/", {"~go": "send"})
    said = [(record.name, record.getMessage()) for record in caplog.records if record.name != "django.db.backends"]
    kept = [message for name, message in said if not name.startswith("django.security")]
    assert [message for message in kept if "I am number" in message or any(link in message for link in links)] == []


def test_every_sheet_after_the_close_has_the_same_day_and_way(
    survey: Survey, analyst: Person, links: list[str]
) -> None:
    everybody_answers(links)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert set(Sheet.objects.values_list("sent_on", "way", "state", "invitation", "code_hash")) == {
        (NOW.date(), "screen", "sent", None, "")
    }


def test_order_in_which_answers_are_read_and_handed_out_unmasks_nobody(
    survey: Survey, analyst: Person, links: list[str]
) -> None:
    order = everybody_answers(links)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    answers = answers_of(analyst, survey, NOW)
    texts = [
        answers.columns["change"],
        *(one.columns["change"] for one in blocks_to_hand_out(answers, with_words=True) if "change" in one.columns),
    ]
    hits = [
        sum(text == SIGNED.format(number) for number, text in zip(by, column, strict=True))
        for column in texts
        for by in (order, sorted(order))
    ]
    assert max(hits) <= LUCK


def test_rows_that_are_handed_out_do_not_join_words_to_points(
    survey: Survey, analyst: Person, links: list[str]
) -> None:
    """Each scale and each question in words has an order of its own: no combination of answers is anybody's."""
    everybody_answers(links)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    blocks = blocks_to_hand_out(answers_of(analyst, survey, NOW), with_words=True)
    columns = {key: column for block in blocks for key, column in block.columns.items()}
    joined = [
        int(text[-2:]) % 5 + 1 == point for text, point in zip(columns["change"], columns["welcome"], strict=True)
    ]
    assert sum(joined) < 15  # a fifth of twenty by chance; all twenty where rows stay whole
    assert all(set(block.groups) == {""} for block in blocks if "change" in block.columns)


def test_no_token_of_a_mail_is_on_the_disk_and_after_the_close_not_even_a_sealed_one(
    ask: Callable[..., Survey], analyst: Person, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_HOST = "mail.example"
    survey = ask()
    tokens = [link.rstrip("/").rpartition("/")[2].encode() for link in Message.objects.values_list("link", flat=True)]
    mark_sent(by=None, message=Message.objects.all()[0], at=NOW)
    sealed, subject = b"sealed:", Message.objects.all()[1].subject.encode()

    def found(folder: str) -> tuple[int, bool, bool]:
        files = [file.read_bytes() for file in copied(tmp_path / folder).rglob("*") if file.is_file()]
        plain = sum(any(token in file for file in files) for token in tokens)
        return plain, any(sealed in file for file in files), any(subject in file for file in files)

    waiting = found("open")
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    asked_for = DBTaskResult.objects.filter(task_path="commonweal.people.tasks.sweep_storage").count()
    sweep_storage.func()
    assert (len(tokens), asked_for, waiting, found("closed")[:2]) == (20, 1, (0, True, True), (0, False))


def everything_stored() -> dict[str, list[Any]]:
    """All rows of all tables, but for the sealed pile."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "instruments_urn"]
        rows = {}
        for name in tables:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows[name] = cursor.fetchall()
    return rows


@pytest.mark.parametrize("signed_in", [False, True])
def test_one_code_for_all_stores_nothing_but_one_sheet_more(
    ask: Callable[..., Survey], twenty: list[Person], signed_in: bool
) -> None:
    """Whoever looks before and after each answer, keys and all, finds a sheet and nobody to whom it could belong."""
    survey, phone = ask(in_room=True), Client()
    if signed_in:
        phone.force_login(twenty[0])
    before = everything_stored()
    fields = {"welcome": 4, "change": SIGNED.format(0), "~step": "meeting", "~go": "send", "~once": "by chance"}
    assert phone.post(f"/room/{survey.room_code}/", fields).status_code == 302
    after = everything_stored()
    assert [name for name in before if before[name] != after[name]] == ["instruments_survey"]
    Survey.objects.update(without_invitation=0)
    assert everything_stored() == before


def type_sheets(survey: Survey, by: Person, number: int) -> None:
    """The attack: sheets that the one who types them knows, to fill the crowd up."""
    for sheet in range(number):
        typed = {"welcome": 1, "change": f"typed {sheet}"}
        operations.type_in(by=by, survey=survey, answers=typed, once=f"sheet-{sheet}", at=NOW)


@pytest.mark.parametrize(("by_link", "on_paper", "read"), [(1, 4, 0), (4, 9, 9), (5, 4, 5), (5, 5, 10), (0, 5, 5)])
def test_sheets_on_paper_hide_nobody_who_answered_by_link(
    survey: Survey, analyst: Person, links: list[str], by_link: int, on_paper: int, read: int
) -> None:
    everybody_answers(links[:by_link])
    type_sheets(survey, analyst, on_paper)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    words = [str(text) for text in answers_of(analyst, survey, NOW).columns["change"]]
    real = [text for text in words if not text.startswith("typed")]
    assert (len(words), len(real)) == (read, by_link if by_link >= survey.floor else 0)
    assert Sheet.objects.filter(survey=survey).count() == read


def test_sheets_on_paper_do_not_set_a_small_group_free(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person]
) -> None:
    """Five from agencies and one resident by link: five typed sheets do not stand in for four more residents."""
    survey = ask(splits=["agencies", "residents"])
    for who in [*twenty[:5], twenty[-1]]:
        send(survey, who)
    type_sheets(survey, analyst, 5)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert (answers_of(analyst, survey, NOW).n, answers_of(analyst, survey, NOW).splits) == (11, ())


@pytest.mark.parametrize(
    ("by_link", "on_paper", "said"),
    [
        (1, 4, "all are deleted unread"),
        (1, 5, "their answers are deleted unread; the paper sheets stay"),
        (5, 1, "they are deleted unread; the answers by link stay"),
        (5, 5, ""),
    ],
)
def test_page_says_before_the_close_which_way_is_too_few(
    survey: Survey, analyst: Person, links: list[str], by_link: int, on_paper: int, said: str
) -> None:
    everybody_answers(links[:by_link])
    type_sheets(survey, analyst, on_paper)
    desk = Client()
    desk.force_login(analyst)
    page = desk.get(f"/desk/{survey.initiative.slug}/surveys/{survey.pk}/close/").content.decode()
    assert ("deleted unread" in page, said in page) == (bool(said), True)


def test_whoever_knows_who_skipped_a_question_finds_no_row_of_theirs(
    survey: Survey, analyst: Person, links: list[str]
) -> None:
    """Number 3 said so over coffee. All that is left of it is one answer fewer, in a column of its own."""
    for number, link in enumerate(links):
        fields = {"welcome": 1 if number == 3 else 5, "voice": 4, "~step": "meeting", "~go": "send"}
        Client().post(f"/answer/{link}/", fields if number == 3 else {**fields, "lost": 2})
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    blocks = blocks_to_hand_out(answers_of(analyst, survey, NOW), with_words=True)
    beside_a_blank = [
        row for block in blocks for row in zip(*block.columns.values(), strict=True) if None in row and any(row)
    ]
    assert (beside_a_blank, [len(block.columns) for block in blocks if "lost" in block.columns]) == ([], [1])


def test_copy_of_everything_does_not_tell_which_slip_has_served(
    ask: Callable[..., Survey], analyst: Person, tmp_path: Path
) -> None:
    """Also for whoever printed them and kept all codes: a count moves, and a sealed pile."""
    survey = ask(in_room=True, by_slips=True)
    codes = [code for _number, code in operations.make_slips(by=analyst, survey=survey, number=20, at=NOW)]
    before, order = everything_stored(), random.sample(range(20), 20)
    for number in order:
        fields = {
            "welcome": 4,
            "change": SIGNED.format(number),
            "~step": "meeting",
            "~go": "send",
            "~once": str(number),
        }
        assert Client().post(f"/room/{codes[number]}/", fields).status_code == 302
    assert (best(attacker_with(order, tmp_path).by_what_is_new()) <= LUCK, Survey.objects.get().without_invitation) == (
        True, 20,
    )  # fmt: skip
    Survey.objects.update(without_invitation=0, slips_at_most=None)
    assert everything_stored() == before


def test_one_look_with_the_key_finds_used_slips_and_sheets_and_not_which_belong_together(
    ask: Callable[..., Survey], analyst: Person
) -> None:
    survey = ask(in_room=True, by_slips=True)
    codes = [code for _number, code in operations.make_slips(by=analyst, survey=survey, number=20, at=NOW)]
    for number, code in enumerate(codes):
        fields = {"welcome": 4, "change": SIGNED.format(number), "~step": "meeting", "~go": "send", "~once": code[::-1]}
        Client().post(f"/room/{code}/", fields)
    pile = peek(bytes(Urn.objects.get().sealed), folder_of(survey))
    used = [codes_by_hash(codes)[one["spent"]] for one in pile if "spent" in one]
    sheets = [one for one in pile if "answers" in one]
    assert (len(used), {frozenset(one) for one in sheets}) == (20, {frozenset({"answers", "of", "way", "once"})})
    hits = sum(sheet["answers"]["change"] == SIGNED.format(n) for n, sheet in zip(used, sheets, strict=True))
    assert hits <= LUCK


def codes_by_hash(codes: list[str]) -> dict[str, int]:
    return {hash_token(code): number for number, code in enumerate(codes)}
