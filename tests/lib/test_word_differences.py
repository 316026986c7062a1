"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.lib.word_differences import Piece, word_differences


def test_word_that_changed_stands_between_words_that_stayed() -> None:
    assert word_differences("Rents rise fast.", "Rents rise slowly.") == [
        Piece("same", "Rents rise "),
        Piece("out", "fast"),
        Piece("in", "slowly"),
        Piece("same", "."),
    ]


def test_two_changes_with_only_a_blank_between_are_read_as_one() -> None:
    found = word_differences("We want a fair county for all", "We want one kind county for all")
    assert [piece.text for piece in found if piece.kind != "same"] == ["a fair", "one kind"]


def test_few_words_that_stayed_by_chance_do_not_scatter_a_sentence_that_was_rewritten() -> None:
    before = "Cien programas ayudan; cada uno cuenta a su gente, y pocos se encuentran."
    after = "Cien programas ayudan; vemos que a quienes menos se llega es a los niños y a quienes trabajan de noche."
    assert [piece.text for piece in word_differences(before, after)] == [
        "Cien programas ayudan; ",
        "cada uno cuenta a su gente, y pocos se encuentran",
        "vemos que a quienes menos se llega es a los niños y a quienes trabajan de noche",
        ".",
    ]


def test_number_changes_as_a_whole() -> None:
    found = word_differences(
        "It may spend up to $50,000 a year by itself.", "It may spend up to $80,000 a year by itself."
    )
    assert [piece.text for piece in found if piece.kind != "same"] == ["$50,000", "$80,000"]


@pytest.mark.parametrize(("before", "after", "kinds"), [("", "New", ["in"]), ("Old", "", ["out"]), ("", "", [])])
def test_text_that_came_or_went_is_one_piece(before: str, after: str, kinds: list[str]) -> None:
    assert [piece.kind for piece in word_differences(before, after)] == kinds


def test_texts_with_nothing_alike_stand_one_after_the_other() -> None:
    assert [piece.kind for piece in word_differences("Apples grow here", "Nobody likes noise")] == ["out", "in"]


@given(st.text("ab c\n.é", max_size=60), st.text("ab c\n.é", max_size=60))
def test_pieces_put_together_are_both_texts(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after
