"""What one line needs a year, and for which lines a gift or a post counts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.commitments.forms.giving import amount
from commonweal.commitments.models import Contribution, Post, ResourceLine, ResourceNeed
from commonweal.commitments.operations import NeedDraft


class NeedForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is it needed for?"),
        help_text=gettext_lazy("Such as: ten meetings, with food, childcare and an interpreter."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    money = amount("")
    hours = amount(
        gettext_lazy("How many hours a year?"),
        gettext_lazy("A half-time post has about 1,000. Leave it empty where nobody knows; 0 is none needed."),
        1,
    )

    def __init__(self, *args: Any, line: str, currency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.line = line
        self.fields["money"].label = _("How much money a year, in %(currency)s?") % {"currency": currency}
        self.fields["money"].help_text = _("Leave it empty where nobody knows; 0 is none needed.")

    def draft(self) -> NeedDraft:
        given = self.cleaned_data
        return NeedDraft(self.line, given["money"], given["hours"], given["words"])


def filled_from_need(need: ResourceNeed | None) -> dict[str, Any]:
    return {"words": need.words, "money": need.money, "hours": need.hours} if need else {}


class LinesForm(forms.Form):
    """One question a line: how much of it a year; or only whether, where nobody counts it."""

    def __init__(self, *args: Any, source: Contribution | Post, currency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.is_counted = isinstance(source, Post) or (source.worth if source.is_money else source.hours) is not None
        is_money = isinstance(source, Contribution) and source.is_money
        for code, label in ResourceLine.choices:
            if not self.is_counted:
                self.fields[code] = forms.BooleanField(label=label, required=False)
                continue
            words = _("%(line)s: %(currency)s a year") if is_money else _("%(line)s: hours a year")
            self.fields[code] = amount(words % {"line": label, "currency": currency}, "", 2 if is_money else 1)

    def lines(self) -> dict[str, Decimal | None]:
        given = self.cleaned_data
        if not self.is_counted:
            return {code: None for code in ResourceLine.values if given[code]}
        return {code: given[code] for code in ResourceLine.values if given[code]}
