"""How many slips to print, and which ones to make void."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.instruments.operations.slips import MOST, MOST_AT_ONCE

_ONE_OR_SPAN = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", re.ASCII)


class MakeForm(forms.Form):
    number = forms.IntegerField(
        label=gettext_lazy("How many slips"), min_value=1, max_value=MOST_AT_ONCE,
        help_text=gettext_lazy("One for each person. Everybody reads how many are out."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class VoidForm(forms.Form):
    numbers = forms.CharField(
        label=gettext_lazy("Their numbers, as printed"), max_length=400,
        help_text=gettext_lazy("Such as 7, or 7, 12–15."), widget=forms.TextInput(attrs={"inputmode": "text"}),
    )  # fmt: skip

    def clean_numbers(self) -> list[int]:
        found: set[int] = set()
        for part in filter(None, (one.strip() for one in self.cleaned_data["numbers"].split(","))):
            span = _ONE_OR_SPAN.fullmatch(part)
            first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
            if not 0 < first <= last <= MOST:
                words = _("“%(typed)s” is no number of a slip. Write them such as 7, 12–15.")
                raise ValidationError(words % {"typed": part[:20]})
            found |= set(range(first, last + 1))
        return sorted(found)
