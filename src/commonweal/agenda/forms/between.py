"""The three lines of a week, and what a group needs of another."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.models import Dependency
from commonweal.agenda.operations.between import DependencyDraft, WeekDraft
from commonweal.commitments.queries import Promise
from commonweal.governance.models import Group
from commonweal.ui.days import DayField


class WeekForm(forms.Form):
    done = forms.CharField(
        label=_("What did you do?"),
        help_text=_("Such as: Both vans ran on all five days."),
        max_length=300,
        widget=long_text(2),
        required=False,
    )
    next = forms.CharField(label=_("What comes next?"), max_length=300, widget=long_text(2), required=False)
    in_the_way = forms.CharField(
        label=_("What is in the way?"),
        help_text=_("Say what you need, and of whom. Nothing is in the way? Leave it empty."),
        max_length=300,
        widget=long_text(2),
        required=False,
    )

    def draft(self) -> WeekDraft:
        return WeekDraft(**self.cleaned_data)


class DependencyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How much does it matter?"),
        choices=[
            (Dependency.Kind.ASKS, _("We ask for it")),
            (Dependency.Kind.WAITS, _("We cannot go on without it")),
        ],
        widget=forms.RadioSelect,
        initial=Dependency.Kind.ASKS,
    )
    on_group = forms.ChoiceField(label=_("Of which group?"), required=False)
    what = forms.CharField(
        label=_("What do you need?"),
        help_text=_("One sentence, such as: The list of families who moved in March."),
        max_length=300,
        widget=long_text(2),
    )
    by_on = DayField(label=_("By which day?"))
    promise = forms.ChoiceField(
        label=_("Has somebody promised it?"),
        help_text=_("Then this points to the promise, and shows what became of it."),
        required=False,
    )

    def __init__(self, *args: Any, groups: list[Group], promises: list[Promise], **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = {one.code: one for one in groups}
        self.promises = {str(one.commitment.pk): one.commitment for one in promises}
        named = [(code, one.name) for code, one in self.groups.items()]
        cast(forms.ChoiceField, self.fields["on_group"]).choices = [("", _("Every group")), *named]
        given = [(key, f"{one.holder}: {one.text}") for key, one in self.promises.items()]
        cast(forms.ChoiceField, self.fields["promise"]).choices = [("", _("No, or not written down")), *given]

    def draft(self) -> DependencyDraft:
        given = self.cleaned_data
        return DependencyDraft(
            given["kind"],
            given["what"],
            given["by_on"],
            self.groups.get(given["on_group"]),
            self.promises.get(given["promise"]),
        )


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Is it there?"),
        choices=[(Dependency.State.THERE, _("Yes, it is there")), (Dependency.State.NOT, _("No, it will not come"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("A word to it"), max_length=300, widget=long_text(2), required=False)
