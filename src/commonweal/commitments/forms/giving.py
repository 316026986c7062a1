"""What somebody gives, what arrived of it, and a thank-you."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.commitments.models import Contribution
from commonweal.commitments.operations import ArrivalDraft, ContributionDraft
from commonweal.commitments.operations.giving import currencies_of
from commonweal.governance.models import Group, Initiative
from commonweal.governance.queries.interests import holder_key
from commonweal.governance.visibility import Visibility
from commonweal.people.models import Organisation, Person
from commonweal.ui.days import DayField

MONEY, HOURS = Contribution.Kind.MONEY, Contribution.Kind.HOURS
#: What stands as an example beneath the first question, by kind.
EXAMPLES = {
    "hours": gettext_lazy("Such as: Two evenings a month at the reading table."),
    "room": gettext_lazy("Such as: The parish hall, on Tuesday evenings."),
    "food": gettext_lazy("Such as: Supper for 40 people at the town meeting."),
    "data": gettext_lazy("Such as: Attendance by school, each quarter."),
    "things": gettext_lazy("Such as: Twelve tablets for the sign-in table."),
    "money": gettext_lazy("Such as: A data analyst for two years."),
}


IN_DIGITS = gettext_lazy("Write a number in digits, such as 250.")


def amount(label: Any, help_text: Any = "", decimals: int = 2) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, help_text=help_text, min_value=0, max_digits=13, decimal_places=decimals, required=False,
        widget=widget, error_messages={"invalid": IN_DIGITS},
    )  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """What this reader can choose among."""

    givers: list[Person | Organisation]
    groups: list[Group]
    organisations: list[Organisation]
    strategies: list[tuple[str, str]]


class ContributionForm(forms.Form):
    """Only the questions that this kind of gift needs."""

    giver = forms.ChoiceField(label=gettext_lazy("Who gives it?"))
    words = forms.CharField(
        label=gettext_lazy("What is given, in a sentence"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the money for?"),
        choices=Contribution.Purpose.choices,
        widget=forms.RadioSelect,
    )
    hours = amount(gettext_lazy("How many hours in all?"), gettext_lazy("Leave it empty where nobody counts."), 1)
    worth = amount("")
    to_organisation = forms.ChoiceField(
        label=gettext_lazy("Into whose account does it go?"),
        help_text=gettext_lazy("Whoever works there is asked to step aside when a group decides on it."),
        required=False,
    )
    group = forms.ChoiceField(label=gettext_lazy("For whose work?"), required=False)
    paid_for = forms.ChoiceField(label=gettext_lazy("For which strategy?"), required=False)
    until = DayField(label=gettext_lazy("Until which day?"), required=False)
    amounts_seen = forms.ChoiceField(
        label=gettext_lazy("Who sees the amount?"),
        choices=[
            (Visibility.PRIVATE.value, gettext_lazy("only who gives it, who receives it, and the data managers")),
            (Visibility.NETWORK.value, gettext_lazy("everybody with a seat here")),
        ],
        initial=Visibility.PRIVATE.value,
        widget=forms.RadioSelect,
    )
    promised_on = DayField(label=gettext_lazy("Promised on which day?"), required=False)

    def __init__(
        self,
        *args: Any,
        kind: str,
        currency: str,
        offered: Offered,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        self.givers = {holder_key(one): one for one in offered.givers}
        self.groups = {str(group.pk): group for group in offered.groups}
        self.organisations = {str(one.pk): one for one in offered.organisations}
        self._choose("giver", [(key, str(one)) for key, one in self.givers.items()])
        self._choose("group", [("", _("the whole initiative")), *((key, one.name) for key, one in self.groups.items())])
        account = [(key, one.name) for key, one in self.organisations.items()]
        self._choose("to_organisation", [("", _("nobody’s yet, or not said")), *account])
        self._choose("paid_for", [("", _("none, or not said")), *offered.strategies])
        self.fields["words"].help_text = EXAMPLES[kind]
        self._ask_only_what_fits(currency, bool(offered.strategies))

    def _choose(self, field: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = choices

    def _ask_only_what_fits(self, currency: str, has_strategies: bool) -> None:
        worth = self.fields["worth"]
        if self.kind == MONEY:
            worth.label = _("How much, in %(currency)s?") % {"currency": currency}
            worth.help_text = _("Leave it empty where the giver has not said.")
            self.fields["until"].label = _("Funded until which day?")
        else:
            worth.label = _("What is it worth, in %(currency)s, where the giver says so?") % {"currency": currency}
            worth.help_text = _("Leave it empty otherwise. We never make up a value.")
            del self.fields["purpose"], self.fields["to_organisation"]
        if self.kind != MONEY or not has_strategies:
            del self.fields["paid_for"]
        if self.kind != HOURS:
            del self.fields["hours"]

    def chosen_giver(self) -> Person | Organisation:
        return self.givers[self.cleaned_data["giver"]]

    def draft(self) -> ContributionDraft:
        given = self.cleaned_data
        return ContributionDraft(
            kind=self.kind,
            words=given["words"],
            purpose=given.get("purpose", ""),
            group=self.groups.get(given["group"]),
            paid_for=given.get("paid_for", ""),
            to_organisation=self.organisations.get(given.get("to_organisation", "")),
            hours=given.get("hours"),
            worth=given["worth"],
            amounts_seen=given["amounts_seen"],
            promised_on=given["promised_on"],
            until=given["until"],
        )


class ArrivalForm(forms.Form):
    on = DayField(label=gettext_lazy("On which day?"))
    hours = amount(gettext_lazy("How many hours?"), decimals=1)
    worth = amount(gettext_lazy("How much arrived?"))

    def __init__(self, *args: Any, contribution: Contribution, **more: Any) -> None:
        super().__init__(*args, **more)
        if contribution.kind != HOURS:
            del self.fields["hours"]
        if contribution.is_money:
            self.fields["worth"].required = True
        else:
            self.fields["worth"].label = _("What is it worth, where the giver says so?")

    def draft(self) -> ArrivalDraft:
        given = self.cleaned_data
        return ArrivalDraft(given["on"], given.get("hours"), given.get("worth"))


class ThanksForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Your words"),
        help_text=gettext_lazy("What did it make possible? They go to the giver by mail, and stay on this page."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StrategyForm(forms.Form):
    strategy = forms.ChoiceField(label=gettext_lazy("For which strategy?"), required=False)

    def __init__(self, *args: Any, strategies: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ChoiceField, self.fields["strategy"]).choices = [("", _("none, or not said")), *strategies]


class EndForm(forms.Form):
    why = forms.ChoiceField(
        label=gettext_lazy("What happened?"), choices=Contribution.Ended.choices, widget=forms.RadioSelect
    )


class CurrencyForm(forms.Form):
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(code, code) for code in currencies_of(initiative)]
        cast(forms.ChoiceField, self.fields["currency"]).choices = choices
