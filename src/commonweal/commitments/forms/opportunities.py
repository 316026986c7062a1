"""A way to take part, what one looks for, and who comes without an account."""

from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.commitments.models import Opportunity
from commonweal.commitments.operations import Guest, OpportunityDraft
from commonweal.commitments.queries.opportunities import EVENINGS, WEEKDAY, WEEKEND, OpportunityFilter
from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language
from commonweal.ui.days import DayField


def clock(label: Any, required: bool = True) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)


class OpportunityForm(forms.Form):
    title_en = forms.CharField(
        label=gettext_lazy("Title, in English"),
        help_text=gettext_lazy("Such as: Read with a child on Saturday. One language is enough."),
        max_length=120,
        required=False,
    )
    title_es = forms.CharField(label=gettext_lazy("Title, in Spanish"), max_length=120, required=False)
    text_en = forms.CharField(
        label=gettext_lazy("What happens there, in English"),
        help_text=gettext_lazy("Say also: food, childcare, rides, and whether it is paid."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    text_es = forms.CharField(
        label=gettext_lazy("What happens there, in Spanish"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    day = DayField(label=gettext_lazy("On which day?"))
    begins = clock(gettext_lazy("From what time?"))
    ends = clock(gettext_lazy("Until what time?"), required=False)
    where = forms.CharField(label=gettext_lazy("Where?"), max_length=200)
    languages = forms.ChoiceField(
        label=gettext_lazy("In which language?"), choices=Opportunity.Language.choices, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=gettext_lazy("For whom?"), choices=Opportunity.Level.choices, widget=forms.RadioSelect, initial="first"
    )
    skill = forms.ChoiceField(
        label=gettext_lazy("What helps?"), choices=Opportunity.Skill.choices, required=False, initial=""
    )
    places = forms.IntegerField(
        label=gettext_lazy("How many places?"),
        help_text=gettext_lazy("Leave it empty where everybody fits in."),
        min_value=1,
        max_value=2000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    group = forms.ChoiceField(label=gettext_lazy("In whose work?"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, groups: list[Group], **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = ZoneInfo(initiative.time_zone)
        self.groups = {str(group.pk): group for group in groups}
        choices = [("", _("of no single group")), *((key, group.name) for key, group in self.groups.items())]
        cast(forms.ChoiceField, self.fields["group"]).choices = choices

    def draft(self) -> OpportunityDraft:
        given = self.cleaned_data
        words = {name: given[name] for name in ("title_en", "title_es", "text_en", "text_es", "where")}
        rest = {name: given[name] for name in ("languages", "level", "skill", "places")}
        ends = datetime.combine(given["day"], given["ends"], self.zone) if given["ends"] else None
        return OpportunityDraft(
            starts_at=datetime.combine(given["day"], given["begins"], self.zone),
            ends_at=ends,
            group=self.groups.get(given["group"]),
            **words,
            **rest,
        )


def filled_from(opportunity: Opportunity) -> dict[str, Any]:
    zone = ZoneInfo(opportunity.initiative.time_zone)
    starts = opportunity.starts_at.astimezone(zone)
    names = ("title_en", "title_es", "text_en", "text_es", "where", "languages", "level", "skill", "places")
    return {
        **{name: getattr(opportunity, name) for name in names},
        "day": starts.date(),
        "begins": starts.time(),
        "ends": opportunity.ends_at.astimezone(zone).time() if opportunity.ends_at else None,
        "group": str(opportunity.group_id or ""),
    }


class AttendanceForm(forms.Form):
    """Who came of those who had said yes, and how many besides."""

    came = forms.MultipleChoiceField(
        label=gettext_lazy("Who came?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.IntegerField(
        label=gettext_lazy("How many came who had not said so?"),
        min_value=0,
        max_value=10_000,
        initial=0,
        error_messages={
            "min_value": gettext_lazy("Write a whole number, 0 or more."),
            "invalid": gettext_lazy("Write a whole number, 0 or more."),
        },
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, opportunity: Opportunity, **more: Any) -> None:
        held = list(opportunity.joinings.coming())
        came = [str(one.pk) for one in held if one.came is not False]
        more["initial"] = {"came": came, "others": opportunity.others_came or 0}
        super().__init__(*args, **more)
        cast(forms.MultipleChoiceField, self.fields["came"]).choices = [(str(one.pk), one.name) for one in held]
        if not held:
            del self.fields["came"]

    def keys(self) -> list[int]:
        return [int(key) for key in self.cleaned_data.get("came", [])]


class FilterForm(forms.Form):
    when = forms.ChoiceField(
        label=gettext_lazy("When it suits you"),
        choices=[
            ("", gettext_lazy("any time")),
            (WEEKDAY, gettext_lazy("weekdays, in the day")),
            (EVENINGS, gettext_lazy("weekday evenings")),
            (WEEKEND, gettext_lazy("weekends")),
        ],
        required=False,
    )
    since = DayField(label=gettext_lazy("From which day on"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("any language")), *Opportunity.Language.choices[:2]],
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[("", gettext_lazy("for anybody")), *Opportunity.Level.choices],
        required=False,
    )
    skill = forms.ChoiceField(
        label=gettext_lazy("What helps"),
        choices=[("", gettext_lazy("anything")), *Opportunity.Skill.choices[1:]],
        required=False,
    )

    def wanted(self) -> OpportunityFilter:
        """What cannot be read looks for everything."""
        return OpportunityFilter(**self.cleaned_data) if self.is_valid() else OpportunityFilter()


class GuestForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As we greet you. A first name is enough."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=gettext_lazy("Your mail address"),
        help_text=gettext_lazy("We send you a link by which you can say no again. You may leave this empty."),
        max_length=200,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    agreed = forms.BooleanField()

    def __init__(self, *args: Any, initiative: Initiative, few_places: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if few_places:
            self.fields["email"].help_text = _("We send you a link. Your place counts once you say yes there.")
        words = _("%(initiative)s may keep my name and address for this, and write to me about it.")
        self.agreement = words % {"initiative": initiative.name}
        self.fields["agreed"].label = self.agreement

    def guest(self) -> Guest:
        given = self.cleaned_data
        language = page_language()
        return Guest(given["name"], given["email"], language, self.agreement if given["agreed"] else "")


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why does it not take place?"),
        help_text=gettext_lazy("Everybody who wanted to come reads it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
