"""One code is one voice at a roundtable, on whatever phone, and nobody takes out what another wrote."""

from datetime import datetime
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.operations.roundtable_rooms import NoteDraft, write_note
from tests.training.roundtable_world import arriving, page, running


def test_phone_of_another_table_takes_nothing_out(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="tables")
    arriving(found).post(f"/roundtable/{found.room_code}/table/1/", {"kind": "idea", "words": "Food.", "once": "x"})
    other, address = arriving(found, code1="zz"), f"/roundtable/{found.room_code}/table/1/"
    assert ("Food." in page(other, address), "Take it out" in page(other, address)) == (True, False)
    refused = other.post(address, {"note": str(found.notes.get().pk), "act": "take-out"})
    assert (refused.status_code, found.notes.get().taken_out_at) == (422, None)
    assert "Somebody else wrote this note." in refused.content.decode()


def test_facilitator_takes_a_note_off_the_wall(
    initiative: Initiative, trainer: Person, signed_in: Any, at: datetime
) -> None:
    found = running(initiative, at, stage="tables")
    note = write_note(by=None, roundtable=found, note=NoteDraft(1, "idea", "Rude.", "1"), at=at)
    desk, address = signed_in(trainer), "/desk/fork/roundtables/34/themes/"
    desk.post(address, {"note": note.pk, "act": "take-off"})
    assert ("Rude." in page(desk, address), desk.post(address, {"act": "take-off"}).status_code) == (False, 422)


def test_one_code_on_two_phones_answers_once(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arriving(found, code1="zz")
    address = f"/roundtable/{found.room_code}/"
    for learned in ("yes", "no"):
        arriving(found).post(address, {"act": "feedback", "learned": learned})
    assert list(found.feedback.values_list("learned", flat=True)) == [False]


def test_one_code_types_three_promises_and_shuts_out_nobody(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    address, promise = f"/roundtable/{found.room_code}/", {"act": "promise", "text": "Call.", "agrees": "on"}
    answers = [
        arriving(found).post(address, promise | {"name": "Mayor", "email": f"m{number}@example.org"}).status_code
        for number in range(4)
    ]
    neighbor = arriving(found, code1="zz").post(address, promise | {"name": "Ana", "email": "ana@example.org"})
    assert (answers, neighbor.status_code, found.promises.count()) == ([302, 302, 302, 422], 302, 4)
