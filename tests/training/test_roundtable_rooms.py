"""Tables write, phones give dots, and the facilitator gathers what says one thing."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.models import Roundtable, RoundtableNote
from commonweal.training.operations.roundtable_rooms import (
    NoteDraft,
    give_dots,
    put_note_back,
    take_out_note,
    write_note,
)
from commonweal.training.operations.roundtables import gather_notes, go_to_stage
from commonweal.training.queries.roundtable_rooms import DOTS, FEEDBACK, code_hash, dots_of_phone, phone_hash, wall_of
from tests.training.roundtable_world import arrived, running


@pytest.fixture
def tables(initiative: Initiative, at: datetime) -> Roundtable:
    """Two people have signed in."""
    found = running(initiative, at, stage="tables")
    arrived(found, at, "a", "b")
    return found


def noted(roundtable: Roundtable, at: datetime, *words: str, table: int = 1, kind: str = "barrier") -> list[int]:
    drafts = [NoteDraft(table, kind, text, f"{table} {text}") for text in words]
    return [write_note(by=None, roundtable=roundtable, note=draft, at=at).pk for draft in drafts]


def dotted(roundtable: Roundtable, at: datetime, **phones: list[int]) -> None:
    go_to_stage(by=None, roundtable=roundtable, stage="dots", at=at)
    for phone, notes in phones.items():
        voter = phone_hash(roundtable, DOTS, phone)
        give_dots(by=None, roundtable=roundtable, voter=voter, notes=notes, at=at)


@pytest.mark.covers("G17", "F-RND-3")
def test_note_is_signed_by_its_table_and_by_nobody(tables: Roundtable, at: datetime) -> None:
    noted(tables, at, "No bus after six.", table=3)
    note = RoundtableNote.objects.get()
    assert (note.table, note.kind, note.words) == (3, "barrier", "No bus after six.")
    assert Entry.objects.get(verb="training.write_note").details == {}


def test_sheet_sent_twice_over_a_bad_line_is_one_note(tables: Roundtable, at: datetime) -> None:
    assert noted(tables, at, "No bus after six.") == noted(tables, at, "No bus after six.")


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (NoteDraft(8, "idea", "x", "1"), "There is no table 8"),
        (NoteDraft(1, "complaint", "x", "1"), "a barrier, a support or an idea"),
        (NoteDraft(1, "idea", "  ", "1"), "Write what your table said"),
        (NoteDraft(1, "idea", "x" * 301, "1"), "at most 300 letters"),
    ],
)
def test_note_that_cannot_be_is_refused(tables: Roundtable, at: datetime, draft: NoteDraft, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        write_note(by=None, roundtable=tables, note=draft, at=at)
    assert tables.notes.count() == 0


def test_table_takes_out_what_it_wrote_and_puts_it_back(tables: Roundtable, at: datetime) -> None:
    (key,) = noted(tables, at, "No bus.")
    take_out_note(by=None, roundtable=tables, table=1, note=key, at=at)
    assert wall_of(tables).notes == []
    put_note_back(by=None, roundtable=tables, table=1, note=key, at=at)
    assert [one.note.pk for one in wall_of(tables).notes] == [key]


def test_table_takes_out_no_note_of_another(tables: Roundtable, at: datetime) -> None:
    (key,) = noted(tables, at, "No bus.", table=2)
    with pytest.raises(ValidationError, match="Your table has no such note"):
        take_out_note(by=None, roundtable=tables, table=1, note=key, at=at)


@pytest.mark.covers("G17")
def test_phone_gives_its_dots_anew_and_no_more_than_it_has(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, *"abcdefg")
    dotted(tables, at, one=notes[:5])
    dotted(tables, at, one=notes[5:])
    assert dots_of_phone(tables, "one") == set(notes[5:])
    with pytest.raises(ValidationError, match="You chose 6 notes and have 5 dots"):
        dotted(tables, at, one=notes[:6])
    assert dots_of_phone(tables, "one") == set(notes[5:])


@pytest.mark.covers("G17")
def test_phones_that_give_dots_are_never_more_than_people_who_signed_in(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, "a")
    dotted(tables, at, one=notes, two=notes)
    with pytest.raises(ValidationError, match="As many phones as there are people"):
        dotted(tables, at, three=notes)
    dotted(tables, at, two=[])
    assert wall_of(tables).phones == 1


def test_dots_count_while_the_facilitator_asks_for_them(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, "a")
    with pytest.raises(ValidationError, match="Dots are not given now"):
        give_dots(by=None, roundtable=tables, voter="x", notes=notes, at=at)


def test_dot_on_a_note_that_was_taken_out_is_given_again(tables: Roundtable, at: datetime) -> None:
    first, second = noted(tables, at, "a", "b")
    take_out_note(by=None, roundtable=tables, table=1, note=first, at=at)
    with pytest.raises(ValidationError, match="A table took out one of these notes"):
        dotted(tables, at, one=[first, second])


@pytest.mark.covers("G17", "F-RND-3")
def test_themes_stand_by_the_dots_of_their_notes(
    initiative: Initiative, trainer: Person, tables: Roundtable, at: datetime
) -> None:
    rides = noted(tables, at, "No bus.", table=1) + noted(tables, at, "No car.", table=2)
    food, alone = noted(tables, at, "Food helps.", "A quiet room.", table=3, kind="support")
    gather_notes(by=trainer, roundtable=tables, notes=[food], theme="Food", at=at)
    gather_notes(by=trainer, roundtable=tables, notes=rides, theme="Getting there", at=at)
    dotted(tables, at, one=[*rides, alone], two=[rides[0], food])
    wall = wall_of(tables)
    assert [(str(one.theme), one.dots, one.tables) for one in wall.themes] == [("Getting there", 3, 2), ("Food", 1, 1)]
    assert ([one.note.pk for one in wall.loose.notes], wall.phones, wall.dots) == ([alone], 2, 5)


def test_theme_in_the_same_words_is_the_same_and_one_without_notes_is_gone(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, "a", "b")
    for key, words in zip(notes, ("Rides", " rides "), strict=True):
        gather_notes(by=None, roundtable=tables, notes=[key], theme=words, at=at)
    assert tables.themes.count() == 1
    gather_notes(by=None, roundtable=tables, notes=notes, theme="", at=at)
    assert (tables.themes.count(), len(wall_of(tables).loose.notes)) == (0, 2)


def test_notes_of_another_roundtable_are_gathered_nowhere(
    initiative: Initiative, tables: Roundtable, at: datetime
) -> None:
    theirs = noted(running(initiative, at, 35), at, "a")
    with pytest.raises(ValidationError, match="Choose the notes"):
        gather_notes(by=None, roundtable=tables, notes=theirs, theme="Rides", at=at)


def test_marks_of_a_person_and_of_a_phone_lead_nowhere_else(initiative: Initiative, at: datetime) -> None:
    first, second = running(initiative, at, 34), running(initiative, at, 35)
    marks = {phone_hash(one, what, "a phone") for one in (first, second) for what in (DOTS, FEEDBACK)}
    assert len(marks | {code_hash(initiative, "a phone")}) == 5
