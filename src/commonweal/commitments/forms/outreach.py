"""What is asked, of whom, and what came back."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.commitments.models import Response
from commonweal.commitments.operations import ApproachDraft, AskDraft, ResponseDraft
from commonweal.governance.models import Group
from commonweal.governance.queries.interests import holder_key
from commonweal.people.models import Organisation, Person
from commonweal.ui.days import DayField


def people_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=1_000_000, initial=1, widget=forms.NumberInput(attrs={"class": "short"})
    )


class AskForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What do you ask?"),
        help_text=gettext_lazy("Such as: Come to the night of the parents on 3 May."),
        max_length=200,
    )
    points = forms.CharField(
        label=gettext_lazy("What one can say, a point a line"),
        help_text=gettext_lazy("Short, true, and such that a neighbor would say it."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    group = forms.ChoiceField(label=gettext_lazy("In whose work?"), required=False)
    until = DayField(label=gettext_lazy("Until which day?"), required=False)

    def __init__(self, *args: Any, groups: list[Group], **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = {str(group.pk): group for group in groups}
        choices = [("", _("of no single group")), *((key, group.name) for key, group in self.groups.items())]
        cast(forms.ChoiceField, self.fields["group"]).choices = choices

    def draft(self) -> AskDraft:
        given = self.cleaned_data
        return AskDraft(given["words"], given["points"], self.groups.get(given["group"]), given["until"])


class ApproachForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Whom did you ask?"), required=False)
    to_words = forms.CharField(
        label=gettext_lazy("Somebody else, in words"),
        help_text=gettext_lazy("Such as: the parents at the bus stop. No names of residents."),
        max_length=200,
        required=False,
    )
    among = forms.ChoiceField(label=gettext_lazy("Of which group of residents?"), required=False)
    reached = people_field(gettext_lazy("How many people heard it?"))
    asked_on = DayField(label=gettext_lazy("On which day?"))

    def __init__(
        self, *args: Any, everybody: list[Person | Organisation], audiences: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.everybody = {holder_key(one): one for one in everybody}
        to = [(key, str(one)) for key, one in self.everybody.items()]
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", _("somebody else, in words")), *to]
        cast(forms.ChoiceField, self.fields["among"]).choices = [("", _("of none, or mixed")), *audiences.items()]

    def draft(self) -> ApproachDraft:
        given = self.cleaned_data
        to = self.everybody.get(given["to"]) or given["to_words"]
        return ApproachDraft(to, given["asked_on"], given["among"], given["reached"])


class ResponseForm(forms.Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("What did they say?"), choices=Response.Answer.choices, widget=forms.RadioSelect
    )
    people = people_field(gettext_lazy("How many said so?"))
    words = forms.CharField(label=gettext_lazy("In their words, or yours"), max_length=300, required=False)
    ask_again_on = DayField(label=gettext_lazy("Ask again on which day?"), required=False)

    def draft(self) -> ResponseDraft:
        given = self.cleaned_data
        return ResponseDraft(given["answer"], given["people"], given["words"], given["ask_again_on"])
