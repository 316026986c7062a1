"""A table of a logic model as somebody sent it: CSV or XLSX, each problem by its row and column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from commonweal.agenda.operations.logic import is_web_address
from commonweal.agenda.operations.logic_table import LineDraft
from commonweal.agenda.queries.logic_table import BETWEEN, COLUMNS, KINDS
from commonweal.agenda.queries.owners import Owner
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.workbook import open_workbook
from commonweal.governance.forms.tables import Row, columns_of, refuse, refuse_problems, rows_of
from commonweal.lib.languages import page_language
from commonweal.lib.tables import as_before

LIMITS = Limits(file_bytes=5 << 20, workbook_bytes=20 << 20)
NEEDED = ("key", "kind")
TEXTS = ("text_en", "text_es")
HEADINGS: Mapping[str, tuple[str, ...]] = dict.fromkeys(COLUMNS, ())
MOST_ROWS = 400


@dataclass(frozen=True)
class Known:
    """What a table may name: owners and strategies by their codes, measures, and lines that stay as they are.

    `above` says of each such line below which one it stands.
    """

    owners: Mapping[str, Owner]
    strategies: Mapping[str, int]
    measures: Collection[str] = ()
    above: Mapping[str, str] = field(default_factory=dict)


def lines_from_table(content: bytes, known: Known) -> list[LineDraft]:
    """All lines, or UnreadableTableError with every problem at once."""
    rows = rows_of_workbook(content) if content.startswith(b"PK\x03\x04") else rows_of(content, HEADINGS, ())
    _refuse_missing(rows[0].cells)
    if len(rows) > MOST_ROWS:
        refuse(_("The table has more than 400 lines. Send a smaller one."))
    keys = [row.cells["key"] for row in rows]
    lines = [_line(row, keys, known) for row in rows]
    _refuse_circles(rows, known.above)
    refuse_problems(rows)
    return lines


def _refuse_missing(columns: Collection[str]) -> None:
    """Columns that are not there count as empty, but without these no row can be right."""
    missing = [name for name in NEEDED if name not in columns]
    if not any(name in columns for name in TEXTS):
        missing.append(_("text_en or text_es"))
    if missing:
        refuse(
            _("The first row lacks %(missing)s. It names the columns: %(all)s.")
            % {"missing": ", ".join(missing), "all": ", ".join(HEADINGS)}
        )


def _line(row: Row, keys: list[str], known: Known) -> LineDraft:
    measures = _measures(row, known)
    row.cells = dict.fromkeys(COLUMNS, "") | {name: as_before(text) for name, text in row.cells.items()}
    key, kind = row.text("key", needed=True, longest=40), row.text("kind", needed=True)
    texts = {name: row.text(name, longest=300) for name in TEXTS}
    _check_key(row, key, keys)
    if kind and kind not in KINDS:
        row.wrong("kind", _("“%(kind)s” is none of: %(all)s.") % {"kind": kind, "all": ", ".join(KINDS)})
    if not any(texts.values()):
        row.wrong("text_en", _("empty, and text_es too. A line needs words."))
    lines = {*keys, *known.above}
    below = _known(row, "below", row.text("below"), lines)
    also = [_known(row, "leads_also_to", key, lines) for key in _parts(row.cells["leads_also_to"])]
    owner, strategy = row.text("owner", longest=200), row.text("strategy")
    if owner and owner not in known.owners:
        row.wrong(
            "owner",
            _("“%(owner)s” is nobody here. Write group:code, organization:code or person:id.") % {"owner": owner},
        )
    if strategy and strategy not in known.strategies:
        row.wrong("strategy", _("There is no strategy with the key “%(key)s”.") % {"key": strategy})
    title, url = row.text("evidence_title", longest=200), row.text("evidence_url", longest=500)
    if url and not is_web_address(url):
        row.wrong("evidence_url", _("Write an address that begins with https:// or http://."))
    if url and not title:
        row.wrong("evidence_title", _("empty, though there is an address."))
    people, courses = known.owners.get(owner), known.strategies.get(strategy)
    return LineDraft(key, kind, below, tuple(also), people, courses, title, url, **texts, measures=measures)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(BETWEEN) if part.strip()]


def _measures(row: Row, known: Known) -> tuple[str, ...] | None:
    """None where the table has no such column: then what measures the lines stays."""
    if "measures" not in row.cells:
        return None
    codes = _parts(as_before(row.cells["measures"]))
    for code in codes:
        if code not in known.measures:
            row.wrong("measures", _("There is no measure with the code “%(code)s”.") % {"code": code})
    return tuple(codes)


def _check_key(row: Row, key: str, keys: list[str]) -> None:
    if not key:
        return
    try:
        validate_slug(key)
    except ValidationError:
        row.wrong("key", _("“%(key)s”: use letters, digits and hyphens only.") % {"key": key})
    if keys.count(key) > 1:
        row.wrong("key", _("“%(key)s” stands in several rows. A key names one line.") % {"key": key})


def _known(row: Row, column: str, key: str, lines: Collection[str]) -> str:
    if key and key not in lines:
        row.wrong(column, _("No line has the key “%(key)s”.") % {"key": key})
    if key and key == row.cells["key"]:
        row.wrong(column, _("A line cannot lead to itself."))
    return key


def _refuse_circles(rows: list[Row], standing: Mapping[str, str]) -> None:
    """Where `below` leads around, there is no outline."""
    above = {**standing} | {row.cells["key"]: row.cells["below"] for row in rows}
    for row in rows:
        seen, key = {row.cells["key"]}, row.cells["below"]
        while key in above and key not in seen:
            seen.add(key)
            key = above[key]
        if key and key == row.cells["key"] and row.cells["below"] != key:
            row.wrong("below", _("These lines stand below each other in a circle."))


def rows_of_workbook(content: bytes) -> list[Row]:
    """The sheet whose first row names most of our columns."""
    try:
        table = open_workbook(content, _named, sheet=None, limits=LIMITS)
    except UnreadableFile as unreadable:
        refuse(unreadable.message(page_language()))
    columns = columns_of(table.header, HEADINGS)
    _refuse_missing(columns)
    found = []
    for block in table.blocks(sorted(columns.values()), frozenset()):
        read = block()
        texts = {name: read.columns[place].to_pylist() for name, place in columns.items()}
        for at, number in enumerate(read.rows):
            cells = {name: (values[at] or "").strip() for name, values in texts.items()}
            if any(cells.values()):
                found.append(Row(int(number), cells))
    if not found:
        refuse(_("There is a first row with names, and nothing below it."))
    return found


def _named(titles: object) -> int:
    return len(columns_of(list(titles), HEADINGS))  # type: ignore[call-overload]
