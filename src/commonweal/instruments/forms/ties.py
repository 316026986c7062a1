"""What one organization says of its work with another; ratings that were given before are never filled in."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from commonweal.instruments import tie_questions
from commonweal.instruments.models import NetworkOffer, Tie
from commonweal.instruments.operations.ties import OfferDraft, TieDraft

NOT_AT_ALL = "none"
RATED = "rate_"


class RatingGroup(NamedTuple):
    """The questions of one scale, and the words at its two ends."""

    title: str
    fields: list[forms.BoundField]
    low: str
    high: str


class TieForm(forms.Form):
    """Begins with what was said last of how often and of what; a rating left empty stays as it was."""

    def __init__(self, *args: Any, tie: Tie | None, **more: Any) -> None:
        if tie is not None:
            more.setdefault("initial", {"frequency": tie.frequency, "kinds": tie.kinds})
        super().__init__(*args, **more)
        self.fields["frequency"] = forms.ChoiceField(
            label=tie_questions.question(tie_questions.FREQUENCY),
            choices=[*tie_questions.frequencies(), (NOT_AT_ALL, _("We do not work together"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of these.")},
        )
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=tie_questions.question(tie_questions.KINDS),
            choices=tie_questions.kinds(),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        for scale, questions in tie_questions.ratings().items():
            for item, words in questions:
                self.fields[RATED + item] = forms.ChoiceField(
                    label=words, choices=tie_questions.points(scale), widget=forms.RadioSelect, required=False
                )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("frequency") == NOT_AT_ALL and any(given.get(RATED + item) for item in _items()):
            self.add_error("frequency", _("You rated it, so say how often you work together."))
        return given

    def groups(self) -> list[RatingGroup]:
        """The ratings under the titles of their scales."""
        found = []
        for scale, questions in tie_questions.ratings().items():
            points = tie_questions.points(scale)
            fields = [self[RATED + item] for item, _words in questions]
            found.append(RatingGroup(tie_questions.scale_title(scale), fields, points[0][1], points[-1][1]))
        return found

    def draft(self) -> TieDraft:
        given = self.cleaned_data
        if given["frequency"] == NOT_AT_ALL:
            return TieDraft()
        ratings = {item: int(given[RATED + item]) for item in _items() if given.get(RATED + item)}
        return TieDraft(given["frequency"], given["kinds"], ratings)


def _items() -> list[str]:
    return [item for questions in tie_questions.ratings().values() for item, _words in questions]


class OfferForm(forms.Form):
    """Begins with what was said last."""

    def __init__(self, *args: Any, offer: NetworkOffer | None, **more: Any) -> None:
        if offer is not None:
            more.setdefault("initial", {"brings": offer.brings, "seeking": offer.seeking})
        super().__init__(*args, **more)
        self.fields["brings"] = forms.MultipleChoiceField(
            label=tie_questions.question(tie_questions.BRINGS),
            choices=tie_questions.offers(),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["seeking"] = forms.CharField(
            label=tie_questions.question(tie_questions.SEEKING),
            help_text=_("Members read it in your words."),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def draft(self) -> OfferDraft:
        return OfferDraft(self.cleaned_data["brings"], self.cleaned_data["seeking"])
