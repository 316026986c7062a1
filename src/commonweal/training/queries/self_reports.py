"""What people say of themselves: together before, midway and after; then and now, looking back; and what came of it.

None of it is a test, and none of it is ever put into one number with a test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.engines.psychometrics.agreement import GROUP_VIEW, rwg_j
from commonweal.engines.psychometrics.answers import complete
from commonweal.engines.psychometrics.change import Change, paired_change
from commonweal.engines.psychometrics.reliability import FEWEST_PEOPLE, Alpha, alpha
from commonweal.engines.psychometrics.scales import keyed, scores
from commonweal.engines.psychometrics.spread import Spread, spread
from commonweal.engines.psychometrics.waves import Waves, mixed_waves
from commonweal.engines.questionnaires import Instrument, Item, Option, Scale
from commonweal.engines.rates.proportions import Interval, likely_of_population
from commonweal.instruments.queries.results import scoring
from commonweal.training.models import Assessment
from commonweal.training.queries.gains import FLOOR
from commonweal.training.queries.results import Asked, Given, Results

Moves = tuple[int, int, int]


@dataclass(frozen=True)
class Paired:
    """The same people at two times; `moves` are how many went up, stayed and went down."""

    change: Change
    moves: Moves


@dataclass(frozen=True)
class Wave:
    """One asking of a scale. `spread` is None where fewer than five have a score; `since` is against the first one."""

    asked: Asked
    n: int
    spread: Spread | None
    agreement: float | None
    alpha: Alpha | None
    since: Paired | None

    @property
    def is_group_view(self) -> bool:
        return self.agreement is not None and self.agreement >= GROUP_VIEW


@dataclass(frozen=True)
class Efficacy:
    """`model` takes those along who missed an asking: with twenty people and three askings, else None.

    `same_people` is their number where only who answered each time is shown, so that the few others stay unknown.
    """

    scale: Scale
    waves: tuple[Wave, ...]
    model: Waves | None
    same_people: int | None


@dataclass(frozen=True)
class LookingBack:
    """One question, or all of them (`item` is None): then and now, as people see it now."""

    item: Item | None
    n: int
    paired: Paired | None


@dataclass(frozen=True)
class Since:
    """One question on what came of it. `chosen` is None where fewer than five answered; intervals are of the cohort."""

    item: Item
    n: int
    of: int
    chosen: tuple[tuple[Option, int, Interval], ...] | None


def paired(pairs: Sequence[tuple[float, float]]) -> Paired | None:
    if not pairs:
        return None
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    moves = [b - a for a, b in pairs]
    change = paired_change(before, after)
    return Paired(change, (sum(m > 0 for m in moves), moves.count(0), sum(m < 0 for m in moves)))


def efficacy_of(results: Results) -> Efficacy | None:
    """None where it was never asked, or nobody has answered yet."""
    asked = [one for one in results.of_phase(Assessment.Phase.EFFICACY) if results.answers(one)]
    if not asked:
        return None
    scale = asked[0].instrument.scales[0]
    found = [_scored(one.instrument, scale, results.answers(one)) for one in asked]
    same = set.intersection(*(set(own) for own in found)) if _could_be_worked_out(found) else None
    if same is not None:
        found = [{number: score for number, score in own.items() if number in same} for own in found]
    waves = tuple(_wave(one, scale, results.answers(one), own, found[0]) for one, own in zip(asked, found, strict=True))
    told = [(number, one.key, score) for one, own in zip(asked, found, strict=True) for number, score in own.items()]
    people, times, values = ([one[place] for one in told] for place in range(3))
    model = mixed_waves(people, times, values) if same is None and len(asked) > 2 else None
    return Efficacy(scale, waves, model, None if same is None else len(same))


def _could_be_worked_out(found: Sequence[Mapping[int, float]]) -> bool:
    """Whether a few were asked at one time and not at another: averages of all and of pairs would tell them."""
    everywhere = set.intersection(*(set(own) for own in found))
    left_over = [set(own) - everywhere for own in found]
    left_over += [set(own) ^ set(found[0]) for own in found]
    return any(0 < len(people) < FLOOR for people in left_over)


def looking_back_of(results: Results) -> tuple[LookingBack, ...]:
    """All questions together first, then each; only of who rated both times. Nothing where nobody has answered."""
    for asked in results.of_phase(Assessment.Phase.LOOKING_BACK):
        given = list(results.answers(asked).values())
        items = [item for item in asked.instrument.in_order if item.retrospective]
        if given and items:
            return (_whole(given, items), *(_rated(item, given) for item in items))
    return ()


def since_of(results: Results) -> tuple[Since, ...]:
    for asked in results.of_phase(Assessment.Phase.SINCE):
        if given := [one for one in results.answers(asked).values() if one]:
            items = [item for item in asked.instrument.in_order if item.options]
            return tuple(_came_of_it(item, given, len(results.takers)) for item in items)
    return ()


def _scored(instrument: Instrument, scale: Scale, answers: Mapping[int, Given]) -> dict[int, float]:
    """By person; who answered too little of it has no score."""
    found = scores(keyed(_columns(instrument, scale, answers), scoring(instrument, scale)), scoring(instrument, scale))
    return {number: score for number, score in zip(answers, found, strict=True) if score is not None}


def _columns(instrument: Instrument, scale: Scale, answers: Mapping[int, Given]) -> dict[str, list[Any]]:
    return {
        item: [given.get(item) for given in answers.values()] for item in scoring(instrument, scale).items
    }  # fmt: skip


def _wave(
    asked: Asked, scale: Scale, answers: Mapping[int, Given], own: Mapping[int, float], first: Mapping[int, float]
) -> Wave:
    if len(own) < FLOOR:
        return Wave(asked, len(own), None, None, None, None)
    rule = scoring(asked.instrument, scale)
    counted = {number: given for number, given in answers.items() if number in own}
    people = keyed(_columns(asked.instrument, scale, counted), rule)
    agreement = rwg_j(people, rule.points) if len(complete(people)) >= FLOOR else None
    reliability = alpha(people)
    both = [(first[number], score) for number, score in own.items() if number in first]
    return Wave(
        asked, len(own), spread(list(own.values())), agreement,
        reliability if reliability.n >= FEWEST_PEOPLE and reliability.value is not None else None,
        None if own is first else paired(both),
    )  # fmt: skip


def _whole(given: Sequence[Given], items: Sequence[Item]) -> LookingBack:
    """Each person's mean of then and of now, over what they rated both times; who rated most of it."""
    pairs = []
    for one in given:
        rated = [pair for item in items if (pair := _pair(one, item))]
        if len(rated) >= 0.8 * len(items):
            pairs.append((sum(a for a, _b in rated) / len(rated), sum(b for _a, b in rated) / len(rated)))
    return LookingBack(None, len(pairs), paired(pairs) if len(pairs) >= FLOOR else None)


def _rated(item: Item, given: Sequence[Given]) -> LookingBack:
    pairs = [pair for one in given if (pair := _pair(one, item))]
    return LookingBack(item, len(pairs), paired(pairs) if len(pairs) >= FLOOR else None)


def _pair(given: Given, item: Item) -> tuple[float, float] | None:
    both = given.get(item.id) or {}
    return (both["then"], both["now"]) if "then" in both and "now" in both else None


def _came_of_it(item: Item, given: Sequence[Given], cohort: int) -> Since:
    answers = [one[item.id] for one in given if item.id in one]
    if len(answers) < FLOOR:
        return Since(item, len(answers), cohort, None)
    told = [(option, answers.count(option.id)) for option in item.options]
    n = len(answers)
    return Since(item, n, cohort, tuple((option, k, likely_of_population(k, n, cohort)) for option, k in told))
