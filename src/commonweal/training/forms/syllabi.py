"""The file of a syllabus of one's own."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SyllabusForm(forms.Form):
    file = forms.FileField(label=_("The file"), help_text=_("A TOML file, 1 MB at most."))
