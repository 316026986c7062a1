"""What the backbone types or uploads about organisations that take part."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commonweal.governance.drafts import Contact, NewcomerDraft
from commonweal.governance.forms.tables import Row, refuse_problems, rows_of
from commonweal.people.models import Sector

LANGUAGES = [("en", "English"), ("es", "Español")]

HEADINGS = {
    "name": ("organization", "organisation", "nombre", "organización"),
    "sector": ("tipo",),
    "contact_name": ("contact", "contacto", "nombre del contacto"),
    "contact_email": ("email", "e mail", "correo", "correo electrónico"),
    "contact_language": ("language", "idioma"),
    "code": ("código", "clave"),
}


class ContactForm(forms.Form):
    contact_name = forms.CharField(
        label=gettext_lazy("Name of its data contact"),
        help_text=gettext_lazy("Who answers when you ask for numbers."),
        max_length=200,
        required=False,
    )
    contact_email = forms.EmailField(label=gettext_lazy("E-mail address of the data contact"), required=False)
    contact_language = forms.ChoiceField(
        label=gettext_lazy("Write to them in"), choices=LANGUAGES, widget=forms.RadioSelect, initial="en"
    )

    def contact(self) -> Contact:
        given = self.cleaned_data
        return Contact(given["contact_name"], given["contact_email"], given["contact_language"])


class OrganisationForm(ContactForm):
    name = forms.CharField(label=gettext_lazy("Name of the organization"), max_length=200)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=Sector.choices, initial=Sector.SERVICE_NONPROFIT)
    field_order = ["name", "sector", "contact_name", "contact_email", "contact_language"]

    def clean_name(self) -> str:
        if not slugify(self.cleaned_data["name"]):
            raise ValidationError(_("The name needs a letter or a digit."))
        return self.cleaned_data["name"]

    def newcomer(self) -> NewcomerDraft:
        given = self.cleaned_data
        return NewcomerDraft(slugify(given["name"])[:60], given["name"], given["sector"], self.contact())


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CSV file"), error_messages={"required": gettext_lazy("Choose a file.")})


def newcomers_from_csv(content: bytes) -> list[NewcomerDraft]:
    rows = rows_of(content, HEADINGS, needed=["name"])
    newcomers = [newcomer_of(row) for row in rows]
    first_rows: dict[str, int] = {}
    for row, newcomer in zip(rows, newcomers, strict=True):
        if newcomer.code in first_rows:
            row.wrong("name", _("the same organization as in row %(row)s.") % {"row": first_rows[newcomer.code]})
        first_rows.setdefault(newcomer.code, row.number)
    refuse_problems(rows)
    return newcomers


def newcomer_of(row: Row) -> NewcomerDraft:
    name = row.text("name", needed=True, longest=200)
    code = slugify(row.text("code", longest=60) or name)[:60]
    if name and not code:
        row.wrong("name", _("needs a letter or a digit."))
    email = row.text("contact_email", longest=254)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            row.wrong("contact_email", _("“%(email)s” is not an e-mail address.") % {"email": email})
    contact = Contact(row.text("contact_name", longest=200), email, language_of(row))
    return NewcomerDraft(code, name, sector_of(row), contact)


def sector_of(row: Row) -> str:
    given = row.text("sector")
    if not given:
        return Sector.SERVICE_NONPROFIT
    for sector in Sector:
        if given.lower() in {sector.value, *words_for(sector)}:
            return sector.value
    known = ", ".join(str(sector.label) for sector in Sector)
    row.wrong(
        "sector", _("“%(given)s” is not a sector. The sectors are: %(known)s.") % {"given": given, "known": known}
    )
    return ""


def words_for(sector: Sector) -> set[str]:
    words = set()
    for language, _name in LANGUAGES:
        with override(language):
            words.add(str(sector.label).lower())
    return words


def language_of(row: Row) -> str:
    given = row.text("contact_language").lower()
    known = {"": "en", "en": "en", "english": "en", "inglés": "en", "es": "es", "spanish": "es", "español": "es"}
    if given not in known:
        row.wrong("contact_language", _("“%(given)s” is neither “en” nor “es”.") % {"given": given})
    return known.get(given, "en")
