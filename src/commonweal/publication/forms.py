"""Taking releases back."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.publication.models import Publication
from commonweal.ui.formats import moment


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

    also = forms.TypedMultipleChoiceField(
        label=_("Withdraw these too: they tell of the same survey"),
        help_text=_("What is wrong in one is often wrong in all. Whatever you leave out stays public."),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
    )

    def __init__(self, data: Any, others: Sequence[Publication]) -> None:
        super().__init__(data, initial={"also": [one.number for one in others]})
        words = _("Release %(number)s, published %(when)s")
        named = [(one.number, words % {"number": one.number, "when": moment(one.made_at)}) for one in others]
        cast(forms.ChoiceField, self.fields["also"]).choices = named
        if not others:
            del self.fields["also"]

    def reasons(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason_en", "reason_es")}
