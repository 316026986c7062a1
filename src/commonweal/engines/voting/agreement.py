"""How far raters agree on an order: Kendall's W, corrected for ties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Agreement:
    """W is 1 where all give the same order and 0 where they share none; None where nobody tells subjects apart."""

    subjects: int
    raters: int
    w: Fraction | None

    @property
    def chi_square(self) -> Fraction | None:
        """On `subjects` − 1 degrees of freedom; a fair picture from about seven subjects on."""
        return None if self.w is None else self.raters * (self.subjects - 1) * self.w

    @property
    def p(self) -> float | None:
        """How often chance alone gives at least this much agreement."""
        from scipy.special import gammaincc

        chi_square = self.chi_square
        return None if chi_square is None else float(gammaincc((self.subjects - 1) / 2, float(chi_square) / 2))


def kendalls_w(ratings: Sequence[Sequence[float]]) -> Agreement:
    """One row a subject, one column a rater (Kendall and Babington Smith 1939; ties as in Kendall 1970)."""
    subjects, raters = len(ratings), len(ratings[0]) if ratings else 0
    columns = [midranks([row[rater] for row in ratings]) for rater in range(raters)]
    sums = [sum(column[i] for column in columns) for i in range(subjects)]
    mean = Fraction(raters * (subjects + 1), 2)
    spread = sum((total - mean) ** 2 for total in sums)
    ties = sum(size**3 - size for column in columns for size in Counter(column).values())
    whole = raters**2 * (subjects**3 - subjects) - raters * ties
    return Agreement(subjects, raters, 12 * spread / Fraction(whole) if whole else None)


def midranks(values: Sequence[float]) -> list[Fraction]:
    """The lowest has rank 1; equal values share the mean of their ranks."""
    counted = Counter(values)
    below, ranks = 0, {}
    for value in sorted(counted):
        ranks[value] = below + Fraction(counted[value] + 1, 2)
        below += counted[value]
    return [ranks[value] for value in values]
