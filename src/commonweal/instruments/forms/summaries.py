"""Which parts of a closed survey become public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.instruments.queries.summaries import Chosen, Offer
from commonweal.instruments.reading_words import said

COMMENTS = "comments-"


class SummaryForm(forms.Form):
    """Everything that has a figure is ticked at first; no comment ever is."""

    scales = forms.MultipleChoiceField(
        label=gettext_lazy("Scales with all their questions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions with answers to choose from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    with_groups = forms.BooleanField(
        label=gettext_lazy("Tell groups apart"), required=False,
        help_text=gettext_lazy(
            "Only where each group and all others are enough, and do not all stand on the same side."
        ),
    )  # fmt: skip
    reviewed = forms.BooleanField(
        label=gettext_lazy("I have read every comment chosen here: none tells who wrote it, or names anybody"),
        required=False,
    )
    again = forms.BooleanField(label=gettext_lazy("Publish the same once more, under a new number"), required=False)
    #: The seal of what was looked at; the page fills it in anew each time.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any, offered: Offer) -> None:
        self.offered = offered
        scales = [(one.scale.id, said(one.scale.title)) for one in offered.scales]
        asked = [(one.item.id, said(one.item.text)) for one in offered.choices]
        asked += [(item.id, said(item.text)) for item in offered.numbers]
        first = {"scales": [code for code, _w in scales], "questions": [code for code, _w in asked]}
        super().__init__(data, initial={**first, "with_groups": bool(offered.results.answers.splits)})
        for name, choices in (("scales", scales), ("questions", asked)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if not offered.results.answers.splits:
            del self.fields["with_groups"]
        for item, written in offered.comments:
            self.fields[COMMENTS + item.id] = forms.MultipleChoiceField(
                label=said(item.text), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(one.key, one.text) for one in written],
            )  # fmt: skip

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("scales", "questions", "with_groups") if name in self.fields]

    @property
    def comments(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(COMMENTS)]

    def chosen(self) -> Chosen:
        given = self.cleaned_data
        comments = {
            name.removeprefix(COMMENTS): tuple(keys)
            for name, keys in given.items()
            if name.startswith(COMMENTS) and keys
        }
        return Chosen(
            tuple(given.get("scales", ())), tuple(given.get("questions", ())), bool(given.get("with_groups")), comments
        )
