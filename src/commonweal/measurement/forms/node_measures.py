"""Which measures a line of the logic model points to."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.agenda.models import LogicNode
from commonweal.measurement.models import Measure
from commonweal.measurement.queries.node_measures import bound_codes, measures_to_bind


class NodeMeasuresForm(forms.Form):
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("What measures this line"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, node: LogicNode) -> None:
        super().__init__(data, initial={"measures": bound_codes(node)})
        self.node = node
        cast(forms.MultipleChoiceField, self.fields["measures"]).choices = measures_to_bind(node.initiative)

    def chosen(self) -> list[Measure]:
        return list(self.node.initiative.measures.filter(code__in=self.cleaned_data["measures"]))
