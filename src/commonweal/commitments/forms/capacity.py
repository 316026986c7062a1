"""A post of the backbone, and the hours that its functions need."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.commitments.models import Contribution, Function, Post
from commonweal.commitments.operations import PostDraft
from commonweal.people.models import Person
from commonweal.ui.days import DayField


def hours_field(label: Any, most: int) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "decimal", "step": "0.5"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, max_digits=5, decimal_places=1, required=False, widget=widget,
    )  # fmt: skip


class PostForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is the post called?"), help_text=gettext_lazy("Such as: data analyst."), max_length=120
    )
    person = forms.ChoiceField(label=gettext_lazy("Who holds it?"), required=False)
    full_time = forms.DecimalField(
        label=gettext_lazy("Which part of a full week?"),
        help_text=gettext_lazy("1 is a full week, 0.5 is half of one."),
        min_value=Decimal("0.05"),
        max_value=1,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "decimal", "step": "0.05"}),
    )
    paid_until = DayField(
        label=gettext_lazy("Paid until which day?"),
        help_text=gettext_lazy("Leave it empty where nobody knows. The page then says so."),
        required=False,
    )
    paid_from = forms.ChoiceField(label=gettext_lazy("Out of which money?"), required=False)

    def __init__(self, *args: Any, people: list[Person], lines: list[Contribution], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {str(one.pk): one for one in people}
        self.lines = {str(one.pk): one for one in lines}
        person = [(key, one.name) for key, one in self.people.items()]
        line = [(key, f"{one.words} ({one.giver})") for key, one in self.lines.items()]
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", _("nobody yet")), *person]
        cast(forms.ChoiceField, self.fields["paid_from"]).choices = [("", _("not said")), *line]
        for code, label in Function.choices:
            words = _("Hours a week: %(function)s") % {"function": label}
            self.fields[f"hours_{code}"] = hours_field(words, 80)

    def draft(self) -> PostDraft:
        given = self.cleaned_data
        return PostDraft(
            name=given["name"],
            full_time=given["full_time"],
            person=self.people.get(given["person"]),
            paid_until=given["paid_until"],
            paid_from=self.lines.get(given["paid_from"]),
            hours={code: given[f"hours_{code}"] for code in Function.values if given[f"hours_{code}"]},
        )


def filled_from(post: Post) -> dict[str, Any]:
    return {
        "name": post.name,
        "person": str(post.person_id or ""),
        "full_time": post.full_time,
        "paid_until": post.paid_until,
        "paid_from": str(post.paid_from_id or ""),
        **{f"hours_{line.function}": line.hours for line in post.hours.all()},
    }


class NeededHoursForm(forms.Form):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, label in Function.choices:
            self.fields[f"hours_{code}"] = hours_field(label, 400)

    def hours(self) -> dict[str, Decimal]:
        given = self.cleaned_data
        return {code: given[f"hours_{code}"] for code in Function.values if given[f"hours_{code}"] is not None}
