"""The groups of one measure beside each other: each one's rate, its gap to a reference, and how far all are apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.rates import disparity
from commonweal.engines.rates.differences import newcombe
from commonweal.engines.rates.estimates import Estimate
from commonweal.engines.rates.proportions import wilson
from commonweal.engines.rates.ratios import risk_ratio
from commonweal.engines.rates.reliability import Reliability, proportion_reliability

METHOD = "Wilson; ratio by logarithms (Katz), difference Newcombe 10; disparity WHO HEAT, slope OHID linear"
RULE = 1
REPORTED, NOBODY = "reported", "no-people"
_NO_FIGURE = Reliability("hide", ("no-figure",), None, None, None, None)


class GapError(ValueError):
    """Groups that cannot be compared; `code` and `params` say why, `words.fault_words` says it to a person."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Group:
    """`numerator` of `denominator` people of one group. None is not known, for the reason in `status`."""

    name: str
    numerator: float | None
    denominator: float | None
    order: float | None = None
    status: str = REPORTED

    @property
    def rate(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class GroupGap:
    """A group's rate (0 to 1) with Wilson's interval; ratio = group over reference, difference = group less reference.

    The reference beside itself has ratio 1, difference 0 and no intervals. A group without a rate has none of it.
    """

    group: Group
    rate: Estimate
    ratio: Estimate
    difference: Estimate
    reliability: Reliability


@dataclass(frozen=True, slots=True)
class Summary:
    """All groups with a rate in one number each; None where it is not defined. Fractions, never × 100 or × 1000.

    `mdb` weighs groups by their people, `mdbu` each alike. `par`, `paf` and both need to know which way is better.
    `par_people` is the PAR in people. Slope and RII need an order of five groups or more.
    """

    mean: float
    bgv: float
    bgsd: float
    idisu: float | None
    idisw: float | None
    mdb: float | None
    mdbu: float | None
    par: float | None
    par_people: float | None
    paf: float | None
    theil_index: float | None
    mld: float | None
    sii: float | None
    sii_low: float | None
    sii_high: float | None
    rii: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every group in the order given, the reference's name, and the summary of those with a rate."""

    reference: str
    direction: str | None
    level: float
    groups: tuple[GroupGap, ...]
    summary: Summary

    @property
    def reference_gap(self) -> GroupGap:
        return next(gap for gap in self.groups if gap.group.name == self.reference)

    @property
    def widest(self) -> GroupGap | None:
        """The group that is farthest from the reference; those whose figure is too unsure come last."""
        others = [gap for gap in self.groups if gap.rate.value is not None and gap.group.name != self.reference]
        return max(
            others,
            key=lambda gap: (gap.reliability.action != "hide", abs(gap.difference.value or 0.0)),
            default=None,
        )


def compare(
    groups: Sequence[Group], *, reference: str | None = None, direction: str | None = None, level: float = 0.95
) -> Comparison:
    """Compare groups with the reference; without one, with the group that does best by `direction` (lower or higher).

    Names are told apart without capitals and outer spaces. Two best groups: the first. Faults, as GapError:
    group-twice, below-nought, numerator-above-denominator, no-rates, unknown-reference, reference-without-rate,
    no-direction.
    """
    _check(groups)
    known = [group for group in groups if group.rate is not None]
    if not known:
        raise GapError("no-rates")
    base = _named(groups, reference) if reference is not None else _best(known, direction)
    if base.rate is None:
        raise GapError("reference-without-rate", group=base.name)
    gaps = tuple(_gap(group, base, level) for group in groups)
    summary = _summary(known, direction, base.rate if reference is not None else None, level)
    return Comparison(base.name, direction, level, gaps, summary)


def _check(groups: Sequence[Group]) -> None:
    seen: set[str] = set()
    for group in groups:
        if (name := _folded(group.name)) in seen:
            raise GapError("group-twice", group=group.name)
        seen.add(name)
        k, n = group.numerator, group.denominator
        if (k is not None and k < 0) or (n is not None and n < 0):
            raise GapError("below-nought", group=group.name)
        if k is not None and n is not None and k > n:
            raise GapError("numerator-above-denominator", group=group.name, numerator=k, denominator=n)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _named(groups: Sequence[Group], name: str) -> Group:
    found = [group for group in groups if _folded(group.name) == _folded(name)]
    if not found:
        raise GapError("unknown-reference", group=name, known=", ".join(group.name for group in groups))
    return found[0]


def _best(known: Sequence[Group], direction: str | None) -> Group:
    if direction is None:
        raise GapError("no-direction")
    best = min if direction == disparity.LOWER else max
    return best(known, key=lambda group: group.rate or 0.0)


def _gap(group: Group, base: Group, level: float) -> GroupGap:
    k, n = group.numerator, group.denominator
    nothing = Estimate(None)
    if group.rate is None or k is None or not n:
        return GroupGap(group, nothing, nothing, nothing, _NO_FIGURE)
    rate, reliability = Estimate(group.rate, *wilson(k, n, level)), proportion_reliability(k, n)
    if group is base:
        return GroupGap(group, rate, Estimate(1.0 if k else None), Estimate(0.0), reliability)
    beside = (base.numerator or 0.0, base.denominator or 0.0)
    return GroupGap(group, rate, risk_ratio((k, n), beside, level), newcombe((k, n), beside, level), reliability)


def _summary(known: Sequence[Group], direction: str | None, aim: float | None, level: float) -> Summary:
    together = _together(known)
    people = sum(group.denominator or 0.0 for group in known)
    best = None if direction is None else disparity.best_rate(together, direction)
    par = None if direction is None else disparity.attributable_risk(together, direction, aim)
    slope = _slope(known, level)
    return Summary(
        mean=together.mean,
        bgv=disparity.between_group_variance(together)[0],
        bgsd=disparity.between_group_sd(together),
        idisu=disparity.index_of_disparity(together, weighted=False),
        idisw=disparity.index_of_disparity(together, weighted=True),
        mdb=None if best is None else disparity.mean_difference(together, best, weighted=True),
        mdbu=None if best is None else disparity.mean_difference(together, best, weighted=False),
        par=par,
        par_people=None if par is None else par * people,
        paf=None if direction is None else disparity.attributable_fraction(together, direction, aim),
        theil_index=disparity.theil(together)[0],
        mld=disparity.mean_log_deviation(together)[0],
        sii=slope.sii.value,
        sii_low=slope.sii.low,
        sii_high=slope.sii.high,
        rii=slope.rii,
    )


def _together(groups: Sequence[Group]) -> disparity.Groups:
    return disparity.groups_of([group.rate or 0.0 for group in groups], [group.denominator or 0.0 for group in groups])


def _slope(known: Sequence[Group], level: float) -> disparity.SlopeIndex:
    """Only where every group with a rate has its own place in the order."""
    places = [group.order for group in known]
    if None in places or len(set(places)) < len(places):
        return disparity.SlopeIndex(Estimate(None), None)
    ordered = sorted(known, key=lambda group: group.order or 0.0)
    rates = [(group.rate or 0.0, group.denominator or 1.0) for group in ordered]
    errors = [(rate * (1 - rate) / people) ** 0.5 for rate, people in rates]
    return disparity.slope_index(_together(ordered), errors, level)
