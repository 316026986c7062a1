"""What a partner's data contact says in place of new numbers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.measurement.forms.measures import offer
from commonweal.measurement.models import Measure
from commonweal.measurement.queries.other_answers import OtherAnswer

CHOOSE = {"required": gettext_lazy("Choose at least one measure.")}


class MeasuresForm(forms.Form):
    """Some of the measures that are asked; all of them to begin with."""

    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Measures"), widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, offered: Sequence[OtherAnswer], **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = {one.measure.code: one.measure for one in offered}
        offer(self, "measures", [(one.measure.code, self.words_of(one)) for one in offered])
        self.fields["measures"].initial = list(self.offered)

    def words_of(self, one: OtherAnswer) -> str:
        return one.name

    def chosen(self) -> list[Measure]:
        return [self.offered[code] for code in self.cleaned_data["measures"]]


class CarryForm(MeasuresForm):
    def words_of(self, one: OtherAnswer) -> str:
        return f"{one.name}: {one.last}" if one.last else one.name


class DeclineForm(MeasuresForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only the backbone team reads it. Everybody sees how many partners declined."),
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )
