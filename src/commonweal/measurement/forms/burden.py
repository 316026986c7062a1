from django import forms
from django.utils.translation import gettext_lazy

SLIP = gettext_lazy("Write whole minutes, from 1 to 2,400.")


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take you?"),
        min_value=1,
        max_value=2400,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=gettext_lazy("All together, finding the papers too. It helps us to ask for less."),
        error_messages={"required": SLIP, "invalid": SLIP, "min_value": SLIP, "max_value": SLIP},
    )
