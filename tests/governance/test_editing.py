"""Two people write the same words at once: what becomes of both texts."""

import pytest

from commonweal.governance.editing import Clash, EditedMeanwhileError, settle, trace_of

BEGAN = {"problem": "Rents rise.", "vision": "A fair county."}


def test_words_that_nobody_else_touched_are_kept() -> None:
    assert settle(trace_of(BEGAN), BEGAN, {"problem": "Rents rise fast."}) == {"problem": "Rents rise fast."}


def test_two_people_who_change_different_fields_both_have_their_way() -> None:
    held = {**BEGAN, "vision": "A kind county."}
    typed = {"problem": "Rents rise fast.", "vision": "A fair county."}
    assert settle(trace_of(BEGAN), held, typed) == {"problem": "Rents rise fast.", "vision": "A kind county."}


def test_two_people_who_change_one_field_are_told_of_both_texts() -> None:
    held = {**BEGAN, "problem": "Rents rise too fast."}
    with pytest.raises(EditedMeanwhileError) as met:
        settle(trace_of(BEGAN), held, {"problem": "Wages stand still."})
    assert met.value.clashes == [Clash("problem", theirs="Rents rise too fast.", yours="Wages stand still.")]


def test_two_people_who_write_the_same_do_not_clash() -> None:
    held = {**BEGAN, "problem": "Wages stand still."}
    assert settle(trace_of(BEGAN), held, {"problem": "Wages stand still."}) == {"problem": "Wages stand still."}


def test_line_ends_of_a_browser_are_no_change() -> None:
    began = {"problem": "One.\nTwo."}
    held = {"problem": "Three."}
    assert settle(trace_of(began), held, {"problem": "One.\r\nTwo."}) == {"problem": "Three."}


def test_who_comes_without_a_trace_overwrites_nothing() -> None:
    with pytest.raises(EditedMeanwhileError):
        settle("", BEGAN, {"problem": "Mine."})
    assert settle("", {}, {"problem": "Mine."}) == {"problem": "Mine."}
