"""Forms of what is agreed about the groups of a measure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.measurement.forms.measures import TargetForm, offer
from commonweal.measurement.operations.group_targets import WhoseTarget
from commonweal.measurement.queries.group_targets import OneOfThem, WayToSplit
from commonweal.measurement.queries.words import read_text


class GroupTargetForm(TargetForm):
    field_order = ["whose", "baseline_period", "baseline_value", "target_period", "target_value"]

    whose = forms.ChoiceField(label=gettext_lazy("Of which group or place"))

    def __init__(self, *args: Any, choices: Sequence[OneOfThem], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields.pop("of_big_goal", None)
        self.known = {one.key: one for one in choices}
        offer(self, "whose", [("", _("choose one")), *((one.key, one.name) for one in choices)])

    def of_whom(self) -> WhoseTarget:
        chosen = self.known[self.cleaned_data["whose"]]
        return WhoseTarget(chosen.category, chosen.place)


class ReferenceForm(forms.Form):
    reference = forms.ChoiceField(label=gettext_lazy("Compare the others with"), required=False)

    def __init__(self, data: Any = None, *, way: WayToSplit) -> None:
        super().__init__(data, initial={"reference": way.reference}, prefix=way.code)
        self.way = way
        named = [(one.code, read_text(one, "name")) for one in way.categories]
        offer(self, "reference", [("", _("whoever does best")), *named])
