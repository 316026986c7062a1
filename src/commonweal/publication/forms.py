from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    """Why a release is taken back, in words for everybody."""

    reason_en = forms.CharField(
        label=_("Reason in English"),
        help_text=_("Everybody can read it. Say what was wrong and what comes next; name nobody."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    reason_es = forms.CharField(
        label=_("Reason in Spanish"),
        help_text=_("Without it, readers of Spanish see the English one."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def reasons(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason_en", "reason_es")}
