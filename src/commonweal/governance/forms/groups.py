"""Groups, and who sits in them."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.cascade_drafts import TermDraft
from commonweal.governance.drafts import GroupDraft, PersonDraft
from commonweal.governance.forms.cascade import TermForm
from commonweal.governance.forms.organisations import LANGUAGES
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.terms import kinds_to_choose, roles_to_choose
from commonweal.people.models import Organisation


class GroupForm(forms.Form):
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120)
    name_es = forms.CharField(label=gettext_lazy("Name in Spanish"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), initial=Group.Kind.WORKING)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds_to_choose(initiative)

    def clean_name_en(self) -> str:
        if not slugify(self.cleaned_data["name_en"]):
            raise ValidationError(_("The name needs a letter or a digit."))
        return self.cleaned_data["name_en"]

    def draft(self) -> GroupDraft:
        given = self.cleaned_data
        return GroupDraft(slugify(given["name_en"])[:60], given["name_en"], given["name_es"], given["kind"])


class SeatForm(TermForm):
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Write to them in"), choices=LANGUAGES, widget=forms.RadioSelect, initial="en"
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Works at"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Group"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    field_order = ["name", "email", "language", "organisation", "group", "role", "since", "until", "chosen", "sector"]

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employers = Organisation.objects.filter(participations__initiative=initiative)
        cast(forms.ChoiceField, self.fields["organisation"]).choices = [
            ("", gettext_lazy("none of these organizations")),
            *((employer.code, employer.name) for employer in employers),
        ]
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            (group.code, group.name) for group in initiative.groups.all()
        ]
        cast(forms.ChoiceField, self.fields["role"]).choices = roles_to_choose(initiative)

    def draft(self) -> PersonDraft:
        given = self.cleaned_data
        return PersonDraft(given["name"], given["email"], given["language"], given["organisation"])

    def term(self) -> TermDraft | None:
        """None where nothing was said about it: then the seat begins today and has no end."""
        given = self.cleaned_data
        said = TermDraft(given["since"], given["until"], given["sector"], given["chosen"])
        return None if said == TermDraft() else said


class PublicContactForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("Address for questions about figures"),
        required=False,
        help_text=gettext_lazy(
            "Everybody can read it, from the next release on. Leave it empty, and nobody is asked to write."
        ),
    )
