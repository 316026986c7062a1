"""Questions out of a file: the file with what it does not say itself, and what was understood of it."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commonweal.engines.questionnaires import Instrument, read_instrument
from commonweal.engines.questionnaires.faults import InstrumentError
from commonweal.engines.questionnaires.importing import import_questions
from commonweal.engines.questionnaires.incoming import MOST_BYTES, Imported, Naming, QuestionFileError
from commonweal.lib.languages import page_language

_NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")
#: What stands before the last ending where a program made a text file of it.
KINDS = {".gift", ".aiken", ".moodle", ".qti", ".toml"}
LANGUAGES = (("en", _("English")), ("es", _("Spanish")))


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("GIFT, Aiken, Moodle XML, QTI 1.2 or 2, XLSForm, or a file taken from here (.toml). 8 MB at most."),
    )
    language = forms.ChoiceField(
        label=_("In which language the questions are written"),
        help_text=_("Counts where the file does not say it."),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Title"), help_text=_("What people read above the questions."), max_length=120, required=False
    )
    code = forms.SlugField(
        label=_("Short name"),
        help_text=_(
            "For addresses and files. The same short name makes a new version. "
            "Empty: from the title, else from the file."
        ),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["language"] = page_language()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                QuestionFileError("too-large", limit=f"{MOST_BYTES >> 20} MB").message(page_language())
            )
        return file

    def imported(self) -> Imported | None:
        """What was understood; None where the file cannot be read, which the form then says."""
        given = self.cleaned_data
        stem = name_of(given["file"].name)
        from_file = stem.replace("_", " ").replace("-", " ").strip().capitalize()
        code = given["code"].lower() or code_from(given["title"] or stem)
        naming = Naming(code, given["title"], given["language"], otherwise=from_file)
        try:
            return import_questions(given["file"].read(), naming)
        except QuestionFileError as problem:
            self.add_error("file", problem.message(page_language()))
            return None


def name_of(file: str) -> str:
    """Without what says the kind: of `week-1.gift.txt` week-1."""
    path = PurePath(file)
    return PurePath(path.stem).stem if PurePath(path.stem).suffix.lower() in KINDS else path.stem


def code_from(words: str) -> str:
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_CODE.sub("-", plain).strip("-")[:60].strip("-") or "questions"


class KeepForm(forms.Form):
    """What was understood travels in the form until somebody keeps it; nothing is stored before."""

    content = forms.CharField(strip=False)
    came_from = forms.CharField(max_length=200, required=False)

    def clean_content(self) -> Instrument:
        try:
            return read_instrument(self.cleaned_data["content"])
        except InstrumentError as problem:
            raise forms.ValidationError(problem.message(page_language())) from problem


def language_of(instrument: Instrument) -> str:
    """In which language a page shows its questions: the reader's, or the only one there is."""
    languages: Sequence[str] = instrument.languages
    return page_language() if page_language() in languages else languages[0]
