"""What a group takes up when it meets, and who of its chairs does what."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.governance.about import AGENDA_ITEM
from commonweal.governance.forms.decisions import area, subject_choices
from commonweal.governance.models import AgendaItem, Initiative
from commonweal.governance.operations.meetings import LONGEST, ItemDraft
from commonweal.governance.queries.meetings import SharedDuty
from commonweal.people.models import Person
from commonweal.ui.days import DayField


class ItemForm(forms.Form):
    title_en = forms.CharField(
        label=gettext_lazy("What is it, in English"),
        help_text=gettext_lazy("A few words, or a question. One language is enough."),
        max_length=200,
        required=False,
    )
    title_es = forms.CharField(label=gettext_lazy("What is it, in Spanish"), max_length=200, required=False)
    on = DayField(label=gettext_lazy("On which day does the group meet?"))
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=AgendaItem.Purpose.choices,
        initial=AgendaItem.Purpose.DISCUSS,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes?"),
        min_value=1,
        max_value=LONGEST,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    asked_by = forms.ChoiceField(label=gettext_lazy("Who asked for it?"), required=False)
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Whoever declared an interest in one of these is asked to step aside."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        required=False,
    )

    def __init__(self, *args: Any, initiative: Initiative, people: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {str(one.pk): one for one in people}
        named = [(key, str(one)) for key, one in self.people.items()]
        cast(forms.ChoiceField, self.fields["asked_by"]).choices = [("", "–"), *named]
        cast(forms.MultipleChoiceField, self.fields["subjects"]).choices = subject_choices(initiative, AGENDA_ITEM)

    def draft(self) -> ItemDraft:
        given = self.cleaned_data
        picked = [(kind, key) for kind, _colon, key in (each.partition(":") for each in given["subjects"])]
        return ItemDraft(
            on=given["on"],
            title_en=given["title_en"],
            title_es=given["title_es"],
            purpose=given["purpose"],
            minutes=given["minutes"],
            asked_by=self.people.get(given["asked_by"]),
            subjects=picked,
        )


def filled_from(item: AgendaItem) -> dict[str, Any]:
    names = ("title_en", "title_es", "purpose", "minutes")
    return {name: getattr(item, name) for name in names} | {
        "on": item.meeting.on,
        "asked_by": str(item.asked_by_id or ""),
        "subjects": [f"{one.kind}:{one.key}" for one in item.subjects.all()],
    }


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (AgendaItem.State.TAKEN_UP, gettext_lazy("It was taken up")),
            (AgendaItem.State.DROPPED, gettext_lazy("It is dropped")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("In a sentence: what came of it, or why not?"), max_length=500, widget=area(3)
    )


class DutiesForm(forms.Form):
    """One choice a duty, of those who lead the group."""

    def __init__(self, *args: Any, duties: list[SharedDuty], leads: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.leads = {str(one.pk): one for one in leads}
        named = [(key, str(one)) for key, one in self.leads.items()]
        for duty in duties:
            self.fields[duty.code] = forms.ChoiceField(
                label=duty.words,
                choices=[("", gettext_lazy("Nobody yet")), *named],
                required=False,
                initial=str(duty.person.pk) if duty.person else "",
            )

    def shared(self) -> dict[str, Person | None]:
        return {code: self.leads.get(key) for code, key in self.cleaned_data.items()}
