"""A file on its way in, together with what its sender said about it on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: A cell as a page names it: the sheet's own row number, and the header as the partner wrote it.
Cell = tuple[int, str]
#: A word that stands in many cells of one column: the header as the partner wrote it, and the word.
Word = tuple[str, str]
#: What is said of a word whose rows stay out.
LEFT_OUT = ""
#: Begins what stands in place of a header where a file has no such column: what every row is about.
EVERY_ROW = "every row: "
#: What figures typed on the page are called in the ledger. Nobody has a file with such rows and columns before them.
TYPED = {"en": "typed on the page.csv", "es": "escrito en la página.csv"}


@dataclass(frozen=True)
class IncomingFile:
    name: str
    content: bytes
    sheet: str | None = None
    #: Their header -> our column, for headers that we did not recognise. Or what every row is about -> our column.
    mapping: Mapping[str, str] = field(default_factory=dict)
    #: A value typed on the page in place of the one in the file. It is kept with the submission.
    corrections: Mapping[Cell, str] = field(default_factory=dict)
    #: History only: the kind of period in the file, and the one measure of a file with a column for each period.
    cadence: str = "year"
    measure: str = ""
    #: History only: numbers that stand for no number, such as {"suppressed": ["-9999"]}.
    markers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: History only: where the figures come from, in words, and whose they are (a partner's code, or nobody's).
    source: str = ""
    organisation: str = ""
    #: History only: a moment in ISO form; they are counted by the definitions that held then. Blank means today's.
    as_of: str = ""
    #: History only: these figures may stand beside the line of a measure that is counted in other periods.
    beside: bool = False
    #: History only: its source has no more than the quotients, so their numerators and denominators are not asked for.
    quotients_only: bool = False
    #: Values of an earlier period in place of new ones: the row, and the period for which the value was reported.
    carried: Mapping[int, str] = field(default_factory=dict)
    #: History only: what of ours a word of the file means, or that its rows are `LEFT_OUT`.
    words: Mapping[Word, str] = field(default_factory=dict)
    #: Rows that the sender struck out on the page, by the sheet's own number.
    dropped: tuple[int, ...] = ()

    @property
    def is_typed(self) -> bool:
        return self.name in TYPED.values()

    @property
    def columns_named(self) -> dict[str, str]:
        """Of the mapping, their headers."""
        return {theirs: ours for theirs, ours in self.mapping.items() if not theirs.startswith(EVERY_ROW)}

    @property
    def every_row(self) -> dict[str, str]:
        """Of the mapping, what every row is about: our column -> the code."""
        return every_row_of(self.mapping)


def every_row_of(mapping: Mapping[str, str]) -> dict[str, str]:
    return {ours: said.removeprefix(EVERY_ROW) for said, ours in mapping.items() if said.startswith(EVERY_ROW)}
