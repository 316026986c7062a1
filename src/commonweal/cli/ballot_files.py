"""Files of ballots in any dialect: who voted, and what each ballot says under its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.engines.measures.fact_files import FactsError, fill_numbers, open_columns, read_columns, refuse_unmapped
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER
from commonweal.engines.voting.counting import Rule
from commonweal.engines.voting.motions import CHOICES, NO, OBJECT, YES
from commonweal.engines.voting.results import APPROVAL, CONDORCET, GRADIENTS, SCORE, BallotError

COLUMNS = {APPROVAL: ("voter", "option"), SCORE: ("voter", "option", "score"), CONDORCET: ("voter", "ranking")}
PLAIN_COLUMNS = ("voter", "choice")
ABSTAIN = {"abstain", "abstained", "abstention", "abstención", "abstencion", "me abstengo", "se abstiene"}
_WORDS = {
    YES: {"yes", "y", "sí", "si", "s", "consent", "consiento", "a favor"},
    NO: {"no", "n", "en contra"},
    OBJECT: {"object", "objection", "objeción", "objecion", "objeto"},
}


@dataclass(frozen=True)
class Ballots:
    """By voter, in the order of the file. `repeated` are voters with two ballots: then nothing may be counted."""

    cast: Mapping[str, Any]
    repeated: list[str]


@dataclass(frozen=True)
class Row:
    number: int
    voter: str
    texts: Mapping[str, str]
    score: float | None


def read_ballots(
    source: Path | bytes, rule: Rule, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> Ballots:
    """An empty cell abstains, as the word does."""
    reader: dict[str, Callable[[list[Row], Rule], Ballots]] = {APPROVAL: _approvals, SCORE: _scores}
    rows = list(_rows(source, rule.method, mapping or {}, sheet))
    if not rows:
        raise BallotError("no-ballots")
    return reader.get(rule.method, _single)(rows, rule)


def _rows(source: Path | bytes, method: str, mapping: Mapping[str, str], sheet: str | None) -> Iterator[Row]:
    names = COLUMNS.get(method, PLAIN_COLUMNS)
    table, positions = _opened(source, names, mapping, sheet)
    refuse_unmapped([table], mapping)
    blocks, columns = read_columns(table, positions, ("score",), {})
    for rows, texts, parts in blocks:
        for name, numbers in parts.items():
            fill_numbers(rows, name, numbers, columns[name], np.zeros(numbers.odd_rows.shape, dtype=bool))
        said = {name: column.to_pylist() for name, column in texts.items()}
        for i, number in enumerate(rows.tolist()):
            row = {name: column[i] or "" for name, column in said.items()}
            score = _score(parts["score"].values[i], int(parts["score"].status[i])) if "score" in parts else None
            if not row["voter"] and (any(row.values()) or score is not None):
                raise BallotError("no-voter", row=number)
            if row["voter"]:
                yield Row(number, row["voter"], row, score)


def _opened(source: Path | bytes, names: tuple[str, ...], mapping: Mapping[str, str], sheet: str | None) -> Any:
    try:
        return open_columns(source, names, names, mapping, sheet)
    except FactsError as fault:
        if fault.code != "missing-column":
            raise
        raise BallotError("no-column", **fault.params) from fault


def _score(value: float, status: int) -> float | None:
    return float(value) if status in (NUMBER, ESTIMATED) else None


def _single(rows: list[Row], rule: Rule) -> Ballots:
    """One row is one ballot."""
    readers: dict[str, Callable[[Row, Rule, dict[str, str]], Any]] = {GRADIENTS: _level, CONDORCET: _ranking}
    read = readers.get(rule.method, _choice)
    cast: dict[str, Any] = {}
    repeated: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for row in rows:
        voter = fold(row.voter)
        if voter in cast:
            repeated.setdefault(voter, row.voter)
        cast[voter] = read(row, rule, spelled)
    return Ballots(cast, list(repeated.values()))


def _choice(row: Row, rule: Rule, _spelling: dict[str, str]) -> str | None:
    text = fold(row.texts["choice"])
    if not text or text in ABSTAIN:
        return None
    for choice in CHOICES[rule.method]:
        if text in _WORDS[choice]:
            return choice
    known = ", ".join((*CHOICES[rule.method], "abstain"))
    raise BallotError("choice-at", row=row.number, choice=row.texts["choice"], known=known)


def _level(row: Row, rule: Rule, _spelling: dict[str, str]) -> int | None:
    text = row.texts["choice"]
    if not text or fold(text) in ABSTAIN:
        return None
    whole = text.removesuffix(".0")  # as a spreadsheet writes it
    if not (whole.isascii() and whole.isdigit() and len(whole) < 9 and 1 <= int(whole) <= rule.levels):
        raise BallotError("level-at", row=row.number, level=text, edition=rule.levels)
    return int(whole)


def _ranking(row: Row, _rule: Rule, spelled: dict[str, str]) -> list[list[str]] | None:
    """`A>B=C>D`: > is before, = shares a place."""
    text = row.texts["ranking"]
    if not text or fold(text) in ABSTAIN:
        return None
    seen: set[str] = set()
    places: list[list[str]] = []
    for place in text.split(">"):
        options = [_one_spelling(option, spelled) for option in place.split("=")]
        if "" in options:
            raise BallotError("gap-in-ranking", row=row.number, ranking=text)
        for option in options:
            if option in seen:
                raise BallotError("ranked-twice", row=row.number, option=option)
            seen.add(option)
        places.append(options)
    return places


def _approvals(rows: list[Row], _rule: Rule) -> Ballots:
    """All rows of a voter are one ballot; the same option twice is two ballots of one voter."""
    cast: dict[str, Any] = {}
    repeated: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for row in rows:
        voter, option = fold(row.voter), _one_spelling(row.texts["option"], spelled)
        marked = cast.setdefault(voter, [])
        if not option or fold(option) in ABSTAIN:
            continue
        if option in marked:
            repeated.setdefault(voter, row.voter)
        marked.append(option)
    return Ballots({voter: marked or None for voter, marked in cast.items()}, list(repeated.values()))


def _scores(rows: list[Row], _rule: Rule) -> Ballots:
    """An option without a score was not scored: that is no nought."""
    cast: dict[str, Any] = {}
    seen: set[tuple[str, str]] = set()
    repeated: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for row in rows:
        voter, option = fold(row.voter), _one_spelling(row.texts["option"], spelled)
        scores = cast.setdefault(voter, {})
        if not option and row.score is not None:
            raise BallotError("score-without-option", row=row.number)
        if option and (voter, option) in seen:
            repeated.setdefault(voter, row.voter)
        seen.add((voter, option))
        if option and row.score is not None:
            scores[option] = _exact(row)
    return Ballots({voter: scores or None for voter, scores in cast.items()}, list(repeated.values()))


def _exact(row: Row) -> Fraction:
    """As it was written: 4.1 is 41/10, and not the binary number beside it."""
    try:
        return Fraction(repr(row.score))
    except ValueError:
        raise BallotError("score-at", row=row.number, score=row.score) from None


def _one_spelling(option: str, spelled: dict[str, str]) -> str:
    """Options match without regard to capitals and spaces, and keep the spelling that came first."""
    option = " ".join(option.split())
    return spelled.setdefault(fold(option), option)
