"""A roundtable through its pages: phones without an account, the facilitator's buttons, and what members read."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from commonweal.commitments.operations import AccountDraft, account_by_link
from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person
from commonweal.training.models import Roundtable
from commonweal.training.operations.roundtable_promises import ActionDraft, promise_action
from commonweal.training.operations.roundtable_rooms import NoteDraft, write_note
from commonweal.training.operations.roundtables import (
    OnPaper,
    count_on_paper,
    end_roundtable,
    gather_notes,
    go_to_stage,
)
from commonweal.training.queries.roundtable_rooms import wall_of
from commonweal.training.queries.roundtables import coming, one_held, promises_at
from commonweal.training.roundtable_printing import page_of
from tests.training.roundtable_world import CODE, announced, arrived, arriving, over, page, running, said


@pytest.mark.covers("G16", "F-RND-2")
def test_phone_signs_in_without_an_account_and_says_for_whom_it_comes(
    initiative: Initiative, partner_organisation: Organisation, steering: Group, at: datetime
) -> None:
    found = running(initiative, at)
    address = f"/roundtable/{found.room_code}/"
    shown = page(Client(), address)
    assert ("I stay committed" in shown, "First Rung" in shown, "Steering committee" in shown) == (True, True, True)
    phone = arriving(found, come_for=str(partner_organisation.pk), group=str(steering.pk), signed=["pledge-part"])
    assert "You are here. There is nothing to do now." in page(phone, address)
    assert list(found.presences.values_list("organisation__code", "group__code", "people")) == [
        ("first-rung", None, 1), (None, "steering", 1),
    ]  # fmt: skip


def test_day_with_and_without_nought_is_one_code(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at)
    arriving(found)
    arriving(found, code2="04", code1="MA")
    assert found.sign_ins.count() == 1


@pytest.mark.parametrize("wrong", [{"code1": ""}, {"code2": "32"}, {"code2": "x"}, {"come_for": "999999"}])
def test_phone_that_lacks_something_is_told_and_not_signed_in(
    initiative: Initiative, at: datetime, wrong: dict[str, str]
) -> None:
    found = running(initiative, at)
    answer = Client().post(f"/roundtable/{found.room_code}/", CODE | wrong)
    assert (answer.status_code, found.sign_ins.count()) == (422, 0)


def test_code_that_nobody_gave_out_asks_for_another(db: None, client: Client) -> None:
    for path in ("000000/", "000000/table/1/"):
        answer = client.get(f"/roundtable/{path}")
        assert answer.status_code == 404
        assert "There is no roundtable under this code." in answer.content.decode()


@pytest.mark.covers("G17", "F-RND-3")
def test_scribe_writes_for_the_table_and_takes_out_what_was_wrong(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="tables")
    phone, address = arriving(found), f"/roundtable/{found.room_code}/table/3/"
    phone.post(address, {"kind": "barrier", "words": "No bus after six.", "once": "x"})
    assert "No bus after six." in page(phone, address)
    phone.post(address, {"note": str(found.notes.get().pk), "act": "take-out"})
    assert "<s>No bus after six.</s>" in page(phone, address)
    phone.post(address, {"note": str(found.notes.get().pk), "act": "put-back"})
    assert found.notes.get().taken_out_at is None


def test_note_without_its_kind_keeps_what_was_typed(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="tables")
    answer = arriving(found).post(f"/roundtable/{found.room_code}/table/3/", {"words": "No bus.", "once": "x"})
    assert (answer.status_code, "No bus.</textarea>" in answer.content.decode()) == (422, True)


def test_phone_that_did_not_sign_in_writes_for_no_table(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="tables")
    Client().post(f"/roundtable/{found.room_code}/table/3/", {"kind": "idea", "words": "No bus.", "once": "x"})
    assert found.notes.count() == 0


@pytest.mark.covers("G17")
def test_phone_gives_dots_and_changes_them(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="tables")
    notes = [
        write_note(by=None, roundtable=found, note=NoteDraft(1, "idea", text, text), at=at).pk for text in "abcdef"
    ]
    go_to_stage(by=None, roundtable=found, stage="dots", at=at)
    phone, address = arriving(found), f"/roundtable/{found.room_code}/"
    too_many = phone.post(address, {"act": "dots", "note": notes})
    assert (too_many.status_code, too_many.content.decode().count(" checked")) == (422, 6)
    answer = phone.post(address, {"act": "dots", "note": notes[:2]}, follow=True).content.decode()
    assert ("Counted. You can change it until it closes." in answer, answer.count(" checked")) == (True, 2)


@pytest.mark.covers("G18", "G19", "F-RND-4", "F-RND-5")
def test_phone_promises_and_says_how_it_was(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    phone, address = arriving(found), f"/roundtable/{found.room_code}/"
    assert "Go back to a working group’s work".replace("’", "&#x27;") in page(phone, address)
    phone.post(address, {"act": "feedback", "learned": "yes", "what": "Who pays."})
    promise = {"act": "promise", "text": "Call the bus company.", "name": "Ana", "email": "ana@example.org"}
    refused = phone.post(address, promise)
    assert "Without your agreement we keep neither name nor promise." in refused.content.decode()
    phone.post(address, promise | {"agrees": "on"})
    assert (found.feedback.get().what, found.promises.get().commitment.text) == ("Who pays.", "Call the bus company.")


def test_phone_is_asked_nothing_that_is_not_open(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at)
    phone, address = arriving(found), f"/roundtable/{found.room_code}/"
    answers = [phone.post(address, {"act": "feedback", "learned": "yes"}), phone.post(address, {"act": "dots"})]
    assert ([one.status_code for one in answers], found.feedback.count()) == ([422, 422], 0)


@pytest.mark.covers("G22", "F-RND-7")
def test_whoever_came_reads_behind_the_same_code_what_came_of_it(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    found = over(initiative, at, 34, "a")
    before = page(Client(), f"/roundtable/{found.room_code}/")
    signed_in(trainer).post("/desk/fork/roundtables/34/came-of-it/", {"words_en": "A bus at nine.", "words_es": ""})
    after = page(Client(), f"/roundtable/{found.room_code}/")
    assert ("What came of it will stand here" in before, "A bus at nine." in after) == (True, True)


@pytest.mark.covers("G16", "F-RND-1")
def test_facilitator_announces_opens_leads_and_ends(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    desk, address = signed_in(trainer), "/desk/fork/roundtables/"
    given = {"number": "34", "held_on": "2026-03-04", "topic_en": "Who is not here?", "tables": "7", "dots_each": "5"}
    desk.post(f"{address}new/", given)
    desk.post(f"{address}34/change/", given | {"topic_en": "Who is missing?", "tables": "8"})
    desk.post(f"{address}34/open/")
    for stage in ("tables", "dots", "closing"):
        desk.post(f"{address}34/stage/", {"stage": stage})
        assert f'value="{stage}" class="main"' in page(desk, f"{address}34/lead/")
    desk.post(f"{address}34/end/")
    found = Roundtable.objects.get()
    assert (found.stage, found.topic_en, found.tables) == ("over", "Who is missing?", 8)


@pytest.mark.covers("G17", "F-RND-3")
def test_facilitator_sorts_notes_and_the_wall_has_the_theme(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    found = running(initiative, at, stage="tables")
    keys = [
        write_note(by=None, roundtable=found, note=NoteDraft(table, "barrier", f"No bus {table}", str(table)), at=at).pk
        for table in (1, 2)
    ]
    desk, address = signed_in(trainer), "/desk/fork/roundtables/34/"
    nameless = desk.post(f"{address}themes/", {"note": keys})
    assert "Name what these notes say" in nameless.content.decode()
    desk.post(f"{address}themes/", {"note": keys[:1], "words": "Getting there"})
    desk.post(f"{address}themes/", {"note": keys[1:], "theme": str(found.themes.get().pk)})
    wall = page(desk, f"{address}wall/")
    assert ("Getting there" in wall, wall.count('class="saying barrier"')) == (True, 2)
    desk.post(f"{address}themes/", {"note": keys, "theme": "none"})
    assert found.themes.count() == 0


@pytest.mark.covers("G17")
def test_wall_looks_again_without_a_script_and_hides_dots_while_they_are_given(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    found = running(initiative, at, stage="tables")
    note = write_note(by=None, roundtable=found, note=NoteDraft(1, "idea", "Food", "1"), at=at)
    desk, address = signed_in(trainer), "/desk/fork/roundtables/34/"
    desk.post(f"{address}themes/", {"note": note.pk, "words": "Evenings"})
    go_to_stage(by=None, roundtable=found, stage="dots", at=at)
    arriving(found).post(f"/roundtable/{found.room_code}/", {"act": "dots", "note": note.pk})
    while_given = page(desk, f"{address}wall/")
    go_to_stage(by=None, roundtable=found, stage="closing", at=at)
    afterwards = page(desk, f"{address}wall/")
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in while_given
    assert ["1 dot<" in text for text in (while_given, afterwards)] == [False, True]


@pytest.mark.covers("G17")
def test_notes_leave_as_a_file_with_kind_theme_and_dots(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    found = running(initiative, at, stage="tables")
    note = write_note(by=None, roundtable=found, note=NoteDraft(2, "idea", "=Food", "1"), at=at)
    gather_notes(by=None, roundtable=found, notes=[note.pk], theme="Evenings", at=at)
    desk, address = signed_in(trainer), "/desk/fork/roundtables/34/notes.csv"
    before = desk.get(address).status_code
    end_roundtable(by=None, roundtable=found, at=at)
    (row,) = csv.DictReader(io.StringIO(desk.get(address).content.decode("utf-8-sig")))
    assert (before, row["table"], row["kind"], row["theme"], row["words"], row["dots"]) == (
        404, "2", "idea", "Evenings", "'=Food", "0",
    )  # fmt: skip


@pytest.mark.parametrize(("tables", "words"), [((1, 1), "2 notes from one table."), ((1, 2), "2 notes from 2 tables.")])
def test_tables_that_wrote_are_counted_in_good_english(
    tables: tuple[int, int], words: str, initiative: Initiative, chair: Person, signed_in: Any, at: datetime
) -> None:
    found = running(initiative, at, stage="tables")
    for number, table in enumerate(tables):
        write_note(by=None, roundtable=found, note=NoteDraft(table, "idea", "Food", str(number)), at=at)
    end_roundtable(by=None, roundtable=found, at=at)
    assert words in page(signed_in(chair), "/desk/fork/roundtables/34/")


@pytest.mark.parametrize(
    ("lang", "marked"), [("en", ["Food", "Cena (in Spanish)"]), ("es", ["Food (en inglés)", "Cena"])]
)
def test_record_says_which_words_are_in_the_other_language(
    lang: str, marked: list[str], initiative: Initiative, at: datetime
) -> None:
    found = running(initiative, at, stage="tables")
    for written_in, words in (("en", "Food"), ("es", "Cena")):
        with override(written_in):
            note = write_note(by=None, roundtable=found, note=NoteDraft(1, "idea", words, words), at=at)
            gather_notes(by=None, roundtable=found, notes=[note.pk], theme=words, at=at)
    end_roundtable(by=None, roundtable=found, at=at)
    with override(lang):
        printed = page_of(one_held(found), wall_of(found), promises_at(found, at))["themes"]
    assert sorted(one["name"] for one in printed) == sorted(marked)
    assert sorted(note["words"] for one in printed for note in one["notes"]) == sorted(marked)


def test_wall_of_an_evening_to_which_nobody_came_is_there(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    found = running(initiative, at, stage="closing")
    desk, address = signed_in(trainer), "/desk/fork/roundtables/34/wall/"
    assert "0 of 0 said how it was" in page(desk, address)
    end_roundtable(by=None, roundtable=found, at=at)
    assert "Thank you. 0 people were here." in page(desk, address)


@pytest.mark.covers("G19")
def test_members_read_how_many_promises_of_all_roundtables_are_kept(
    initiative: Initiative, chair: Person, signed_in: Any, at: datetime
) -> None:
    for number in (33, 34):
        found = running(initiative, at, number, stage="closing")
        arriving(found)
        action = ActionDraft("Call.", "Ana", f"ana{number}@example.org", agrees=True)
        promise = promise_action(by=None, roundtable=found, action=action, at=at).commitment
    token = Message.objects.get(to=promise.person.email).link.rstrip("/").rpartition("/")[2]
    account_by_link(by=None, token=token, account=AccountDraft("done"), at=at)
    shown = page(signed_in(chair), "/desk/fork/roundtables/")
    assert "1 of 2 promises that were due are kept. 1 without a word yet." in shown


def test_card_of_each_table_leads_its_scribe_there(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    running(initiative, at)
    assert page(signed_in(trainer), "/desk/fork/roundtables/34/cards/").count('class="table-card"') == 7


@pytest.mark.covers("G16", "G18", "F-RND-4")
def test_members_read_how_many_came_again_and_how_many_learned(
    initiative: Initiative, chair: Person, signed_in: Any, at: datetime
) -> None:
    over(initiative, at, 33, "0", "1", "x")
    found = running(initiative, at, stage="closing")
    arrived(found, at, *map(str, range(55)))
    said(found, 49, 52, at)
    count_on_paper(by=None, roundtable=found, told=OnPaper(57), at=at)
    end_roundtable(by=None, roundtable=found, at=at)
    for address in ("/desk/fork/roundtables/", "/desk/fork/roundtables/34/"):
        shown = page(signed_in(chair), address)
        assert "2 of 55 who signed in had come before. Of the 3 who signed in at roundtable 33, 2 came again." in shown
        assert "94% learned something new: 49 of 52 who answered, 52 of 57 attending, likely 92–94.7%." in shown
        assert "Whatever the others would say, it is within 86–94.7% of all 57." in shown


@pytest.mark.covers("G16")
def test_paper_tells_what_phones_did_not(
    initiative: Initiative, trainer: Person, partner_organisation: Organisation, signed_in: Any, at: datetime
) -> None:
    announced(initiative, trainer, at, 12)
    desk, address = signed_in(trainer), "/desk/fork/roundtables/12/"
    given = {"counted": "48", "answered": "10", "learned": "11", "organisations": [str(partner_organisation.pk)]}
    refused = desk.post(f"{address}paper/", given)
    assert (refused.status_code, "Of 10 sheets, 11 cannot say yes." in refused.content.decode()) == (422, True)
    desk.post(f"{address}paper/", given | {"learned": "9"})
    shown = page(desk, address)
    assert "9 of 10 who answered learned something new, 10 of 48 attending, likely 30 to 47 people." in shown
    assert "Too few for a reliable percentage. Whatever the others would say, it is between 9 and 47 of 48" in shown
    assert "Each that takes part came at least once." in page(desk, "/desk/fork/roundtables/absent/")


@pytest.mark.covers("G16")
def test_who_never_came_are_named_for_the_facilitator(
    initiative: Initiative, trainer: Person, partner_organisation: Organisation, other_organisation: Organisation,
    signed_in: Any, at: datetime,
) -> None:  # fmt: skip
    found = announced(initiative, trainer, at, 12)
    told = OnPaper(48, organisations=[partner_organisation])
    count_on_paper(by=None, roundtable=found, told=told, at=at)
    shown = page(signed_in(trainer), "/desk/fork/roundtables/absent/")
    assert ("Open Shelf Library" in shown, "First Rung" in shown) == (True, False)


@pytest.mark.covers("G16")
@pytest.mark.parametrize(("lang", "words"), [("en", "What people promised"), ("es", "Lo que la gente prometió")])
def test_record_stands_on_one_printed_page_without_a_name(
    initiative: Initiative, at: datetime, lang: str, words: str
) -> None:
    found = running(initiative, at, stage="closing")
    arriving(found)
    action = ActionDraft("Call the bus company.", "Ana Ruiz", "ana@example.org", agrees=True)
    promise_action(by=None, roundtable=found, action=action, at=at)
    with override(lang):
        told = page_of(one_held(found), wall_of(found), promises_at(found, at))
    assert (told["labels"]["promises"], "Ana" in str(told)) == (words, False)


def test_record_is_a_pdf_for_members(initiative: Initiative, resident: Person, signed_in: Any, at: datetime) -> None:
    over(initiative, at, 34, "a")
    answer = signed_in(resident).get("/desk/fork/roundtables/34/record/en/letter/")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_partner_without_a_seat_reads_what_came_of_it_and_no_promise(
    initiative: Initiative, partner: Person, stranger: Person, client: Client, at: datetime
) -> None:
    over(initiative, at, 34, *"abcdef")
    client.force_login(partner)
    assert client.get("/desk/fork/roundtables/").status_code == 200
    shown = client.get("/desk/fork/roundtables/34/")
    assert (shown.status_code, shown.context["reads_promises"]) == (200, False)
    assert client.get("/desk/fork/roundtables/34/lead/").status_code == 404
    client.force_login(stranger)
    assert client.get("/desk/fork/roundtables/34/").status_code == 404


def test_home_leads_to_roundtables_that_are_announced_or_open(
    initiative: Initiative, partner: Person, stranger: Person, at: datetime
) -> None:
    over(initiative, at, 34)
    open_now = running(initiative, at, 35)
    ahead = announced(initiative, None, at + timedelta(days=30), 36)
    assert coming(partner, initiative, at) == [open_now, ahead]
    assert coming(stranger, initiative, at) == []
