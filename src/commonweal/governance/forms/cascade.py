"""What changes a group, a seat, or who speaks in one."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from commonweal.governance.cascade_drafts import ChangeDraft, SeatDraft
from commonweal.governance.drafts import PersonDraft
from commonweal.governance.forms.organisations import LANGUAGES
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.role_cards import role_cards
from commonweal.governance.terms import roles_to_choose
from commonweal.people.models import Organisation, Person, Sector
from commonweal.ui.days import DayField


class ChangeForm(forms.Form):
    """On which day, and why."""

    on = DayField(label=gettext_lazy("On which day"))
    reason_en = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence for whoever comes later."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason_es = forms.CharField(
        label=gettext_lazy("Why, in Spanish"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def draft(self) -> ChangeDraft:
        given = self.cleaned_data
        return ChangeDraft(given["on"], given["reason_en"], given["reason_es"])


class RenameForm(ChangeForm):
    name_en = forms.CharField(label=gettext_lazy("New name in English"), max_length=120)
    name_es = forms.CharField(label=gettext_lazy("New name in Spanish"), max_length=120, required=False)
    field_order = ["name_en", "name_es", "on", "reason_en", "reason_es"]


class MergeForm(ChangeForm):
    into = forms.ChoiceField(label=gettext_lazy("Into which group"))
    carry_members = forms.BooleanField(
        label=gettext_lazy("Whoever sits here becomes a member there"), required=False, initial=True
    )
    field_order = ["into", "carry_members", "on", "reason_en", "reason_es"]

    def __init__(self, *args: Any, others: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["into"]).choices = [(one.code, one.name) for one in others]


class TermForm(forms.Form):
    """From when to when, for whom, and how the holder was chosen."""

    since = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Leave it empty, and it is today."),
        required=False,
    )
    until = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("We write to the holder 90 days before. Leave it empty for a seat without an end."),
        required=False,
    )
    chosen = forms.ChoiceField(
        label=gettext_lazy("How they were chosen"),
        choices=[("", gettext_lazy("not written down")), *Seat.Chosen.choices],
        required=False,
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Sits for"),
        choices=[("", gettext_lazy("the sector of their work")), *Sector.choices],
        required=False,
    )


class OrganisationSeatForm(TermForm):
    """A seat that belongs to an organisation, whoever speaks in it."""

    organisation = forms.ChoiceField(label=gettext_lazy("Organization"))
    group = forms.ChoiceField(label=gettext_lazy("Group"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), initial=Seat.Role.MEMBER)
    field_order = ["organisation", "group", "role", "since", "until", "chosen"]

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["sector"]  # an organisation sits for its own
        cast(forms.ChoiceField, self.fields["role"]).choices = [
            choice for choice in roles_to_choose(initiative) if choice[0] != Seat.Role.DATA_MANAGER
        ]
        self.taking_part = Organisation.objects.filter(participations__initiative=initiative)
        cast(forms.ChoiceField, self.fields["organisation"]).choices = [(o.code, o.name) for o in self.taking_part]
        cast(forms.ChoiceField, self.fields["group"]).choices = [(g.code, g.name) for g in initiative.groups.all()]

    def draft(self, today: date) -> SeatDraft:
        given = self.cleaned_data
        holder = self.taking_part.get(code=given["organisation"])
        return SeatDraft(given["role"], holder, given["since"] or today, given["until"], "", given["chosen"])


class RenewForm(forms.Form):
    until = DayField(
        label=gettext_lazy("Last day of the further term"),
        help_text=gettext_lazy("Leave it empty for a seat without an end."),
        required=False,
    )


class EndSeatForm(forms.Form):
    until = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave it empty, and the seat ends now."),
        required=False,
    )
    ended = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=Seat.Ended.choices, initial=Seat.Ended.STEPPED_DOWN, required=False
    )


class RepresentativeForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Write to them in"), choices=LANGUAGES, widget=forms.RadioSelect, initial="en"
    )
    since = DayField(label=gettext_lazy("First day"))

    def draft(self) -> PersonDraft:
        given = self.cleaned_data
        return PersonDraft(given["name"], given["email"], given["language"])


class RoleTermForm(forms.Form):
    """Who takes up a role of the framework: somebody with a seat, or an organisation that takes part."""

    holder = forms.ChoiceField(label=gettext_lazy("Who"))
    since = DayField(label=gettext_lazy("First day"))
    until = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(
        self, *args: Any, role: str, people: list[Person], organisations: list[Organisation], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.role = role if role in role_cards() else ""
        self.holders = {f"person {one.pk}": one for one in people} | {f"org {one.pk}": one for one in organisations}
        cast(forms.ChoiceField, self.fields["holder"]).choices = [
            (gettext_lazy("People"), [(f"person {one.pk}", one.name) for one in people]),
            (gettext_lazy("Organizations"), [(f"org {one.pk}", one.name) for one in organisations]),
        ]

    def draft(self) -> SeatDraft:
        given = self.cleaned_data
        return SeatDraft(self.role, self.holders[given["holder"]], given["since"], given["until"])
