from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """What a release says about itself: the list of what changed, or words in its place."""

    changes_en = forms.CharField(
        label=_("What changed, in English"),
        help_text=_("Everybody reads it. The list was made by comparing with the last release; you may rewrite it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )
    changes_es = forms.CharField(
        label=_("What changed, in Spanish"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("changes_en", "changes_es", "seen")}
