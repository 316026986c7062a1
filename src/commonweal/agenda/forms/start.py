"""The first-run form."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.forms.parts import long_text
from commonweal.agenda.issue_packs import packs
from commonweal.agenda.operations import PERIOD, AgendaDraft, FounderDraft, GoalDraft, InitiativeDraft
from commonweal.agenda.operations.parts import LONGEST
from commonweal.governance.forms.zones import ZoneForm
from commonweal.governance.operations import TAKEN_SLUGS
from commonweal.lib.languages import page_language


def pack_choices() -> list[tuple[str, Any]]:
    """Read for each page: the names are in its language."""
    return [("", _("none: we begin empty")), *((code, pack.name) for code, pack in packs().items())]


class StartForm(ZoneForm):
    """Everything that a new installation asks before it can be used."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It stands in the terminal where Commonweal was started, and in the file setup_code."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Name of the initiative"), max_length=120)
    problem = forms.CharField(
        label=_("The problem, in a sentence or two"),
        help_text=_("What is wrong, for whom, and why the usual way does not mend it. It can come later."),
        widget=long_text(3),
        max_length=LONGEST,
        required=False,
    )
    people = forms.CharField(
        label=_("Whose life is to change"),
        help_text=_("Such as: every household below the poverty line. It can come later."),
        max_length=300,
        required=False,
    )
    place_name = forms.CharField(
        label=_("Which place it is for"), help_text=_("A county, a city, a region."), max_length=120
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

    pack = forms.ChoiceField(
        label=_("Issue pack"),
        help_text=_("Outcomes, strategies and measures to begin with, and to change. Nothing of it is decided."),
        choices=pack_choices,
        required=False,
    )
    #: In the order in which one is asked: what it is about, then who asks.
    ABOUT = ("name", "problem", "place_name", "time_zone", "other_zone", "people", "goal", "due_period", "pack")
    YOU = ("your_name", "email", "password")

    def about(self) -> list[BoundField]:
        return [self[name] for name in self.ABOUT]

    def you(self) -> list[BoundField]:
        return [self[name] for name in self.YOU]

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
        return FounderDraft(given["your_name"], given["email"], given["password"], page_language())

    def initiative(self) -> InitiativeDraft:
        given = self.cleaned_data
        return InitiativeDraft(given["name"], slug_of(given["name"]), given["place_name"], given["time_zone"])

    def first_agenda(self) -> AgendaDraft:
        given = self.cleaned_data
        pack = packs()[given["pack"]] if given["pack"] else None
        return AgendaDraft(given["problem"], given["people"], pack)

    def first_goal(self) -> GoalDraft | None:
        text = self.cleaned_data["goal"]
        if not text:
            return None
        return GoalDraft(text, text if page_language() == "es" else "", None, self.cleaned_data["due_period"])


def slug_of(name: str) -> str:
    slug = slugify(name)[:60].strip("-_")
    return f"{slug}-1" if slug in TAKEN_SLUGS else slug
