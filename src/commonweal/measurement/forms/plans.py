"""The form of a plan of rounds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.measurement.forms.rounds import ReminderDaysField
from commonweal.measurement.models import RoundPlan
from commonweal.measurement.operations.plans import PlanDraft


class PlanForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the plan"), max_length=60, help_text=gettext_lazy("Such as Quarterly figures.")
    )
    cadence = forms.ChoiceField(label=gettext_lazy("How often"), choices=RoundPlan.Cadence.choices)
    first_period = forms.CharField(
        label=gettext_lazy("First period"),
        max_length=10,
        widget=forms.TextInput(attrs={"class": "short"}),
        help_text=gettext_lazy("Written as the plan counts: 2026-Q3, 2025/26, 2026-03 or 2026."),
    )
    opens_after = forms.IntegerField(
        label=gettext_lazy("Opens, in days after the period ends"),
        initial=3,
        min_value=0,
        max_value=366,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    due_after = forms.IntegerField(
        label=gettext_lazy("Due, in days after the period ends"),
        initial=24,
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=gettext_lazy("It is due at 17:00 of that day."),
    )
    reminder_days = ReminderDaysField()
    opens_by_itself = forms.BooleanField(
        label=gettext_lazy("Open each round by itself on its day"),
        required=False,
        help_text=gettext_lazy("Otherwise the page of rounds proposes it, and you open it."),
    )

    def draft(self) -> PlanDraft:
        return PlanDraft(**self.cleaned_data)


def held_by(plan: RoundPlan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in PlanForm.base_fields}
