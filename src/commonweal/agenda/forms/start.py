"""The first-run form."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.operations import PERIOD, FounderDraft, GoalDraft, InitiativeDraft
from commonweal.governance.operations import TAKEN_SLUGS

NEAR_ZONES = [
    ("America/New_York", _("Eastern time")),
    ("America/Chicago", _("Central time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico")),
]


def time_zones() -> list[Any]:
    near = {zone for zone, _name in NEAR_ZONES}
    others = sorted(zone for zone in available_timezones() - near if "/" in zone and not zone.startswith("Etc"))
    return [*NEAR_ZONES, (_("Elsewhere"), [(zone, zone.replace("_", " ")) for zone in others])]


class StartForm(forms.Form):
    """Everything that a new installation asks before it can be used."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It stands in the terminal where Commonweal was started, and in the file setup_code."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Name of the initiative"), max_length=120)
    place_name = forms.CharField(
        label=_("Which place it is for"), help_text=_("A county, a city, a region."), max_length=120
    )
    time_zone = forms.ChoiceField(
        label=_("Its time zone"), help_text=_("Due times are written in it."), choices=time_zones
    )
    your_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least 10 characters. Three or four plain words are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    goal = forms.CharField(
        label=_("The big goal in one sentence"),
        help_text=_("Such as: 25,000 fewer residents in poverty by 2030. It can come later."),
        max_length=200,
        required=False,
    )
    due_period = forms.RegexField(
        PERIOD,
        label=_("By when"),
        help_text=_("A year, such as 2030."),
        required=False,
        error_messages={"invalid": _("Write the year, such as 2030.")},
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not slug_of(name):
            raise ValidationError(_("The name needs a letter or a digit, because its address is made from it."))
        return name

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("goal") and not given.get("due_period") and "due_period" not in self.errors:
            self.add_error("due_period", _("A goal needs a year. Write one, or leave both for later."))
        return given

    def founder(self) -> FounderDraft:
        given = self.cleaned_data
        return FounderDraft(given["your_name"], given["email"], given["password"], in_spanish_or_english())

    def initiative(self) -> InitiativeDraft:
        given = self.cleaned_data
        return InitiativeDraft(given["name"], slug_of(given["name"]), given["place_name"], given["time_zone"])

    def first_goal(self) -> GoalDraft | None:
        text = self.cleaned_data["goal"]
        if not text:
            return None
        return GoalDraft(text, text if in_spanish_or_english() == "es" else "", None, self.cleaned_data["due_period"])


def slug_of(name: str) -> str:
    slug = slugify(name)[:60].strip("-_")
    return f"{slug}-1" if slug in TAKEN_SLUGS else slug


def in_spanish_or_english() -> str:
    return "es" if (get_language() or "").startswith("es") else "en"
