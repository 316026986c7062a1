"""An entry of where to turn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.training.models import Resource
from commonweal.training.operations.resources import ResourceDraft

FIELDS = ("kind", "name", "url", "about_en", "about_es")


class ResourceForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect, choices=Resource.Kind.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    url = forms.URLField(label=gettext_lazy("Web address"), max_length=300, required=False, assume_scheme="https")
    about_en = forms.CharField(
        label=gettext_lazy("What it helps with, in English"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    about_es = forms.CharField(
        label=gettext_lazy("What it helps with, in Spanish"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, data: Any, *, resource: Resource | None = None) -> None:
        first = {name: getattr(resource, name) for name in FIELDS} if resource else {"kind": Resource.Kind.KNOWLEDGE}
        super().__init__(data, initial=first)

    def draft(self) -> ResourceDraft:
        return ResourceDraft(**self.cleaned_data)
