"""How a gap moved: narrower or wider only where the two ranges lie apart."""

import pytest

from commonweal.engines.rates.words import Moved, gap_over_time_words

YEARS = ("2020", "2025")
WIDE, NARROW, SURE = (0.30, 0.25, 0.35), (0.10, 0.05, 0.15), (-0.20, -0.25, -0.15)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (WIDE, NARROW, "The gap narrowed from 300 per 1,000 in 2020 to 100 in 2025."),
        (NARROW, WIDE, "The gap widened from 100 per 1,000 in 2020 to 300 in 2025."),
        (WIDE, (0.28, 0.2, 0.36), "The gap was 300 per 1,000 in 2020 and is 280 in 2025. That could be chance."),
        (WIDE, SURE, "The gap has turned around: 300 per 1,000 in 2020, and 200 the other way in 2025."),
        (
            (0.1, -0.2, 0.4),
            (-0.1, -0.4, 0.2),
            "The gap was 100 per 1,000 the other way in 2020 and is 100 in 2025. That could be chance.",
        ),
        ((None, None, None), WIDE, ""),
        ((0.3, None, None), NARROW, "The gap was 300 per 1,000 in 2020 and is 100 in 2025. That could be chance."),
    ],
)
def test_gap_in_two_periods(first: Moved, last: Moved, words: str) -> None:
    assert gap_over_time_words(first, last, YEARS) == words


def test_gap_in_two_periods_in_spanish() -> None:
    assert gap_over_time_words(WIDE, NARROW, YEARS, "es") == (
        "La brecha se redujo de 300 por cada 1,000 en 2020 a 100 en 2025."
    )
