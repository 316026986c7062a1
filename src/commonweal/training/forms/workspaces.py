"""A workspace in one form: its name, its place, its language; on a new installation the trainer's account too."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from commonweal.governance.forms.zones import ZoneForm
from commonweal.lib.languages import page_language
from commonweal.training.operations import TrainerDraft, WorkspaceDraft


class WorkspaceForm(ZoneForm):
    name = forms.CharField(
        label=_("Name of the workspace"), help_text=_("Such as: Trainings with the Fork County library."),
        max_length=120,
    )  # fmt: skip
    place_name = forms.CharField(
        label=_("Which place it is for"), help_text=_("A county, a city, a region."), max_length=120
    )
    language = forms.ChoiceField(
        label=_("In which language we write to you"), choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect, help_text=_("Phones in the room choose their own."),
    )  # fmt: skip
    field_order = ("code", "name", "place_name", "time_zone", "other_zone", "language")

    def __init__(self, data: Any, **more: Any) -> None:
        language = page_language()
        super().__init__(data, initial={"language": language} | more.pop("initial", {}), **more)

    def workspace(self) -> WorkspaceDraft:
        given = self.cleaned_data
        return WorkspaceDraft(given["name"], given["place_name"], given["time_zone"], given["language"])


class FirstWorkspaceForm(WorkspaceForm):
    """Where nobody has an account yet: the set-up code shows that one may."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It stands in the terminal where Commonweal was started, and in the file setup_code."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
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

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def trainer(self) -> TrainerDraft:
        given = self.cleaned_data
        return TrainerDraft(given["your_name"], given["email"], given["password"])
