"""The six digits on the wall of a room."""

from commonweal.lib.room_codes import free_code, typed_code


def test_code_has_six_digits_and_no_leading_zero() -> None:
    codes = [free_code(lambda _code: False) for _each in range(50)]
    assert [100_000 <= int(code) <= 999_999 for code in codes] == [True] * 50


def test_code_that_is_taken_is_drawn_anew() -> None:
    asked: list[str] = []

    def first_two_are_taken(code: str) -> bool:
        asked.append(code)
        return len(asked) < 3

    assert free_code(first_two_are_taken) == asked[2]


def test_code_is_read_with_spaces_and_dashes() -> None:
    assert typed_code(" 123 4-56\n") == "123456"


def test_what_is_no_code_is_nothing() -> None:
    assert typed_code("hello") == ""
