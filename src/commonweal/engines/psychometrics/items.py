"""Each question by itself: how easy it is, and whether it goes with the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.psychometrics.answers import Matrix, complete, correlation, correlations, figure
from commonweal.engines.psychometrics.reliability import Alpha, alpha

WRONG_KEY, REVERSED, TOO_EASY, TOO_HARD = "wrong-key?", "reversed?", "too-easy", "too-hard"
EASY, HARD = 0.95, 0.20
#: Of fewer answers to a question no flag says anything.
FEWEST_TO_FLAG = 5
#: What people wrote, None where they left it blank.
Texts = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Item:
    """`n` answered it; `difficulty` is the mean over the maximum, so 1 is easy; `item_rest` is listwise."""

    item: str
    n: int
    difficulty: float | None
    item_rest: float | None
    flag: str | None
    maximum: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """`complete` people answered all. `against` are the questions that run the other way, where one is flagged."""

    alpha: Alpha
    items: tuple[Item, ...]
    complete: int
    against: tuple[str, ...]


def right_or_wrong(columns: Mapping[str, Texts], key: Mapping[str, str]) -> dict[str, list[float | None]]:
    """Answers against the key, without regard to capitals and spaces; what was left blank stays missing."""
    return {item: [None if a is None else float(same_answer(a, key[item])) for a in columns[item]] for item in key}


def same_answer(given: str, right: str) -> bool:
    given, right = given.strip().casefold(), right.strip().casefold()
    if given == right:
        return True
    try:
        return float(given) == float(right)  # 3 and 3.0
    except ValueError:
        return False


def analyse(
    answers: Matrix, names: Sequence[str], *, keyed: bool, maximum: float | None = None, level: float = 0.95
) -> Analysis:
    """All questions of a test or a scale. With a key the answers are 1 and 0.

    `maximum` is the most an answer can be; without it, it is the greatest answer that each question got.
    """
    people = complete(answers)
    rest = item_rest(people)
    found = []
    for place, name in enumerate(names):
        given = answers[:, place][~np.isnan(answers[:, place])]
        most = 1.0 if keyed else maximum if maximum is not None else float(given.max()) if len(given) else 0.0
        difficulty = figure(float(given.mean()) / most) if len(given) and most else 0.0 if len(given) else None
        flag = _flag(difficulty, rest[place], keyed=keyed) if len(given) >= FEWEST_TO_FLAG else None
        found.append(Item(name, len(given), difficulty, rest[place], flag, most))
    turned = any(item.flag in (WRONG_KEY, REVERSED) for item in found)
    against = tuple(names[place] for place in running_against(people)) if turned else ()
    return Analysis(alpha(answers, level), tuple(found), len(people), against)


def item_rest(people: Matrix) -> list[float | None]:
    """Each question's correlation with the sum of the others: with itself in the sum it would flatter itself."""
    total = people.sum(axis=1)
    return [correlation(people[:, item], total - people[:, item]) for item in range(people.shape[1])]


def item_total(people: Matrix) -> list[float | None]:
    """The same with itself in the sum, for comparison with programs that print it."""
    total = people.sum(axis=1)
    return [correlation(people[:, item], total) for item in range(people.shape[1])]


def running_against(people: Matrix) -> list[int]:
    """The places of the fewer questions that run one way while the more run the other.

    By the signs of the first principal component: one forgotten reversal turns many item-rest correlations down,
    and only one of these questions has to be turned.
    """
    varying = [item for item in range(people.shape[1]) if np.ptp(people[:, item]) > 0] if len(people) > 1 else []
    if len(varying) < 3:
        return []
    direction = np.linalg.eigh(correlations(people[:, varying]))[1][:, -1]
    sides = [[item for item, way in zip(varying, direction, strict=True) if way * sign > 0] for sign in (1, -1)]
    fewer = min(sides, key=len)
    return fewer if len(fewer) * 2 < len(varying) else []


def _flag(difficulty: float | None, rest: float | None, *, keyed: bool) -> str | None:
    if rest is not None and rest < 0:
        return WRONG_KEY if keyed else REVERSED
    if difficulty is None:
        return None
    return TOO_EASY if difficulty > EASY else TOO_HARD if difficulty < HARD else None
