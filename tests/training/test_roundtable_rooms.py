"""Tables write, phones give dots, and the facilitator gathers what says one thing."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

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
from commonweal.training.operations.roundtables import end_roundtable, gather_notes, go_to_stage, take_off_wall
from commonweal.training.queries.roundtable_rooms import (
    DOTS,
    FEEDBACK,
    NOTES,
    PROMISES,
    code_hash,
    dots_of,
    mark_of,
    wall_of,
)
from tests.training.roundtable_world import arrived, running


@pytest.fixture
def tables(initiative: Initiative, at: datetime) -> Roundtable:
    """Two people have signed in."""
    found = running(initiative, at, stage="tables")
    arrived(found, at, "a", "b")
    return found


def noted(
    roundtable: Roundtable, at: datetime, *words: str, table: int = 1, kind: str = "barrier", writer: str = ""
) -> list[int]:
    drafts = [NoteDraft(table, kind, text, f"{table} {text}", writer) for text in words]
    return [write_note(by=None, roundtable=roundtable, note=draft, at=at).pk for draft in drafts]


def dotted(roundtable: Roundtable, at: datetime, **people: list[int]) -> None:
    go_to_stage(by=None, roundtable=roundtable, stage="dots", at=at)
    for code, notes in people.items():
        (here,) = arrived(roundtable, at, code)
        give_dots(by=None, roundtable=roundtable, voter=mark_of(here, DOTS), notes=notes, at=at)


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
    (key,) = noted(tables, at, "No bus.", writer="mine")
    take_out_note(by=None, roundtable=tables, note=key, writer="mine", at=at)
    assert wall_of(tables).notes == []
    put_note_back(by=None, roundtable=tables, note=key, writer="mine", at=at)
    assert [one.note.pk for one in wall_of(tables).notes] == [key]


@pytest.mark.parametrize(("wrote", "takes"), [("mine", "yours"), ("mine", ""), ("", "")])
def test_nobody_takes_out_a_note_of_somebody_else(wrote: str, takes: str, tables: Roundtable, at: datetime) -> None:
    (key,) = noted(tables, at, "No bus.", writer=wrote)
    with pytest.raises(ValidationError, match="Somebody else wrote this note"):
        take_out_note(by=None, roundtable=tables, note=key, writer=takes, at=at)
    assert len(wall_of(tables).notes) == 1


def test_who_writes_for_one_table_writes_for_no_other(tables: Roundtable, at: datetime) -> None:
    (key,) = noted(tables, at, "No bus.", table=2, writer="mine")
    with pytest.raises(ValidationError, match="You write for table 2"):
        noted(tables, at, "Food.", table=1, writer="mine")
    take_out_note(by=None, roundtable=tables, note=key, writer="mine", at=at)
    assert len(noted(tables, at, "Food.", table=1, writer="mine")) == 1


def test_who_leads_takes_notes_off_the_wall_and_nobody_else_does(
    tables: Roundtable, trainer: Person, chair: Person, at: datetime
) -> None:
    rude, fine = noted(tables, at, "Rude.", "Fine.", writer="mine")
    with pytest.raises(PermissionDenied):
        take_off_wall(by=chair, roundtable=tables, notes=[fine], at=at)
    take_off_wall(by=trainer, roundtable=tables, notes=[rude], at=at)
    assert [one.note.pk for one in wall_of(tables).notes] == [fine]
    with pytest.raises(ValidationError, match="Choose the notes to take off"):
        take_off_wall(by=trainer, roundtable=tables, notes=[rude], at=at)


@pytest.mark.covers("G17")
def test_person_gives_dots_anew_and_no_more_than_there_are(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, *"abcdefg")
    (here,) = arrived(tables, at, "a")
    dotted(tables, at, a=notes[:5])
    dotted(tables, at, a=notes[5:])
    assert dots_of(here) == set(notes[5:])
    with pytest.raises(ValidationError, match="You chose 6 notes and have 5 dots"):
        dotted(tables, at, a=notes[:6])
    assert dots_of(here) == set(notes[5:])


@pytest.mark.covers("G17")
def test_those_who_give_dots_are_never_more_than_people_who_signed_in(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, "a")
    dotted(tables, at, a=notes, b=notes)
    with pytest.raises(ValidationError, match="As many phones as there are people"):
        give_dots(by=None, roundtable=tables, voter="made up", notes=notes, at=at)
    dotted(tables, at, b=[])
    assert wall_of(tables).phones == 1


def test_dots_count_while_the_facilitator_asks_for_them(tables: Roundtable, at: datetime) -> None:
    notes = noted(tables, at, "a")
    with pytest.raises(ValidationError, match="Dots are not given now"):
        give_dots(by=None, roundtable=tables, voter="x", notes=notes, at=at)


def test_dot_on_a_note_that_was_taken_out_is_given_again(tables: Roundtable, at: datetime) -> None:
    first, second = noted(tables, at, "a", "b")
    take_off_wall(by=None, roundtable=tables, notes=[first], at=at)
    with pytest.raises(ValidationError, match="A table took out one of these notes"):
        dotted(tables, at, a=[first, second])


@pytest.mark.covers("G17", "F-RND-3")
def test_themes_stand_by_the_dots_of_their_notes(
    initiative: Initiative, trainer: Person, tables: Roundtable, at: datetime
) -> None:
    rides = noted(tables, at, "No bus.", table=1) + noted(tables, at, "No car.", table=2)
    food, alone = noted(tables, at, "Food helps.", "A quiet room.", table=3, kind="support")
    gather_notes(by=trainer, roundtable=tables, notes=[food], theme="Food", at=at)
    gather_notes(by=trainer, roundtable=tables, notes=rides, theme="Getting there", at=at)
    dotted(tables, at, a=[*rides, alone], b=[rides[0], food])
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


def test_marks_of_a_person_differ_for_each_thing_and_each_evening(initiative: Initiative, at: datetime) -> None:
    here = [arrived(running(initiative, at, number), at, "a")[0] for number in (34, 35)]
    marks = {mark_of(one, what) for one in here for what in (DOTS, FEEDBACK, NOTES, PROMISES)}
    assert len(marks | {code_hash(initiative, "a")}) == 9


def test_nobody_makes_a_mark_again_after_the_end(initiative: Initiative, at: datetime) -> None:
    found = running(initiative, at, stage="closing")
    arrived(found, at, "a")
    during = mark_of(found.sign_ins.get(), FEEDBACK)
    end_roundtable(by=None, roundtable=found, at=at)
    here = found.sign_ins.get()
    here.roundtable.refresh_from_db()
    assert (mark_of(here, FEEDBACK) == during, here.roundtable.salt) == (False, "")
