"""What a person types about themselves."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.people.models import LivedExperience, OwnSector, Person
from commonweal.people.queries.own_page import mail_choices


class AboutMeForm(forms.Form):
    name = forms.CharField(label=_("My name"), max_length=200)
    sectors = forms.MultipleChoiceField(
        label=_("I take part as"),
        help_text=_("For yourself, beside any organization. Leave all boxes empty if none fits."),
        choices=OwnSector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ExperienceForm(forms.Form):
    words = forms.CharField(
        label=_("My lived experience"),
        help_text=_("What you have lived through, in your own words. Leave it empty to take it away."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen_by = forms.ChoiceField(
        label=_("Who may read it"),
        choices=LivedExperience.SeenBy.choices,
        widget=forms.RadioSelect,
        initial=LivedExperience.SeenBy.PRIVATE,
    )
    is_counted = forms.BooleanField(
        label=_("Count me in totals, without my name"),
        help_text=_("Such as: 14 seats are held by people with lived experience. Small counts are never shown."),
        required=False,
    )


class MailsForm(forms.Form):
    """One box for each kind of mail that nobody must have."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, wanted in mail_choices(person):
            self.fields[kind.code] = forms.BooleanField(label=cast(str, kind.label), required=False, initial=wanted)


class ErasureForm(forms.Form):
    """Typed by hand, so that nobody is erased by a slip."""

    name = forms.CharField(label=_("Type the name as it stands above"), max_length=200)
    known = forms.BooleanField(label=_("I know that this cannot be undone"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        if self.cleaned_data["name"].split() != str(self.person).split():
            raise ValidationError(gettext("That is not the name above. Nothing was erased."))
        return self.cleaned_data["name"]
