"""Makes up the figures of partners, the same ones each time: person by person, then counted.

Because groups, districts and totals are counts of the same people, they agree with each other as real ones would.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from commonweal.cli.demo.tables import (
    InventedMeasure,
    categories_of,
    district_codes,
    invented_measures,
    partner_codes,
)

SEED = 25
COUNTY = "county"
#: How many of the people served do not state their race or ethnicity.
NOT_STATED = 0.03
SPREAD_OF_PAY = 2.2


@dataclass(frozen=True)
class Figure:
    """One row of a partner's file. `groups` is empty where it is about everybody."""

    measure: str
    place: str
    value: float
    numerator: int | None = None
    denominator: int | None = None
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _People:
    """The people of one partner in one district and quarter: a column each."""

    groups: Mapping[str, np.ndarray]
    success: np.ndarray
    amount: np.ndarray


def figures_of(measure: InventedMeasure, partner: str, quarter: int) -> list[Figure]:
    """What a partner reports; `quarter` counts from the measure's first one."""
    if not measure.made.people:
        return [_money(measure, partner, quarter)]
    found: list[Figure] = []
    for district in districts_of(partner):
        people = _people(measure, partner, district, quarter)
        found += _counted(measure, district, people)
    return found


def totals_of(measure: InventedMeasure, quarter: int) -> Figure:
    """The whole county, as a sheet from before the rounds has it."""
    everybody = [
        figure for partner in measure.partners for figure in figures_of(measure, partner, quarter) if not figure.groups
    ]
    base = sum(figure.denominator or 0 for figure in everybody)
    if measure.made.share is not None:
        count = sum(figure.numerator or 0 for figure in everybody)
        return Figure(measure.code, COUNTY, round(100 * count / base, 1), count, base)
    if measure.made.people and measure.made.amount is not None:
        weighted = sum(figure.value * (figure.denominator or 0) for figure in everybody)
        return Figure(measure.code, COUNTY, round(weighted / base, 2), None, base)
    return Figure(measure.code, COUNTY, sum(figure.value for figure in everybody))


def districts_of(partner: str) -> list[str]:
    """Two to five districts that a partner works in."""
    rng = _rng(partner)
    return sorted(rng.choice(district_codes(), size=rng.integers(2, 6), replace=False).tolist())


def _rng(*what: str | int) -> np.random.Generator:
    """Its own stream for each partner, measure, district and quarter, so that none depends on the order."""
    words = [int.from_bytes(str(part).encode(), "little") % (1 << 63) for part in what]
    return np.random.default_rng([SEED, *words])


def _size(partner: str) -> float:
    return float(_rng("size", partner).lognormal(0, 0.35))


def _money(measure: InventedMeasure, partner: str, quarter: int) -> Figure:
    amount = (measure.made.amount or 0) + measure.made.drift * quarter
    noise = _rng(measure.code, partner, quarter).normal(1, 0.05)
    return Figure(measure.code, COUNTY, float(round(amount * _size(partner) * noise, -2)))


def _people(measure: InventedMeasure, partner: str, district: str, quarter: int) -> _People:
    rng = _rng(measure.code, partner, district, quarter)
    made = measure.made
    mean = made.people * _size(partner) * (1 + made.growth) ** quarter
    count = max(1, int(rng.normal(mean, 0.06 * mean)))
    groups, effect = {}, np.zeros(count)
    for dimension in measure.dimensions:
        codes, chosen = _chosen(dimension, district, count, rng, made.nobody)
        groups[dimension] = codes[chosen]
        effect += np.array([made.effects.get(code, 0.0) for code in codes])[chosen]
    share = (made.share or 0) + made.drift * quarter + effect
    amount = (made.amount or 0) + made.drift * quarter + effect + rng.normal(0, SPREAD_OF_PAY, count)
    return _People(groups, rng.random(count) < share, amount)


def _chosen(
    dimension: str, district: str, count: int, rng: np.random.Generator, nobody: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Who belongs where: the shares differ by district; the last code is "not stated"."""
    served = [category for category in categories_of(dimension) if category[0] not in nobody]
    shares = np.array([share for *_, share in served])
    shares = shares / shares.sum()
    shares = _rng("shares", district, dimension).dirichlet(shares * 30)
    unstated = NOT_STATED if dimension == "race_ethnicity" else 0
    codes = np.array([*(code for code, *_ in served), ""])
    return codes, rng.choice(len(codes), size=count, p=[*(shares * (1 - unstated)), unstated])


def _counted(measure: InventedMeasure, district: str, people: _People) -> Iterator[Figure]:
    yield _figure(measure, district, people, np.ones(len(people.success), dtype=bool), {})
    for dimension, belongs in people.groups.items():
        for code, *_ in categories_of(dimension):
            chosen = belongs == code
            if chosen.any() or (measure.kind == "count" and code not in measure.made.nobody):
                yield _figure(measure, district, people, chosen, {dimension: code})


def _figure(
    measure: InventedMeasure, district: str, people: _People, chosen: np.ndarray, groups: Mapping[str, str]
) -> Figure:
    base = int(chosen.sum())
    if measure.made.share is not None:
        count = int(people.success[chosen].sum())
        return Figure(measure.code, district, round(100 * count / base, 1), count, base, groups)
    if measure.made.amount is not None:
        return Figure(measure.code, district, round(float(people.amount[chosen].mean()), 2), None, base, groups)
    return Figure(measure.code, district, float(base), groups=groups)


def measures_of(partner: str) -> list[InventedMeasure]:
    return [measure for measure in invented_measures() if partner in measure.partners]


def everybody_asked() -> dict[str, list[InventedMeasure]]:
    return {partner: measures_of(partner) for partner in partner_codes()}
