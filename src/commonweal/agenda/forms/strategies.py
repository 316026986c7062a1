"""Forms of outcomes and strategies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.models import Outcome, Strategy, Trial
from commonweal.agenda.operations.parts import LONGEST, LONGEST_NAME
from commonweal.agenda.operations.strategies import OutcomeDraft, StrategyDraft
from commonweal.agenda.queries.draft import outcomes_of, words_now
from commonweal.governance.models import Group, Initiative
from commonweal.ui.days import DayField

SPANISH = {"lang": "es"}


class OutcomeForm(forms.Form):
    text_en = forms.CharField(
        label=_("The outcome in one sentence"),
        help_text=_("A change for people, not something that we do. Such as: children start school healthy."),
        max_length=300,
        required=False,
    )
    text_es = forms.CharField(
        label=_("The same in Spanish"), max_length=300, required=False, widget=forms.TextInput(attrs=SPANISH)
    )
    horizon = forms.ChoiceField(
        label=_("When it shows"), choices=Outcome.Horizon.choices, initial=Outcome.Horizon.SHORT
    )

    def draft(self) -> OutcomeDraft:
        return OutcomeDraft(**self.cleaned_data)


class GroupChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OutcomesField(forms.MultipleChoiceField):
    """Outcomes by their words."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **more)

    def offer(self, initiative: Initiative) -> None:
        words = words_now(initiative)
        self.choices = [
            (str(outcome.pk), words[outcome.part].text if outcome.part in words else outcome.part)
            for outcome in outcomes_of(initiative)
        ]

    def clean(self, value: Any) -> list[Outcome]:
        return list(Outcome.objects.filter(pk__in=[int(key) for key in super().clean(value)]))


class BindForm(forms.Form):
    """Which group carries it, and where it leads."""

    group = GroupChoice(
        label=_("Which group carries it"), queryset=Group.objects.none(), required=False, empty_label=_("no group yet")
    )
    outcomes = OutcomesField(label=_("To which outcomes it leads"))

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, outcomes = self.fields["group"], self.fields["outcomes"]
        assert isinstance(group, GroupChoice)
        assert isinstance(outcomes, OutcomesField)
        group.queryset = initiative.groups.all()
        outcomes.offer(initiative)
        if not outcomes.choices:
            del self.fields["outcomes"]


class StrategyForm(BindForm):
    name_en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME, required=False)
    name_es = forms.CharField(
        label=_("Name in Spanish"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput(attrs=SPANISH)
    )
    text_en = forms.CharField(
        label=_("What we do and why it should work"), widget=long_text(4), max_length=LONGEST, required=False
    )
    text_es = forms.CharField(
        label=_("The same in Spanish"), widget=long_text(4, lang="es"), max_length=LONGEST, required=False
    )
    field_order = ("name_en", "name_es", "text_en", "text_es", "group", "outcomes")

    def draft(self) -> StrategyDraft:
        return StrategyDraft(**self.cleaned_data)


class IdeaForm(forms.Form):
    """One sentence is enough."""

    name = forms.CharField(
        label=_("Your idea in a few words"),
        help_text=_("Anybody with a seat may add one. It can be tried small before anybody decides."),
        max_length=LONGEST_NAME,
    )

    def draft(self, language: str) -> StrategyDraft:
        words = {f"name_{language}": self.cleaned_data["name"]}
        return StrategyDraft(**{"name_en": "", **words}, origin=Strategy.Origin.EMERGENT)


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=_("From now on it is"),
        choices=[choice for choice in Strategy.Status.choices if choice[0] != Strategy.Status.TRYING],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), max_length=500, required=False, widget=long_text(2))


class TrialForm(forms.Form):
    looks_at = forms.CharField(
        label=_("What you will look at"),
        help_text=_("Such as: do ten of twenty families come a second time?"),
        max_length=300,
    )
    until = DayField(label=_("Until which day"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}))


class TrialEndForm(forms.Form):
    verdict = forms.ChoiceField(label=_("And now"), choices=Trial.Verdict.choices, widget=forms.RadioSelect)
    learned = forms.CharField(label=_("What you learned"), widget=long_text(3), max_length=LONGEST)


class CapForm(forms.Form):
    most = forms.IntegerField(
        label=_("How many strategies may be under way at once"),
        min_value=1,
        max_value=50,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
