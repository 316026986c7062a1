"""What somebody declares, and what the initiative answers."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.models import Initiative
from commonweal.governance.models.interests import Interest
from commonweal.governance.operations.interests import InterestDraft
from commonweal.governance.queries.interests import Pair, holder_key, things
from commonweal.people.models import Organisation, Person
from commonweal.ui.days import DayField


class InterestForm(forms.Form):
    holder = forms.ChoiceField(label=gettext_lazy("Whose interest is it?"))
    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("When a decision is about this too, you are asked to step aside."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What ties them to it?"), choices=Interest.Kind.choices, widget=forms.RadioSelect
    )
    public_en = forms.CharField(
        label=gettext_lazy("What members read, in English"),
        help_text=gettext_lazy("One sentence, such as: I sit on the board of Open Shelf."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    public_es = forms.CharField(
        label=gettext_lazy("What members read, in Spanish"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    private = forms.CharField(
        label=gettext_lazy("What only you and the data managers read"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    amount = forms.ChoiceField(
        label=gettext_lazy("Is money part of it?"), choices=Interest.Band.choices, required=False
    )
    review_on = DayField(
        label=gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("Leave it empty, and it is in a year."),
        required=False,
    )

    def __init__(self, *args: Any, initiative: Initiative, holders: list[Person | Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {holder_key(holder): holder for holder in holders}
        cast(forms.ChoiceField, self.fields["holder"]).choices = [
            (key, str(holder)) for key, holder in self.holders.items()
        ]
        cast(forms.ChoiceField, self.fields["about"]).choices = [
            ("", _("none of these; the sentence says it")),
            *(
                (str(heading), [(f"{kind}:{key}", label) for (kind, key), label in named.items()])
                for heading, named in things(initiative)
                if named
            ),
        ]

    def chosen_holder(self) -> Person | Organisation:
        return self.holders[self.cleaned_data["holder"]]

    def draft(self) -> InterestDraft:
        given = self.cleaned_data
        kind, _colon, key = given["about"].partition(":")
        subjects: list[Pair] = [(kind, key)] if key else []
        return InterestDraft(
            given["kind"],
            given["public_en"],
            given["public_es"],
            given["private"],
            given["amount"],
            subjects,
            given["review_on"],
        )


def filled_from(interest: Interest) -> dict[str, Any]:
    """A form that starts from what was declared."""
    subject = interest.subjects.first()
    return {
        "holder": holder_key(interest.holder),
        "about": f"{subject.kind}:{subject.key}" if subject else "",
        "kind": interest.kind,
        "public_en": interest.public_en,
        "public_es": interest.public_es,
        "private": interest.private,
        "amount": interest.amount,
    }


class ConflictAnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("What do you do about it, or why may it stay so?"),
        help_text=gettext_lazy("Every member reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = DayField(label=gettext_lazy("Look at it again on"))


class DayForm(forms.Form):
    """On which day the register is read."""

    on = DayField(label=gettext_lazy("As it was on"), required=False)

    def day(self) -> date | None:
        return self.cleaned_data["on"] if self.is_valid() else None


class ConflictWordForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is not so?"),
        help_text=gettext_lazy("Members read it. Somebody else answers."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
