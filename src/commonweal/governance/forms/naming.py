"""Words of one's own for levels and roles."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.governance.operations.naming import LONGEST
from commonweal.governance.terms import HEADINGS, TERMS, Term


class NamesForm(forms.Form):
    """Two fields for each word: English and Spanish."""

    def __init__(self, data: Any = None, *, initiative: Initiative) -> None:
        held = {own.code: own for own in initiative.own_names.all()}
        super().__init__(data)
        for code, term in TERMS.items():
            for lang, label in (("en", _("in English")), ("es", _("in Spanish"))):
                own = held.get(code)
                field = forms.CharField(
                    label=f"{term.label}, {label}",
                    required=False,
                    max_length=LONGEST,
                    initial=getattr(own, f"name_{lang}") if own else "",
                    widget=forms.TextInput(attrs={"lang": lang, "aria-label": f"{term.label}, {label}"}),
                )
                self.fields[f"{code}.{lang}"] = field

    def parts(self) -> Iterator[tuple[Any, list[tuple[Term, BoundField, BoundField]]]]:
        """A table for the levels, one for the seats, one for the framework's roles."""
        for beginning, heading in HEADINGS.items():
            terms = [term for code, term in TERMS.items() if code.startswith(f"{beginning}.")]
            yield heading, [(term, self[f"{term.code}.en"], self[f"{term.code}.es"]) for term in terms]

    def names(self) -> dict[str, tuple[str, str]]:
        return {code: (self.cleaned_data[f"{code}.en"], self.cleaned_data[f"{code}.es"]) for code in TERMS}
