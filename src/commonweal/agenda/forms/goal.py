"""The form of the big goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.operations import PERIOD, GoalDraft

# More people than there are; a longer number is a slip, and no database could keep one of thirty digits.
MOST_PEOPLE = 10_000_000_000


class PeopleField(forms.IntegerField):
    """“25,000 fewer” is typed as -25,000: commas, spaces and a long minus are as good as none."""

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace("\N{MINUS SIGN}", "-").replace(" ", "")
        return super().to_python(value)


class GoalForm(forms.Form):
    text_en = forms.CharField(
        label=_("The big goal in one sentence, in English"),
        help_text=_("Such as: 25,000 fewer residents in poverty by 2030."),
        max_length=200,
    )
    text_es = forms.CharField(label=_("The same in Spanish"), max_length=200, required=False)
    due_period = forms.RegexField(
        PERIOD,
        label=_("By when"),
        help_text=_("A year, such as 2030."),
        error_messages={"invalid": _("Write the year, such as 2030.")},
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    change_in_people = PeopleField(
        label=_("How many people more, or fewer"),
        help_text=_("-25,000 means 25,000 people fewer. Leave it empty where the goal counts something else."),
        min_value=-MOST_PEOPLE,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )

    def draft(self) -> GoalDraft:
        return GoalDraft(**self.cleaned_data)
