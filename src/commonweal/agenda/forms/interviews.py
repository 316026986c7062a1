"""A conversation, the guide for it, and a sentence out of it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.forms.strategies import GroupChoice
from commonweal.agenda.forms.voices import GIVEN, ThemesForm
from commonweal.agenda.models import Aspiration, CommunityGroup, Interview
from commonweal.agenda.operations.aspirations import LONGEST_QUOTE
from commonweal.agenda.operations.interviews import InterviewDraft
from commonweal.agenda.queries.voices import groups_of
from commonweal.governance.models import Initiative
from commonweal.ui.days import DayField


class InterviewForm(forms.Form):
    side = forms.ChoiceField(
        label=_("With whom did you speak?"), choices=Interview.Side.choices, widget=forms.RadioSelect
    )
    group = GroupChoice(label=_("Group, as it calls itself"), queryset=CommunityGroup.objects.none(), required=False)
    held_on = DayField(label=_("On which day"))
    held_where = forms.CharField(
        label=_("Where"), help_text=_("Such as: by phone. No name and no address."), max_length=200
    )
    language = forms.ChoiceField(label=_("Language"), choices=Aspiration.Language.choices)
    consent = forms.ChoiceField(
        label=_("What the person agreed to"),
        help_text=_("Ask before you write it down. They can change their mind at any time."),
        choices=GIVEN,
        widget=forms.RadioSelect,
    )
    notes = forms.CharField(
        label=_("Your notes"),
        help_text=_("What was said to each question. No names: neither of who said it nor of others."),
        widget=long_text(10),
        max_length=10000,
        required=False,
    )

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField, self.fields["group"]).queryset = groups_of(initiative)

    def draft(self) -> InterviewDraft:
        return InterviewDraft(**self.cleaned_data)


class GuideForm(forms.Form):
    text_en = forms.CharField(
        label=_("The questions, in English"), widget=long_text(8), max_length=4000, required=False
    )
    text_es = forms.CharField(
        label=_("The questions, in Spanish"), widget=long_text(8), max_length=4000, required=False
    )


class TakeQuoteForm(ThemesForm):
    quote = forms.CharField(
        label=_("A sentence that should be read by others"),
        help_text=_("In the words in which it was said."),
        widget=long_text(3),
        max_length=LONGEST_QUOTE,
    )
    field_order = ["quote", "themes"]
