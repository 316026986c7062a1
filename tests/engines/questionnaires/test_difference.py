"""What is said of a new version of an instrument."""

from dataclasses import fields

from commonweal.engines.questionnaires import Instrument, Item, Scale, Section, changes_between, read_instrument
from commonweal.engines.questionnaires.difference_words import KEYS
from tests.engines.questionnaires.files import MEETINGS, changed, meetings


def said(text: str, lang: str = "en") -> list[str]:
    return [change.message(lang) for change in changes_between(meetings(), read_instrument(text))]


def test_same_file_has_no_changes() -> None:
    assert said(MEETINGS) == []


def test_new_wording_is_named_and_breaks_the_comparison() -> None:
    other = changed("They are useful.", "They help.")
    assert said(other) == ["Question useful, changed: wording."]
    assert said(other, "es") == ["Pregunta useful, cambió: redacción."]
    assert [change.breaks_comparison for change in changes_between(meetings(), read_instrument(other))] == [True]


def test_new_advice_does_not_break_the_comparison() -> None:
    other = read_instrument(changed("Meet less.", "Meet half as often."))
    assert [change.breaks_comparison for change in changes_between(meetings(), other)] == [False]


def test_forgotten_reversal_is_named() -> None:
    assert said(changed("reverse = true\n", "")) == ["Question tiring, changed: direction."]


def test_question_taken_out_and_one_put_in_are_named() -> None:
    assert said(changed('id = "tiring"', 'id = "tired"')) == ["New question tired.", "Question tiring is gone."]


def test_other_order_is_named_and_breaks_no_comparison() -> None:
    one, two = '[[sections]]\nid = "about"', '[[sections]]\nid = "spare"\ntitle = {en = "S", es = "S"}\n'
    before, after = read_instrument(changed(one, two + one)), read_instrument(MEETINGS + two)
    (change,) = changes_between(before, after)
    assert (change.message("en"), change.breaks_comparison) == ("The sections stand in another order.", False)


def test_new_floor_is_named() -> None:
    assert said(changed("floor = 5", "floor = 8")) == ["Changed: smallest number of answers shown."]


def test_every_part_of_a_file_has_words_for_its_change() -> None:
    parts = [Scale("s", 1, 2), Section("s"), Item("a", kind="text"), Instrument("i", "1", (Item("a", kind="text"),))]
    of_parts = {field.name for part in parts for field in fields(part) if field.init}
    whole = {"scales", "sections", "items", "code", "version", "minutes", "results", "id"}
    assert of_parts - whole == set(KEYS) - {"access"}
