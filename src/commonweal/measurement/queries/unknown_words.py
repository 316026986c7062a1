"""Groups, places and measures that a file calls otherwise than we do: each word is asked about once, not cell by cell.

The answer is what of ours the word means, or that its rows stay out. It is kept with the file, which is never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import Problem
from commonweal.engines.measures.layout import HeaderNames
from commonweal.measurement.queries.incoming import LEFT_OUT, Word
from commonweal.measurement.queries.reading import Reading, how_many, is_rest

UNKNOWN = ("unknown-group", "unknown-place", "unknown-measure")
DIMENSION = "dimension:"


@dataclass(frozen=True)
class WordToSettle:
    """One word of one column, with what it may mean."""

    number: int
    column: str
    text: str
    #: How many cells wait for it; none where it is settled.
    cells: int
    #: The value of each choice, and what people call it.
    choices: Sequence[tuple[str, str]]
    said: str | None
    #: The split of ours to which the word could be added as a group; nothing where it is no group.
    dimension: str

    @property
    def anchor(self) -> str:
        return f"word-{self.number}"

    @property
    def chosen(self) -> str:
        return "" if self.said is None else as_choice(self.said)


def as_choice(said: str) -> str:
    """A code of ours and "leave it out" must not be taken for one another, nor for no answer."""
    return "leave-out" if said == LEFT_OUT else f"={said}"


def is_about_a_word(problem: Problem) -> bool:
    return problem.code in UNKNOWN and problem.row is not None and bool(problem.column) and not is_rest(problem)


def cells_of_words(reading: Reading) -> int:
    return sum(how_many(problem) for problem in reading.errors if problem.code in UNKNOWN)


def words_to_settle(reading: Reading, language: str) -> list[WordToSettle]:
    """The ones that wait first, in the order of the file; then the settled ones, which can be settled otherwise."""
    waiting: dict[Word, int] = {}
    for problem in reading.errors:
        if is_about_a_word(problem):
            word = problem.column or "", str(problem.params["text"])
            waiting[word] = waiting.get(word, 0) + 1
    settled = dict(reading.file.words)
    roles = _roles(reading)
    return [
        WordToSettle(
            number,
            column,
            text,
            waiting.get((column, text), 0),
            _choices(reading.collection, roles.get(column, ""), language),
            settled.get((column, text)),
            roles.get(column, "").removeprefix(DIMENSION) if roles.get(column, "").startswith(DIMENSION) else "",
        )
        for number, (column, text) in enumerate(dict.fromkeys([*waiting, *settled]), start=1)
    ]


def words_settled(
    columns: Sequence[str], texts: Sequence[str], choices: Sequence[str], *, rest: bool
) -> dict[Word, str]:
    """What was chosen on the page, word by word; `rest`: rows of words without a choice stay out."""
    found = {}
    for column, text, choice in zip(columns, texts, choices, strict=False):
        if choice.startswith("="):
            found[column, text] = choice[1:]
        elif choice == as_choice(LEFT_OUT) or rest:
            found[column, text] = LEFT_OUT
    return found


def _roles(reading: Reading) -> dict[str, str]:
    chosen = {theirs: ours for theirs, ours in reading.file.columns_named.items() if theirs in reading.headers}
    titles = reading.headers
    return dict(zip(titles, HeaderNames(reading.collection, chosen).roles(titles), strict=True))


def _choices(collection: Collection, role: str, language: str) -> list[tuple[str, str]]:
    if role == "measure":
        return [(as_choice(each.code), f"{each.code} {each.name}") for each in collection.measures]
    name = role.removeprefix(DIMENSION)
    codes = collection.places if role == "place" else collection.dimensions.get(name, ())
    aliases = collection.aliases.get(name, {})
    return [(as_choice(code), _name(code, [text for text, known in aliases.items() if known == code], language))
            for code in codes]  # fmt: skip


def _name(code: str, names: Sequence[str], language: str) -> str:
    if not names:
        return _("everybody") if code == "all" else code
    return names[-1] if language == "es" else names[0]
