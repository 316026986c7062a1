"""Forms of residents' aspirations."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.forms.strategies import GroupChoice, OutcomesField
from commonweal.agenda.models import Aspiration, CommunityGroup, Strategy, Theme
from commonweal.agenda.operations.aspirations import LONGEST_QUOTE, QuoteDraft
from commonweal.agenda.queries.draft import strategies_of, words_now
from commonweal.agenda.queries.voices import groups_of
from commonweal.governance.models import Initiative
from commonweal.ui.days import DayField

GIVEN = [choice for choice in Aspiration.Consent.choices if choice[0] != Aspiration.Consent.WITHDRAWN]


#: No number of a row has more digits.
DIGITS = 18


class ThemesField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for number in value or ():
            if len(str(number)) > DIGITS:  # beyond what a database can look for
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": str(number)[:DIGITS]})
        return super().clean(value)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ThemesForm(forms.Form):
    themes = ThemesField(
        label=_("What it is about"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if initiative.themes.exists():
            cast(ThemesField, self.fields["themes"]).queryset = initiative.themes.all()
        else:
            del self.fields["themes"]


class QuoteForm(ThemesForm):
    quote = forms.CharField(
        label=_("What was said"),
        help_text=_("In the words in which it was said. No names: neither of who said it nor of others."),
        widget=long_text(4),
        max_length=LONGEST_QUOTE,
    )
    language = forms.ChoiceField(label=_("Language"), choices=Aspiration.Language.choices)
    heard_on = DayField(label=_("On which day"))
    heard_where = forms.CharField(label=_("Where"), help_text=_("Such as: evening at the library."), max_length=200)
    consent = forms.ChoiceField(
        label=_("What the person agreed to"),
        help_text=_("Ask before you write it down. They can change their mind at any time."),
        choices=GIVEN,
        widget=forms.RadioSelect,
    )
    group = GroupChoice(
        label=_("Group, as it calls itself"),
        queryset=CommunityGroup.objects.none(),
        required=False,
        empty_label=_("not said"),
    )
    field_order = ("quote", "language", "heard_on", "heard_where", "group", "consent", "themes")

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, initiative=initiative, **kwargs)
        cast(GroupChoice, self.fields["group"]).queryset = groups_of(initiative)

    def draft(self) -> QuoteDraft:
        return QuoteDraft(**{name: value for name, value in self.cleaned_data.items() if name != "themes"})


class ThemeForm(forms.Form):
    name_en = forms.CharField(label=_("Theme in English"), max_length=120, required=False)
    name_es = forms.CharField(
        label=_("Theme in Spanish"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "es"})
    )
    outcomes = OutcomesField(label=_("Which outcomes answer it"))

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = cast(OutcomesField, self.fields["outcomes"])
        outcomes.offer(initiative)
        if not outcomes.choices:
            del self.fields["outcomes"]


class CommunityGroupForm(forms.Form):
    name_en = forms.CharField(
        label=_("How the group calls itself"),
        help_text=_("Such as: parents in Eastgate. Never a single person."),
        max_length=120,
    )
    name_es = forms.CharField(
        label=_("The same in Spanish"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "es"})
    )


class InvolvedForm(forms.Form):
    strategy = forms.ChoiceField(label=_("Strategy"))
    group = GroupChoice(label=_("Group"), queryset=CommunityGroup.objects.none(), empty_label=_("Choose a group"))
    since = DayField(label=_("Since which day"))
    how = forms.CharField(
        label=_("How it began"), help_text=_("Such as: two parents sat in the first meeting."), max_length=300
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_now(initiative)
        self.strategies = {strategy.key: strategy for strategy in strategies_of(initiative, retired=False)}
        cast(forms.ChoiceField, self.fields["strategy"]).choices = [
            (key, words[each.part].name if each.part in words else key) for key, each in self.strategies.items()
        ]
        cast(GroupChoice, self.fields["group"]).queryset = groups_of(initiative)

    def clean_strategy(self) -> Strategy:
        return self.strategies[self.cleaned_data["strategy"]]
