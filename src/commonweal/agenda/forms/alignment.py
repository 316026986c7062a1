"""How a partner changed its own work."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.models import Strategy
from commonweal.agenda.operations.alignment import AlignmentDraft
from commonweal.people.models import Organisation
from commonweal.ui.days import DayField


class AlignmentForm(forms.Form):
    organisation = forms.ChoiceField(label=gettext_lazy("Which organization?"))
    strategy = forms.ChoiceField(label=gettext_lazy("Which strategy does it follow?"), required=False)
    changed_on = DayField(label=gettext_lazy("Since which day?"))
    before_en = forms.CharField(
        label=gettext_lazy("Before, in English"),
        help_text=gettext_lazy("Such as: Each family filled in our form and those of three others."),
        max_length=500,
        widget=long_text(2),
        required=False,
    )
    after_en = forms.CharField(
        label=gettext_lazy("Since then, in English"),
        help_text=gettext_lazy("Such as: We use the shared form, and send it on."),
        max_length=500,
        widget=long_text(2),
        required=False,
    )
    before_es = forms.CharField(
        label=gettext_lazy("Before, in Spanish"), max_length=500, widget=long_text(2, lang="es"), required=False
    )
    after_es = forms.CharField(
        label=gettext_lazy("Since then, in Spanish"), max_length=500, widget=long_text(2, lang="es"), required=False
    )
    evidence = forms.CharField(
        label=gettext_lazy("Where one can see it"),
        help_text=gettext_lazy("A page, a paper, a day on which to come by."),
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, organisations: list[Organisation], strategies: list[tuple[Strategy, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.code: one for one in organisations}
        self.strategies = {one.key: one for one, _name in strategies}
        cast(forms.ChoiceField, self.fields["organisation"]).choices = [(one.code, one.name) for one in organisations]
        cast(forms.ChoiceField, self.fields["strategy"]).choices = [
            ("", _("none in particular")),
            *((one.key, name) for one, name in strategies),
        ]

    def chosen_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    def draft(self) -> AlignmentDraft:
        given = self.cleaned_data
        words = {name: given[name] for name in ("before_en", "before_es", "after_en", "after_es", "evidence")}
        return AlignmentDraft(given["changed_on"], strategy=self.strategies.get(given["strategy"]), **words)
