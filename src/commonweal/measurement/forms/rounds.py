"""Forms of rounds: what is asked by when, of whom; more time; another address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from commonweal.governance.models import Initiative
from commonweal.measurement.forms.measures import offer
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.rounds import RoundDraft
from commonweal.measurement.queries.measures import MeasureInUse
from commonweal.measurement.queries.plans import END_OF_WORK
from commonweal.people.models import Organisation

#: Days from the due day on which somebody can be reminded by itself.
REMINDER_DAYS = (
    (-14, gettext_lazy("14 days before")),
    (-7, gettext_lazy("7 days before")),
    (-3, gettext_lazy("3 days before")),
    (-1, gettext_lazy("1 day before")),
    (0, gettext_lazy("on the due day")),
    (1, gettext_lazy("1 day after")),
    (3, gettext_lazy("3 days after")),
    (7, gettext_lazy("7 days after")),
)


class ReminderDaysField(forms.TypedMultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            choices=REMINDER_DAYS,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=gettext_lazy("Remind by mail"),
            help_text=gettext_lazy("Only partners who still owe numbers, and each once a day at most."),
        )


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class ClockField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")


class DueForm(forms.Form):
    """A day and a time, meant in the initiative's time zone."""

    due = DayField(label=gettext_lazy("Due on"))
    due_time = ClockField(label=gettext_lazy("At"), initial=END_OF_WORK)

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = ZoneInfo(initiative.time_zone)
        self.fields["due_time"].help_text = format_lazy(
            gettext_lazy("Time of {zone}. Every mail and page names the time zone."),
            zone=initiative.time_zone.replace("_", " "),
        )

    def due_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["due"], self.cleaned_data["due_time"], self.zone)


class RoundForm(DueForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the round"), max_length=80, help_text=gettext_lazy("Such as 2026-Q3.")
    )
    periods = forms.CharField(
        label=gettext_lazy("Periods asked for"),
        help_text=gettext_lazy("Such as 2026-Q3, or several with commas: 2025, 2026. A school year is 2025/26."),
    )
    reminder_days = ReminderDaysField()
    field_order = ("name", "periods", "due", "due_time", "reminder_days")

    def draft(self) -> RoundDraft:
        periods = [period.strip() for period in self.cleaned_data["periods"].split(",") if period.strip()]
        return RoundDraft(
            self.cleaned_data["name"], periods, self.due_at(), reminder_days=self.cleaned_data["reminder_days"]
        )


class MoreTimeForm(DueForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Partners read it, and it stays on record. Name no people."),
    )


class AskAlsoForm(forms.Form):
    partner = forms.ChoiceField(label=gettext_lazy("Partner"))
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Measures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one measure.")},
    )

    def __init__(self, *args: Any, partners: list[Organisation], offered: list[MeasureInUse], **more: Any) -> None:
        super().__init__(*args, **more)
        self.partners = {partner.code: partner for partner in partners}
        self.offered = {one.measure.code: one.measure for one in offered}
        offer(self, "partner", [(code, partner.name) for code, partner in self.partners.items()])
        offer(self, "measures", [(one.measure.code, f"{one.measure.code} {one.name}") for one in offered])

    def partner_chosen(self) -> Organisation:
        return self.partners[self.cleaned_data["partner"]]

    def measures_chosen(self) -> list[Measure]:
        return [self.offered[code] for code in self.cleaned_data["measures"]]


class ContactForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the data contact"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mails"),
        choices=[("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))],
    )


def ticked_in(data: QueryDict, partners: Iterable[int], measures: Iterable[int]) -> dict[int, list[int]]:
    """The grid as sent: single boxes, whole rows (all measures of a partner) and whole columns. Odd values are left."""
    partners, measures = list(partners), list(measures)
    rows, columns, boxes = set(data.getlist("row")), set(data.getlist("column")), set(data.getlist("asked"))
    return {
        partner: [
            measure
            for measure in measures
            if str(partner) in rows or str(measure) in columns or f"{partner}-{measure}" in boxes
        ]
        for partner in partners
    }
