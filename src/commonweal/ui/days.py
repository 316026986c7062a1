"""The field for a day: a picker where the browser has one, and no day that nobody can mean."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
BETWEEN = _("Choose a day between 1900 and 2199.")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "short"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput
    default_validators = [MinValueValidator(FIRST, BETWEEN), MaxValueValidator(LAST, BETWEEN)]
