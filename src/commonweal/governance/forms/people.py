"""People without a seat, and what their data manager writes down about them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
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

    def __init__(
        self,
        *args: Any,
        others: Iterable[Person | Organisation],
        parts: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`parts` say what each person does here, for those whom an address does not tell apart."""
        super().__init__(*args, **kwargs)
        told = [(str(one.pk), _told_apart(one, (parts or {}).get(one.pk, ""))) for one in others]
        same = Counter(words for _key, words in told)
        number = gettext("entry %(number)s")
        cast(forms.ChoiceField, self.fields["other"]).choices = [
            (key, f"{words} · {number % {'number': key}}" if same[words] > 1 else words) for key, words in told
        ]


def _told_apart(one: Person | Organisation, part: str) -> str:
    if isinstance(one, Organisation):
        return f"{one.name} · {one.code}"
    return " · ".join(filter(None, (one.name, one.email or gettext("no address"), part)))


class WorkForm(forms.Form):
    organisation = forms.ChoiceField(label=_("Works at"))
    title = forms.CharField(label=_("As what"), max_length=120, required=False)
    since = DayField(label=_("Since"))

    def __init__(self, *args: Any, employers: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["organisation"]).choices = [(one.code, one.name) for one in employers]
