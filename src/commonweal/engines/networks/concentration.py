"""How concentrated something is: funding, work or ties over the organizations that hold them.

Amounts are 0 or more, and some of them above 0; else NetworkError. Sources: US Department of Justice, Merger
Guidelines (HHI); ineq 0.2.13 (Gini, Theil), by their formulas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from commonweal.engines.networks.ties import NetworkError


def herfindahl(amounts: Sequence[float]) -> float:
    """HHI, the sum of the squared shares: 1 where one holds all, 1/n where n hold alike (× 10,000: points)."""
    total = _total(amounts)
    return math.fsum((amount / total) ** 2 for amount in amounts)


def effective_number(amounts: Sequence[float]) -> float:
    """How many equal holders would be as concentrated: 1 over HHI."""
    return 1 / herfindahl(amounts)


def gini(amounts: Sequence[float], *, corrected: bool = True) -> float | None:
    """Σ(2i − n − 1)xᵢ over n·Σx; corrected, × n/(n − 1), so that one of five who holds all is 1 and not 0.8.

    Of one holder nothing corrected can be said.
    """
    n, total = len(amounts), _total(amounts)
    plain = math.fsum((2 * i - n - 1) * x for i, x in enumerate(sorted(amounts), start=1)) / (n * total)
    if not corrected:
        return plain
    return plain * n / (n - 1) if n > 1 else None


def theil_t(amounts: Sequence[float]) -> float:
    """The mean of x/μ · ln(x/μ), where a nought adds nothing."""
    mean = _total(amounts) / len(amounts)
    return math.fsum(x / mean * math.log(x / mean) for x in amounts if x) / len(amounts)


def theil_l(amounts: Sequence[float]) -> float | None:
    """The mean of ln(μ/x), the mean log deviation; with a nought there is none."""
    mean = _total(amounts) / len(amounts)
    return math.fsum(math.log(mean / x) for x in amounts) / len(amounts) if all(amounts) else None


def _total(amounts: Sequence[float]) -> float:
    if not all(math.isfinite(amount) and amount >= 0 for amount in amounts):
        raise NetworkError("below-nought")
    total = math.fsum(amounts)
    if not total:
        raise NetworkError("nobody-holds")
    return total
