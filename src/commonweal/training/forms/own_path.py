"""A step of one's own after a series, or something learned elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.training.operations.own_path import StepDraft
from commonweal.ui.days import DayField


class StepForm(forms.Form):
    what = forms.CharField(label=gettext_lazy("What you want to learn, or have learned"), max_length=160)
    source = forms.CharField(
        label=gettext_lazy("With whom"), max_length=160, required=False,
        help_text=gettext_lazy("A course, a school, a mentor. If it gives credits, say how many."),
    )  # fmt: skip
    done_on = DayField(
        label=gettext_lazy("Done on"), required=False, help_text=gettext_lazy("Leave it empty if it is still to come."),
    )  # fmt: skip

    def draft(self) -> StepDraft:
        return StepDraft(**self.cleaned_data)
