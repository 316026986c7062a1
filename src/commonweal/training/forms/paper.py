"""What is typed from paper: how many sheets, who was there, and whose sheet it is."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.training.operations.paper import MOST_SHEETS
from commonweal.training.queries.paper import as_ranges

RANGE = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


class AsideForm(forms.Form):
    how_many = forms.IntegerField(
        label=gettext_lazy("How many sheets"), min_value=1, max_value=MOST_SHEETS,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=gettext_lazy("One for each person whom you expect, and some to spare."),
    )  # fmt: skip


class RollForm(forms.Form):
    numbers = forms.CharField(
        label=gettext_lazy("Numbers that were there"), widget=forms.Textarea(attrs={"rows": 2, "inputmode": "text"}),
        help_text=gettext_lazy("Such as 1-12, 14 16. What you type takes the place of what was typed before."),
    )  # fmt: skip

    def __init__(self, data: Any, *, there: list[int]) -> None:
        super().__init__(data, initial={"numbers": as_ranges(there)})

    def clean_numbers(self) -> set[int]:
        numbers: set[int] = set()
        for piece in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", self.cleaned_data["numbers"].strip())):
            if not piece:
                continue
            found = RANGE.fullmatch(piece)
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
            if last < first:
                raise forms.ValidationError(_("“%(typed)s” is no number and no range such as 1-12.") % {"typed": piece})
            numbers |= set(range(first, last + 1))
        return numbers
