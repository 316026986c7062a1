"""The workbook made for one partner: its rows, last values, drop-downs, and what each measure means.

It comes back in any shape: columns moved, added or renamed to the other language are still understood
(see `headings`). Nothing in it is locked; a locked cell only makes people start a sheet of their own.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.asked_rows import PARTS, AskedOfPartner, AskedRow, has_parts
from commonweal.measurement.queries.facts import Fact
from commonweal.measurement.queries.headings import heading_of, status_words
from commonweal.measurement.queries.wording import in_language, last_words
from commonweal.ui.formats import period as period_words

#: Empty rows below the partner's own, with drop-downs, for a place or group that is new.
SPARE_ROWS = 100
#: Excel cuts the title and refuses a longer text of an input message.
TITLE_LENGTH, MESSAGE_LENGTH = 32, 255
GREY = {"bg_color": "#F1EEE7", "font_color": "#4A5462"}


@dataclass(frozen=True)
class Column:
    role: str
    width: int
    is_ours: bool = False  # grey: for reading only, left out when the file comes back


def workbook_for(asked: AskedOfPartner, language: str) -> bytes:
    """The .xlsx as bytes."""
    with override(language):
        return _Writer(asked, language).write()


def columns_of(asked: AskedOfPartner) -> list[Column]:
    columns = [Column("measure", 14), Column("measure_name", 34, is_ours=True), Column("period", 12)]
    columns.append(Column("place", 22))
    columns += [Column(dimension.code, 20) for dimension in asked.dimensions]
    columns.append(Column("value", 14))
    if asked.asks_for_parts():
        columns += [Column(part, 16) for part in PARTS]
    return [*columns, Column("status", 18), Column("last_value", 22, is_ours=True)]


class _Writer:
    def __init__(self, asked: AskedOfPartner, language: str) -> None:
        self.asked = asked
        self.language = language
        self.columns = columns_of(asked)
        self.places = {column.role: number for number, column in enumerate(self.columns)}
        self.out = io.BytesIO()
        # Texts stay texts: a name that begins with "=" or "http" becomes neither a formula nor a link.
        self.book = xlsxwriter.Workbook(
            self.out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.head = self.book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
        self.grey_head = self.book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top", **GREY})
        self.grey = self.book.add_format({**GREY, "text_wrap": True})
        self.text = self.book.add_format({"num_format": "@"})
        self.fill = self.book.add_format({"bg_color": "#FFFFFF", "border": 1, "border_color": "#857F73"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> bytes:
        self.sheet = self.book.add_worksheet(_("Figures"))
        self.meanings = self.book.add_worksheet(_("Definitions"))
        self.lists = self.book.add_worksheet(_("Lists"))
        self.lists.hide()
        self._headings()
        for number, row in enumerate(self.asked.rows, start=1):
            self._row(number, row)
        self._drop_downs()
        self._definitions()
        self.book.close()
        return self.out.getvalue()

    def _headings(self) -> None:
        for number, column in enumerate(self.columns):
            words = heading_of(column.role, self.asked.dimensions, self.language)
            self.sheet.write_string(0, number, words, self.grey_head if column.is_ours else self.head)
            self.sheet.set_column(number, number, column.width, self.text if column.role == "period" else None)
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_row(0, 32)
        if self.asked.asks_for_parts():
            for part in PARTS:
                self._comment(0, part, self._meaning_of_part(part))
        self._comment(0, "value", _("A zero is typed as 0. Leave a cell empty if you do not have the number yet."))
        self._comment(0, "last_value", _("What you sent last time, to compare. You need not change it."))

    def _comment(self, row: int, role: str, text: str) -> None:
        if role in self.places and text:
            self.sheet.write_comment(row, self.places[role], text, {"x_scale": 2, "y_scale": 1.5, "author": ""})

    def _meaning_of_part(self, part: str) -> str:
        lines = [
            f"{definition.measure.code}: {in_language(definition, part, self.language)}"
            for definition in self.asked.definitions
            if in_language(definition, part, self.language)
        ]
        return "\n".join(lines)

    def _row(self, number: int, row: AskedRow) -> None:
        definition = row.definition
        words: dict[str, str] = {
            "measure": definition.measure.code,
            "measure_name": in_language(definition, "name", self.language),
            "period": row.period,
            "place": row.place.name,
            "last_value": last_words(row.last, definition, self.language),
        }
        for dimension in self.asked.dimensions:
            group = row.group_in(dimension)
            words[dimension.code] = in_language(group, "name", self.language) if group else _("everybody")
        for column, place in zip(self.columns, range(len(self.columns)), strict=True):
            if column.role in words:
                self.sheet.write_string(number, place, words[column.role], self.grey if column.is_ours else None)
        self._figures(number, definition, row.known)

    def _figures(self, number: int, definition: Definition, sent: Fact | None) -> None:
        """The cells to fill in; what was sent, in this round or in another one, stands in them."""
        cells: dict[str, Any] = dict.fromkeys(("value", *PARTS) if has_parts(definition) else ("value",))
        if sent and sent.status in ("reported", "estimated"):
            cells = {role: getattr(sent, role) for role in cells}
        for role, figure in cells.items():
            if figure is None:
                self.sheet.write_blank(number, self.places[role], None, self.fill)
            else:
                self.sheet.write_number(number, self.places[role], figure, self.fill)
            self._check(number, role, definition)
        if sent and sent.carried_from:
            since = period_words(sent.carried_from, self.language)
            self._comment(number, "value", _("Carried forward from %(period)s.") % {"period": since})
        if sent and sent.status not in ("reported", "missing"):
            self.sheet.write_string(number, self.places["status"], status_words(self.language)[sent.status])

    def _check(self, number: int, role: str, definition: Definition) -> None:
        """A hint while typing. It warns and does not forbid, so that N/A or * can be typed as well."""
        name = in_language(definition, "name", self.language)
        meaning = in_language(definition, "meaning" if role == "value" else role, self.language)
        unit = in_language(definition, "unit", self.language)
        hint = f"{meaning} ({unit})" if role == "value" and unit else meaning
        low, high = (definition.minimum, definition.maximum) if role == "value" else (0, None)
        criteria: dict[str, Any] = {"criteria": ">=", "value": -1e300 if low is None else low}
        if low is not None and high is not None:
            criteria = {"criteria": "between", "minimum": low, "maximum": high}
        elif high is not None:
            criteria = {"criteria": "<=", "value": high}
        self.sheet.data_validation(
            number,
            self.places[role],
            number,
            self.places[role],
            {
                "validate": "decimal",
                **criteria,
                "input_title": _cut(name, TITLE_LENGTH),
                "input_message": _cut(hint, MESSAGE_LENGTH),
                "error_type": "warning",
                "error_title": _cut(_("Check this number"), TITLE_LENGTH),
                "error_message": _("It is not a number in the usual range. Keep it only if it is right."),
            },
        )

    def _drop_downs(self) -> None:
        """Choices come from the sheet of lists, so that long ones fit too."""
        last_row = len(self.asked.rows) + SPARE_ROWS
        choices: dict[str, list[str]] = {
            "measure": [definition.measure.code for definition in self.asked.definitions],
            "period": list(self.asked.invitation.round.periods),
            "place": [place.name for place in self.asked.places],
            "status": list(status_words(self.language).values()),
        }
        for dimension in self.asked.dimensions:
            names = [in_language(category, "name", self.language) for category in dimension.categories.all()]
            choices[dimension.code] = [_("everybody"), *names]
        for number, (role, words) in enumerate(choices.items()):
            self._list(number, heading_of(role, self.asked.dimensions, self.language), words)
            letter = xlsxwriter.utility.xl_col_to_name(number)
            sheet = _("Lists")
            self.sheet.data_validation(
                1,
                self.places[role],
                last_row,
                self.places[role],
                {
                    "validate": "list",
                    "source": f"='{sheet}'!${letter}$2:${letter}${len(words) + 1}",
                    "error_type": "warning",
                },
            )

    def _list(self, number: int, heading: str, words: Sequence[str]) -> None:
        self.lists.write_string(0, number, heading, self.head)
        self.lists.set_column(number, number, 24)
        for row, word in enumerate(words, start=1):
            self.lists.write_string(row, number, word)

    def _definitions(self) -> None:
        headings = (
            _("Code"),
            _("Measure"),
            _("What it means"),
            _("Unit"),
            _("Numerator"),
            _("Denominator"),
            _("Periods"),
        )
        for number, words in enumerate(headings):
            self.meanings.write_string(0, number, words, self.head)
        self.meanings.set_column(0, 0, 12)
        self.meanings.set_column(1, 5, 38)
        periods = ", ".join(period_words(period, self.language) for period in self.asked.invitation.round.periods)
        for row, definition in enumerate(self.asked.definitions, start=1):
            fields = ("name", "meaning", "unit", "numerator", "denominator")
            cells = [definition.measure.code, *(in_language(definition, field, self.language) for field in fields)]
            for number, words in enumerate([*cells, periods]):
                self.meanings.write_string(row, number, words, self.wrap)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
