"""What a survey's answers say: each question and scale, where people are apart, and how far.

Reversed questions are turned, so that a high answer is always the favourable one. A question that fewer than the floor
answered is not told; nor is its split by groups, where a group or what is left would be smaller than the floor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from commonweal.engines.psychometrics.agreement import GROUP_VIEW, rwg, rwg_j
from commonweal.engines.psychometrics.answers import Matrix, complete
from commonweal.engines.psychometrics.reliability import FEWEST_PEOPLE, Alpha, alpha
from commonweal.engines.psychometrics.scales import Scale as Scoring
from commonweal.engines.psychometrics.scales import keyed, scores, turned
from commonweal.engines.psychometrics.spread import Spread, spread, stand_together
from commonweal.engines.questionnaires import Instrument, Item, Option, Scale
from commonweal.engines.rates.differences import newcombe
from commonweal.engines.rates.estimates import Estimate
from commonweal.engines.rates.proportions import Interval, wilson, wilson_of_population
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import Answers, answers_of

#: The two whose gap is told first; a survey that asks others tells of its two largest groups.
FIRST_PAIR = ("residents", "agencies")
PRESENT, CULTIVATE, ABSENT = "present", "cultivate", "absent"


@dataclass(frozen=True)
class ScaleAnswers:
    """One question on a scale. `spread` is None where fewer than the floor answered."""

    item: Item
    scale: Scale
    spread: Spread | None
    #: By group of respondents, where all may be told apart.
    groups: dict[str, Spread]

    @property
    def is_hidden(self) -> bool:
        return self.spread is None

    @property
    def middle(self) -> float:
        return (self.scale.min + self.scale.max) / 2


@dataclass(frozen=True)
class Chosen:
    """One answer to choose, who chose it, and how many of all who were asked likely would."""

    option: Option | None
    code: str
    k: int
    likely: Interval | None


@dataclass(frozen=True)
class ChoiceAnswers:
    """A question with answers to choose from. `chosen` is None where fewer than the floor answered."""

    item: Item
    n: int
    chosen: tuple[Chosen, ...] | None
    #: How many chose what is right; None where nothing is.
    right: int | None = None


@dataclass(frozen=True)
class ScaleResult:
    """A scale over people's scores. Below the cut of agreement its middle is nobody's view."""

    scale: Scale
    items: tuple[ScaleAnswers, ...]
    spread: Spread | None
    alpha: Alpha | None
    #: None where too few answered all of its questions.
    agreement: float | None
    #: present, cultivate or absent, where the instrument has a gate for it and enough answered all of its questions.
    gate: str | None

    @property
    def is_group_view(self) -> bool:
        return self.agreement is not None and self.agreement >= GROUP_VIEW


@dataclass(frozen=True)
class Gap:
    """Of one question: who stands above the middle of the scale, in two groups."""

    answers: ScaleAnswers
    names: tuple[str, str]
    counts: tuple[tuple[int, int], tuple[int, int]]
    apart: Estimate

    @property
    def is_clear(self) -> bool:
        """More than chance makes of groups of this size."""
        low, high = self.apart.low, self.apart.high
        return low is not None and high is not None and (low > 0 or high < 0)

    @property
    def lower(self) -> int:
        """Which of the two stands lower."""
        return 0 if (self.apart.value or 0) < 0 else 1


@dataclass(frozen=True)
class Results:
    """All of it. Texts stand apart: their words are for whoever runs the survey."""

    answers: Answers
    scales: tuple[ScaleResult, ...]
    choices: tuple[ChoiceAnswers, ...]
    numbers: tuple[tuple[Item, Spread | None], ...]
    #: And how many wrote something; None where fewer than the floor did.
    texts: tuple[tuple[Item, int | None], ...]
    pair: tuple[str, str] | None
    gaps: tuple[Gap, ...]

    @cached_property
    def items(self) -> tuple[ScaleAnswers, ...]:
        """Every question on a scale, in the order of asking."""
        return tuple(item for scale in self.scales for item in scale.items)

    @cached_property
    def apart(self) -> tuple[ScaleAnswers, ...]:
        """Where people disagree: first what divides them into camps of like size, then what spreads them furthest."""
        found = [item for item in self.items if item.spread and item.spread.apart]
        return tuple(sorted(found, key=lambda one: (-_smaller_camp(one), -_share_of_width(one))))

    @cached_property
    def not_apart(self) -> tuple[ScaleAnswers, ...]:
        """Questions that tell no groups apart and so may hide a gap; where all stand on one side there is none."""
        told = [one for one in self.items if self.pair and one.spread and one.spread.n and not one.groups]
        return tuple(one for one in told if one.spread and not stand_together(list(one.spread.counts.values())))

    @cached_property
    def checked(self) -> tuple[ChoiceAnswers, ...]:
        """Questions with a right answer, those that fewest know first."""
        found = [one for one in self.choices if one.right is not None and one.chosen and one.n]
        return tuple(sorted(found, key=lambda one: (one.right or 0) / one.n))

    @cached_property
    def shown(self) -> tuple[ScaleAnswers, ...]:
        """What enough people answered, the most favourable first."""
        found = [item for item in self.items if item.spread and item.spread.n]
        return tuple(sorted(found, key=lambda one: (-_standing(one, "median"), -_standing(one, "mean"))))


def results_of(reader: Any, survey: Survey, at: datetime) -> Results:
    """As far as this reader may see; raises Http404 where there is nothing for them."""
    return results_from(answers_of(reader, survey, at))


def results_from(answers: Answers) -> Results:
    instrument = answers.instrument
    scales = tuple(_scale(answers, scale) for scale in instrument.scales if _items(instrument, scale))
    pair = _pair(answers)
    asked = instrument.in_order
    return Results(
        answers=answers,
        scales=scales,
        choices=tuple(_choice(answers, item) for item in asked if item.kind in _CHOSEN),
        numbers=tuple((item, _number(answers, item)) for item in asked if item.kind == "number"),
        texts=tuple((item, _given(answers, item)) for item in asked if item.kind == "text"),
        pair=pair,
        gaps=_gaps(scales, pair) if pair else (),
    )


_CHOSEN = ("choice", "choices", "yes-no", "pledge")


def floor_of(answers: Answers) -> int:
    """Whoever sees names is told everything: they see each sheet anyway."""
    return 1 if any(answers.names) else answers.survey.floor


def scoring(instrument: Instrument, scale: Scale) -> Scoring:
    """The scale as the arithmetic takes it."""
    items = _items(instrument, scale)
    names, reverse = tuple(item.id for item in items), frozenset(item.id for item in items if item.reverse)
    return Scoring(
        scale.id, names, reverse, scale.min, scale.max, "sum" if scale.score == "sum" else "mean", scale.min_answered
    )


def person_scores(answers: Answers, scale: Scale) -> list[float | None]:
    return scores(_matrix(answers, scale), scoring(answers.instrument, scale))


def _items(instrument: Instrument, scale: Scale) -> list[Item]:
    return [item for item in instrument.items_of(scale.id) if item.kind == "scale"]


def _matrix(answers: Answers, scale: Scale) -> Matrix:
    return keyed(answers.columns, scoring(answers.instrument, scale))


def _scale(answers: Answers, scale: Scale) -> ScaleResult:
    items = tuple(_on_scale(answers, item, scale) for item in _items(answers.instrument, scale))
    people = _matrix(answers, scale)
    rule = scoring(answers.instrument, scale)
    found = spread(scores(people, rule))
    if not found.n or found.n < floor_of(answers):
        return ScaleResult(scale, items, None, None, None, None)
    whole = len(complete(people))
    reliability = alpha(people) if whole >= FEWEST_PEOPLE else None
    agreed = None
    if whole >= floor_of(answers):
        agreed = rwg_j(people, rule.points) if len(items) > 1 else rwg(people[:, 0], rule.points)
    gate = answers.instrument.gate(scale.id)
    return ScaleResult(
        scale=scale,
        items=items,
        spread=found,
        alpha=reliability if reliability and reliability.value is not None else None,
        agreement=agreed,
        gate=gate.verdict(found.median) if gate and agreed is not None and found.median is not None else None,
    )


def _on_scale(answers: Answers, item: Item, scale: Scale) -> ScaleAnswers:
    values = _turned(answers, item, scale)
    found = spread(values, scale.points)
    if 0 < found.n < floor_of(answers):
        return ScaleAnswers(item, scale, None, {})
    return ScaleAnswers(item, scale, found, _by_group(answers, values, scale))


def _turned(answers: Answers, item: Item, scale: Scale) -> list[float | None]:
    """What was not asked is no answer missing, and stays away."""
    given = [value for value, was in zip(answers.columns[item.id], answers.asked[item.id], strict=True) if was]
    return [turned(value, scale.min, scale.max) if item.reverse and value is not None else value for value in given]


def _by_group(answers: Answers, values: Sequence[float | None], scale: Scale) -> dict[str, Spread]:
    """Nothing where a group, or what is left of all, is smaller than the floor or stands together.

    Each of them alone would say how everybody in it stands, and what is not told of one could be worked out.
    """
    if len(values) != answers.n or not answers.splits:
        return {}
    found = {
        group: spread([value for value, of in zip(values, answers.groups, strict=True) if of == group], scale.points)
        for group in {*answers.groups}
    }
    if not any(answers.names) and any(
        0 < one.n < answers.survey.floor or stand_together(list(one.counts.values())) for one in found.values()
    ):
        return {}
    return {group: found[group] for group in answers.splits if found[group].n}


def _pair(answers: Answers) -> tuple[str, str] | None:
    if all(group in answers.splits for group in FIRST_PAIR):
        return FIRST_PAIR
    largest = sorted(answers.splits, key=lambda group: (-answers.groups.count(group), group))[:2]
    return (largest[0], largest[1]) if len(largest) == 2 else None


def _gaps(scales: Sequence[ScaleResult], pair: tuple[str, str]) -> tuple[Gap, ...]:
    """Clear ones first, then the widest; questions on which both stand alike are left out."""
    found = [
        _gap(item, pair) for scale in scales for item in scale.items if all(group in item.groups for group in pair)
    ]
    apart = [gap for gap in found if gap.apart.value]
    return tuple(sorted(apart, key=lambda gap: (not gap.is_clear, -abs(gap.apart.value or 0))))


def _gap(item: ScaleAnswers, pair: tuple[str, str]) -> Gap:
    first, second = (_above(item.groups[group], item.middle) for group in pair)
    return Gap(item, pair, (first, second), newcombe(first, second))


def _above(found: Spread, middle: float) -> tuple[int, int]:
    return sum(count for point, count in found.counts.items() if point > middle), found.n


def _choice(answers: Answers, item: Item) -> ChoiceAnswers:
    given = [value for value in answers.columns[item.id] if value not in (None, "", [])]
    # A pledge is signed or not; nobody ticks that they do not sign.
    n = sum(answers.asked[item.id]) if item.kind == "pledge" else len(given)
    if 0 < n < floor_of(answers):
        return ChoiceAnswers(item, n, None)
    codes: list[tuple[Option | None, str]] = [(option, option.id) for option in item.options]
    codes = codes or [(None, code) for code in (("yes",) if item.kind == "pledge" else ("yes", "no"))]
    counted = [(option, code, sum(_is_chosen(code, value) for value in given)) for option, code in codes]
    right = sum(is_right(item, value) for value in given) if item.correct else None
    return ChoiceAnswers(item, n, tuple(Chosen(*one, _likely(one[2], n, answers.n_invited)) for one in counted), right)


def is_right(item: Item, value: Any) -> bool:
    """Of several that may be ticked, all that are right and no other."""
    return {*value} == {*item.correct} if isinstance(value, list) else value in item.correct


def _is_chosen(code: str, value: Any) -> bool:
    return code in value if isinstance(value, list) else code == value


def _likely(k: int, n: int, asked: int | None) -> Interval | None:
    """Among all who were asked, where their number is known."""
    if not n:
        return None
    return wilson_of_population(k, n, asked) if asked is not None and asked >= n else wilson(k, n)


def _number(answers: Answers, item: Item) -> Spread | None:
    found = spread(answers.columns[item.id])
    return None if 0 < found.n < floor_of(answers) else found


def _given(answers: Answers, item: Item) -> int | None:
    n = sum(bool(value) for value in answers.columns[item.id])
    return None if 0 < n < floor_of(answers) else n


def _share_of_width(one: ScaleAnswers) -> float:
    width = one.scale.max - one.scale.min
    return (one.spread.iqr or 0) / width if one.spread else 0


def _smaller_camp(one: ScaleAnswers) -> float:
    """The share of those who stand on the side of the middle with fewer people."""
    if not one.spread or not one.spread.n:
        return 0
    high, n = _above(one.spread, one.middle)
    low = sum(count for point, count in one.spread.counts.items() if point < one.middle)
    return min(low, high) / n


def _standing(one: ScaleAnswers, of: str) -> float:
    """Where it stands between the ends of its scale, from 0 to 1: scales may differ in width."""
    value = getattr(one.spread, of)
    return 0 if value is None else (value - one.scale.min) / (one.scale.max - one.scale.min)
