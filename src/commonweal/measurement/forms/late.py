from django import forms
from django.utils.translation import gettext_lazy


class LateForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the log of the round. The public reads only that numbers came late."),
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )
