"""People without a seat, and what their data manager writes down about them."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.governance.forms.organisations import LANGUAGES
from commonweal.governance.models import Involvement
from commonweal.people.models import Merge, Organisation, Person
from commonweal.ui.days import DayField


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name of the person"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only if they gave it to you. An address that is known here is that person."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Write to them in"), choices=LANGUAGES, widget=forms.RadioSelect, initial="en")
    kind = forms.ChoiceField(label=_("They take part as"), choices=Involvement.Kind.choices)
    about = forms.CharField(label=_("In what"), help_text=_("Such as: roundtable 18."), max_length=200, required=False)


class AddressForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))


class MergeForm(forms.Form):
    """Into whom; and how one knows it, out of a closed list, so that no free text names anybody."""

    other = forms.ChoiceField(label=_("The duplicate"))
    why = forms.ChoiceField(
        label=_("How do you know that both are one?"),
        choices=[(why.value, why.label) for why in Merge.Why if why != Merge.Why.CLAIMED],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, others: Iterable[Person | Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["other"]).choices = [(str(one.pk), self.words(one)) for one in others]

    @staticmethod
    def words(one: Person | Organisation) -> str:
        return f"{one.name} · {one.email or one.pk}" if isinstance(one, Person) else f"{one.name} · {one.code}"


class WorkForm(forms.Form):
    organisation = forms.ChoiceField(label=_("Works at"))
    title = forms.CharField(label=_("As what"), max_length=120, required=False)
    since = DayField(label=_("Since"))

    def __init__(self, *args: Any, employers: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["organisation"]).choices = [(one.code, one.name) for one in employers]
