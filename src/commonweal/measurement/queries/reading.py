"""What we understood of a file, before anything of it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from commonweal.engines.measures import Collection
from commonweal.engines.measures.child import validate_in_child
from commonweal.engines.measures.findings import Problem, UnreadableFile, Validated
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.listing import UNLISTED
from commonweal.engines.measures.package import Package, read_contents
from commonweal.engines.measures.validation import validate
from commonweal.measurement.queries.group_sums import sums_that_disagree
from commonweal.measurement.queries.headings import our_grey_headings
from commonweal.measurement.queries.incoming import Cell, IncomingFile
from commonweal.measurement.queries.unread_periods import unread_periods

LARGE = 1 << 20
#: So many problems of a kind are kept; nobody reads more, and of a wrong million each takes memory.
LISTED = 20_000
PARTS = ("numerator", "denominator")
#: A row with such a status has no number, and says so.
SAY_WHY = ("not_applicable", "suppressed")
#: Warnings that ask the sender for a correction or a reason; the other warnings only tell how a cell was read.
QUESTIONS = ("numerator-above-denominator", "totals-disagree")


@dataclass(frozen=True)
class Reading:
    """A file as understood, sorted by what its sender has to do about it."""

    file: IncomingFile
    collection: Collection
    validated: Validated
    answers: Mapping[Cell, str] = field(default_factory=dict)
    #: The interval that a source publishes with its figure, by row.
    bounds: Mapping[int, tuple[float | None, float | None]] = field(default_factory=dict)
    #: What a missing column can only have said, because one thing alone was asked for: the round's only period.
    filled_in: Mapping[str, str] = field(default_factory=dict)
    #: Columns that hold periods, though nothing says that they are the period of the figures.
    unread_periods: Sequence[str] = ()
    #: The headers of the file, where the table that was checked was made out of it.
    their_headers: Sequence[str] = ()
    #: For each figure the column of the file in which it stands, where it has one for each period.
    figure_columns: Sequence[str] = ()
    #: Rows that only add up others and were left out, as their sender wrote them: number and words.
    left_out: Sequence[tuple[int, str]] = ()

    @property
    def headers(self) -> list[str]:
        return list(self.their_headers) or [column.header for column in self.validated.columns if column.header]

    @property
    def errors(self) -> list[Problem]:
        return list(self.validated.errors)

    @property
    def error_count(self) -> int:
        """All of them, those that are not listed too."""
        return sum(how_many(problem) for problem in self.errors)

    @property
    def missing_columns(self) -> list[Problem]:
        """Columns that we need and did not find: one of theirs has to be chosen for each."""
        return [problem for problem in self.errors if problem.code == "missing-column"]

    @property
    def lacks_parts(self) -> bool:
        """Some figure came without the numerator or denominator that its measure requires."""
        return any(_is_lack(problem) for problem in self.errors)

    @property
    def questions(self) -> list[Problem]:
        return [problem for problem in self.validated.warnings if problem.code in QUESTIONS]

    @property
    def open_questions(self) -> list[Problem]:
        return [problem for problem in self.questions if not self.answers.get(cell_of(problem), "").strip()]

    @property
    def notes(self) -> list[Problem]:
        """How we read what could be read in more than one way. Our own grey columns are no news to anybody."""
        grey = our_grey_headings()
        return [
            problem
            for problem in self.validated.warnings
            if problem.code not in QUESTIONS
            and not (problem.code == "extra-column" and (problem.column or "").casefold() in grey)
        ]

    @property
    def figures(self) -> int:
        """How many numbers would be sent: the ones that are there, not the blanks and not the marks."""
        return self._with_status("reported", "estimated")

    @property
    def marked(self) -> int:
        """Rows that say why there is no number: not applicable, too few to show."""
        return self._with_status(*SAY_WHY)

    @property
    def blanks(self) -> int:
        """Figures that are not there. A row that is wrong is not called empty as well."""
        return self._in_good_rows(self._is_blank())

    @property
    def fine_rows(self) -> int:
        """Rows that say something and are right."""
        return self.validated.accepted - self._blank_rows

    @property
    def filled_rows(self) -> int:
        return self.validated.rows - self._blank_rows

    @property
    def _blank_rows(self) -> int:
        facts = self.validated.facts
        said = facts.filter(pc.invert(self._is_blank())).column("row")
        blank = facts.filter(pc.and_(self._is_blank(), pc.invert(pc.is_in(facts.column("row"), pc.unique(said)))))
        wrong = {problem.row for problem in self.errors}
        return len(set(blank.column("row").to_pylist()) - wrong)

    def _is_blank(self) -> pa.ChunkedArray:
        return pc.equal(self.validated.facts.column("status").cast(pa.string()), "missing")

    def _in_good_rows(self, chosen: pa.ChunkedArray) -> int:
        wrong = {problem.row for problem in self.errors}
        return sum(row not in wrong for row in self.validated.facts.column("row").filter(chosen).to_pylist())

    @property
    def periods(self) -> list[str]:
        return sorted(pc.unique(self.validated.facts.column("period").cast(pa.string())).to_pylist())

    def _with_status(self, *statuses: str) -> int:
        found = self.validated.facts.column("status").cast(pa.string())
        return int(pc.sum(pc.is_in(found, pa.array(statuses))).as_py() or 0)

    def as_stored(self) -> dict[str, Any]:
        """How the columns were read and what was typed on the page, kept with the submission."""
        dialect = self.validated.dialect
        return {
            "columns": [
                {"header": column.header, "role": column.role, "letter": column.column_letter}
                for column in self.validated.columns
            ],
            "kind": dialect.kind,
            "encoding": dialect.encoding,
            "delimiter": dialect.delimiter,
            "header_row": dialect.header_row,
            "sheet": self.file.sheet,
            "read_sheet": dialect.sheet,
            "measure": self.file.measure,
            "source": self.file.source,
            "as_of": self.file.as_of,
            "cadence": self.file.cadence,
            "mapping": dict(self.file.mapping),
            "periods": self.periods,
            "figures": self.figures,
            "dropped": list(self.file.dropped),
            "words": [{"column": c, "word": word, "as": said} for (c, word), said in self.file.words.items()],
            "corrections": [
                {"row": row, "column": column, "typed": text} for (row, column), text in self.file.corrections.items()
            ],
        }


def is_rest(problem: Problem) -> bool:
    """Stands for those of its kind that are not listed."""
    return problem.params.get("variant") == UNLISTED


def how_many(problem: Problem) -> int:
    return int(problem.params["count"]) if is_rest(problem) else 1


def cell_of(problem: Problem) -> Cell:
    return problem.row or 0, problem.column or ""


def read_incoming(
    file: IncomingFile,
    collection: Collection,
    answers: Mapping[Cell, str] | None = None,
    isolated: bool = False,
    *,
    compare_groups: bool = True,
) -> Reading:
    """Read and check a file. Raises UnreadableFile where it cannot be read as a whole.

    The first reading of what a stranger sent is `isolated`; what came through it has shown that it can be read.

    A file that says nothing of a dimension is not split by it: then its figures are those of everybody. And it needs
    no column for numerators where none of its figures has one, nor one for a period where a single one is asked for.
    """
    if file.markers:
        collection = replace(collection, markers=file.markers)
    start = _start_of(file)
    validated = _validated(start, collection, isolated)
    absent = _absent(validated)
    collection = _of_the_chosen_place(file, collection, absent)
    only = _only_choices(collection)
    periods = unread_periods(file, collection, validated) if "period" in absent & set(only) else []
    filled_in = {name: only[name] for name in sorted(absent & set(only)) if not (name == "period" and periods)}
    if absent and absent <= {*collection.dimensions, *PARTS, *filled_in}:
        narrower = _without(collection, absent)
        again = _validated(file, narrower, isolated)
        if not _needed(absent, collection) & _reported_measures(again):
            start, collection, validated = file, narrower, again
    if start is not file:
        validated = _validated(file, collection, isolated)
    if any(_is_lack(problem) for problem in validated.errors):
        lenient = _validated(file, asking_nothing(collection), isolated)
        validated = _without_needless_lacks(validated, lenient, collection)
    if compare_groups and (asked := sums_that_disagree(validated, collection)):
        validated = replace(validated, problems=(*validated.problems, *asked))
    return Reading(file, collection, validated, answers or {}, filled_in=filled_in, unread_periods=periods)


def _start_of(file: IncomingFile) -> IncomingFile:
    """Enough to see which columns are there, so that a large text is not read whole to find that out."""
    content = file.content[:LARGE]
    if len(file.content) <= LARGE or content.startswith(b"PK") or b"\0" in content:
        return file
    return replace(file, content=content[: content.rfind(b"\n") + 1] or file.content)


def _without_needless_lacks(strict: Validated, lenient: Validated, collection: Collection) -> Validated:
    """A row in which nothing is filled in may come later, and one that says why it has no number lacks none.

    One that is half filled in lacks something.
    """
    facts = lenient.facts.select(["row", "measure", "status", *PARTS]).to_pylist()
    complete = {
        (fact["row"], collection.measure(fact["measure"]).name)
        for fact in facts
        if fact["status"] in SAY_WHY
        or (fact["status"] == "missing" and fact["numerator"] is None and fact["denominator"] is None)
    }
    kept = tuple(
        problem
        for problem in strict.problems
        if not (_is_lack(problem) and (problem.row, problem.params.get("measure")) in complete)
    )
    wrong = {problem.row for problem in kept if problem.severity == "error"}
    return replace(lenient, problems=kept, accepted=lenient.rows - len(wrong - {None}))


def _is_lack(problem: Problem) -> bool:
    """A number that the measure's definition requires, and that is not there."""
    return problem.code == "missing-numerator" or problem.params.get("variant") == "required"


def asking_nothing(collection: Collection) -> Collection:
    """The same, where no figure has to bring its numerator or denominator."""
    return replace(collection, measures=tuple(replace(measure, requires=()) for measure in collection.measures))


def _of_the_chosen_place(file: IncomingFile, collection: Collection, absent: set[str]) -> Collection:
    """Where no column names a place, every row is of the one that was chosen on the page."""
    place = file.every_row.get("place")
    if "place" not in absent or place not in collection.places:
        return collection
    return replace(collection, places=(place,), asked=())


def _only_choices(collection: Collection) -> dict[str, str]:
    """The key columns in which only one thing can stand."""
    choices = {
        "measure": [measure.code for measure in collection.measures],
        "period": collection.periods,
        "place": collection.places,
    }
    return {name: known[0] for name, known in choices.items() if len(known) == 1}


def _absent(validated: Validated) -> set[str]:
    return {str(problem.params.get("name")) for problem in validated.errors if problem.code == "missing-column"}


def _without(collection: Collection, absent: set[str]) -> Collection:
    return replace(
        collection,
        dimensions={name: groups for name, groups in collection.dimensions.items() if name not in absent},
        key=tuple(name for name in collection.key if name not in absent),
        measures=tuple(
            replace(measure, requires=tuple(part for part in measure.requires if part not in absent))
            for measure in collection.measures
        ),
    )


def _needed(absent: set[str], collection: Collection) -> set[str]:
    """The measures whose figures are incomplete without one of these columns."""
    return {measure.code for measure in collection.measures if absent & set(measure.requires)}


def _reported_measures(validated: Validated) -> set[str]:
    facts = validated.facts
    told = pc.not_equal(facts.column("status").cast(pa.string()), "missing")
    return set(facts.column("measure").cast(pa.string()).filter(told).to_pylist())


def _validated(file: IncomingFile, collection: Collection, isolated: bool) -> Validated:
    """Workbooks and large files of strangers are read in a child with limits of memory and time."""
    packed_or_large = file.content.startswith(b"PK") or len(file.content) > LARGE
    read = validate_in_child if isolated and packed_or_large else validate
    return read(
        file.content,
        collection=collection,
        filename=file.name,
        sheet=file.sheet,
        mapping=file.columns_named,
        limits=Limits(file_bytes=settings.MAX_UPLOAD_BYTES),
        corrections=file.corrections,
        dropped=file.dropped,
        at_most=LISTED,
    )


def sheet_names(content: bytes) -> list[str]:
    """The sheets that can be seen, where the file is a workbook."""
    if not content.startswith(b"PK\x03\x04"):
        return []
    try:
        contents = read_contents(Package(content, Limits()))
    except UnreadableFile:
        return []
    return [entry.name for entry in contents.sheets if not entry.hidden]
