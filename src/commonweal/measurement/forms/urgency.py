"""What is put on the board of why it is urgent."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.agenda.models import Aspiration
from commonweal.governance.models import Initiative
from commonweal.measurement.forms.decision_evidence import EvidenceForm
from commonweal.measurement.queries.urgency import voices_to_choose


def why_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Why can this not wait?"),
        help_text=gettext_lazy("One sentence, such as: Each year 400 children begin school a year behind."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UrgencyFigureForm(EvidenceForm):
    why = why_field()


class UrgencyWordsForm(forms.Form):
    voice = forms.ChoiceField(label=gettext_lazy("Which sentence?"))
    why = why_field()

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        self.voices = {str(one.pk): one for one in voices_to_choose(initiative)}
        choices = [(key, one.quote[:140]) for key, one in self.voices.items()]
        cast(forms.ChoiceField, self.fields["voice"]).choices = choices

    def chosen(self) -> Aspiration:
        return self.voices[self.cleaned_data["voice"]]
