"""What a partner's data contact types: an answer to a question, and figures by hand."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.measurement.queries.asked_rows import PARTS, AskedOfPartner, AskedRow, has_parts
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.headings import status_words
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.wording import last_words
from commonweal.measurement.queries.words import read_text
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

    row: AskedRow
    heading: str
    last: str
    fields: list[Any]


class TypedFigures(forms.Form):
    """One field for each number asked for. What comes out is a small table that goes the same way as a file."""

    def __init__(self, *args: Any, asked: AskedOfPartner, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.language = language
        for number, row in enumerate(asked.rows):
            for role in roles_of(row):
                self.fields[f"{role}-{number}"] = _number_field(row, role)
            self.fields[f"status-{number}"] = _status_field(row, language)

    def rows(self) -> Iterator[tuple[str, list[TypedRow]]]:
        """The rows under the name of their measure."""
        for definition in self.asked.definitions:
            typed = [
                self._row(number, row)
                for number, row in enumerate(self.asked.rows)
                if row.definition.pk == definition.pk
            ]
            yield read_text(definition, "name"), typed

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
        return IncomingFile(name=_("typed on the page.csv"), content=out.getvalue().encode())

    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())

    def _row(self, number: int, row: AskedRow) -> TypedRow:
        groups = [read_text(group, "name") for group in row.groups]
        parts = [row.place.name, *groups]
        if len(self.asked.invitation.round.periods) > 1:
            parts.insert(0, formats.period(row.period, self.language))
        names = [f"{role}-{number}" for role in (*roles_of(row), "status")]
        last = last_words(row.last, row.definition, self.language)
        return TypedRow(row, ", ".join(parts), last, [self[name] for name in names])


def roles_of(row: AskedRow) -> tuple[str, ...]:
    """Where both parts are asked for, the share follows from them and need not be typed."""
    if has_parts(row.definition):
        return PARTS if row.definition.kind in ("percent", "ratio") else ("value", *PARTS)
    return ("value",)


def _number_field(row: AskedRow, role: str) -> forms.Field:
    definition = row.definition
    label = read_text(definition, role) if role in PARTS else ""
    label = label or {"value": _("Number"), "numerator": _("Numerator"), "denominator": _("Denominator")}[role]
    sent = getattr(row.sent, role) if row.sent and row.sent.status in ("reported", "estimated") else None
    return _FigureField(
        label=label[:1].upper() + label[1:],
        required=False,
        initial="" if sent is None else f"{sent:.15g}",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
    )


def _status_field(row: AskedRow, language: str) -> forms.Field:
    words = status_words(language)
    chosen = row.sent.status if row.sent and row.sent.status in ("not_applicable", "suppressed", "estimated") else ""
    choices = [("", _("nothing to add"))]
    choices += [(status, words[status]) for status in ("estimated", "not_applicable", "suppressed")]
    return forms.ChoiceField(
        label=_("About this number"),
        required=False,
        choices=choices,
        initial=chosen,
        widget=forms.Select(attrs={"class": "short"}),
    )


class _FigureField(forms.CharField):
    """A number, or a mark for why there is none. How it is read is the business of whoever reads the file."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if text and not NO_NUMBER.fullmatch(text) and not any(character.isdigit() for character in text):
            raise forms.ValidationError(_("“%(text)s” is not a number.") % {"text": text})
        return text
