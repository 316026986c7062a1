"""How far a group has come under each criterion, and what those who steer answer."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.operations.progress import JudgmentDraft
from commonweal.agenda.rubrics import Criterion


class JudgmentForm(forms.Form):
    """One criterion: its level, why, and on what it rests. Empty is not judged."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Which level?"), coerce=int, empty_value=None, widget=forms.RadioSelect, required=False
    )
    why = forms.CharField(label=gettext_lazy("What did you see?"), max_length=400, widget=long_text(2), required=False)
    evidence = forms.ChoiceField(label=gettext_lazy("On which record does it rest?"), required=False)
    evidence_url = forms.URLField(
        label=gettext_lazy("Or on a page or a paper elsewhere"),
        help_text=gettext_lazy("Such as https://…, the notes of a visit or a measure’s page."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, criterion: Criterion, choices: list[Any], **more: Any) -> None:
        super().__init__(*args, **{**more, "prefix": criterion.code})
        self.criterion = criterion
        levels = [(place, f"{place}. {words}") for place, words in enumerate(criterion.levels, 1)]
        cast(forms.ChoiceField, self.fields["level"]).choices = levels
        cast(forms.ChoiceField, self.fields["evidence"]).choices = [("", _("None of these")), *choices]

    def draft(self) -> JudgmentDraft:
        given = self.cleaned_data
        return JudgmentDraft(given["level"] or 0, given["why"], given["evidence"], given["evidence_url"])

    @property
    def says_something(self) -> bool:
        """Whether it differs from what stands, and is not left empty."""
        return self.has_changed() and any(self.cleaned_data.get(name) for name in self.fields)


class AnswerForm(forms.Form):
    answer_en = forms.CharField(
        label=gettext_lazy("What follows from it, in English?"),
        help_text=gettext_lazy("Such as: who helps which group with what, and by when."),
        max_length=3000,
        widget=long_text(4),
        required=False,
    )
    answer_es = forms.CharField(
        label=gettext_lazy("What follows from it, in Spanish?"),
        max_length=3000,
        widget=long_text(4, lang="es"),
        required=False,
    )
