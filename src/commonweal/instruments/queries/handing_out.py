"""Which answers of a survey stand together in files that leave the house, so that no combination is anybody's.

The rule and its reasons: docs/decisions/anonymous-answers.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import SystemRandom
from typing import Any

from commonweal.engines import questionnaires
from commonweal.engines.psychometrics.spread import stand_together
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import Answers


@dataclass(frozen=True)
class Block:
    """Columns whose rows stand in an order of their own; of a scale, or of one item alone."""

    name: str
    columns: Mapping[str, tuple[Any, ...]]
    groups: tuple[str, ...]


def blocks_to_hand_out(answers: Answers, *, with_words: bool) -> list[Block]:
    """With names or codes rows stay whole; anonymous ones only within a scale. What is withheld is in none."""
    hidden = withheld(answers, with_words=with_words)
    if answers.survey.mode != Survey.Mode.ANONYMOUS:
        columns = {key: column for key, column in answers.columns.items() if key not in hidden}
        return [Block("", columns, answers.groups)]
    by_scale: dict[str, list[str]] = {}
    alone = []
    for item in answers.instrument.in_order:
        for key in questionnaires.keys_of(item):
            if key in hidden:
                continue
            if item.kind == "scale":
                by_scale.setdefault(item.scale, []).append(key)
            else:
                alone.append(_Piece(key, (key,), tuple(range(answers.n)), is_words=item.kind == "text"))
    blocks = [block for scale, keys in by_scale.items() for block in _of_scale(answers, scale, keys)]
    return blocks + [block for piece in alone for block in _scrambled(answers, [piece])]


def withheld(answers: Answers, *, with_words: bool) -> frozenset[str]:
    """Of a sealed survey: what fewer than the floor answered, and words of people's own but for whoever runs it."""
    if answers.survey.mode == Survey.Mode.NAMED:
        return frozenset()
    found = set()
    for item in answers.instrument.in_order:
        for key in questionnaires.keys_of(item):
            given = sum(value is not None for value in answers.columns[key])
            if 0 < given < answers.survey.floor or (item.kind == "text" and not with_words):
                found.add(key)
    return frozenset(found)


@dataclass(frozen=True)
class _Piece:
    """Some columns over some rows, which are shuffled together."""

    name: str
    keys: tuple[str, ...]
    rows: Sequence[int]
    is_words: bool = False


def _of_scale(answers: Answers, scale: str, keys: Sequence[str]) -> list[Block]:
    """Whole rows of those who answered all; a blank among answers would tell somebody apart.

    What the others gave stands question by question. Where that is less than the floor of any, it could be worked
    out from all answers to that question: then the question with most blanks stands alone, and the rest try again.
    """
    together, alone = list(keys), []
    while len(together) > 1 and not _may_stand_together(answers, together):
        scarcest = min(together, key=lambda key: _given(answers, key, range(answers.n)))
        together.remove(scarcest)
        alone.append(scarcest)
    if len(together) == 1:
        alone, together = [*alone, *together], []
    found = []
    if together:
        whole, partly = _by_completeness(answers, together)
        rest = [_Piece(f"{scale}:{key}", (key,), partly) for key in together] if partly else []
        found = _scrambled(answers, [_Piece(scale, tuple(together), whole), *rest])
    for key in alone:
        found += _scrambled(answers, [_Piece(f"{scale}:{key}", (key,), tuple(range(answers.n)))])
    return found


def _may_stand_together(answers: Answers, keys: Sequence[str]) -> bool:
    whole, partly = _by_completeness(answers, keys)
    floor = answers.survey.floor
    return len(whole) >= floor and not any(0 < _given(answers, key, partly) < floor for key in keys)


def _by_completeness(answers: Answers, keys: Sequence[str]) -> tuple[list[int], list[int]]:
    """The rows that answered all of it, and the others."""
    whole = [row for row in range(answers.n) if all(answers.columns[key][row] is not None for key in keys)]
    return whole, sorted({*range(answers.n)} - {*whole})


def _given(answers: Answers, key: str, rows: Sequence[int]) -> int:
    return sum(answers.columns[key][row] is not None for row in rows)


def _scrambled(answers: Answers, pieces: Sequence[_Piece]) -> list[Block]:
    """Each in an order of its own; groups stand with all pieces, or with none."""
    with_groups = all(_may_tell_groups(answers, piece) for piece in pieces)
    blocks = []
    for piece in pieces:
        order = list(piece.rows)
        SystemRandom().shuffle(order)
        columns = {key: tuple(answers.columns[key][row] for row in order) for key in piece.keys}
        blocks.append(Block(piece.name, columns, tuple(answers.groups[row] if with_groups else "" for row in order)))
    return blocks


def _may_tell_groups(answers: Answers, piece: _Piece) -> bool:
    """Words stand without; else no group, nor what is left of all, is smaller than the floor or stands together."""
    if piece.is_words:
        return False
    counts = [
        Counter(answers.groups[row] for row in piece.rows if answers.columns[key][row] is not None)
        for key in piece.keys
    ]
    if any(n < answers.survey.floor for of in counts for n in of.values()):
        return False
    return not any(_stands_together(answers, key, group) for key in piece.keys for group in {*answers.groups})


def _stands_together(answers: Answers, key: str, group: str) -> bool:
    """Over all pieces: the rows of one question may lie in two of them."""
    given = [value for value in answers.of_group(key, group) if value is not None]
    points = _points(answers, key)
    return stand_together([given.count(point) for point in points]) if points else len({*map(str, given)}) == 1


def _points(answers: Answers, key: str) -> Sequence[float]:
    """Of a question on a scale; else none."""
    for item in answers.instrument.in_order:
        if item.kind == "scale" and key in questionnaires.keys_of(item):
            return next(scale.points for scale in answers.instrument.scales if scale.id == item.scale)
    return ()
