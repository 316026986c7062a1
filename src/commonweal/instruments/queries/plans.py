"""From low answers to a proposed work plan: the advice of each, who might own it, and by when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404

from commonweal.commitments.models import Commitment
from commonweal.engines.psychometrics.scales import turned
from commonweal.engines.psychometrics.spread import Spread, spread
from commonweal.engines.questionnaires import Item, Text
from commonweal.governance import rules as seats
from commonweal.instruments.models import PlanPiece, Survey
from commonweal.instruments.queries.answers import Answers, answers_of
from commonweal.instruments.queries.results import floor_of
from commonweal.people.models import Organisation

#: Where an instrument names no days for a piece of advice.
DAYS = 60


@dataclass(frozen=True)
class Piece:
    """A question that was answered low, and what its advice would be as a promise."""

    item: Item
    answers: Spread
    #: The middle of all other organizations' answers, where there are the floor's number of them.
    others: float | None
    due_on: date
    promised: tuple[Commitment, ...]

    @property
    def points(self) -> str:
        """How many it could be at most, beside the middle."""
        return str(int(max(self.answers.counts)))


@dataclass(frozen=True)
class Style:
    """A way of doing things, and how many chose it. It has no rank."""

    text: Text
    n: int


@dataclass(frozen=True)
class Area:
    title: Text
    styles: tuple[Style, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class WorkPlan:
    """Of all answers of a survey, or of one organization's. `n` is how many sheets it rests on."""

    answers: Answers
    organisation: Organisation | None
    n: int
    areas: tuple[Area, ...]
    #: Whose own plan the reader may see.
    organisations: tuple[Organisation, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for area in self.areas for piece in area.pieces)

    def piece(self, item: str) -> Piece | None:
        return next((piece for piece in self.pieces if piece.item.id == item), None)


def work_plan(reader: Any, survey: Survey, code: str, at: datetime) -> WorkPlan:
    """Of the organization with this code, or of everybody; raises Http404 where the reader may not know it."""
    answers = answers_of(reader, survey, at)
    known = sorted({one for one in answers.organisations if one}, key=str)
    of = next((one for one in known if one.code == code), None)
    if code and of is None:
        raise Http404
    rows = [row for row in range(answers.n) if of is None or answers.organisations[row] == of]
    rest = [row for row in range(answers.n) if row not in set(rows)] if of else []
    found = _Found(answers, rows, rest, _promised(survey, of), seats.today(survey.initiative, at))
    # Questions may stand in no section at all.
    parts = [*((section.title, section.id) for section in answers.instrument.sections), (Text(), "")]
    planned = [(title, answers.instrument.items_in(section)) for title, section in parts]
    areas = tuple(found.area(title, items) for title, items in planned if any(one.advice for one in items))
    return WorkPlan(answers, of, len(rows), areas, tuple(known))


def _promised(survey: Survey, of: Organisation | None) -> dict[str, tuple[Commitment, ...]]:
    """By question, what was promised out of these answers and still stands."""
    found: dict[str, tuple[Commitment, ...]] = {}
    pieces = PlanPiece.objects.filter(survey=survey, organisation=of, commitment__ended_at=None)
    for piece in pieces.select_related("commitment__person", "commitment__organisation"):
        found[piece.item] = (*found.get(piece.item, ()), piece.commitment)
    return found


@dataclass(frozen=True)
class _Found:
    """Which rows are planned from, which are the others', and what was promised already."""

    answers: Answers
    rows: Sequence[int]
    rest: Sequence[int]
    promised: Mapping[str, tuple[Commitment, ...]]
    today: date

    @property
    def floor(self) -> int:
        """How many must have answered a question. Rows fewer than the survey's floor are the reader's own to see."""
        return floor_of(self.answers) if len(self.rows) >= self.answers.survey.floor else 1

    def area(self, title: Text, items: Sequence[Item]) -> Area:
        low = sorted(filter(None, map(self.piece, items)), key=lambda piece: piece.answers.median or 0)
        return Area(title, tuple(style for item in items for style in self.styles(item)), tuple(low))

    def piece(self, item: Item) -> Piece | None:
        """Low is the middle of the scale or below it, counted so that more is better; None where it is not low."""
        if item.kind != "scale" or not item.advice:
            return None
        scale = self.answers.instrument.scale(item.scale)
        found, others = (item_spread(self.answers, item, rows) for rows in (self.rows, self.rest))
        if found.n < self.floor or found.median is None or found.median > (scale.min + scale.max) / 2:
            return None
        due_on = self.today + timedelta(days=item.plan.days if item.plan else DAYS)
        middle = others.median if others.n >= self.answers.survey.floor else None
        return Piece(item, found, middle, due_on, self.promised.get(item.id, ()))

    def styles(self, item: Item) -> list[Style]:
        if item.kind != "choice":
            return []
        chosen = Counter(self.answers.columns[item.id][row] for row in self.rows)
        if sum(chosen[option.id] for option in item.options) < self.floor:
            return []
        return [Style(option.text, chosen[option.id]) for option in item.options if chosen[option.id]]


def item_spread(answers: Answers, item: Item, rows: Sequence[int]) -> Spread:
    """Of some rows, turned where the question is reversed: more is better."""
    scale, given = answers.instrument.scale(item.scale), answers.columns[item.id]
    values = [given[row] for row in rows]
    if item.reverse:
        values = [None if value is None else turned(value, scale.min, scale.max) for value in values]
    return spread(values, scale.points)
