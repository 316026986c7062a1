"""How many people of each sector are in the room."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from commonweal.people.models import Sector
from commonweal.training.operations.audience import MOST


class AudienceForm(forms.Form):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, label in Sector.choices:
            if code != Sector.BACKBONE:
                widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
                self.fields[code] = forms.IntegerField(
                    label=capfirst(str(label)), min_value=0, max_value=MOST, required=False, widget=widget
                )

    def people(self) -> dict[str, int]:
        return {code: n for code, n in self.cleaned_data.items() if n is not None}
