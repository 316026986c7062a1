"""What a reader could work out from a release and all that were public before it, asked before it goes out.

The answer comes from the independent auditor, which reads what readers read and knows nothing of how figures were
hidden. Splits of one figure and one period meet in their total: where it is shown, each of them is a question of its
own, and where it is hidden they are one question.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from commonweal.engines.audit import (
    TOTAL,
    Audited,
    AuditedCell,
    AuditError,
    Contradiction,
    ReleasedCell,
    ReleasedTable,
    Terms,
    audit,
)
from commonweal.publication.attack_by_partners import NOT_TOLD, Contributions, exposed_to_partners
from commonweal.publication.attack_by_releases import exposed_by_moves
from commonweal.publication.attack_words import (
    NOW,
    Exposed,
    earlier_name,
    in_words,
    measure_name,
    not_finished,
    refused,
)
from commonweal.publication.readers_tables import is_hidden, tables_of

Content = Mapping[str, Any]
#: One question has some dozen unknowns; one that takes longer than this is something else than was meant.
SECONDS = 60.0


@dataclass(frozen=True)
class Question:
    """Tables that share unknown figures. Equal questions have one answer, which is kept."""

    tables: tuple[ReleasedTable, ...]
    minimum: int


def exposed_in(
    content: Content, earlier: Iterable[Content], *, minimum: int, contributions: Contributions = NOT_TOLD
) -> list[Exposed]:
    """Everything that would be given away; nothing where the release may go out.

    `contributions`: what each partner gave to guarded figures, now and at each earlier release.
    """
    before = list(earlier)
    found = [*exposed_to_partners(content, before, contributions), *exposed_by_moves(content, before, minimum=minimum)]
    for measure in content["measures"]:
        same = [each for one in before for each in one["measures"] if each["code"] == measure["code"]]
        for period in _periods_to_ask(measure, same):
            beside = list(alike(content["measures"], measure, period))
            for question in _questions(measure, period, same, minimum, beside):
                told = [in_words(content, measure, period, cell) for cell in _given_away(question)]
                failed = _failure(question)
                found += [Exposed(measure["code"], period, words) for words in (*told, *failed)]
    return found


def _periods_to_ask(measure: Content, before: Sequence[Content]) -> list[str]:
    """Where something is hidden, now or in a release that somebody may have kept."""
    here = {split["period"] for split in measure["splits"]}
    hidden = {
        split["period"]
        for one in (measure, *before)
        for split in one["splits"]
        if any(is_hidden(cell) for cell in split["cells"])
    }
    return sorted(here & hidden)


def _questions(
    measure: Content, period: str, before: Sequence[Content], minimum: int, beside: Sequence[ReleasedTable]
) -> Iterator[Question]:
    now = list(tables_of(measure, period, NOW))
    known = {key: value for table in now for key, value in _shown(table).items()}
    old = {
        (table.dimensions, table.cells): table  # the same release twice says nothing new
        for number, one in enumerate(before, 1)
        for table in tables_of(one, period, earlier_name(number))
        # A figure that was corrected since is another figure: the old sums say nothing of the new one.
        if all(known.get(key, value) == value for key, value in _shown(table).items())
    }
    tables = sorted([*now, *old.values(), *beside], key=lambda table: table.dimensions[0])
    if not all(_shows_its_total(table) for table in tables):
        yield Question(tuple(tables), minimum)
        return
    for _, of_one_split in groupby(tables, key=lambda table: table.dimensions[0]):
        one = tuple(of_one_split)
        if any(cell.hidden for table in one for cell in table.cells):
            yield Question(one, minimum)


def alike(measures: Iterable[Content], measure: Content, period: str) -> Iterator[ReleasedTable]:
    """What other measures tell of the same people: they agree in the whole and in every part that both show."""
    ours = [column for table in tables_of(measure, period, NOW) for column in _columns(table)]
    for other in measures:
        if other["code"] != measure["code"]:
            for table in tables_of(other, period, measure_name(other["code"])):
                for theirs in _columns(table):
                    yield from (theirs.named_as(column) for column in ours if theirs.counts_whom(column))


@dataclass(frozen=True)
class _Column:
    """One count of one split: by code what is shown, None where nothing is."""

    name: str
    dimensions: tuple[str, ...]
    count: tuple[str, ...]
    cells: Mapping[str, ReleasedCell]

    def counts_whom(self, other: "_Column") -> bool:
        if self.dimensions[0] != other.dimensions[0] or self.cells.keys() != other.cells.keys():
            return False
        pairs = [(cell.value, other.cells[code].value) for code, cell in self.cells.items() if code != TOTAL]
        both = [pair for pair in pairs if None not in pair]
        whole = [each.cells[TOTAL].value if TOTAL in each.cells else None for each in (self, other)]
        return None not in whole and whole[0] == whole[1] and any(a for a, _ in both) and all(a == b for a, b in both)

    def named_as(self, other: "_Column") -> ReleasedTable:
        cells = (replace(cell, coordinates=(code, *other.count)) for code, cell in self.cells.items())
        return ReleasedTable(self.name, other.dimensions, tuple(cells))


def _columns(table: ReleasedTable) -> Iterator[_Column]:
    counts = dict.fromkeys(cell.coordinates[1:] for cell in table.cells)
    for count in counts:
        cells = {cell.coordinates[0]: cell for cell in table.cells if cell.coordinates[1:] == count}
        yield _Column(table.name, table.dimensions, count, cells)


def _shows_its_total(table: ReleasedTable) -> bool:
    return all(cell.value is not None for cell in table.cells if cell.coordinates[0] == TOTAL)


@lru_cache(maxsize=8192)
def _answers(question: Question) -> tuple[Audited | AuditError, ...]:
    """By readers who take a missing part for nobody, and by those who do not."""
    return tuple(_answer(question, missing_is_nobody=nobody) for nobody in (True, False))


def _answer(question: Question, *, missing_is_nobody: bool) -> Audited | AuditError:
    terms = Terms(level=question.minimum, missing_is_nobody=missing_is_nobody, seconds=SECONDS)
    try:
        return audit(question.tables, terms=terms)
    except AuditError as error:
        return error


def _given_away(question: Question) -> list[AuditedCell]:
    found: dict[tuple[str, ...], AuditedCell] = {}
    for answer in _answers(question):
        for cell in answer.exposed if isinstance(answer, Audited) else ():
            if not _is_nobody_by_its_total(cell, question):
                found.setdefault((cell.table, *cell.cell.values()), cell)
    return list(found.values())


def _failure(question: Question) -> Iterator[Mapping[str, str]]:
    """What could not be asked to the end is not known to be safe."""
    strict, lenient = _answers(question)
    # Parts that nobody reported may be in the total after all: then only the second reader is right.
    if isinstance(lenient, AuditError):
        yield refused(lenient)
    elif isinstance(strict, AuditError) and not isinstance(strict, Contradiction):
        yield refused(strict)
    elif any(isinstance(each, Audited) and each.unfinished for each in (strict, lenient)):
        yield not_finished(question.tables[0].dimensions[0])


def _is_nobody_by_its_total(cell: AuditedCell, question: Question) -> bool:
    """Where all together are nobody, each part is: it is the shown total that says so."""
    if cell.high != 0:
        return False
    total = (TOTAL, *list(cell.cell.values())[1:])
    return any(each.coordinates == total and each.value == 0 for table in question.tables for each in table.cells)


def _shown(table: ReleasedTable) -> dict[tuple[tuple[str, str], ...], float]:
    """The figures that a table shows, by the coordinates that are no total."""
    return {
        tuple((d, c) for d, c in zip(table.dimensions, cell.coordinates, strict=True) if c != TOTAL): cell.value
        for cell in table.cells
        if cell.value is not None
    }
