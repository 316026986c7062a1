"""Forms of the draft: the words of a part, what is said about it, a version."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.operations.parts import LONGEST, LONGEST_NAME
from commonweal.governance.editing import EditForm
from commonweal.people.models import Person
from commonweal.ui.days import DayField


def long_text(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class PartForm(EditForm):
    """The words of a fixed part."""

    text_en = forms.CharField(label=_("In English"), widget=long_text(7), max_length=LONGEST, required=False)
    text_es = forms.CharField(label=_("In Spanish"), widget=long_text(7, lang="es"), max_length=LONGEST, required=False)

    def words(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "started_from"}

    @property
    def started(self) -> str:
        return str(self.cleaned_data["started_from"])


class NamedPartForm(PartForm):
    """The words of a strategy: a name and a text."""

    name_en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME, required=False)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=LONGEST_NAME, required=False)
    field_order = ("name_en", "name_es", "text_en", "text_es")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("name_en") or given.get("name_es")):
            self.add_error("name_en", _("Give it a name of a few words."))
        return given


def part_form(data: Any, held: Mapping[str, str], *, named: bool) -> PartForm:
    kind = NamedPartForm if named else PartForm
    mine = {name: text for name, text in held.items() if name in kind.base_fields}
    return kind(data, held=mine)


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Your comment"), widget=long_text(3), max_length=LONGEST)
    answers = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)


class VersionForm(forms.Form):
    reason_en = forms.CharField(label=_("What is new, in one sentence"), max_length=300)
    reason_es = forms.CharField(
        label=_("The same in Spanish"), max_length=300, required=False, widget=forms.TextInput(attrs={"lang": "es"})
    )


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who can sign in here already."))
    until = DayField(
        label=_("Until which day"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"})
    )

    def clean_email(self) -> Person:
        found = Person.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody with this address can sign in. Ask the data manager to add them."))
        return found
