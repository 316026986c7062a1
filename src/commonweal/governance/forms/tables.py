"""Small tables that people upload to set things up: whatever their spreadsheet saved as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Problem:
    """Where it is and what to do; row 0 is the file as a whole."""

    row: int
    column: str
    words: str

    @property
    def place(self) -> str:
        if not self.row:
            return ""
        return _("Row %(row)s, %(column)s") % {"row": self.row, "column": self.column}


class UnreadableTableError(Exception):
    """Nothing of the file was taken; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = list(problems)


@dataclass
class Row:
    number: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str, *, needed: bool = False, longest: int = 120) -> str:
        value = self.cells.get(column, "")
        if needed and not value:
            self.wrong(column, _("empty. Every row needs it."))
        if len(value) > longest:
            self.wrong(column, _("longer than %(longest)s letters. Shorten it.") % {"longest": longest})
        return value

    def whole_number(self, column: str, *, largest: int) -> int | None:
        value = self.cells.get(column, "").replace(",", "").replace(" ", "")
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or len(value) > 20 or int(value) > largest:
            self.wrong(
                column,
                _("“%(value)s” is not a whole number up to %(largest)s.")
                % {"value": self.cells[column], "largest": largest},
            )
            return None
        return int(value)

    def wrong(self, column: str, words: str) -> None:
        self.problems.append(Problem(self.number, column, words))


def bytes_of(file: UploadedFile) -> bytes:
    if (file.size or 0) > LARGEST:
        refuse(_("The file is larger than 20 MB. Send a smaller one."))
    return file.read()


def refuse(words: str) -> NoReturn:
    raise UnreadableTableError([Problem(0, "", words)])


def rows_of(content: bytes, headings: Mapping[str, Sequence[str]], needed: Sequence[str]) -> list[Row]:
    """The rows under the columns that we know; a column that we do not know is left alone, whatever the order."""
    lines = list(lines_of(text_of(content)))
    if not lines:
        refuse(_("The file is empty. Its first row names the columns."))
    columns = columns_of(lines[0][1], headings)
    missing = [name for name in needed if name not in columns]
    if missing:
        refuse(
            _("The first row lacks %(missing)s. It names the columns: %(all)s.")
            % {"missing": ", ".join(missing), "all": ", ".join(headings)}
        )
    if len(lines) == 1:
        refuse(_("There is a first row with names, and nothing below it."))
    if len(lines) > MOST_ROWS:
        refuse(_("The file has more than %(most)s rows. Send it in parts.") % {"most": MOST_ROWS})
    return [
        Row(number, {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()})
        for number, cells in lines[1:]
    ]


def text_of(content: bytes) -> str:
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        refuse(_("This is not a CSV file. In your spreadsheet choose “Save as” and then CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def lines_of(text: str) -> list[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1))
    except csv.Error:
        refuse(_("This is not a CSV file. In your spreadsheet choose “Save as” and then CSV."))
    return [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]


def columns_of(first: Sequence[str], headings: Mapping[str, Sequence[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, heading in enumerate(first):
        plain = " ".join(heading.strip().lower().replace("_", " ").replace("-", " ").split())
        for name, others in headings.items():
            if plain in (name.replace("_", " "), *others) and name not in columns:
                columns[name] = at
    return columns


def refuse_problems(rows: Sequence[Row]) -> None:
    """All rows or none: with one problem nothing is taken, and every problem is named at once."""
    if problems := [problem for row in rows for problem in row.problems]:
        raise UnreadableTableError(problems)
