"""Where one or two contributors make up most of a value: the rules p% and (2, k)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dominance:
    """`p`: the second contributor could guess the first one's share to within p percent of it. `nk`: the two largest
    make up more than k percent of the whole."""

    rule: str = "p"
    percent: float = 10.0

    def __post_init__(self) -> None:
        if self.rule not in ("p", "nk") or not 0 < self.percent <= 100:
            raise ValueError(self.rule)

    def margin(self, value: float | None, top1: float | None, top2: float | None) -> float:
        """How far above the value a reader's upper end has to lie; 0 where nobody dominates."""
        if not value or top1 is None:
            return 0.0
        two = top1 + (top2 or 0.0)
        if self.rule == "p":
            return max(self.percent / 100 * top1 - (value - two), 0.0)
        return max(two * 100 / self.percent - value, 0.0)
