"""What a partner's data contact types: an answer to a question, and figures by hand."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.asked_rows import PARTS, AskedOfPartner, AskedRow, has_parts
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.headings import status_words
from commonweal.measurement.queries.incoming import TYPED, IncomingFile
from commonweal.measurement.queries.wording import last_words
from commonweal.measurement.queries.words import head_of, read_text
from commonweal.ui import formats

#: Marks that stand for no number are typed as in a sheet.
NO_NUMBER = re.compile(r"\*+|n/?a|-|<\s*\d+", re.IGNORECASE)
LONGEST_NUMBER = 40


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Your file"), allow_empty_file=True)

    def incoming(self) -> IncomingFile:
        uploaded: UploadedFile = self.cleaned_data["file"]
        return IncomingFile(name=uploaded.name or "-", content=uploaded.read())


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Your answer"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


@dataclass(frozen=True)
class TypedRow:
    """One row of the form: what it is about, and its fields."""

    heading: str
    last: str
    fields: list[BoundField]


@dataclass(frozen=True)
class TypedPlace:
    """The rows of one place; it is named above them where it is split, and in its only row where it is not."""

    name: str
    rows: list[TypedRow]


@dataclass(frozen=True)
class TypedMeasure:
    """One measure as a table: the heads of its columns, and its places."""

    name: str
    columns: list[str]
    places: list[TypedPlace]


class TypedFigures(forms.Form):
    """One field for each number asked for. What comes out is a small table that goes the same way as a file."""

    def __init__(self, *args: Any, asked: AskedOfPartner, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.language = language
        for number, row in enumerate(asked.rows):
            heading = self._heading(row)
            for role in roles_of(row.definition):
                self.fields[f"{role}-{number}"] = _number_field(row, role, heading)
            self.fields[f"status-{number}"] = _status_field(row, heading, language)

    def measures(self) -> Iterator[TypedMeasure]:
        numbered = list(enumerate(self.asked.rows))
        for definition in self.asked.definitions:
            own = [one for one in numbered if one[1].definition.pk == definition.pk]
            places = [self._place(list(rows)) for _place, rows in groupby(own, lambda one: one[1].place)]
            heads = [head_of(definition, role) for role in roles_of(definition)]
            yield TypedMeasure(read_text(definition, "name"), [*heads, _("About this number")], places)

    def incoming(self) -> IncomingFile:
        """The rows in which something was typed, as a CSV of our own."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        names = [dimension.code for dimension in self.asked.dimensions]
        writer.writerow(["measure", "period", "place", *names, "value", *PARTS, "status"])
        for number, row in enumerate(self.asked.rows):
            numbers = {role: self.cleaned_data.get(f"{role}-{number}", "") for role in ("value", *PARTS)}
            status = self.cleaned_data.get(f"status-{number}", "")
            if any(numbers.values()) or status:
                groups = [group.code if (group := row.group_in(each)) else EVERYBODY for each in self.asked.dimensions]
                key = [row.definition.measure.code, row.period, row.place.code, *groups]
                writer.writerow([*key, *numbers.values(), status])
        return IncomingFile(name=TYPED[self.language], content=out.getvalue().encode())

    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())

    def _place(self, rows: list[tuple[int, AskedRow]]) -> TypedPlace:
        is_split = any(row.groups for _number, row in rows)
        return TypedPlace(rows[0][1].place.name if is_split else "", [self._row(*one, is_split) for one in rows])

    def _row(self, number: int, row: AskedRow, is_split: bool) -> TypedRow:
        names = [f"{role}-{number}" for role in (*roles_of(row.definition), "status")]
        last = last_words(row.last, row.definition, self.language)
        group = [read_text(group, "name") for group in row.groups] or [_("Everybody")]
        heading = ", ".join(self._period(row) + group) if is_split else self._heading(row)
        return TypedRow(heading, last, [self[name] for name in names])

    def _heading(self, row: AskedRow) -> str:
        """All that tells a row from the others: what a reader hears with each of its fields."""
        return ", ".join([*self._period(row), row.place.name, *(read_text(group, "name") for group in row.groups)])

    def _period(self, row: AskedRow) -> list[str]:
        return [formats.period(row.period, self.language)] if len(self.asked.invitation.round.periods) > 1 else []


def roles_of(definition: Definition) -> tuple[str, ...]:
    """Where both parts are asked for, the share follows from them and need not be typed."""
    if has_parts(definition):
        return PARTS if definition.kind in ("percent", "ratio") else ("value", *PARTS)
    return ("value",)


def _number_field(row: AskedRow, role: str, heading: str) -> forms.Field:
    sent = getattr(row.known, role) if row.known and row.known.status in ("reported", "estimated") else None
    label = f"{heading}, {head_of(row.definition, role)}"
    return _FigureField(
        label=label,
        required=False,
        initial="" if sent is None else f"{sent:.15g}",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "aria-label": label}),
    )


def _status_field(row: AskedRow, heading: str, language: str) -> forms.Field:
    words = status_words(language)
    chosen = row.known.status if row.known and row.known.status in ("not_applicable", "suppressed", "estimated") else ""
    choices = [("", _("nothing"))]
    choices += [(status, words[status]) for status in ("estimated", "not_applicable", "suppressed")]
    label = ", ".join([heading, _("About this number")])
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        initial=chosen,
        widget=forms.Select(attrs={"aria-label": label}),
    )


class _FigureField(forms.CharField):
    """A number, or a mark for why there is none. How it is read is the business of whoever reads the file."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if text and not NO_NUMBER.fullmatch(text) and not any(character.isdigit() for character in text):
            raise forms.ValidationError(_("“%(text)s” is not a number.") % {"text": text})
        return text
