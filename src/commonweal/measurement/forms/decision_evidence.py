"""Which figure is put beside a proposal."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.governance.models import Initiative
from commonweal.measurement.queries.decision_evidence import asked_from, choices_in
from commonweal.measurement.queries.lineage import Asked


class EvidenceForm(forms.Form):
    figure = forms.ChoiceField(
        label=gettext_lazy("Which figure?"),
        help_text=gettext_lazy("From the newest release, as it is printed there today."),
    )

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        grouped = [(name, [(one.key, one.label) for one in figures]) for name, figures in choices_in(initiative)]
        cast(forms.ChoiceField, self.fields["figure"]).choices = [pair for pair in grouped if pair[1]]

    def asked(self) -> Asked:
        return asked_from(self.cleaned_data["figure"])
