"""Components of the face as template tags, and the formats by locale as filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import template
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import (
    BaseForm,
    BooleanField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceField,
    Field,
    FileField,
    FloatField,
    IntegerField,
    MultipleChoiceField,
    RadioSelect,
)
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.lib.languages import page_language
from commonweal.ui import formats
from commonweal.ui.cards import FigureCard
from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH, Chart, rendered_or_none, table_of
from commonweal.ui.verdicts import face_of

register = template.Library()


class Language(NamedTuple):
    """A language to switch to, named in itself."""

    code: str
    name: str


LANGUAGES = {"en": Language("en", "English"), "es": Language("es", "Español")}


class ErrorLine(NamedTuple):
    """One line of an error summary: its words and the field it leads to."""

    words: str
    target: str


@register.filter
def number(value: formats.Number | None, decimals: int = 0) -> str:
    """116,447."""
    return "" if value is None else formats.number(value, int(decimals))


@register.filter
def percent(value: formats.Number | None, decimals: int = 1) -> str:
    """10.2% (10.2 % in Spanish); the value is in percent."""
    return "" if value is None else formats.percent(value, int(decimals))


@register.filter
def money(value: formats.Number | None) -> str:
    """$80,000."""
    return "" if value is None else formats.money(value)


@register.filter
def amount(value: Decimal | None, currency: str) -> str:
    """A sum as it was written down: $80,000, and $80,000.50 where there are cents."""
    return "" if value is None else formats.money(value, 2 if value % 1 else 0, currency=currency)


@register.filter
def hours(value: Decimal | None) -> str:
    """12.5, 40: as many digits as were written down."""
    return "" if value is None else formats.short_number(value)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """4 March 2026, 4 de marzo de 2026."""
    return "" if value is None else formats.day(value)


@register.filter
def named_period(name: str) -> str:
    """A name that may be a period, as one is printed on the rest of the page: Q2 2026 for a round called 2026-Q2."""
    return formats.named_period(name)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """4 March 2026, 17:00 (EST)."""
    return "" if value is None else formats.moment(value)


@register.filter
def age(value: dt.datetime | None) -> str:
    """today, 2 days ago."""
    return "" if value is None else formats.how_long_ago(value)


@register.inclusion_tag("ui/chip.html")
def chip(code: str) -> dict[str, Any]:
    """A verdict: silhouette, word, tint."""
    return {"face": face_of(code)}


@register.inclusion_tag("ui/seen_by.html")
def seen_by(visibility: Any) -> dict[str, Any]:
    """Who sees the thing that a page is about; `visibility` carries its own label."""
    return {"visibility": visibility}


@register.inclusion_tag("ui/mark.html")
def origin_mark(origin: str) -> dict[str, Any]:
    """Whether a figure is real or invented for a demonstration."""
    return {"origin": origin}


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    """A button that changes the language and stays on the page; works without scripts."""
    request = context.get("request")
    other = LANGUAGES["en" if page_language() == "es" else "es"]
    # A page that is cached for everybody is rendered without a request and says its path itself.
    return {"other": other, "next": request.get_full_path() if request else context.get("path", "/")}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm | Sequence[BaseForm] | None) -> dict[str, Any]:
    """What is to be corrected, above the form, or above several that are rows of one; each line leads to its field."""
    forms = [form] if isinstance(form, BaseForm) else form or []
    items = [line for one in forms if one.is_bound for line in _error_lines(one)]
    return {"items": items, "heading": error_heading(len(items))}


def _error_lines(form: BaseForm) -> Iterator[ErrorLine]:
    """A field that stands in a row goes by the name that says in which."""
    yield from (ErrorLine(str(words), "") for words in form.non_field_errors())
    for bound in form:
        target = f"{bound.auto_id}-group" if _is_group(bound) else bound.id_for_label
        name = bound.field.widget.attrs.get("aria-label", bound.label)
        yield from (ErrorLine(f"{name}: {words}", str(target)) for words in error_words(bound))


def error_words(bound: BoundField) -> list[str]:
    """What is wrong with one field. An empty one says what to do with it, where the form has no words of its own."""
    problems = bound.form.errors.get(bound.name)
    if not isinstance(problems, ErrorList):
        return []
    return [
        _what_to_do(bound, problem) or str(words) for problem, words in zip(problems.as_data(), problems, strict=True)
    ]


def _what_to_do(bound: BoundField, problem: ValidationError) -> str:
    """In place of the framework's words; empty where somebody wrote their own."""
    if problem.message == Field.default_error_messages["required"]:
        return _what_is_missing(bound)
    if problem.message == IntegerField.default_error_messages["invalid"]:
        return _("Write a whole number in digits, such as 250.")
    if problem.message == FloatField.default_error_messages["invalid"]:
        return _("Write a number in digits, such as 2.5.")
    if problem.message == MinValueValidator.message:
        return _("Write %(limit_value)s or more.") % (problem.params or {})
    if problem.message == MaxValueValidator.message:
        return _("Write %(limit_value)s or less.") % (problem.params or {})
    return ""


def _what_is_missing(bound: BoundField) -> str:
    if isinstance(bound.field, MultipleChoiceField):
        return _("Choose at least one.")
    if isinstance(bound.field, ChoiceField):
        return _("Choose one.")
    if isinstance(bound.field, FileField):
        return _("Choose a file.")
    return _("Tick it to go on.") if isinstance(bound.field, BooleanField) else _("Write something here.")


def error_heading(count: int) -> str:
    """How many things are to be corrected."""
    return ngettext("%(count)s thing to check", "%(count)s things to check", count) % {"count": count}


@register.simple_tag
def error_prefix(form: BaseForm | None) -> str:
    """For the page title: "2 to check: " where a form came back, nothing otherwise."""
    if form is None or not form.is_bound or not form.errors:
        return ""
    count = sum(len(errors) for errors in form.errors.values())
    return _("%(count)s to check:") % {"count": count} + " "


def _is_group(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One form field: label above, hint below it, the error beside the input, the value kept."""
    is_checkbox = isinstance(bound.field.widget, CheckboxInput)
    return {
        "field": bound,
        "is_group": _is_group(bound),
        "is_checkbox": is_checkbox,
        "errors": error_words(bound),
        "widget": "" if _is_group(bound) else _widget(bound),
    }


@register.inclusion_tag("ui/control.html")
def control(bound: BoundField) -> dict[str, Any]:
    """A field in a table, whose head and row say what it is; its own words stand in aria-label."""
    return {"field": bound, "errors": error_words(bound), "widget": _widget(bound)}


def _widget(bound: BoundField) -> SafeString:
    described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, str | bool] = {}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("ui/form.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary and all fields of a form, without its buttons."""
    return {"form": form}


@register.inclusion_tag("ui/empty.html")
def empty_state(title: str, text: str, url: str = "", label: str = "") -> dict[str, Any]:
    """An empty list says what comes next."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: str, element_id: str = "progress") -> dict[str, Any]:
    """How far a long step is, in a bar and in words."""
    words = _("%(done)s of %(total)s") % {
        "done": formats.number(done),
        "total": formats.number(total),
    }
    return {"done": done, "total": total, "label": label, "id": element_id, "words": words}


@register.inclusion_tag("ui/board.html", takes_context=True)
def board(context: template.Context, columns: list[Any]) -> dict[str, Any]:
    """A triage board: columns with `title`, `cases`, `empty`; cases with `name`, `note`, `needs_person`."""
    return {"columns": columns, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/timeline.html")
def timeline(items: list[Any]) -> dict[str, Any]:
    """What happened, newest first: items with `when`, `title`, `text`, `url`, `is_off`."""
    return {"items": items}


@register.inclusion_tag("ui/figure_card.html")
def figure_card(card: FigureCard, with_table: bool = True) -> dict[str, Any]:
    """One measure at a glance; the heading is an h3."""
    return {"card": card, "with_table": with_table}


@register.inclusion_tag("ui/trend.html")
def trend(chart: Chart, note: str = "", heading: str = "") -> dict[str, Any]:
    """A chart as a figure: the finding, the measure line, the picture at two widths, the numbers."""
    line = (chart.measured.what, chart.measured.unit, chart.measured.place)
    return {
        "chart": chart,
        "what": ", ".join(part for part in line if part),
        "note": note,
        "heading": heading,
    }


@register.inclusion_tag("ui/picture.html")
def picture(chart: Chart, only_small: bool = False) -> dict[str, Any]:
    """The picture of a chart, or a line that it is being drawn; the table stands beside it anyway."""
    lang = page_language()
    small = rendered_or_none(chart, CARD_WIDTH, lang)
    wide = None if only_small else rendered_or_none(chart, WIDE_WIDTH, lang)
    is_missing = small is None or (wide is None and not only_small)
    # The renderer escaped every text in it; nothing else writes into that folder.
    pictures = {"small": SafeString(small or ""), "wide": SafeString(wide or "")}
    return {**pictures, "is_missing": is_missing, "only_small": only_small}


@register.inclusion_tag("ui/table.html")
def chart_table(chart: Chart) -> dict[str, Any]:
    """The numbers of a chart as a table."""
    return {"table": table_of(chart)}
