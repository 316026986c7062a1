"""What the partners that have not reported would have to report to change the verdict.

The verdict is seen as a function of the latest figure: a better figure never makes it worse. So the figure at which it
turns is found by halving, on either side, within what the absent can bring about at all; from it follows what they
would have to report together. Tied figures can move the interval's ranks a little; the turn named is then the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from commonweal.engines.series.target import Direction, Point, in_time, judge

_HALVINGS = 80
REACH = 10.0  # times what those who reported gave each; more is not thought of


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was reported for the latest period, and who is absent.

    A sum: `numerator` is the figure, `denominator` None. A ratio: the figure is `scale` × numerator / denominator
    (scale 100 for a percent), and the absent have as large denominators on average as the others, unless
    `absent_denominator` is known. `capped` ratios cannot exceed `scale`.
    """

    partners_in: int
    partners_asked: int
    numerator: float
    denominator: float | None = None
    scale: float = 1.0
    absent_denominator: float | None = None
    capped: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.partners_in <= self.partners_asked:
            raise ValueError("At least one partner has reported, and no more than were asked.")
        if self.denominator is not None and self.denominator <= 0:
            raise ValueError("A ratio has a denominator above 0.")

    @property
    def absent(self) -> int:
        return self.partners_asked - self.partners_in

    @property
    def absent_base(self) -> float:
        """The denominators of the absent together, known or as large as those of the others."""
        if self.absent_denominator is not None:
            return self.absent_denominator
        return (self.denominator or 0.0) / self.partners_in * self.absent

    def full_figure(self, reported_by_absent: float) -> float:
        """The figure of all partners, if the absent report this: their sum, or their ratio."""
        if self.denominator is None:
            return self.numerator + reported_by_absent
        base = self.absent_base
        return self.scale * (self.numerator + reported_by_absent / self.scale * base) / (self.denominator + base)

    @property
    def usual(self) -> float:
        """What the absent would report if they were like the others."""
        if self.denominator is None:
            return self.numerator / self.partners_in * self.absent
        return self.scale * self.numerator / self.denominator

    @property
    def most(self) -> float:
        """The most that is thought of."""
        if self.denominator is not None and self.capped:
            return self.scale
        return REACH * abs(self.usual) or REACH * self.scale


@dataclass(frozen=True, slots=True)
class Turn:
    """From what the absent report together (their sum, or their ratio) the verdict is another one: `code`."""

    code: str
    way: Literal["at-least", "at-most"]
    absent_report: float
    full_figure: float


@dataclass(frozen=True, slots=True)
class WouldChange:
    """`code` is the verdict if the absent are like the others, `usual` what they would then report.

    `lower` and `higher` are the turns on either side; None where nothing that they can report changes the verdict.
    """

    code: str
    usual: float
    lower: Turn | None
    higher: Turn | None

    @property
    def stays(self) -> bool:
        return self.lower is None and self.higher is None


def would_change(
    points: Sequence[Point],
    *,
    direction: Direction,
    coverage: Coverage,
    baseline: tuple[str, float] | None = None,
    target: tuple[str, float] | None = None,
) -> WouldChange | None:
    """The turns on either side of what the absent would usually report; None if nobody is absent, or no figure is.

    The latest known point is the one that is incomplete; its value is replaced by the coverage's own.
    """
    known = in_time(points)
    if not known or not coverage.absent:
        return None
    earlier = [point for point in points if point.period != known[-1].period]

    def code(reported_by_absent: float) -> str:
        latest = replace(known[-1], value=coverage.full_figure(reported_by_absent))
        return judge([*earlier, latest], direction=direction, baseline=baseline, target=target).code

    usual = min(max(coverage.usual, 0.0), coverage.most)
    lower, higher = _turn(code, usual, 0.0), _turn(code, usual, coverage.most)
    return WouldChange(
        code(usual), usual,
        _told(lower, "at-most", code, coverage), _told(higher, "at-least", code, coverage),
    )  # fmt: skip


def _turn(code: Callable[[float], str], inside: float, outside: float) -> float | None:
    """The value nearest to `inside` at which the code is another one, on the way to `outside`."""
    here = code(inside)
    if code(outside) == here:
        return None
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if middle in (inside, outside):
            break
        if code(middle) == here:
            inside = middle
        else:
            outside = middle
    return outside


def _told(
    at: float | None, way: Literal["at-least", "at-most"], code: Callable[[float], str], coverage: Coverage
) -> Turn | None:
    return None if at is None else Turn(code(at), way, at, coverage.full_figure(at))
