"""The forms of signing in: allauth's checks under our labels."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonweal.people.models import Person


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, login=_("E-mail address"), password=_("Password"), remember=_("Stay signed in here"))
        self.fields["remember"].help_text = _("Only on a device that is yours.")


class AskForCodeForm(allauth.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, email=_("E-mail address"))


class CodeForm(allauth.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, code=_("Code"))
        self.fields["code"].widget.attrs |= {"class": "short", "autocapitalize": "characters", "spellcheck": "false"}


def name_fields(form: forms.Form, **labels: Any) -> None:
    """Our words above each input, and nothing inside it: a placeholder goes away when it is needed."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class PasswordForm(forms.Form):
    """A new password of one's own; the old one is asked for unless one has just come in by a code or a link."""

    old = forms.CharField(
        label=_("Password until now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters. Three or four plain words are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, ask_for_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not ask_for_old:
            del self.fields["old"]

    def clean_old(self) -> str:
        if not self.person.check_password(self.cleaned_data["old"]):
            raise ValidationError(_("That is not your password until now."))
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.person)
        return self.cleaned_data["new"]
