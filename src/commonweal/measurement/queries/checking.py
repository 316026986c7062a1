"""What the page says about a file that was read: what was understood, what is to check, what would be sent."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.engines.measures.findings import Problem, plain_number
from commonweal.engines.measures.layout import EXTRA, MOST_EXTRA, shortened
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.headings import status_words, words_of_role
from commonweal.measurement.queries.incoming import Cell
from commonweal.measurement.queries.melting import Sheet, sheet_of
from commonweal.measurement.queries.oddities import SHARES
from commonweal.measurement.queries.reading import PARTS, QUESTIONS, Reading, cell_of, is_rest
from commonweal.measurement.queries.unknown_words import WordToSettle, cells_of_words, is_about_a_word, words_to_settle
from commonweal.measurement.queries.words import head_of, read_text
from commonweal.ui import formats

#: More are not shown one by one: the marked copy of the file has them all.
AT_MOST = 40
FIRST_ROWS = 8
#: Bytes of a file that is read once more to show its rows as they were sent.
SMALL = 1 << 20


@dataclass(frozen=True)
class CellToCheck:
    """One cell as a form field: where it is, what is the matter, what can be done about it here."""

    number: int
    #: All that is the matter with it, errors first: it is put right once.
    problems: Sequence[Problem]
    words: str
    #: What else is the matter with it.
    also: Sequence[str]
    #: Which cell it is, before the field in which it is put right.
    where: str
    as_sent: str
    typed: str
    reason: str

    @property
    def anchor(self) -> str:
        return f"check-{self.number}"

    @property
    def problem(self) -> Problem:
        return self.problems[0]

    @property
    def is_question(self) -> bool:
        """A reason settles it, where nothing worse is the matter."""
        return all(problem.code in QUESTIONS for problem in self.problems)

    @property
    def can_be_typed(self) -> bool:
        return self.problem.row is not None and bool(self.problem.column)

    @property
    def can_be_dropped(self) -> bool:
        """A row that stands twice is put right by striking out one of the two."""
        return any(problem.code == "duplicate-key" for problem in self.problems)

    @property
    def field(self) -> str:
        """Row and header, as the names of its form fields end."""
        return f"{self.problem.row}:{self.problem.column}"

    @property
    def shown(self) -> str:
        """What stands in the field: what was typed on the page, else what the file has."""
        params = self.problem.params
        told = params.get("text", params.get("value", params.get("numerator")))
        if self.typed or told is None:
            return self.typed
        return plain_number(told) if isinstance(told, float) else str(told)


@dataclass(frozen=True)
class TypedHere:
    """What was typed on this page in place of what came."""

    row: int
    column: str
    where: str
    text: str


@dataclass(frozen=True)
class ReadMeasure:
    """One measure with what was read of it: how many figures, and their sum to compare with one's own papers."""

    name: str
    figures: int
    total: str


@dataclass(frozen=True)
class Checking:
    reading: Reading
    language: str
    definitions: Mapping[str, Definition]
    #: Where it is small enough to be read once more for the page: the rows as they were sent.
    sheet: Sheet | None = None
    #: Whether words that we do not know are asked about one by one, and not cell by cell.
    asks_words: bool = False

    @property
    def cells(self) -> list[CellToCheck]:
        """Errors and questions in the order of the sheet."""
        return [self._cell(number, problems) for number, problems in enumerate(self._by_cell[:AT_MOST], start=1)]

    @cached_property
    def _by_cell(self) -> list[list[Problem]]:
        """What is the matter with one cell stands together; what is of no cell stands alone."""
        found: dict[Any, list[Problem]] = {}
        for number, problem in enumerate(self._problems):
            is_cell = problem.row is not None and problem.column
            found.setdefault(cell_of(problem) if is_cell else number, []).append(problem)
        return list(found.values())

    @cached_property
    def _problems(self) -> list[Problem]:
        found = [problem for problem in (*self.reading.errors, *self.reading.questions) if not is_rest(problem)]
        if self.asks_words:
            found = [problem for problem in found if not is_about_a_word(problem)]
        return sorted(found, key=lambda each: each.row or 0)

    @property
    def open_cells(self) -> list[CellToCheck]:
        """The ones that still keep the figures from being sent."""
        return [cell for cell in self.cells if not (cell.is_question and cell.reason)]

    @property
    def first_open_row(self) -> int | None:
        """Where to begin; None where what is open stands in no row."""
        return next((cell.problem.row for cell in self.open_cells if cell.problem.row), None)

    @property
    def is_answerable(self) -> bool:
        """Everything that is open can be typed or explained on this page, so that one press may send it."""
        return not self.not_shown and all(cell.can_be_typed or cell.can_be_dropped for cell in self.open_cells)

    @property
    def is_empty(self) -> bool:
        """Neither a number nor a row that says why there is none."""
        return not self.reading.figures and not self.reading.marked

    @property
    def not_shown(self) -> int:
        shown = sum(len(problems) for problems in self._by_cell[:AT_MOST])
        return self.cell_count + len(self.reading.questions) - shown

    @property
    def cell_count(self) -> int:
        """How many cells are wrong by themselves."""
        return self.reading.error_count - (cells_of_words(self.reading) if self.asks_words else 0)

    @cached_property
    def words(self) -> list[WordToSettle]:
        return words_to_settle(self.reading, self.language) if self.asks_words else []

    @property
    def to_settle(self) -> int:
        return self.cell_count + len(self.open_words)

    @property
    def open_words(self) -> list[WordToSettle]:
        return [word for word in self.words if word.cells]

    @property
    def open_count(self) -> int:
        """How many cells keep the figures from being sent, shown or not."""
        return len(self.open_cells) + self.not_shown

    @cached_property
    def more_of_a_kind(self) -> list[str]:
        """Of each kind how many are not shown, with one of them as an example."""
        rest = {each.code: each.params["count"] for each in self.reading.errors if is_rest(each)}
        kinds: dict[str, list[Problem]] = {}
        for problem in chain.from_iterable(self._by_cell[AT_MOST:]):
            kinds.setdefault(problem.code, []).append(problem)
        found = []
        for code, problems in kinds.items():
            count = len(problems) + rest.get(code, 0)
            shown = {"count": formats.number(count, 0, self.language), "words": problems[0].message(self.language)}
            found.append(ngettext("%(count)s more: %(words)s", "%(count)s more such as: %(words)s", count) % shown)
        return found

    @property
    def notes(self) -> list[str]:
        filled_in = [self._filled_in(name, code) for name, code in self.reading.filled_in.items()]
        return filled_in + [problem.message(self.language) for problem in self.reading.notes[:AT_MOST]]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Their header and what we read it as; what nobody asked for is listed apart."""
        names = self.reading.collection.aliases.get("column", {})
        return [
            (column.header, words_of_role(column.role, self.language, names))
            for column in self.reading.validated.columns
            if column.role != EXTRA
        ]

    @property
    def left_out(self) -> list[str]:
        headers = [column.header for column in self.reading.validated.columns if column.role == EXTRA]
        return headers if len(headers) <= MOST_EXTRA else [shortened(headers)]

    @property
    def measures(self) -> list[ReadMeasure]:
        return [
            self._read(code, total)
            for code, total in self.reading.validated.totals.items()
            if total.get("reported") and code in self.definitions
        ]

    @property
    def periods(self) -> str:
        return formats.listed([formats.period(period, self.language) for period in self.reading.periods], self.language)

    @property
    def first_rows(self) -> list[dict[str, Any]]:
        """The first rows as we understood them."""
        facts = self.reading.validated.facts.slice(0, FIRST_ROWS).to_pylist()
        columns = self.reading.figure_columns or [""] * len(facts)
        return [self._row(fact) | {"column": column} for fact, column in zip(facts, columns, strict=False)]

    def _filled_in(self, name: str, code: str) -> str:
        said = formats.period(code, self.language) if name == "period" else self._name(name, code)
        words = {"column": words_of_role(name, self.language, {}), "said": said}
        return _("There is no column “%(column)s”. We read every row as %(said)s.") % words

    def _cell(self, number: int, problems: Sequence[Problem]) -> CellToCheck:
        problem, *more = sorted(problems, key=lambda each: each.code in QUESTIONS)
        cell = cell_of(problem)
        typed = self._typed_in(*cell) if problem.row else ""
        first = f"{typed}: {problem.words(self.language)}" if typed else problem.message(self.language)
        return CellToCheck(
            number=number,
            problems=(problem, *more),
            words=first,
            also=[each.words(self.language) for each in more],
            where=typed or self._in_their_file(*cell),
            as_sent=self.sheet.words_of(problem.row) if self.sheet and problem.row and not typed else "",
            typed=self.reading.file.corrections.get(cell, ""),
            reason=self.reading.answers.get(cell, ""),
        )

    @property
    def typed_here(self) -> list[TypedHere]:
        cells = self.reading.file.corrections
        return [TypedHere(*cell, self._typed_in(*cell) or self._in_their_file(*cell), cells[cell]) for cell in cells]

    def _in_their_file(self, row: int, column: str) -> str:
        return _("Row %(row)s, %(column)s") % {"row": row, "column": column}

    def _typed_in(self, row: int, column: str) -> str:
        """Which field of the page it was; nothing where a file came."""
        typed = self.sheet.cells_of(row) if self.sheet and self.reading.file.is_typed else {}
        definition = self.definitions.get(typed.get("measure", ""))
        if definition is None:
            return ""
        of_many = len(self.reading.collection.periods) > 1
        split = [name for name in self.reading.collection.dimensions if typed.get(name) not in (None, EVERYBODY)]
        parts = [
            read_text(definition, "name"),
            formats.period(typed["period"], self.language) if of_many else "",
            self._name("place", typed["place"]),
            *(self._name(name, typed[name]) for name in split),
            head_of(definition, column) if column in ("value", *PARTS) else "",
        ]
        return ", ".join(part for part in parts if part)

    def _read(self, code: str, total: Mapping[str, Any]) -> ReadMeasure:
        definition = self.definitions[code]
        return ReadMeasure(read_text(definition, "name"), int(total["reported"]), self._sum_words(definition))

    def _sum_words(self, definition: Definition) -> str:
        """What the rows of everybody come to: groups hold the same people again, and so does the whole beside its
        parts. Means and rates are never added; of a share the counted and all are."""
        rows = [fact for fact in self._everybody if fact["measure"] == definition.measure.code]
        whole = [fact for fact in rows if fact["place"] == self.reading.collection.places[0]]
        parts = [[fact[part] for fact in whole or rows if fact[part] is not None] for part in PARTS]
        if definition.kind in SHARES:
            if not all(parts):
                return ""
            top, bottom = (formats.short_number(math.fsum(numbers), 2, self.language) for numbers in parts)
            return _("%(numerator)s of %(denominator)s") % {"numerator": top, "denominator": bottom}
        values = [fact["value"] for fact in whole or rows if fact["value"] is not None]
        if not values or definition.places_rule != Definition.Rule.SUM:
            return ""
        return formats.short_number(math.fsum(values), 2, self.language)

    @cached_property
    def _everybody(self) -> list[dict[str, Any]]:
        facts = self.reading.validated.facts.to_pylist()
        names = self.reading.collection.dimensions
        return [fact for fact in facts if all(fact.get(name) in (None, EVERYBODY) for name in names)]

    def _row(self, fact: dict[str, Any]) -> dict[str, Any]:
        definition = self.definitions.get(fact["measure"])
        groups = [
            self._name(name, fact[name])
            for name in self.reading.collection.dimensions
            if fact.get(name) not in (None, "all")
        ]
        return {
            "row": fact["row"],
            "measure": read_text(definition, "name") if definition else fact["measure"],
            "period": formats.period(fact["period"], self.language),
            "place": self._name("place", fact["place"]),
            "groups": ", ".join(groups),
            "value": self._value(fact),
            "numerator": _short(fact["numerator"], self.language),
            "denominator": _short(fact["denominator"], self.language),
        }

    def _value(self, fact: dict[str, Any]) -> str:
        """A number, or in words why there is none: a blank would say nothing of what we understood."""
        value, words = _short(fact["value"], self.language), status_words(self.language)[fact["status"]]
        if fact["status"] == "estimated":
            return f"{value} ({words})"
        return value if fact["status"] == "reported" else words

    def _name(self, column: str, code: str) -> str:
        """The name for a code: of the two languages the reader's."""
        aliases = self.reading.collection.aliases.get(column, {})
        names = [name for name, known in aliases.items() if known == code]
        if not names:
            return code
        return names[-1] if self.language == "es" else names[0]


def _short(value: float | None, language: str) -> str:
    return "" if value is None else formats.short_number(value, 3, language)


def checking_of(reading: Reading, language: str, definitions: Mapping[str, Definition]) -> Checking:
    is_told_of = reading.errors or reading.questions or (reading.file.is_typed and reading.file.corrections)
    small = len(reading.file.content) <= SMALL and is_told_of
    sheet = sheet_of(reading.file, reading.collection) if small else None
    return Checking(reading, language, definitions, sheet)


def cells_typed(post: Mapping[str, str], prefix: str) -> dict[Cell, str]:
    """What was typed in the fields of cells, `fix:14:Finished`: the cell itself stands in the name of its field, so
    that a page which was left open in a second window cannot put a number in the wrong place. A value that was left
    as the file has it (`was:14:Finished`) was not typed."""
    typed = {}
    for name, text in post.items():
        kind, _colon, where = name.partition(":")
        row, colon, column = where.partition(":")
        is_changed = text.strip() and text.strip() != post.get(f"was:{where}")
        if kind == prefix and colon and row.isdecimal() and is_changed:
            typed[int(row), column] = text.strip()
    return typed


def rows_struck_out(post: Mapping[str, str]) -> tuple[int, ...]:
    """`drop:14` is row 14 of the sheet."""
    return _rows_named(post, "drop:")


def rows_kept(post: Mapping[str, str]) -> tuple[int, ...]:
    """`keep:14`: row 14 shall count after all."""
    return _rows_named(post, "keep:")


def _rows_named(post: Mapping[str, str], prefix: str) -> tuple[int, ...]:
    numbers = [name.removeprefix(prefix) for name in post if name.startswith(prefix)]
    return tuple(int(number) for number in numbers if number.isdecimal() and len(number) < 9)
