"""What somebody promises, and what they say became of it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.commitments.models import Account, Commitment, Resource
from commonweal.commitments.operations import AccountDraft, ChampionDraft, CommitmentDraft, ResourceDraft
from commonweal.commitments.operations.promising import Receiver
from commonweal.governance.models import Group, Place
from commonweal.governance.queries.interests import holder_key
from commonweal.people.models import Organisation, Person
from commonweal.ui.days import DayField


class CommitmentForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The promise, in one sentence"),
        help_text=gettext_lazy("Such as: Bring ten parents to the reading day."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    holder = forms.ChoiceField(label=gettext_lazy("Who promises it?"))
    due_on = DayField(label=gettext_lazy("By when?"))
    to = forms.ChoiceField(label=gettext_lazy("To whom?"), required=False)
    to_words = forms.CharField(
        label=gettext_lazy("To somebody else"),
        help_text=gettext_lazy("Such as: the parents of Eastside."),
        max_length=120,
        required=False,
    )
    group = forms.ChoiceField(label=gettext_lazy("In whose work?"), required=False)
    source = forms.ChoiceField(
        label=gettext_lazy("Where was it promised?"), choices=Commitment.Source.choices, initial="meeting"
    )
    source_words = forms.CharField(
        label=gettext_lazy("Which one?"),
        help_text=gettext_lazy("Such as: Good Jobs, 3 November."),
        max_length=120,
        required=False,
    )

    def __init__(
        self, *args: Any, holders: list[Person | Organisation], everybody: list[Any], groups: list[Group], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {holder_key(one): one for one in holders}
        self.groups = {str(group.pk): group for group in groups}
        self.receivers: dict[str, Receiver] = {f"group:{group.pk}": group for group in groups}
        self.receivers |= {holder_key(one): one for one in everybody}
        self._choose("holder", [(key, str(one)) for key, one in self.holders.items()])
        self._choose("group", [("", _("of no single group")), *((key, one.name) for key, one in self.groups.items())])
        to = [(key, one.name if isinstance(one, Group) else str(one)) for key, one in self.receivers.items()]
        self._choose("to", [("", _("somebody else, in words")), *to])

    def _choose(self, field: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("to") and not given.get("to_words", "").strip():
            self.add_error("to", _("Choose to whom, or say it in words below."))
        return given

    def chosen_holder(self) -> Person | Organisation:
        return self.holders[self.cleaned_data["holder"]]

    def draft(self) -> CommitmentDraft:
        given = self.cleaned_data
        to = self.receivers[given["to"]] if given["to"] else given["to_words"]
        group = self.groups.get(given["group"])
        return CommitmentDraft(given["text"], given["due_on"], to, group, given["source"], given["source_words"])


class AccountForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"), choices=Account.State.choices, widget=forms.RadioSelect
    )
    word = forms.CharField(
        label=gettext_lazy("A word why, where it is not simply done"),
        help_text=gettext_lazy("Members read it. What stood in the way helps the others."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    due_on = DayField(label=gettext_lazy("The new day, where it needs more time"), required=False)

    def draft(self) -> AccountDraft:
        given = self.cleaned_data
        return AccountDraft(given["state"], given["word"], given["due_on"])


class HeardForm(forms.Form):
    """The other side: whom it was promised to says how they see it."""

    state = forms.ChoiceField(
        label=gettext_lazy("How do you see it?"),
        choices=[choice for choice in Account.State.choices if choice[0] != Account.State.MOVED],
        widget=forms.RadioSelect,
    )
    word = forms.CharField(
        label=gettext_lazy("A word why, where it is not simply done"), max_length=300, required=False
    )

    def draft(self) -> AccountDraft:
        return AccountDraft(self.cleaned_data["state"], self.cleaned_data["word"])


class ResourceForm(forms.Form):
    """What one can lend or needs."""

    side = forms.ChoiceField(
        label=gettext_lazy("You or your organization"), choices=Resource.Side.choices, widget=forms.RadioSelect
    )
    holder = forms.ChoiceField(label=gettext_lazy("Who?"))
    sort = forms.ChoiceField(label=gettext_lazy("What kind?"), choices=Resource.Sort.choices)
    words = forms.CharField(
        label=gettext_lazy("What, and when, in a sentence"),
        help_text=gettext_lazy("Such as: A room for 30 people, on weekday evenings."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    until = DayField(label=gettext_lazy("Until which day?"), required=False)

    def __init__(self, *args: Any, holders: list[Person | Organisation], places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {holder_key(one): one for one in holders}
        self.places = {str(place.pk): place for place in places}
        cast(forms.ChoiceField, self.fields["holder"]).choices = [(key, str(one)) for key, one in self.holders.items()]
        cast(forms.ChoiceField, self.fields["place"]).choices = [
            ("", _("anywhere")),
            *((key, place.name) for key, place in self.places.items()),
        ]

    def chosen_holder(self) -> Person | Organisation:
        return self.holders[self.cleaned_data["holder"]]

    def draft(self) -> ResourceDraft:
        given = self.cleaned_data
        return ResourceDraft(
            given["side"], given["sort"], given["words"], self.places.get(given["place"]), given["until"]
        )


class ChampionForm(forms.Form):
    reach = forms.CharField(
        label=gettext_lazy("Whom they reach"),
        help_text=gettext_lazy("Such as: the school board, and every pastor in the east."),
        max_length=300,
        required=False,
    )
    ask = forms.CharField(
        label=gettext_lazy("What we ask next"),
        help_text=gettext_lazy("Such as: Speak at the budget hearing."),
        max_length=300,
        required=False,
    )
    ask_on = DayField(label=gettext_lazy("On which day"), required=False)

    def draft(self) -> ChampionDraft:
        given = self.cleaned_data
        return ChampionDraft(given["reach"], given["ask"], given["ask_on"])
